#include "core/engine/trunk_power.h"

#include "core/engine/hall_power.h"
#include "core/engine/trunk_transformers.h"
#include "core/model/route.h"
#include "core/model/supply_pattern.h"
#include "core/solvers/power/branch_parameters.h"

#include <algorithm>
#include <cmath>
#include <deque>

namespace hallwright::engine {

namespace {

using model::EntityId;
using model::EntityKind;

constexpr double kShortestFeeder_m = 1.0; ///< keeps impedances above zero
/// Impedance of generators in island operation, of their own rating: a droop of 1 %, so that those
/// in parallel share the load by rating. Judgement.
constexpr double kIslandReactance = 0.01;
/// Photovoltaic plants: irradiance of their peak power (IEC 60904-3), and what soiling, heat,
/// wiring and inverters leave of it. Performance ratio: usual value for ground-mounted plants.
constexpr double kStandardIrradiance_W_per_m2 = 1000.0;
constexpr double kPerformanceRatio = 0.85;

/// Distance of two voltages on a logarithmic scale.
double distance(double a_V, double b_V) {
    return a_V > 0.0 && b_V > 0.0 ? std::abs(std::log(a_V / b_V)) : 1e9;
}

class Builder {
public:
    Builder(const CampusIndex& index, const catalog::Catalog& catalog, const ServiceState& service,
            double irradiance_W_per_m2)
        : m_index(index), m_campus(index.campus()), m_catalog(catalog), m_service(service),
          m_irradiance_W_per_m2(irradiance_W_per_m2) {}

    TrunkPower build() {
        addGrids();
        addSubstations();
        for (const auto& hall : m_campus.halls())
            addIntakes(hall);
        for (const auto& plant : m_campus.plants())
            m_plantBus[plant.id.number] = addBus(plant.name, model::entity(plant.id), 0, 0.0);
        addGenerationBuses();
        connectFeeders();
        spreadVoltages();
        addFeederRows();
        addGeneration();
        addPlants();
        return std::move(m_trunk);
    }

private:
    int addBus(std::string name, EntityId entity, int section, double nominal_V) {
        m_trunk.buses.push_back({nominal_V / 1000.0, 0.0, 0.0});
        m_trunk.busInfo.push_back({std::move(name), entity, section, nominal_V});
        return static_cast<int>(m_trunk.buses.size()) - 1;
    }
    double& nominal_V(int bus) { return m_trunk.busInfo[static_cast<std::size_t>(bus)].nominal_V; }

    void addIntakes(const model::Hall& hall) {
        const auto& blocks = model::patternOf(hall.recipe.feeds).blocks;
        auto& buses = m_trunk.intakes[hall.id];
        for (int i = 0; i < model::intakesOf(hall.recipe.feeds); ++i) {
            const auto letter =
                blocks.size() > 2
                    ? std::string(model::letterOf(blocks[static_cast<std::size_t>(i)]))
                    : std::string(i == 0 ? "A" : "B");
            buses.push_back(addBus(hall.name + " " + letter, model::entity(hall.id), i, 0.0));
        }
    }

    void addGrids() {
        for (const auto& grid : m_campus.grids()) {
            const int bus = addBus(grid.name, model::entity(grid.id), 0, grid.voltage_V);
            auto source = power::gridSource(bus, std::max(1.0, grid.shortCircuit_VA / 1e6),
                                            grid.rOverX, 1.0, kBase_MVA);
            source.inService = !m_service.isOut(grid.id);
            m_trunk.grids.push_back({grid.id, static_cast<int>(m_trunk.sources.size()), bus});
            m_trunk.sources.push_back(source);
            m_gridBus[grid.id.number] = bus;
        }
    }

    void addSubstations() {
        for (const auto& substation : m_campus.substations()) {
            const auto id = model::entity(substation.id);
            auto& bars = m_bars[substation.id.number];
            bars.high = addBus(substation.name + " HV", id, 0, substation.highVoltage_V);
            const int sections = std::max(1, substation.busSections);
            for (int s = 0; s < sections; ++s) {
                bars.medium.push_back(addBus(substation.name + " section " + std::to_string(s + 1),
                                             id, s, substation.mediumVoltage_V));
                m_trunk.buses.back().shuntB_pu = substation.compensation_VAr / (kBase_MVA * 1e6);
            }
            for (int s = 1; s < sections; ++s) {
                const bool works = !m_service.isOut(BusSection{substation.id, s - 1}) &&
                                   !m_service.isOut(BusSection{substation.id, s});
                m_trunk.ties.push_back(
                    {substation.id, static_cast<int>(m_trunk.links.size()),
                     works && substation.busTiesTransfer && !substation.busTiesClosed});
                m_trunk.links.push_back({bars.medium[static_cast<std::size_t>(s) - 1],
                                         bars.medium[static_cast<std::size_t>(s)],
                                         works && substation.busTiesClosed});
            }
            std::size_t next = 0;
            for (const auto* unit : m_index.equipmentOf(id)) {
                if (unit->kind != model::EquipmentKind::Transformer)
                    continue;
                const auto* type = m_catalog.transformer(unit->type);
                if (!type)
                    continue;
                std::array<int, 2> lowBuses;
                std::array<bool, 2> works{};
                for (std::size_t winding = 0; winding < (type->second ? 2 : 1); ++winding) {
                    const auto section = next++ % bars.medium.size();
                    lowBuses[winding] = bars.medium[section];
                    works[winding] =
                        !m_service.isOut(BusSection{substation.id, static_cast<int>(section)});
                }
                addTransformer(*unit, *type, id, bars.high, lowBuses, works);
            }
            auto& auxiliary = m_trunk.auxiliaries[id];
            auxiliary.entity = id;
            for (const int bus : bars.medium)
                auxiliary.loads.push_back(addLoad(bus));
        }
    }

    int addLoad(int bus) {
        power::Load load;
        load.bus = bus;
        m_trunk.loads.push_back(load);
        return static_cast<int>(m_trunk.loads.size()) - 1;
    }

    /// On the bars that it has, one or two on the low-voltage side; `works`: those bars.
    void addTransformer(const model::Equipment& unit, const catalog::TransformerType& type,
                        EntityId parent, int highBus, std::array<int, 2> lowBuses,
                        std::array<bool, 2> works) {
        int star = TrunkPower::kNone;
        if (type.second) {
            star = addBus(unit.name + " star point", parent, 0, nominal_V(highBus));
            m_trunk.busInfo.back().isInside = true;
        }
        for (auto& winding : works)
            winding = winding && m_service.works(unit);
        engine::addTransformer(m_trunk, {unit.id, parent, &type, highBus, lowBuses, star}, works);
    }

    /// Voltage that an end has by itself: grids; else 0.
    double ownVoltage_V(EntityId id) const {
        const auto grid = m_gridBus.find(id.number);
        return grid == m_gridBus.end()
                   ? 0.0
                   : m_trunk.busInfo[static_cast<std::size_t>(grid->second)].nominal_V;
    }

    int endBus(const model::Feeder& feeder, EntityId id, int section, EntityId other) const {
        if (const auto grid = m_gridBus.find(id.number); grid != m_gridBus.end())
            return grid->second;
        if (const auto bars = m_bars.find(id.number); bars != m_bars.end()) {
            const auto& medium = bars->second.medium;
            const int medium0 =
                medium[static_cast<std::size_t>(std::max(0, section)) % medium.size()];
            double hint_V = ownVoltage_V(other);
            const auto* cable = m_catalog.cable(feeder.cableType);
            if (hint_V <= 0.0 && cable && m_bars.contains(other.number))
                hint_V = cable->voltage_V;
            if (hint_V <= 0.0)
                return medium0; // towards a hall, a plant or a generator
            const double high_V =
                m_trunk.busInfo[static_cast<std::size_t>(bars->second.high)].nominal_V;
            const double medium_V = m_trunk.busInfo[static_cast<std::size_t>(medium0)].nominal_V;
            return distance(hint_V, high_V) <= distance(hint_V, medium_V) ? bars->second.high
                                                                          : medium0;
        }
        if (const auto hall = m_trunk.intakes.find(model::HallId{id.number});
            hall != m_trunk.intakes.end())
            return intakeBus(hall->first, hall->second, feeder.side);
        if (const auto plant = m_plantBus.find(id.number); plant != m_plantBus.end())
            return plant->second;
        if (const auto unit = m_generationBus.find(id.number); unit != m_generationBus.end())
            return unit->second;
        return TrunkPower::kNone;
    }

    int intakeBus(model::HallId id, const std::vector<int>& buses, model::FeedSide side) const {
        const auto* hall = m_campus.halls().find(id);
        const int intake = hall ? model::intakeOf(hall->recipe.feeds, side) : TrunkPower::kNone;
        return intake < 0 ? TrunkPower::kNone : buses[static_cast<std::size_t>(intake)];
    }

    /// Whether a feeder ends at a bus section, or at a substation, that is out.
    bool isEndOut(EntityId end, int bus) const {
        const auto* substation = m_campus.substations().find({end.number});
        if (!substation || bus < 0)
            return false;
        const auto& bars = m_bars.at(end.number);
        const auto section = std::find(bars.medium.begin(), bars.medium.end(), bus);
        return section == bars.medium.end()
                   ? m_service.isOut(substation->id)
                   : m_service.isOut(BusSection{substation->id,
                                                static_cast<int>(section - bars.medium.begin())});
    }

    void connectFeeders() {
        for (const auto& feeder : m_campus.feeders())
            m_ends.push_back({endBus(feeder, feeder.from, feeder.fromSection, feeder.to),
                              endBus(feeder, feeder.to, feeder.toSection, feeder.from)});
    }

    void spreadVoltages() {
        std::vector<std::vector<int>> neighbours(m_trunk.buses.size());
        for (const auto& [from, to] : m_ends)
            if (from >= 0 && to >= 0) {
                neighbours[static_cast<std::size_t>(from)].push_back(to);
                neighbours[static_cast<std::size_t>(to)].push_back(from);
            }
        std::deque<int> queue;
        for (int bus = 0; bus < static_cast<int>(m_trunk.buses.size()); ++bus)
            if (nominal_V(bus) > 0.0)
                queue.push_back(bus);
        while (!queue.empty()) {
            const int bus = queue.front();
            queue.pop_front();
            for (const int next : neighbours[static_cast<std::size_t>(bus)])
                if (nominal_V(next) <= 0.0) {
                    nominal_V(next) = nominal_V(bus);
                    queue.push_back(next);
                }
        }
        constexpr double kUnknown_V = 20000.0; // an intake that no feeder reaches
        for (std::size_t bus = 0; bus < m_trunk.buses.size(); ++bus) {
            if (m_trunk.busInfo[bus].nominal_V <= 0.0)
                m_trunk.busInfo[bus].nominal_V = kUnknown_V;
            m_trunk.buses[bus].base_kV = m_trunk.busInfo[bus].nominal_V / 1000.0;
        }
    }

    void addFeederRows() {
        std::size_t i = 0;
        for (const auto& feeder : m_campus.feeders()) {
            const auto [from, to] = m_ends[i++];
            TrunkPower::FeederRow row;
            row.feeder = feeder.id;
            row.length_m = model::routeLength_m(m_campus, feeder.from, feeder.route_m, feeder.to);
            const bool works = !m_service.isOut(feeder.id) && !isEndOut(feeder.from, from) &&
                               !isEndOut(feeder.to, to);
            const bool carries = works && !feeder.normallyOpen;
            row.works = works;
            row.closesOnLoss = works && feeder.normallyOpen && feeder.closesOnLoss;
            row.isGenerators = m_generationBus.contains(feeder.from.number) ||
                               m_generationBus.contains(feeder.to.number);
            const auto* cable = m_catalog.cable(feeder.cableType);
            if (from >= 0 && to >= 0 && from != to) {
                if (cable) {
                    const int circuits = std::max(1, feeder.circuits);
                    const power::CableData data{
                        cable->r_Ohm_per_m * 1000.0, cable->x_Ohm_per_m * 1000.0,
                        cable->c_F_per_m * 1000.0,   kFrequency_Hz,
                        cable->ampacity_A,           circuits};
                    auto branch = power::cableBranch(
                        data, std::max(kShortestFeeder_m, row.length_m), from, to,
                        m_trunk.buses[static_cast<std::size_t>(from)].base_kV, kBase_MVA);
                    branch.inService = carries;
                    row.branch = static_cast<int>(m_trunk.branches.size());
                    row.rating_A = cable->ampacity_A * circuits;
                    m_trunk.branches.push_back(branch);
                } else {
                    row.link = static_cast<int>(m_trunk.links.size());
                    m_trunk.links.push_back({from, to, carries});
                }
            }
            m_trunk.feeders.push_back(row);
        }
    }

    /// Plants with a feeder of their own take power there, through their transformers if any.
    void addPlants() {
        std::vector<bool> isFed(m_trunk.buses.size(), false);
        for (const auto& [from, to] : m_ends)
            if (from >= 0 && to >= 0)
                isFed[static_cast<std::size_t>(from)] = isFed[static_cast<std::size_t>(to)] = true;
        for (const auto& plant : m_campus.plants()) {
            const int bus = m_plantBus[plant.id.number];
            if (!isFed[static_cast<std::size_t>(bus)])
                continue;
            const auto id = model::entity(plant.id);
            auto& auxiliary = m_trunk.auxiliaries[id];
            auxiliary.entity = id;
            for (const auto* unit : m_index.equipmentOf(id)) {
                const auto* type = unit->kind == model::EquipmentKind::Transformer
                                       ? m_catalog.transformer(unit->type)
                                       : nullptr;
                if (!type)
                    continue;
                const int low = addBus(plant.name + " " + unit->name, id, 0, type->lowVoltage_V);
                addTransformer(*unit, *type, id, bus, {low, low}, {true, true});
                auxiliary.loads.push_back(addLoad(low));
            }
            if (auxiliary.loads.empty())
                auxiliary.loads.push_back(addLoad(bus));
        }
    }

    void addGenerationBuses() {
        for (const auto& unit : m_campus.equipment()) {
            if (unit.kind != model::EquipmentKind::Generation ||
                unit.use == model::GenerationUse::Standby)
                continue;
            const auto bars = m_bars.find(unit.parent.number);
            m_generationBus[unit.id.number] =
                bars != m_bars.end() ? bars->second.medium.front()
                                     : addBus(unit.name, model::entity(unit.id), 0, 0.0);
        }
    }

    double parallelPower_W(const model::Equipment& unit,
                           const catalog::GenerationType& type) const {
        if (type.form == catalog::GenerationForm::Photovoltaic) {
            const double available_W = type.power_W * kPerformanceRatio * m_irradiance_W_per_m2 /
                                       kStandardIrradiance_W_per_m2;
            return unit.setpoint_W > 0.0 ? std::min(unit.setpoint_W, available_W) : available_W;
        }
        const double least_W = type.form == catalog::GenerationForm::Battery ? -type.power_W : 0.0;
        return std::clamp(unit.setpoint_W, least_W, type.power_W);
    }

    void addGeneration() {
        for (const auto& unit : m_campus.equipment()) {
            const auto bus = m_generationBus.find(unit.id.number);
            const auto* type =
                bus == m_generationBus.end() ? nullptr : m_catalog.generationUnit(unit.type);
            if (!type || type->power_W <= 0.0)
                continue;
            TrunkPower::GeneratorRow row{
                unit.id, type, unit.use, bus->second, TrunkPower::kNone, TrunkPower::kNone};
            if (unit.use == model::GenerationUse::Parallel) {
                power::Generator generator;
                generator.bus = bus->second;
                generator.p_pu = parallelPower_W(unit, *type) / (kBase_MVA * 1e6);
                generator.controlsVoltage = false;
                generator.inService = m_service.works(unit);
                row.generator = static_cast<int>(m_trunk.generators.size());
                m_trunk.generators.push_back(generator);
            } else {
                const double rating_VA = std::max(type->power_W, type->rating_VA);
                power::Source source;
                source.bus = bus->second;
                source.x_pu = kIslandReactance * kBase_MVA * 1e6 / rating_VA;
                source.inService = m_service.works(unit);
                row.source = static_cast<int>(m_trunk.sources.size());
                m_trunk.sources.push_back(source);
            }
            m_trunk.generation.push_back(row);
        }
    }

    struct Bars {
        int high = TrunkPower::kNone;
        std::vector<int> medium;
    };
    const CampusIndex& m_index;
    const model::Campus& m_campus;
    const catalog::Catalog& m_catalog;
    const ServiceState& m_service;
    double m_irradiance_W_per_m2;
    TrunkPower m_trunk;
    std::unordered_map<std::uint32_t, int> m_gridBus;
    std::unordered_map<std::uint32_t, int> m_generationBus;
    std::unordered_map<std::uint32_t, int> m_plantBus;
    std::unordered_map<std::uint32_t, Bars> m_bars;
    std::vector<std::pair<int, int>> m_ends; ///< as the campus's feeders
};

} // namespace

TrunkPower buildTrunkPower(const CampusIndex& index, const catalog::Catalog& catalog,
                           const ServiceState& service, double irradiance_W_per_m2) {
    return Builder(index, catalog, service, irradiance_W_per_m2).build();
}

} // namespace hallwright::engine
