#include "core/engine/short_circuit_assembly.h"

#include "core/base/index.h"
#include "core/engine/short_circuit_rules.h"
#include "core/solvers/power/short_circuit/fault_formulas.h"
#include "core/solvers/power/short_circuit/vector_group.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <unordered_map>

namespace hallwright::engine {

namespace {

using base::at;
using short_circuit::Complex;
using short_circuit::kNone;

/// Impedances of a cable or busway per metre, positive and zero sequence, at 20 degC.
struct PerMetre {
    Complex z1, z0;
};

PerMetre perMetre(const catalog::CableType& type) {
    const double r_Ohm = type.r20_Ohm_per_m > 0.0 ? type.r20_Ohm_per_m : type.r_Ohm_per_m;
    const double x_Ohm = type.x_Ohm_per_m;
    return {{r_Ohm, x_Ohm},
            {type.r0_Ohm_per_m > 0.0 ? type.r0_Ohm_per_m : kEqualReturn * r_Ohm,
             type.x0_Ohm_per_m > 0.0 ? type.x0_Ohm_per_m : kEqualReturn * x_Ohm}};
}

class Builder {
public:
    Builder(const CampusIndex& index, const catalog::Catalog& catalog, const PowerAssembly& power,
            const std::map<model::HallId, std::shared_ptr<const model::HallInterior>>& interiors)
        : m_index(index), m_catalog(catalog), m_power(power), m_interiors(interiors) {}

    ShortCircuitAssembly build() {
        m_assembly.problem.frequency_Hz = kFrequency_Hz;
        addTrunkBuses();
        addGrids();
        addGeneration();
        addLinks();
        addFeeders();
        for (const auto& row : m_power.trunk().transformers)
            if (row.hasThreeWindings())
                addThreeWindings(row);
            else
                addTransformer(row.transformer, *row.type, row.branch);
        for (const auto& part : m_power.halls())
            addHall(part);
        return std::move(m_assembly);
    }

private:
    const power::PowerProblem& flow() const { return m_power.problem(); }

    /// Bus of the study for one of the power flow; made where it is new.
    int busOf(int flowBus) {
        const auto [it, isNew] =
            m_busOf.emplace(flowBus, static_cast<int>(m_assembly.problem.buses.size()));
        if (isNew)
            m_assembly.problem.buses.push_back({flow().buses[at(flowBus)].base_kV});
        return it->second;
    }

    void addTrunkBuses() {
        const auto& trunk = m_power.trunk();
        for (int bus = 0; bus < static_cast<int>(trunk.busInfo.size()); ++bus) {
            const auto& info = trunk.busInfo[at(bus)];
            if (info.isInside)
                continue;
            m_assembly.buses.push_back({info.name, info.entity, info.section, info.nominal_V,
                                        busOf(bus), trunkRating(info)});
        }
    }

    /// The panel that a substation names holds for its medium-voltage bars.
    FaultRating trunkRating(const TrunkPower::BusInfo& info) const {
        const auto* substation =
            m_index.campus().substations().find(model::SubstationId{info.entity.number});
        const auto* type =
            substation ? m_catalog.switchgearPanel(substation->switchgearType) : nullptr;
        if (type && info.nominal_V == substation->mediumVoltage_V)
            return ratingOf(*type, info.nominal_V);
        return assumedRating(m_catalog, info.nominal_V, 0.0);
    }

    void addGrids() {
        for (const auto& row : m_power.trunk().grids) {
            const auto* grid = m_index.campus().grids().find(row.grid);
            if (!grid || !flow().sources[at(row.source)].inService)
                continue;
            short_circuit::NetworkFeeder feeder;
            feeder.bus = busOf(row.bus);
            feeder.maxPower_MVA = std::max(1.0, grid->shortCircuit_VA / 1e6);
            feeder.minPower_MVA = kLeastGridShare * feeder.maxPower_MVA;
            feeder.rOverX = grid->rOverX;
            feeder.r0OverX0 = grid->rOverX;
            m_assembly.problem.feeders.push_back(feeder);
        }
    }

    bool isFeeding(const TrunkPower::GeneratorRow& row) const {
        return row.generator >= 0 ? flow().generators[at(row.generator)].inService
                                  : row.source >= 0 && flow().sources[at(row.source)].inService;
    }

    /// What does not stand by: machines behind their reactance, converters by their current.
    void addGeneration() {
        for (const auto& row : m_power.trunk().generation) {
            if (!row.type || row.bus < 0 || !isFeeding(row))
                continue;
            const int bus = busOf(row.bus);
            const double nominal_kV = m_assembly.problem.buses[at(bus)].nominal_kV;
            const double rating_MVA = std::max(row.type->rating_VA, row.type->power_W) / 1e6;
            using Form = catalog::GenerationForm;
            const auto form = row.type->form;
            if (form == Form::Battery || form == Form::Photovoltaic || form == Form::FuelCell) {
                const double rated_kA = rating_MVA / (std::numbers::sqrt3 * nominal_kV);
                m_assembly.problem.converters.push_back(
                    {bus, kConverterMost * rated_kA, kConverterLeast * rated_kA});
                continue;
            }
            constexpr double kLowVoltage_kV = 1.0;
            short_circuit::Generator generator;
            generator.bus = bus;
            generator.rating_MVA = rating_MVA;
            generator.rated_kV = nominal_kV;
            generator.xd_pu =
                kSetReactance + (nominal_kV > kLowVoltage_kV ? kSetTransformerReactance : 0.0);
            generator.cosPhi = kSetPowerFactor;
            generator.xdSynchronous_pu = kSetSynchronousReactance;
            generator.ceilingExcitation =
                kSetSustained * kSetSynchronousReactance /
                short_circuit::ratedExcitation(kSetSynchronousReactance, kSetPowerFactor);
            m_assembly.problem.generators.push_back(generator);
        }
    }

    /// Bus ties, busbar feeders, and inside halls transfer switches, PDUs and shared bars.
    void addLinks() {
        const auto& info = m_power.trunk().busInfo;
        for (const auto& link : flow().links) {
            if (!link.closed)
                continue;
            const bool isTie = link.from < static_cast<int>(info.size()) &&
                               link.to < static_cast<int>(info.size()) &&
                               info[at(link.from)].entity == info[at(link.to)].entity &&
                               info[at(link.from)].section != info[at(link.to)].section;
            if (isTie)
                m_assembly.closedTies.push_back(m_assembly.problem.links.size());
            m_assembly.problem.links.push_back({busOf(link.from), busOf(link.to)});
        }
    }

    void addLine(int from, int to, const catalog::CableType& type, double length_m, int parallel,
                 double fault_C) {
        const auto z = perMetre(type);
        const double scale = length_m / std::max(1, parallel);
        m_assembly.problem.lines.push_back({from, to, scale * z.z1, scale * z.z0, fault_C});
    }

    void addFeeders() {
        const auto& trunk = m_power.trunk();
        for (const auto& row : trunk.feeders) {
            auto& study = m_assembly.feeders.emplace_back();
            study.feeder = row.feeder;
            const auto* feeder = m_index.campus().feeders().find(row.feeder);
            const auto* type = feeder ? m_catalog.cable(feeder->cableType) : nullptr;
            if (row.branch < 0 || !type || !flow().branches[at(row.branch)].inService)
                continue;
            const auto& branch = flow().branches[at(row.branch)];
            constexpr double kShortest_m = 1.0;
            addLine(busOf(branch.from), busOf(branch.to), *type,
                    std::max(kShortest_m, row.length_m), feeder->circuits, kCableFault_C);
            study.start = busOf(branch.from);
            study.end = busOf(branch.to);
            study.needed_A = kRelayPickup * kRelaySensitivity * row.rating_A;
            study.clearing_s = kFeederClearing_s;
            study.withstand_A = withstand_A(*type, kFeederClearing_s);
        }
    }

    void addTransformer(model::EquipmentId id, const catalog::TransformerType& type, int branch) {
        const auto& row = flow().branches[at(branch)];
        if (row.inService)
            addPair(id, type, row.from, row.to,
                    {type.rating_VA, type.lowVoltage_V, type.uk, type.ur, 1});
    }

    /// The windings of a transformer that a fault's current goes through, of two as of three.
    struct Pair {
        double rating_VA = 0.0;
        double low_V = 0.0;
        double uk = 0.0, ur = 0.0;
        std::size_t low = 1; ///< which one the lower winding is in the vector group
    };
    void addPair(model::EquipmentId id, const catalog::TransformerType& type, int highBus,
                 int lowBus, const Pair& pair) {
        short_circuit::Transformer transformer;
        transformer.highBus = busOf(highBus);
        transformer.lowBus = busOf(lowBus);
        transformer.rating_MVA = pair.rating_VA / 1e6;
        transformer.high_kV = type.highVoltage_V / 1e3;
        transformer.low_kV = pair.low_V / 1e3;
        transformer.uk = pair.uk;
        transformer.ur = std::min(pair.uk, pair.ur);
        const double x0 =
            kZeroReactance * std::sqrt(pair.uk * pair.uk - transformer.ur * transformer.ur);
        transformer.uk0 = std::hypot(transformer.ur, x0);
        transformer.ur0 = transformer.ur;
        if (const auto windings =
                short_circuit::windingsOfVectorGroup(type.vectorGroup, pair.low + 1)) {
            transformer.highWinding = (*windings)[0];
            transformer.lowWinding = (*windings)[pair.low];
        }
        transformer.hasOnLoadTaps = type.tapRange > 0.0;
        m_assembly.problem.transformers.push_back(transformer);
        m_assembly.transformers.push_back(id);
    }

    /// With one of its low-voltage bars out, what is left is a transformer of two windings.
    void addThreeWindings(const TrunkPower::TransformerRow& row) {
        const auto& type = *row.type;
        const auto& second = *type.second;
        const auto works = [&](int arm) { return flow().branches[at(arm)].inService; };
        if (!works(row.branch))
            return;
        const bool first = works(row.lowArms[0]), other = works(row.lowArms[1]);
        if (!first || !other) {
            if (first)
                addPair(row.transformer, type, row.highBus, row.lowBus,
                        {std::min(type.rating_VA, type.lowRating_VA), type.lowVoltage_V, type.uk,
                         type.ur, 1});
            if (other)
                addPair(row.transformer, type, row.highBus, row.secondBus,
                        {std::min(type.rating_VA, second.rating_VA), second.voltage_V,
                         second.ukHigh, second.urHigh, 2});
            return;
        }
        short_circuit::ThreeWindingTransformer transformer;
        transformer.bus = {busOf(row.highBus), busOf(row.lowBus), busOf(row.secondBus)};
        transformer.rated_kV = {type.highVoltage_V / 1e3, type.lowVoltage_V / 1e3,
                                second.voltage_V / 1e3};
        transformer.rating_MVA = {type.rating_VA / 1e6, type.lowRating_VA / 1e6,
                                  second.rating_VA / 1e6};
        transformer.uk = {type.uk, second.ukLow, second.ukHigh};
        transformer.ur = {std::min(type.uk, type.ur), std::min(second.ukLow, second.urLow),
                          std::min(second.ukHigh, second.urHigh)};
        if (const auto windings = short_circuit::windingsOfVectorGroup(type.vectorGroup, 3))
            std::copy(windings->begin(), windings->end(), transformer.winding.begin());
        m_assembly.problem.threeWindingTransformers.push_back(transformer);
    }

    void addHall(const PowerAssembly::HallPart& part) {
        const auto& hall = *part.power;
        for (const auto& board : hall.boards) {
            addTransformer(board.transformer, *board.type, part.firstBranch + board.branch);
            const int bus = busOf(part.bus(board.bus));
            const double nominal_V = m_assembly.problem.buses[at(bus)].nominal_kV * 1e3;
            const double full_A = board.type->rating_VA / (std::numbers::sqrt3 * nominal_V);
            m_assembly.buses.push_back({boardName(board.transformer),
                                        model::entity(board.transformer), 0, nominal_V, bus,
                                        assumedRating(m_catalog, nominal_V, full_A)});
            // A fault behind a UPS is fed through its bypass; in eco mode that is closed anyway.
            const int bar = hall.bars[at(board.bar)].bus;
            if (bar != board.bus && board.bypass < 0 && !board.upsUnits.empty())
                m_assembly.problem.links.push_back({bus, busOf(part.bus(bar))});
        }
        const auto interior = m_interiors.find(part.hall);
        for (std::size_t i = 0; i < hall.busways.size(); ++i)
            addBusway(part, hall.busways[i],
                      interior == m_interiors.end() ? nullptr : &interior->second->busways[i]);
    }

    std::string boardName(model::EquipmentId transformer) const {
        return m_index.campus().nameOf(model::entity(transformer)) + " board";
    }

    void addBusway(const PowerAssembly::HallPart& part, const HallPower::Busway& busway,
                   const model::BuswayRun* run) {
        auto& row = m_assembly.busways.emplace_back();
        row.name = run ? run->name : "";
        const auto* type = run ? m_catalog.cable(run->type) : nullptr;
        if (!type || type->directCurrent || busway.branches == 0 || run->at_m.empty())
            return;
        row.start = busOf(part.bus(busway.firstBus));
        row.end = busOf(part.bus(busway.lastBus));
        row.rating = ratingOf(*type);
        row.needed_A = kPickupTolerance * kBuswayPickup * busway.rating_A;
        constexpr double kShortest_m = 0.1;
        addLine(row.start, row.end, *type, std::max(kShortest_m, run->leadIn_m + run->at_m.back()),
                run->parallel, kBuswayFault_C);
    }

    const CampusIndex& m_index;
    const catalog::Catalog& m_catalog;
    const PowerAssembly& m_power;
    const std::map<model::HallId, std::shared_ptr<const model::HallInterior>>& m_interiors;
    ShortCircuitAssembly m_assembly;
    std::unordered_map<int, int> m_busOf;
};

} // namespace

ShortCircuitAssembly assembleShortCircuit(
    const CampusIndex& index, const catalog::Catalog& catalog, const PowerAssembly& power,
    const std::map<model::HallId, std::shared_ptr<const model::HallInterior>>& interiors) {
    return Builder(index, catalog, power, interiors).build();
}

} // namespace hallwright::engine
