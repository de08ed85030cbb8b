#include "core/io/short_circuit_case/short_circuit_case.h"

#include "core/io/atomic_file.h"
#include "core/io/short_circuit_case/network_reader.h"

#include <nlohmann/json.hpp>

namespace hallwright::io {

namespace {

constexpr std::size_t kCaseSizeMax = std::size_t{64} << 20;

} // namespace

base::Result<ShortCircuitCase> readShortCircuitCase(std::string_view json) {
    const auto document = parseJson(json);
    if (!document)
        return document.error();
    base::Diagnostics findings;
    const Place root;
    ObjectReader reader(*document, root, findings);
    ShortCircuitCase result;
    reader.text("name", result.name, Presence::Optional);
    const Json* network = reader.take("network");
    if (reader.isObject() && !network)
        reader.report("network", "is missing",
                      R"(Write {"network": {"feeders": [...], "lines": [...]}}.)");
    if (network) {
        const Place place{&root, "network"};
        NetworkReader(result, place, findings).read(*network);
    }
    if (!findings.empty())
        return findings;
    return result;
}

base::Result<ShortCircuitCase> readShortCircuitCaseFile(const std::filesystem::path& path) {
    const auto text = readFile(path, kCaseSizeMax);
    if (!text)
        return text.error();
    return readShortCircuitCase(*text);
}

} // namespace hallwright::io
