#pragma once

#include "core/solvers/airflow/flow_grid.h"
#include "core/solvers/airflow/heat_balance.h"

#include <array>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace hallwright::airflow {

class GpuMean;

/// Means over the recent past of the flow, the temperature and of what each cell still gains or
/// loses, all with the same weights, so that they belong together: where swings carry heat, the
/// mean of the gains knows it. The memory grows with the time that has passed and is half of it:
/// start-up is forgotten, and swings average out ever better.
class RunningMean {
public:
    static constexpr double kMemory = 0.5; ///< of the time that has passed

    /// Ends early when a stop is requested, and is then of no use.
    explicit RunningMean(const FlowGrid& grid, const std::stop_token& stop = {});
    ~RunningMean();

    /// Takes in the step that was just done, for all steps of the last `duration_s`.
    void add(const FlowGrid& grid, double duration_s, const std::stop_token& stop = {});
    /// Forgets the past; the present state stands in until something is added.
    void restart(const FlowGrid& grid);

    /// Finds what the heat balance still lacks: the change of the mean temperature that brings the
    /// mean gains to zero at the mean flow, or as far as they get within `duration_s`. Gives its
    /// share left unsolved.
    double closeHeatBalance(const FlowGrid& grid, HeatBalance& balance, double duration_s,
                            double tolerance, const std::stop_token& stop);
    /// What the mean flow carries of a passive source, see PassiveSolve; takes the balance's flow.
    void carryPassively(const FlowGrid& grid, HeatBalance& balance,
                        const std::vector<float>& source_per_s, std::vector<float>& share,
                        bool isBackward, const std::stop_token& stop);
    /// What closeHeatBalance() found; zero after a restart.
    [[nodiscard]] const std::vector<float>& lacking_K() const { return m_lacking_K; }

    /// Begins to bring the mean to the host as it is now, for a picture; steps go on meanwhile.
    void beginPicture();
    /// From beginPicture() until the picture is drawn or the mean begins anew.
    [[nodiscard]] bool isPictureComing() const { return m_isPictureComing; }
    [[nodiscard]] bool isPictureReady() const;
    /// Calls `draw` with the mean that beginPicture() saw in the place of the present one.
    void drawPicture(const std::function<void()>& draw);

    /// Takes what it lacks, as closeHeatBalance() found it, into the mean, not below `least_K`: the
    /// past counts as if it had been so warm, and had gained nothing.
    void takeLacking(float least_K);

    [[nodiscard]] double elapsed_s() const { return m_elapsed_s; }
    /// The mean, above the reference.
    [[nodiscard]] const std::vector<float>& temperature_K() const;
    [[nodiscard]] const std::array<std::vector<float>, 3>& velocity_m_per_s() const;
    /// The mean with what it lacks, not below `least_K`.
    [[nodiscard]] std::vector<float> closedTemperature_K(float least_K) const;

    /// A mean flow with a temperature that belongs to it; temperatures absolute. `supplyShare`: of
    /// the lattice's cells, or empty.
    [[nodiscard]] std::shared_ptr<AirField> field(const AirflowProblem& problem,
                                                  const std::vector<float>& temperature_K,
                                                  const std::vector<float>& supplyShare = {}) const;

private:
    void fetch() const;

    const Lattice& m_lattice;
    double m_elapsed_s = 0.0;
    mutable std::vector<float> m_temperature_K, m_gain_K_per_s;
    std::vector<float> m_lacking_K;
    mutable std::array<std::vector<float>, 3> m_velocity;
    std::unique_ptr<GpuMean> m_gpu; ///< where the grid's steps run on an executor
    mutable bool m_isStale = false; ///< what is here, behind what is there
    bool m_isPictureComing = false;
};

} // namespace hallwright::airflow
