#include "core/io/airflow_case/airflow_case.h"

#include "core/io/airflow_case/case_reader.h"
#include "core/io/airflow_case/cavity_case.h"
#include "core/io/airflow_case/hall_case.h"

#include <fstream>
#include <iterator>

namespace hallwright::io {
namespace {

constexpr double kMostCells = 5e7; // what a workstation's memory holds

double cellCount(const airflow::AirflowProblem& p) {
    if (p.cells[0] > 0)
        return double(p.cells[0]) * p.cells[1] * p.cells[2];
    return p.size_m.x * p.size_m.y * p.size_m.z / (p.cell_m * p.cell_m * p.cell_m);
}

} // namespace

base::Result<AirflowCase> readAirflowCase(std::string_view json, double cell_m) {
    const auto root = nlohmann::json::parse(json, nullptr, false);
    if (root.is_discarded())
        return base::failure("", "the text is not valid JSON",
                             "check quotes, commas and brackets near the end of what was written");
    if (!root.is_object())
        return base::failure("", "expected an object, got " + CaseReader::describe(root),
                             "write a hall or a case with a \"type\"");
    CaseReader reader;
    AirflowCase result;
    const std::string type = reader.text(root, "type", "", "hall");
    if (type == "hall") {
        result = HallCase(root, reader).read(cell_m);
    } else if (auto cavity = readCavityCase(root, type, reader, cell_m)) {
        result = std::move(*cavity);
    } else {
        reader.add("/type", "unknown case type \"" + type + '"',
                   "use hall, lid_driven_cavity, heated_cavity, duct or conduction");
    }
    if (reader.isClean() && cellCount(result.problem) > kMostCells)
        reader.add(result.problem.cells[0] > 0 ? "/cells" : "/cell_m",
                   "the grid would have more than 50 million cells", "use larger cells");
    if (!reader.isClean())
        return reader.take();
    return result;
}

base::Result<AirflowCase> readAirflowCaseFile(const std::filesystem::path& path, double cell_m) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return base::failure(path.string(), "cannot be opened", "check the name and the rights");
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (stream.bad())
        return base::failure(path.string(), "cannot be read", "check the disk");
    return readAirflowCase(text, cell_m);
}

} // namespace hallwright::io
