#include "core/cli/plume_intakes.h"

#include "core/engine/campus_solver.h"
#include "core/engine/plume_stages.h"
#include "core/engine/plume_state.h"

namespace hallwright::cli {

base::Result<engine::IntakeRises> plumeIntakes(const model::Campus& campus,
                                               std::shared_ptr<const catalog::Catalog> catalog,
                                               const std::optional<model::Scenario>& scenario) {
    engine::SolveRequest request;
    request.campus = campus;
    request.scenario = scenario;
    request.airCells_m = {1.0};
    engine::CampusSolver solver(std::move(catalog));
    const auto solution = solver.solve(request);
    if (!solution->plume || !solution->plume->isFinest)
        return base::failure("--plume",
                             solution->plume ? solution->plume->message
                                             : "the scenario's power and cooling do not converge",
                             "Leave it out, or solve that scenario first.");
    return engine::risesOf(*solution);
}

} // namespace hallwright::cli
