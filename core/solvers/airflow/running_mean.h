#pragma once

#include "core/solvers/airflow/flow_grid.h"

#include <array>
#include <memory>
#include <vector>

namespace hallwright::airflow {

/// Means over the recent past of the field, of the devices and of the heat they move, all with the
/// same weights, so that they belong together. The memory grows with the time that has passed and
/// is half of it: start-up is forgotten, and swings average out ever better.
class RunningMean {
public:
    explicit RunningMean(const FlowGrid& grid);

    /// Takes in the state that has lasted for `duration_s`.
    void add(const FlowGrid& grid, double duration_s);
    /// Forgets all but the present state.
    void restart(const FlowGrid& grid);

    [[nodiscard]] double elapsed_s() const { return m_elapsed_s; }
    [[nodiscard]] const std::vector<double>& rackInlet_K() const { return m_rackInlet_K; }
    [[nodiscard]] const std::vector<double>& rackInletMax_K() const { return m_rackInletMax_K; }
    [[nodiscard]] const std::vector<double>& rackOutlet_K() const { return m_rackOutlet_K; }
    [[nodiscard]] const std::vector<double>& unitReturn_K() const { return m_unitReturn_K; }
    [[nodiscard]] const std::vector<double>& unitSupply_K() const { return m_unitSupply_K; }
    [[nodiscard]] double removed_W() const { return m_removed_W; }
    [[nodiscard]] double warmWallHeat_W() const { return m_warmWallHeat_W; }
    [[nodiscard]] double hotWallHeat_W() const { return m_hotWallHeat_W; }

    /// The mean field; temperatures absolute.
    [[nodiscard]] std::shared_ptr<const AirField> field(const AirflowProblem& problem) const;

private:
    void blendIn(const FlowGrid& grid, double weight);

    const Lattice& m_lattice;
    double m_elapsed_s = 0.0;
    std::vector<float> m_temperature_K;
    std::array<std::vector<float>, 3> m_velocity;
    std::vector<double> m_rackInlet_K, m_rackInletMax_K, m_rackOutlet_K;
    std::vector<double> m_unitReturn_K, m_unitSupply_K;
    double m_removed_W = 0.0, m_warmWallHeat_W = 0.0, m_hotWallHeat_W = 0.0;
};

} // namespace hallwright::airflow
