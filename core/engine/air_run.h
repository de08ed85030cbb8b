#pragma once

#include "core/engine/air_stages.h"
#include "core/engine/campus_solver.h"
#include "core/engine/cooling_system.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::engine {

/// The air stages of one solve: every hall at the coarse cell size, those looked at first, then
/// every hall at the fine one. Hands out a new solution whenever a hall has more to show.
class AirRun {
public:
    AirRun(AirStages& stages, const SolveRequest& request, const CampusIndex& index,
           const catalog::Catalog& catalog, const CoolingSystem& cooling,
           std::function<void(Solution&)> finish, std::function<void(SolutionPtr)> onStage);

    /// Goes on from `base`; returns the last solution handed out, or one that only says why no
    /// hall's air is solved.
    SolutionPtr run(SolutionPtr base, std::stop_token stop);

private:
    struct Job {
        AirStages::Wanted wanted;
        std::vector<double> cells_m; ///< by stage
    };
    void collectJobs(Solution& solution);
    [[nodiscard]] bool runStage(std::size_t stage, std::stop_token stop);
    void report(std::size_t stage, double settled, const airflow::AirflowSolution* air,
                bool allConverged, double time_ms);
    void handOut();

    AirStages& m_stages;
    const SolveRequest& m_request;
    const CampusIndex& m_index;
    const catalog::Catalog& m_catalog;
    const CoolingSystem& m_cooling;
    std::function<void(Solution&)> m_finish;
    std::function<void(SolutionPtr)> m_onStage;
    std::vector<Job> m_jobs;
    std::shared_ptr<Solution> m_next; ///< being written
    SolutionPtr m_last;               ///< handed out
};

} // namespace hallwright::engine
