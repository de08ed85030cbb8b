#pragma once

#include "core/solvers/airflow/lattice.h"

#include <vector>

namespace hallwright::airflow {

/// What racks, units and openings do to the temperature: each step reads the air before fronts and
/// returns and gives it back warmer or cooler. All temperatures are above the reference.
class DeviceAir {
public:
    DeviceAir(const AirflowProblem& problem, const Lattice& lattice);

    /// Reads inlets and returns, and sets outlets and supplies from them.
    void read(const std::vector<float>& temperature_K);
    /// Adds what passes the device faces in each cell's step to `next`, from the values before it.
    void exchange(const std::vector<float>& old_K, std::vector<float>& next_K,
                  const std::vector<float>& step_s) const;

    [[nodiscard]] const std::vector<double>& rackInlet_K() const { return m_rackInlet_K; }
    [[nodiscard]] const std::vector<double>& rackInletMax_K() const { return m_rackInletMax_K; }
    [[nodiscard]] const std::vector<double>& rackOutlet_K() const { return m_rackOutlet_K; }
    [[nodiscard]] const std::vector<double>& unitReturn_K() const { return m_unitReturn_K; }
    [[nodiscard]] const std::vector<double>& unitSupply_K() const { return m_unitSupply_K; }
    /// Of each unit: whether its supply follows its return, because its capacity is reached.
    [[nodiscard]] const std::vector<char>& isAtCapacity() const { return m_isAtCapacity; }
    /// Whether something takes heat out in proportion to the temperature of the air: a unit below
    /// its capacity, or an opening where air leaves.
    [[nodiscard]] bool hasSink() const;
    /// Whether the heat of the racks can be taken out at some temperature of the air.
    [[nodiscard]] bool canBalance() const;
    /// Heat that the racks that run give to the air, W.
    [[nodiscard]] double rackHeat_W() const { return m_rackHeat_W; }
    /// Heat that units and openings take out now, W.
    [[nodiscard]] double removed_W() const;

private:
    void exhaust(const Port& port, double flow_m3_per_s, const std::vector<float>& old_K,
                 std::vector<float>& next_K, const std::vector<float>& step_s) const;
    void supply(const Port& port, double flow_m3_per_s, double temperature_K,
                std::vector<float>& next_K, const std::vector<float>& step_s) const;

    const AirflowProblem* m_problem;
    const Lattice* m_lattice;
    double m_rackHeat_W = 0.0;
    std::vector<double> m_rackInlet_K, m_rackInletMax_K, m_rackOutlet_K;
    std::vector<double> m_unitReturn_K, m_unitSupply_K;
    std::vector<double> m_openingAir_K;
    std::vector<char> m_isAtCapacity;
};

} // namespace hallwright::airflow
