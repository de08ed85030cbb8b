#pragma once

#include "core/engine/air_device_choice.h"
#include "core/engine/content_cache.h"
#include "core/engine/intake_rises.h"
#include "core/engine/plume_assembly.h"
#include "core/engine/solution.h"
#include "core/solvers/airflow/airflow_solver.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace hallwright::engine {

/// Solves the air over a campus again and again while its sources settle. A chain of solutions
/// starts from rest, and each further one from that before; what the whole chain has in common with
/// an earlier one is found instead of solved, so that a cold solve gives the same figures.
class PlumeStages {
public:
    /// `device` must outlive it.
    explicit PlumeStages(AirDeviceChoice& device) : m_device(device) {}

    void beginSolve();

    /// The next solution of the chain; `onProgress` is called with pictures on the way. Null where
    /// stopped.
    std::shared_ptr<const airflow::AirflowSolution>
    solve(const PlumeAssembly& assembly,
          const std::function<void(const airflow::AirflowSolution&)>& onProgress,
          std::stop_token stop);

private:
    AirDeviceChoice& m_device;
    ContentCache<airflow::AirflowSolution> m_solutions;
    std::shared_ptr<const airflow::AirField> m_field; ///< of the last of the chain
    double m_chain = 0.0;                             ///< number made from all keys of the chain
};

/// Intakes of the sources that reject heat, above ambient [K]. Those without air are left out.
[[nodiscard]] IntakeRises intakeRises(const PlumeAssembly& assembly,
                                      const airflow::AirflowSolution& air);

/// Idem, as a solution states them; of its own ambient air.
[[nodiscard]] IntakeRises risesOf(const Solution& solution);

/// Whether plumes of two scenarios are alike but for what the campus does.
[[nodiscard]] bool hasSameWeather(const model::Scenario& a, const model::Scenario& b);

/// Takes the intakes and the plume of an earlier answer over into `solution`, marked as kept, for
/// the units that both have running.
void keepPlume(const Solution& before, Solution& solution);

/// Mean difference of two sets over the units of an assembly, weighted with their flows [K].
[[nodiscard]] double meanChange_K(const PlumeAssembly& assembly, const IntakeRises& before,
                                  const IntakeRises& after);

/// Writes what the air says into the units and the plume; rounds, residual and whether it has
/// converged are the caller's.
void describePlume(const PlumeAssembly& assembly, const airflow::AirflowSolution& air,
                   Solution& solution);

} // namespace hallwright::engine
