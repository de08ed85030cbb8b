#include "app/cli/solved_campus.h"

#include "core/engine/campus_solver.h"
#include "core/io/campus_reader.h"
#include "core/io/catalog_reader.h"

#include <iostream>

namespace hallwright::app {

namespace {

std::unique_ptr<SolvedCampus> fail(const base::Diagnostics& findings) {
    for (const auto& finding : findings)
        std::cerr << finding.text() << '\n';
    return nullptr;
}

} // namespace

std::unique_ptr<SolvedCampus> solveFile(const std::string& path, AirStage air) {
    auto catalog = io::readDefaultCatalog();
    if (!catalog)
        return fail(catalog.error());
    auto campus = io::readCampus(path);
    if (!campus)
        return fail(campus.error());
    auto solved = std::make_unique<SolvedCampus>();
    solved->campus = std::move(campus).value();
    solved->catalog = std::make_shared<const catalog::Catalog>(std::move(catalog).value());
    engine::CampusSolver solver(solved->catalog);
    engine::SolveRequest request;
    request.campus = solved->campus;
    request.revision = 1;
    request.withAir = air == AirStage::Solve;
    solved->solution = solver.solve(request);
    return solved;
}

} // namespace hallwright::app
