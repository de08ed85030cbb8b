#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace hallwright::airflow {
enum class AirDeviceWish;
}

namespace hallwright::engine {

struct SolveRequest {
    model::Campus campus;
    std::uint64_t revision = 0;
    bool withAir = true;
    bool withPlume = true; ///< the air over the campus, after that of the halls; needs withAir
    /// Halls whose air is wanted first (what the user looks at); the others follow.
    std::vector<model::HallId> airFirst;
    /// Cell sizes of the air stages [m], coarse to fine; empty: chosen from each hall's size.
    std::vector<double> airCells_m;
    double finestAirCell_m = 0.0; ///< where they are chosen: the finest wanted; 0: by size, too
    /// Solves every single outage of trunk and halls when all else is done.
    bool withOutages = false;
    std::optional<model::Scenario> scenario; ///< none: the campus's active one
};

/// Solves a campus: power, coolant and plant coupled until total power changes by less than
/// 0.01 %, then the air of the halls in stages. Keeps compiled networks and the last solutions, so
/// that a second solve after an edit only does again what the edit touched; a cold solve of the
/// same campus gives the same figures. One solver serves one thread at a time.
class CampusSolver {
public:
    explicit CampusSolver(std::shared_ptr<const catalog::Catalog> catalog);
    ~CampusSolver();
    CampusSolver(const CampusSolver&) = delete;
    CampusSolver& operator=(const CampusSolver&) = delete;

    /// Where the air of halls is solved; Auto unless set.
    void setAirDevice(airflow::AirDeviceWish wish);
    /// Calls `onStage` after each stage with a solution that holds all that is known so far, and
    /// returns the last one. Stops early, with what it has, when `stop` is requested.
    SolutionPtr solve(const SolveRequest& request,
                      const std::function<void(SolutionPtr)>& onStage = {},
                      std::stop_token stop = {});

    /// Solves outages one by one on the state of the last solve, which must have been of `campus`
    /// and of the same scenario, and follows in time those that stop cooling.
    [[nodiscard]] std::vector<OutageVerdict> drill(const model::Campus& campus,
                                                   const model::Scenario& scenario,
                                                   const std::vector<Outage>& outages,
                                                   std::stop_token stop = {}) const;

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace hallwright::engine
