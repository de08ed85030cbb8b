#include "core/cli/campus_input.h"

#include "core/io/campus_reader.h"
#include "core/io/catalog_reader.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <ostream>
#include <utility>

namespace hallwright::cli {

base::Result<CampusInput> readCampusInput(const std::filesystem::path& campusPath) {
    auto catalog = io::readDefaultCatalog();
    if (!catalog)
        return catalog.error();
    auto campus = io::readCampus(campusPath);
    if (!campus)
        return campus.error();
    return CampusInput{std::move(campus).value(),
                       std::make_shared<const catalog::Catalog>(std::move(catalog).value())};
}

int reportBadInput(const base::Diagnostics& findings, std::ostream& err) {
    for (const auto& finding : findings)
        err << finding.text() << '\n';
    return kBadInput;
}

base::Diagnostics writeJson(const nlohmann::ordered_json& json, const std::string& path,
                            std::ostream& out) {
    if (path == "-") {
        out << json.dump(1) << '\n';
        return {};
    }
    std::ofstream file(path);
    file << json.dump(1) << '\n';
    file.flush();
    if (!file)
        return base::failure(path, "can't be written",
                             "Choose a folder that exists and may be written to.");
    return {};
}

} // namespace hallwright::cli
