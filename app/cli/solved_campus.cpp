#include "app/cli/solved_campus.h"

#include "core/cli/campus_input.h"
#include "core/engine/campus_solver.h"

#include <iostream>

namespace hallwright::app {

std::unique_ptr<SolvedCampus> solveFile(const std::string& path, AirStage air) {
    auto input = cli::readCampusInput(path);
    if (!input) {
        cli::reportBadInput(input.error(), std::cerr);
        return nullptr;
    }
    auto solved = std::make_unique<SolvedCampus>();
    solved->campus = input->campus;
    solved->catalog = input->catalog;
    engine::CampusSolver solver(solved->catalog);
    engine::SolveRequest request;
    request.campus = solved->campus;
    request.revision = 1;
    request.withAir = air != AirStage::None;
    request.withPlume = air == AirStage::All;
    solved->solution = solver.solve(request);
    return solved;
}

} // namespace hallwright::app
