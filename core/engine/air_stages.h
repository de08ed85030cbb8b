#pragma once

#include "core/engine/air_assembly.h"
#include "core/engine/content_cache.h"
#include "core/engine/solution.h"
#include "core/solvers/airflow/gpu/air_device.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
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

    /// Where the air is solved; from the start on Auto.
    void setDevice(airflow::AirDeviceWish wish);
    void beginSolve();

    /// Solves one hall; `onProgress` is called with pictures on the way. Null where stopped.
    std::shared_ptr<const airflow::AirflowSolution>
    solve(const Wanted& wanted, double cell_m,
          const std::function<void(const airflow::AirflowSolution&)>& onProgress,
          std::stop_token stop);

private:
    std::optional<airflow::AirDevice> m_device; ///< opened when it is needed first
    airflow::AirDeviceWish m_deviceWish = airflow::AirDeviceWish::Auto;
    ContentCache<airflow::AirflowSolution> m_solutions;
    std::map<model::HallId, std::shared_ptr<const airflow::AirField>> m_lastField;
};

/// Writes what an air solution says into the hall, its racks and air units.
void describeAir(const std::shared_ptr<const AirAssembly>& assembly,
                 const airflow::AirflowSolution& air, model::HallId hall, Solution& solution);

} // namespace hallwright::engine
