#include "core/engine/plume_sources.h"

#include "core/engine/fluids.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

constexpr double kTowerRise_K = 8.0; ///< of dry air with the heat of the damp air that leaves
constexpr double kCondenserRise_K = 10.0;
constexpr double kRadiatorRise_K = 35.0;
/// Of the air in axial fans at full speed, where the catalogue states none: 18 000 to 20 000 m3/h
/// through 0.91 m, the usual fan of large coolers.
constexpr double kFanSpeed_m_per_s = 7.5;
constexpr double kLeastHeat_W = 1e3;
constexpr double kHeatStep_W = 1e3;
constexpr double kFlowStep_m3_per_s = 0.1;
constexpr double kSpeedStep_m_per_s = 0.1;

class Collector {
public:
    Collector(const CampusIndex& index, const catalog::Catalog& catalog)
        : m_campus(index.campus()), m_catalog(catalog) {}

    void add(model::EquipmentId unit, double heat_W, double flow_m3_per_s, double jet_m_per_s,
             bool rejectsHeat) {
        if (!(heat_W >= kLeastHeat_W) || !(flow_m3_per_s >= kFlowStep_m3_per_s))
            return;
        PlumeSource source;
        source.unit = unit;
        source.box = model::footprintOf(m_campus, m_catalog, model::entity(unit));
        source.heat_W = kHeatStep_W * std::round(heat_W / kHeatStep_W);
        source.flow_m3_per_s = kFlowStep_m3_per_s * std::round(flow_m3_per_s / kFlowStep_m3_per_s);
        source.jetSpeed_m_per_s = kSpeedStep_m_per_s * std::round(jet_m_per_s / kSpeedStep_m_per_s);
        source.rejectsHeat = rejectsHeat;
        m_sources.push_back(source);
    }

    void addBank(const FacilityCircuit::CoolerBank& bank, const FacilityHeat::Bank& state) {
        const double heat_W = state.unit.heat_W + state.unit.fanPower_W;
        const double flow = state.unit.airflow_m3_per_s > 0.0
                                ? state.unit.airflow_m3_per_s
                                : heat_W / (kAirHeat_J_per_m3K * kTowerRise_K);
        // Fans that turn slower blow as much slower.
        const double speed_m_per_s = bank.type->dischargeSpeed_m_per_s > 0.0
                                         ? bank.type->dischargeSpeed_m_per_s
                                         : kFanSpeed_m_per_s;
        const double rated = bank.type->airFlow_m3_per_s;
        const double turn = rated > 0.0 ? std::min(flow / rated, 1.0) : 1.0;
        for (const auto unit : bank.units)
            add(unit, heat_W, flow, turn * speed_m_per_s, true);
    }

    void addPlant(const FacilityCircuit::Plant& plant, const FacilityHeat::Plant& heat) {
        for (std::size_t b = 0; b < heat.coolers.size(); ++b)
            addBank(plant.coolers[b], heat.coolers[b]);
        for (std::size_t b = 0; b < heat.towers.size(); ++b)
            addBank(plant.towers[b], heat.towers[b]);
        for (std::size_t b = 0; b < heat.chillers.size(); ++b) {
            const auto& bank = plant.chillers[b];
            const auto& state = heat.chillers[b];
            if (bank.type->waterCooled)
                continue; // by way of the towers
            const double heat_W = state.unit.rejected_W;
            for (std::size_t i = 0; i < bank.units.size(); ++i)
                if (static_cast<int>(i) < state.units)
                    add(bank.units[i], heat_W, heat_W / (kAirHeat_J_per_m3K * kCondenserRise_K),
                        kFanSpeed_m_per_s, true);
        }
    }

    void addGeneration(const Solution& solution) {
        for (const auto& [id, state] : solution.generation) {
            const auto* unit = m_campus.equipment().find(id);
            const auto* type = unit ? m_catalog.generationUnit(unit->type) : nullptr;
            if (!type || !state.running)
                continue;
            const double heat_W = type->heatRejection_W * std::clamp(state.loading, 0.0, 1.0);
            add(id, heat_W, heat_W / (kAirHeat_J_per_m3K * kRadiatorRise_K), kFanSpeed_m_per_s,
                false);
        }
    }

    std::vector<PlumeSource> take() {
        std::sort(m_sources.begin(), m_sources.end(),
                  [](const PlumeSource& a, const PlumeSource& b) { return a.unit < b.unit; });
        return std::move(m_sources);
    }

private:
    const model::Campus& m_campus;
    const catalog::Catalog& m_catalog;
    std::vector<PlumeSource> m_sources;
};

} // namespace

std::vector<PlumeSource> plumeSources(const CampusIndex& index, const catalog::Catalog& catalog,
                                      const CoolingSystem& cooling, const Solution& solution) {
    Collector collector(index, catalog);
    for (const auto& entry : cooling.circuits())
        for (std::size_t p = 0; p < entry.circuit.plants.size() && p < entry.heat.plants.size();
             ++p)
            collector.addPlant(entry.circuit.plants[p], entry.heat.plants[p]);
    collector.addGeneration(solution);
    return collector.take();
}

} // namespace hallwright::engine
