#include "core/io/airflow_case/airflow_case.h"

#include "core/io/airflow_case/case_reader.h"
#include "core/io/airflow_case/cavity_case.h"
#include "core/io/airflow_case/hall_case.h"
#include "core/io/airflow_case/outdoor_case.h"
#include "core/io/atomic_file.h"

namespace hallwright::io {
namespace {

constexpr double kMostCells = 5e7;                              // what a workstation's memory holds
constexpr std::size_t kCaseFileSizeMax = std::size_t{64} << 20; ///< [bytes]; a hall takes 30 kB

double cellCount(const airflow::AirflowProblem& p) {
    if (p.cells[0] > 0)
        return double(p.cells[0]) * p.cells[1] * p.cells[2];
    return p.size_m.x * p.size_m.y * p.size_m.z / (p.cell_m * p.cell_m * p.cell_m);
}

} // namespace

base::Result<AirflowCase> readAirflowCase(std::string_view json, double cell_m) {
    const auto document = parseJson(json);
    if (!document)
        return document.error();
    const CaseReader::Json& root = *document;
    if (!root.is_object())
        return base::failure("/", "expected an object, got " + describe(root),
                             "write a hall or a case with a \"type\"");
    CaseReader reader;
    AirflowCase result;
    const std::string type = reader.text(root, "type", "", "hall");
    if (type == "hall") {
        result = HallCase(root, reader).read(cell_m);
    } else if (type == "outdoor") {
        result = OutdoorCase(root, reader).read(cell_m);
    } else if (auto cavity = readCavityCase(root, type, reader, cell_m)) {
        result = std::move(*cavity);
    } else {
        reader.add("/type", "unknown case type " + quotedBrief(type),
                   "use hall, outdoor, lid_driven_cavity, heated_cavity, duct or conduction");
    }
    if (reader.isClean() && cellCount(result.problem) > kMostCells)
        reader.add(result.problem.cells[0] > 0 ? "/cells" : "/cell_m",
                   "the grid would have more than 50 million cells", "use larger cells");
    if (!reader.isClean())
        return reader.take();
    return result;
}

base::Result<AirflowCase> readAirflowCaseFile(const std::filesystem::path& path, double cell_m) {
    const auto text = readFile(path, kCaseFileSizeMax);
    if (!text)
        return text.error();
    return readAirflowCase(*text, cell_m);
}

} // namespace hallwright::io
