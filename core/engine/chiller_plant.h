#pragma once

#include "core/engine/facility_circuit.h"
#include "core/engine/facility_heat.h"
#include "core/solvers/plant/coolant_table.h"

namespace hallwright::engine {

/// The chillers of a plant with the towers of their condensers, in one weather.
class ChillerPlant {
public:
    ChillerPlant(const FacilityCircuit::Plant& plant, const plant::CoolerConditions& outdoor,
                 const IntakeRises& rises, double setpoint_K, const plant::CoolantProperties& water)
        : m_plant(plant), m_outdoor(outdoor), m_rises(rises), m_setpoint_K(setpoint_K),
          m_water(water) {}

    /// What all of them can take out of the facility water [W].
    [[nodiscard]] double capacity_W() const;

    /// Shares a load among banks by capacity and adds machines, towers and condenser pumps to
    /// `state`. So many machines of a bank run as the plant's staging says.
    void run(double load_W, double inlet_K, double outlet_K, FacilityHeat::Plant& state) const;

private:
    [[nodiscard]] double sink_K(const FacilityCircuit::ChillerBank& bank, double load_W) const;
    [[nodiscard]] double bankCapacity_W(const FacilityCircuit::ChillerBank& bank) const;
    [[nodiscard]] double towerCapacity_W() const;
    [[nodiscard]] double condenserWater_K(double load_W) const;
    [[nodiscard]] CondenserLoopInput condenserLoop(int condensers) const;
    void runTowers(double condenser_W, int condensers, FacilityHeat::Plant& state) const;

    const FacilityCircuit::Plant& m_plant;
    const plant::CoolerConditions& m_outdoor;
    const IntakeRises& m_rises;
    double m_setpoint_K;
    const plant::CoolantProperties& m_water;
};

} // namespace hallwright::engine
