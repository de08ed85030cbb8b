#include "core/engine/coolant_sizing.h"

#include "core/engine/campus_solver.h"
#include "core/engine/fluids.h"
#include "core/solvers/hydronic/friction.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hallwright::engine {

namespace {

constexpr double kGravity_m_per_s2 = 9.80665;
constexpr double kHeadMargin = 1.05;
/// Flows of looped mains follow their sizes; they settle in two or three rounds.
constexpr int kMostRounds = 5;
constexpr double kMeanRise_K = 5.0; ///< of facility water over the set-point, halfway

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

    CoolantSizing run(const std::optional<model::Scenario>& scenario, std::stop_token stop) {
        SolveRequest request;
        request.campus = m_campus;
        request.withAir = false;
        request.scenario = scenario;
        CoolantSizing sizing;
        model::ResizeWater strong;
        for (const auto& unit : m_campus.equipment())
            if (unit.kind == model::EquipmentKind::Pump && m_catalog->pump(unit.type))
                strong.pumps.push_back({unit.id, strongest().id});
        if (!change(request.campus, strong))
            return sizing;
        SolutionPtr solution;
        for (int round = 0; round < kMostRounds; ++round) {
            solution = m_solver.solve(request, {}, stop);
            if (!solution || !solution->coolantConverged) {
                sizing.trouble = "the facility water did not converge";
                return sizing;
            }
            const auto sizes = sizeMains(request.campus, *solution, sizing);
            if (sizes.mains.empty())
                break;
            change(request.campus, sizes);
        }
        choosePumps(*solution, sizing);
        for (const auto& main : sizing.mains)
            if (main.dn != main.dnBefore)
                sizing.edit.mains.push_back({main.id, main.dn});
        sizing.isSolved = true;
        return sizing;
    }

private:
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

    /// The sizes that `solution`'s flows ask for, into `sizing`; gives those that differ from the
    /// trial's.
    model::ResizeWater sizeMains(const model::Campus& trial, const Solution& solution,
                                 CoolantSizing& sizing) const {
        model::ResizeWater edit;
        sizing.mains.clear();
        for (const auto& main : trial.mains()) {
            const auto state = solution.mains.find(main.id);
            const auto* family = m_catalog->pipe(main.pipeFamily);
            if (state == solution.mains.end() || !family || state->second.flow_m3_per_s <= 0.0)
                continue;
            const auto coolant = coolantOf(main);
            const double flow = state->second.flow_m3_per_s;
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
            sizing.mains.push_back(row);
            if (size->dn != main.dn)
                edit.mains.push_back({main.id, size->dn});
        }
        return edit;
    }

    void choosePumps(const Solution& solution, CoolantSizing& sizing) const {
        for (const auto& plant : m_campus.plants()) {
            const auto state = solution.plants.find(plant.id);
            if (state == solution.plants.end() || state->second.pumpsRunning <= 0 ||
                state->second.flow_m3_per_s <= 0.0)
                continue;
            const double density =
                coolantAt(*m_catalog, plant.coolant, plant.supplySetpoint_C + kMeanRise_K)
                    .density_kg_per_m3;
            CoolantSizing::Pumps row;
            row.plant = plant.id;
            row.count = state->second.pumpsTotal;
            row.flow_m3_per_s = state->second.flow_m3_per_s / state->second.pumpsRunning;
            row.head_m = state->second.pumpHead_Pa / (density * kGravity_m_per_s2);
            const catalog::PumpType* chosen = nullptr;
            for (const auto& type : m_catalog->pumps)
                if (type.flowRated_m3_per_s >= row.flow_m3_per_s &&
                    headAt_m(type, row.flow_m3_per_s) >= kHeadMargin * row.head_m &&
                    (!chosen || type.motorPower_W < chosen->motorPower_W))
                    chosen = &type;
            row.isEnough = chosen != nullptr;
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
                          const std::optional<model::Scenario>& scenario, std::stop_token stop) {
    if (catalog->pumps.empty()) {
        CoolantSizing sizing;
        sizing.trouble = "the catalogue has no pumps";
        return sizing;
    }
    return Sizer(campus, std::move(catalog)).run(scenario, stop);
}

} // namespace hallwright::engine
