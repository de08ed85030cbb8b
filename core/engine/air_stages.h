#pragma once

#include "core/engine/air_assembly.h"
#include "core/engine/air_device_choice.h"
#include "core/engine/content_cache.h"
#include "core/engine/solution.h"
#include "core/solvers/airflow/airflow_solver.h"

#include <functional>
#include <map>
#include <memory>
#include <stop_token>

namespace hallwright::engine {

/// Solves the air of halls at one cell size after the other. Halls with equal air share one
/// solution; a hall that changed starts from its last field.
class AirStages {
public:
    struct Wanted {
        model::HallId hall;
        std::shared_ptr<const AirAssembly> assembly;
    };

    /// `device` must outlive it.
    explicit AirStages(AirDeviceChoice& device) : m_device(device) {}

    void beginSolve();

    /// Solves one hall; `onProgress` is called with pictures on the way. Null where stopped.
    std::shared_ptr<const airflow::AirflowSolution>
    solve(const Wanted& wanted, double cell_m,
          const std::function<void(const airflow::AirflowSolution&)>& onProgress,
          std::stop_token stop);

private:
    AirDeviceChoice& m_device;
    ContentCache<airflow::AirflowSolution> m_solutions;
    std::map<model::HallId, std::shared_ptr<const airflow::AirField>> m_lastField;
};

/// Writes what an air solution says into the hall, its racks and air units.
void describeAir(const std::shared_ptr<const AirAssembly>& assembly,
                 const airflow::AirflowSolution& air, model::HallId hall, Solution& solution);

} // namespace hallwright::engine
