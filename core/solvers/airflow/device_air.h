#pragma once

#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/device_cell.h"
#include "core/solvers/airflow/lattice.h"

#include <vector>

namespace hallwright::airflow {

/// Of each rack and unit: the share of a change at its intake that leaves it again. 1 for a rack
/// and for a unit at its capacity, 0 for a unit that holds its supply temperature.
struct CarriedShares {
    std::vector<double> racks;
    std::vector<double> units;
};

/// What racks, units and openings do to the temperature: each step reads the air before fronts and
/// returns and gives it back warmer or cooler. All temperatures are above the reference.
class DeviceAir {
public:
    DeviceAir(const AirflowProblem& problem, const Lattice& lattice);

    /// Reads inlets and returns, and sets outlets and supplies from them, as they are in the end.
    void read(const std::vector<float>& temperature_K);
    /// The same some time after the last reading: what stands in the racks takes up heat.
    void readAfter(double elapsed_s, const std::vector<float>& temperature_K);
    /// What was read elsewhere: racks, units, openings.
    void take(std::vector<DeviceReading> readings);
    [[nodiscard]] const std::vector<DeviceReading>& readings() const { return m_readings; }
    /// The devices in that order, as they are with the flows there are now.
    [[nodiscard]] std::vector<DeviceCell> cells() const;
    /// Racks are as warm inside as those that were read on another grid of the same problem.
    void startFrom(const std::vector<DeviceReading>& before);
    /// Adds what passes the device faces in each cell's step to `next`, from the values before it.
    void exchange(const std::vector<float>& old_K, std::vector<float>& next_K,
                  const std::vector<float>& step_s) const;

    [[nodiscard]] const std::vector<double>& rackInlet_K() const { return m_rackInlet_K; }
    [[nodiscard]] const std::vector<double>& unitReturn_K() const { return m_unitReturn_K; }
    [[nodiscard]] const CarriedShares& carried() const { return m_carried; }
    /// Whether something takes heat out in proportion to the temperature of the air: a unit or a
    /// rear door below its capacity, or an opening where air leaves.
    [[nodiscard]] bool hasSink() const;
    /// Whether the heat of the racks can be taken out at some temperature of the air.
    [[nodiscard]] bool canBalance() const;
    /// Heat that the racks that run give to the air, W.
    [[nodiscard]] double rackHeat_W() const { return m_rackHeat_W; }
    /// Heat that units, rear doors and openings take out now, W.
    [[nodiscard]] double removed_W() const;

    /// One device as it was read, temperatures absolute.
    [[nodiscard]] RackAir rackAir(std::size_t n) const;
    [[nodiscard]] AirUnitAir unitAir(std::size_t n) const;

private:
    [[nodiscard]] DeviceCell rackCell(std::size_t n) const;
    [[nodiscard]] DeviceCell unitCell(std::size_t n) const;
    [[nodiscard]] DeviceCell openingCell(std::size_t n) const;
    void read(std::size_t n, const DeviceCell& device, const Port& inlet, double elapsed_s,
              const std::vector<float>& temperature_K);
    void share();
    [[nodiscard]] const DeviceReading& rackReading(std::size_t n) const { return m_readings[n]; }
    [[nodiscard]] const DeviceReading& unitReading(std::size_t n) const;
    [[nodiscard]] const DeviceReading& openingReading(std::size_t n) const;
    [[nodiscard]] bool hasOutflow() const;
    void exhaust(const Port& port, double flow_m3_per_s, const std::vector<float>& old_K,
                 std::vector<float>& next_K, const std::vector<float>& step_s) const;
    void supply(const Port& port, double flow_m3_per_s, double temperature_K,
                std::vector<float>& next_K, const std::vector<float>& step_s) const;

    const AirflowProblem* m_problem;
    const Lattice* m_lattice;
    double m_heatCapacity_J_per_m3K;
    double m_rackHeat_W = 0.0;
    std::vector<DeviceReading> m_readings; ///< racks, units, openings
    std::vector<double> m_rackInlet_K, m_unitReturn_K;
    CarriedShares m_carried;
};

} // namespace hallwright::airflow
