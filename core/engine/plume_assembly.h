#pragma once

#include "core/engine/plume_sources.h"
#include "core/solvers/airflow/airflow_problem.h"

#include <vector>

namespace hallwright::engine {

/// The air over a campus as a problem of open air, in site axes moved to `origin_m`.
/// - Halls and modules are solids; those at odd angles are cut into strips. Yards, plants and open
///   substations let the air through.
/// - Each source is a deck of fans on top of its footprint, at the nearest quarter turn.
/// - The domain reaches a margin beyond all of them, twice that far downwind. Heights count from
///   the lowest of them.
struct PlumeAssembly {
    airflow::AirflowProblem problem;
    model::Vec3 origin_m;
    std::vector<PlumeSource> sources; ///< as problem.racks

    /// Numbers that decide the answer.
    [[nodiscard]] std::vector<double> key() const;
};

/// `cells`: about how many; the cells are as high as the decks, and as wide as that leaves.
[[nodiscard]] PlumeAssembly assemblePlume(const CampusIndex& index, const catalog::Catalog& catalog,
                                          const model::Scenario& scenario,
                                          std::vector<PlumeSource> sources, double cells);

} // namespace hallwright::engine
