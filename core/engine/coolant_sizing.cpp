#include "core/engine/coolant_sizing.h"

#include "core/base/physical_constants.h"
#include "core/engine/campus_solver.h"
#include "core/engine/fluids.h"
#include "core/solvers/hydronic/friction.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <unordered_map>

namespace hallwright::engine {

namespace {

constexpr double kHeadMargin = 1.05;
/// Flows of looped mains follow their sizes; they settle in two or three rounds.
constexpr int kMostRounds = 5;

double velocity_m_per_s(const catalog::PipeSize& size, double flow_m3_per_s) {
    return flow_m3_per_s / (0.25 * std::numbers::pi * size.innerDiameter_m * size.innerDiameter_m);
}

double headAt_m(const catalog::PumpType& type, double flow_m3_per_s) {
    return type.headZero_m - type.headCoefficient_s2_per_m5 * flow_m3_per_s * flow_m3_per_s;
}

class Sizer {
public:
    Sizer(const model::Campus& campus, std::shared_ptr<const catalog::Catalog> catalog)
        : m_campus(campus), m_catalog(std::move(catalog)), m_solver(m_catalog) {}

    CoolantSizing run(const std::optional<model::Scenario>& scenario, SizingBasis basis,
                      std::stop_token stop) {
        SolveRequest request;
        request.campus = m_campus;
        request.withAir = false;
        const model::Scenario state = scenario ? *scenario : m_campus.activeScenario();
        request.scenario = state;
        CoolantSizing sizing;
        model::ResizeWater strong;
        for (const auto& unit : m_campus.equipment())
            if (unit.kind == model::EquipmentKind::Pump && m_catalog->pump(unit.type))
                strong.pumps.push_back({unit.id, strongest().id});
        if (!change(request.campus, strong))
            return sizing;
        Demand demand;
        for (int round = 0; round < kMostRounds; ++round) {
            const auto solution = m_solver.solve(request, {}, stop);
            if (!solution || !solution->coolantConverged) {
                sizing.trouble = "the facility water did not converge";
                return sizing;
            }
            demand = {};
            demand.add(*solution);
            if (basis == SizingBasis::NMinusOne)
                addOutages(request, state, *solution, demand, stop);
            const auto sizes = sizeMains(request.campus, demand, sizing);
            if (sizes.mains.empty())
                break;
            change(request.campus, sizes);
        }
        choosePumps(demand, basis, sizing);
        for (const auto& main : sizing.mains)
            if (main.dn != main.dnBefore)
                sizing.edit.mains.push_back({main.id, main.dn});
        sizing.isSolved = true;
        return sizing;
    }

private:
    /// Highest flows and heads of the states that have been solved.
    struct Demand {
        std::unordered_map<model::MainId, double> mains_m3_per_s;
        std::map<model::PlantId, PlantState> plants; ///< the state of highest head, of each
        std::set<model::MainId> single;

        void add(const Solution& solution) {
            for (const auto& [id, state] : solution.mains) {
                auto& flow = mains_m3_per_s[id];
                flow = std::max(flow, state.flow_m3_per_s);
            }
            for (const auto& [id, state] : solution.plants) {
                const auto [it, isNew] = plants.try_emplace(id, state);
                if (!isNew && state.pumpHead_Pa > it->second.pumpHead_Pa)
                    it->second = state;
            }
        }
    };

    static std::size_t servedRacks(const Solution& solution) {
        return static_cast<std::size_t>(
            std::count_if(solution.racks.begin(), solution.racks.end(),
                          [](const auto& entry) { return entry.second.hasCoolant; }));
    }

    /// Each main out in turn; what cuts racks off has nothing that could stand in for it.
    void addOutages(const SolveRequest& request, const model::Scenario& scenario,
                    const Solution& whole, Demand& demand, std::stop_token stop) {
        const auto served = servedRacks(whole);
        for (const auto& main : request.campus.mains()) {
            const auto state = whole.mains.find(main.id);
            if (state == whole.mains.end() || state->second.flow_m3_per_s <= 0.0)
                continue;
            auto outage = scenario;
            outage.outOfService.push_back(model::entity(main.id));
            auto without = request;
            without.scenario = std::move(outage);
            const auto solution = m_solver.solve(without, {}, stop);
            if (!solution || !solution->coolantConverged)
                continue;
            if (servedRacks(*solution) < served)
                demand.single.insert(main.id);
            else
                demand.add(*solution);
        }
    }

    const catalog::PumpType& strongest() const {
        return *std::max_element(
            m_catalog->pumps.begin(), m_catalog->pumps.end(),
            [](const auto& a, const auto& b) { return a.motorPower_W < b.motorPower_W; });
    }

    bool change(model::Campus& campus, const model::ResizeWater& edit) const {
        auto planned = edit.plan(campus, *m_catalog);
        if (!planned)
            return false;
        campus.apply(std::move(planned).value());
        return true;
    }

    plant::CoolantProperties coolantOf(const model::Main& main) const {
        const auto* plant = m_campus.plants().find({main.from.number});
        if (!plant)
            plant = m_campus.plants().find({main.to.number});
        if (!plant && m_campus.plants().size() > 0)
            plant = &*m_campus.plants().begin();
        return coolantAt(*m_catalog, plant ? plant->coolant : "water",
                         (plant ? plant->supplySetpoint_C : 30.0) + kMeanRise_K);
    }

    /// The sizes that flows ask for, into `sizing`; gives those that differ from the
    /// trial's.
    model::ResizeWater sizeMains(const model::Campus& trial, const Demand& demand,
                                 CoolantSizing& sizing) const {
        model::ResizeWater edit;
        sizing.mains.clear();
        for (const auto& main : trial.mains()) {
            const auto found = demand.mains_m3_per_s.find(main.id);
            const auto* family = m_catalog->pipe(main.pipeFamily);
            if (found == demand.mains_m3_per_s.end() || !family || found->second <= 0.0)
                continue;
            const auto coolant = coolantOf(main);
            const double flow = found->second;
            const auto* size = pipeWithin(*family, flow, coolant);
            if (!size)
                continue;
            CoolantSizing::Main row;
            row.id = main.id;
            row.dnBefore = m_campus.mains().find(main.id)->dn;
            row.dn = size->dn;
            row.flow_m3_per_s = flow;
            row.velocity_m_per_s = velocity_m_per_s(*size, flow);
            row.gradient_Pa_per_m = pipeGradient_Pa_per_m(*family, *size, flow, coolant);
            row.isWithinRules = row.velocity_m_per_s <= family->velocityMax_m_per_s &&
                                row.gradient_Pa_per_m <= family->gradientDesign_Pa_per_m;
            row.isSingle = demand.single.contains(main.id);
            sizing.mains.push_back(row);
            if (size->dn != main.dn)
                edit.mains.push_back({main.id, size->dn});
        }
        return edit;
    }

    void choosePumps(const Demand& demand, SizingBasis basis, CoolantSizing& sizing) const {
        for (const auto& plant : m_campus.plants()) {
            const auto found = demand.plants.find(plant.id);
            if (found == demand.plants.end() || found->second.pumpsRunning <= 0 ||
                found->second.flow_m3_per_s <= 0.0)
                continue;
            const auto& state = found->second;
            const int lifting = basis == SizingBasis::NMinusOne
                                    ? std::min(state.pumpsRunning, state.pumpsTotal - 1)
                                    : state.pumpsRunning;
            const double density =
                coolantAt(*m_catalog, plant.coolant, plant.supplySetpoint_C + kMeanRise_K)
                    .density_kg_per_m3;
            CoolantSizing::Pumps row;
            row.plant = plant.id;
            row.count = state.pumpsTotal;
            row.flow_m3_per_s = state.flow_m3_per_s / std::max(1, lifting);
            row.head_m = state.pumpHead_Pa / (density * base::kGravity_m_per_s2);
            const catalog::PumpType* chosen = nullptr;
            for (const auto& type : m_catalog->pumps)
                if (type.flowRated_m3_per_s >= row.flow_m3_per_s &&
                    headAt_m(type, row.flow_m3_per_s) >= kHeadMargin * row.head_m &&
                    (!chosen || type.motorPower_W < chosen->motorPower_W))
                    chosen = &type;
            row.isEnough = chosen != nullptr && lifting > 0;
            row.type = chosen ? chosen->id : strongest().id;
            for (const auto& unit : m_campus.equipment()) {
                if (unit.kind != model::EquipmentKind::Pump ||
                    unit.parent != model::entity(plant.id) || !m_catalog->pump(unit.type))
                    continue;
                if (row.typeBefore.empty())
                    row.typeBefore = unit.type;
                if (unit.type != row.type)
                    sizing.edit.pumps.push_back({unit.id, row.type});
            }
            sizing.pumps.push_back(row);
        }
    }

    const model::Campus& m_campus;
    std::shared_ptr<const catalog::Catalog> m_catalog;
    CampusSolver m_solver;
};

} // namespace

double pipeGradient_Pa_per_m(const catalog::PipeFamily& family, const catalog::PipeSize& size,
                             double flow_m3_per_s, const plant::CoolantProperties& coolant) {
    const double v = velocity_m_per_s(size, flow_m3_per_s);
    const double reynolds = v * size.innerDiameter_m / coolant.kinematicViscosity_m2_per_s();
    if (!(reynolds > 0.0))
        return 0.0;
    return hydronic::frictionFactor(reynolds, family.roughness_m / size.innerDiameter_m) /
           size.innerDiameter_m * 0.5 * coolant.density_kg_per_m3 * v * v;
}

const catalog::PipeSize* pipeWithin(const catalog::PipeFamily& family, double flow_m3_per_s,
                                    const plant::CoolantProperties& coolant) {
    const auto fits = [&](const catalog::PipeSize& size) {
        return velocity_m_per_s(size, flow_m3_per_s) <= family.velocityMax_m_per_s &&
               (family.gradientDesign_Pa_per_m <= 0.0 ||
                pipeGradient_Pa_per_m(family, size, flow_m3_per_s, coolant) <=
                    family.gradientDesign_Pa_per_m);
    };
    const auto found = std::find_if(family.sizes.begin(), family.sizes.end(), fits);
    if (found != family.sizes.end())
        return &*found;
    return family.sizes.empty() ? nullptr : &family.sizes.back();
}

CoolantSizing sizeCoolant(const model::Campus& campus,
                          std::shared_ptr<const catalog::Catalog> catalog,
                          const std::optional<model::Scenario>& scenario, SizingBasis basis,
                          std::stop_token stop) {
    if (catalog->pumps.empty()) {
        CoolantSizing sizing;
        sizing.trouble = "the catalogue has no pumps";
        return sizing;
    }
    return Sizer(campus, std::move(catalog)).run(scenario, basis, stop);
}

} // namespace hallwright::engine
