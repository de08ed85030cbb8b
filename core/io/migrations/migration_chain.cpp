#include "core/io/migrations/migration_chain.h"

#include "core/io/campus_writer.h"

#include <nlohmann/json.hpp>

#include <array>

namespace hallwright::io {

namespace {

/// Changes a document of version n into one of version n + 1.
using MigrationStep = base::Diagnostics (*)(Json& document);

/// Step i leads from version i + 1 to i + 2. Version 1 is the first, so there is none yet: a step
/// goes into a file of its own beside this one, "to_version_2.h", and is listed here.
constexpr std::array<MigrationStep, kCampusFormatVersion - 1> kSteps{};

} // namespace

base::Diagnostics migrateCampus(Json& document, int version) {
    if (version > kCampusFormatVersion) {
        return base::failure("/version",
                             "the file has format version " + std::to_string(version) +
                                 ", this program reads up to version " +
                                 std::to_string(kCampusFormatVersion),
                             "Open it with a newer release of Hallwright.");
    }
    for (std::size_t step = static_cast<std::size_t>(version - 1); step < kSteps.size(); ++step) {
        if (auto findings = kSteps[step](document); !findings.empty())
            return findings;
    }
    return {};
}

} // namespace hallwright::io
