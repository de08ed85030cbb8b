#include "core/engine/air_drill.h"

#include "core/engine/fluids.h"
#include "core/engine/inlet_limits.h"
#include "core/solvers/airflow/airflow_transient.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

/// The units that the event meets do this share of what they did, until a moment.
struct Stretch {
    double until_s = 0.0;
    double share = 1.0;
};

constexpr int kSteps = 20; // of fans that coast down or run up
constexpr double kSteel_J_per_kgK = 490.0;
constexpr double kStandstill = 0.1; // share of speed below which friction stops a fan

std::vector<Stretch> stretchesOf(const AirDrillOptions& options) {
    const double restart_s = options.restart_s.value_or(options.duration_s);
    std::vector<Stretch> stretches;
    double share = 1.0;
    if (options.event == AirEvent::FansStop)
        for (int i = 1; i <= kSteps && share > kStandstill; ++i) {
            const double next = 1.0 - double(i) / kSteps;
            if (next < kStandstill - 1e-9)
                break;
            const double until_s = options.halfSpeed_s * (1.0 / next - 1.0);
            if (until_s >= restart_s)
                break;
            stretches.push_back({until_s, 0.5 * (share + next)});
            share = next;
        }
    const bool standsStill = options.event == AirEvent::WaterStops || share <= kStandstill + 1e-9;
    stretches.push_back({restart_s, standsStill ? 0.0 : share});
    if (!options.restart_s)
        return stretches;
    if (options.event == AirEvent::FansStop) {
        const double from = stretches.back().share;
        for (int i = 1; i <= kSteps; ++i)
            stretches.push_back({restart_s + options.runUp_s * i / kSteps,
                                 from + (1.0 - from) * (i - 0.5) / kSteps});
    }
    stretches.push_back({options.duration_s, 1.0});
    return stretches;
}

/// Flow of each device's units that the event meets.
std::vector<double> metFlows_m3_per_s(const AirAssembly& assembly, const AirDrillOptions& options) {
    std::vector<double> met(assembly.problem.airUnits.size(), 0.0);
    for (const auto& unit : assembly.airUnits)
        if (unit.device >= 0 &&
            (options.units.empty() ||
             std::find(options.units.begin(), options.units.end(), unit.id) != options.units.end()))
            met[std::size_t(unit.device)] += unit.flow_m3_per_s;
    return met;
}

/// The devices while the units that the event meets do a share of what they did.
airflow::AirflowProblem problemAt(const AirAssembly& assembly, const AirDrillOptions& options,
                                  const airflow::AirflowProblem& base, double share) {
    auto problem = base;
    const auto met = metFlows_m3_per_s(assembly, options);
    for (std::size_t d = 0; d < met.size(); ++d) {
        auto& unit = problem.airUnits[d];
        if (options.event == AirEvent::FansStop) {
            unit.flow_m3_per_s = std::max(0.0, unit.flow_m3_per_s - (1.0 - share) * met[d]);
            continue;
        }
        // What passes the coils without water mixes with what the others cool.
        const double warm = unit.flow_m3_per_s > 0.0
                                ? std::min(1.0, (1.0 - share) * met[d] / unit.flow_m3_per_s)
                                : 0.0;
        if (warm > 0.0)
            unit.coil = airflow::Coil{1.0 - warm, unit.supply_K};
    }
    if (options.event == AirEvent::WaterStops && options.units.empty())
        for (auto& rack : problem.racks)
            if (rack.rearDoor)
                rack.rearDoor->coil.effectiveness *= share;
    return problem;
}

/// When a value that goes from `before` to `after` passes the limit.
double passed_s(double before_s, double before, double after_s, double after, double limit) {
    return after > before ? before_s + (after_s - before_s) *
                                           std::clamp((limit - before) / (after - before), 0.0, 1.0)
                          : after_s;
}

class Recorder {
public:
    Recorder(AirDrill& drill, const AirAssembly& assembly, const model::Campus& campus,
             const catalog::Catalog& catalog)
        : m_drill(drill) {
        for (const auto& unit : assembly.problem.airUnits)
            m_flow_m3_per_s += unit.flow_m3_per_s;
        for (std::size_t i = 0; i < assembly.racks.size(); ++i) {
            const auto* rack = campus.racks().find(assembly.racks[i]);
            const auto* type = rack ? catalog.rack(rack->type) : nullptr;
            if (!type)
                continue;
            m_places.push_back(i);
            m_drill.racks.push_back(
                {rack->id, recommendedInlet_C(*type), allowableInlet_C(*type), {}, {}, {}});
        }
    }

    /// Whether a rack has switched itself off since the last frame.
    bool take(const airflow::AirMoment& moment) {
        bool hasTripped = false;
        AirDrillFrame frame;
        frame.time_s = moment.time_s;
        frame.mean_C = toCelsius(moment.mean_K);
        frame.air = moment.field();
        double flow = 0.0;
        for (const auto& unit : moment.airUnits)
            flow += unit.flow_m3_per_s;
        frame.fanShare = m_flow_m3_per_s > 0.0 ? flow / m_flow_m3_per_s : 0.0;
        for (std::size_t n = 0; n < m_places.size(); ++n) {
            const auto& air = moment.racks[m_places[n]];
            const double inlet_C = toCelsius(air.inletMean_K);
            frame.rackInlet_C.push_back(float(inlet_C));
            frame.rackOutlet_C.push_back(float(toCelsius(air.outletMean_K)));
            if (n == 0 || inlet_C > frame.worstInlet_C) {
                frame.worstInlet_C = inlet_C;
                frame.worstRack = n;
            }
            auto& rack = m_drill.racks[n];
            note(rack.aboveRecommended_s, rack.recommended_C, n, frame.time_s, inlet_C);
            if (rack.allowable_C > 0.0) {
                note(rack.overAllowable_s, rack.allowable_C, n, frame.time_s, inlet_C);
                const bool wasOff = rack.trips_s.has_value();
                note(rack.trips_s, rack.allowable_C + m_drill.options.tripMargin_K, n, frame.time_s,
                     inlet_C);
                hasTripped |= !wasOff && rack.trips_s;
                frame.racksOff += rack.trips_s.has_value();
            }
        }
        m_drill.frames.push_back(std::move(frame));
        return hasTripped;
    }

    void switchOff(airflow::AirflowProblem& problem) const {
        for (std::size_t n = 0; n < m_places.size(); ++n)
            if (m_drill.racks[n].trips_s)
                problem.racks[m_places[n]].heat_W = problem.racks[m_places[n]].flow_m3_per_s = 0.0;
    }

private:
    void note(std::optional<double>& when_s, double limit_C, std::size_t rack, double now_s,
              double inlet_C) const {
        if (when_s || inlet_C <= limit_C)
            return;
        when_s = now_s;
        if (!m_drill.frames.empty()) {
            const auto& before = m_drill.frames.back();
            when_s = passed_s(before.time_s, before.rackInlet_C[rack], now_s, inlet_C, limit_C);
        }
    }

    AirDrill& m_drill;
    std::vector<std::size_t> m_places; ///< of the racks in the problem
    double m_flow_m3_per_s = 0.0;
};

const AirDrillRack* earliest(const std::vector<AirDrillRack>& racks,
                             std::optional<double> AirDrillRack::*when_s) {
    const AirDrillRack* first = nullptr;
    for (const auto& rack : racks)
        if (rack.*when_s && (!first || *(rack.*when_s) < *(first->*when_s)))
            first = &rack;
    return first;
}

} // namespace

const AirDrillRack* AirDrill::firstOver() const {
    return earliest(racks, &AirDrillRack::overAllowable_s);
}

const AirDrillRack* AirDrill::firstAbove() const {
    return earliest(racks, &AirDrillRack::aboveRecommended_s);
}

double airDrillCell_m(base::Vec3 size_m) {
    constexpr double kCells = 25e3;
    return std::clamp(std::cbrt(size_m.x * size_m.y * size_m.z / kCells), 0.2, 1.0);
}

AirDrill runAirDrill(const model::Campus& campus, const catalog::Catalog& catalog,
                     const Solution& solved, model::HallId hall, const AirDrillOptions& options,
                     const std::function<void(const AirDrill&)>& onFrame, std::stop_token stop) {
    AirDrill drill;
    drill.hall = hall;
    drill.options = options;
    const auto state = solved.halls.find(hall);
    if (state == solved.halls.end() || !state->second.airProblem || !state->second.air) {
        const bool hasReason = state != solved.halls.end() && !state->second.airMessage.empty();
        drill.message = hasReason ? state->second.airMessage
                                  : "The air of " + campus.nameOf(model::entity(hall)) +
                                        " has not been solved yet.";
        return drill;
    }
    const AirAssembly& assembly = *state->second.airProblem;
    auto base = assembly.problem;
    base.cell_m = options.cell_m > 0.0 ? options.cell_m : airDrillCell_m(base.size_m);
    for (std::size_t i = 0; i < assembly.racks.size(); ++i)
        if (const auto* rack = campus.racks().find(assembly.racks[i]))
            if (const auto* type = catalog.rack(rack->type))
                base.racks[i].heatCapacity_J_per_K =
                    options.massShare * type->mass_kg * kSteel_J_per_kgK;
    const auto stretches = stretchesOf(options);
    Recorder recorder(drill, assembly, campus, catalog);
    auto stretch = stretches.begin();
    const airflow::AirDevice device = airflow::openAirDevice(options.device);
    airflow::AirSimulation simulation(base, state->second.air.get(), stop, device);
    drill.status = simulation.runUntil(0.0);
    const auto changeDevices = [&] {
        auto problem = problemAt(assembly, options, base, stretch->share);
        recorder.switchOff(problem);
        simulation.change(problem);
    };
    double frame_s = 0.0;
    while (drill.status == airflow::AirflowStatus::Converged) {
        bool isNew = false;
        if (simulation.time_s() >= frame_s) {
            isNew = recorder.take(simulation.moment()) || frame_s == 0.0; // the event is at 0 s
            frame_s += options.frame_s;
            if (onFrame)
                onFrame(drill);
            if (simulation.time_s() >= options.duration_s)
                break;
        }
        while (stretch + 1 != stretches.end() && simulation.time_s() >= stretch->until_s) {
            ++stretch;
            isNew = true;
        }
        if (isNew)
            changeDevices();
        drill.status = simulation.runUntil(
            std::min({frame_s, options.duration_s,
                      stretch + 1 != stretches.end() ? stretch->until_s : options.duration_s}));
    }
    drill.deviceNote = device.note.empty() ? simulation.deviceError() : device.note;
    if (drill.status == airflow::AirflowStatus::InvalidProblem)
        drill.message = "The air of " + campus.nameOf(model::entity(hall)) +
                        " can't flow with its units stopped: an aisle is closed to all sides.";
    else if (drill.status == airflow::AirflowStatus::Diverged)
        drill.message = "The air solution ran away; the frames end before that.";
    return drill;
}

SolutionPtr solutionAt(const Solution& solved, const AirDrill& drill, const AirDrillFrame& frame) {
    auto shown = std::make_shared<Solution>(solved);
    auto& hall = shown->halls[drill.hall];
    hall.air = frame.air;
    hall.worstInlet_C = frame.worstInlet_C;
    for (std::size_t n = 0; n < drill.racks.size(); ++n) {
        auto& rack = shown->racks[drill.racks[n].id];
        rack.airInletMean_C = frame.rackInlet_C[n];
        rack.airOutlet_C = frame.rackOutlet_C[n];
        rack.airFromSupply.reset(); // of the steady state, not of this moment
        rack.airToReturn.reset();
    }
    if (!drill.racks.empty())
        hall.worstInletRack = drill.racks[frame.worstRack].id;
    return shown;
}

} // namespace hallwright::engine
