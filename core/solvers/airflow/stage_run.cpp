#include "core/solvers/airflow/stage_run.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hallwright::airflow {
namespace {

constexpr double kLeastRise_K = 2.0;    // below it, shares of the rise would ask too much
constexpr double kOutdoorShare = 0.4;   // of the coolers' rise
constexpr double kLeastBalance_K = 1.0; // rise of the air that counts as heat
constexpr double kFirstReport_ms = 40.0;

double milliseconds(StageRun::Clock::duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
}

double coldest_K(const AirflowProblem& problem) {
    double coldest = problem.initial_K;
    for (const AirUnit& unit : problem.airUnits)
        coldest = std::min(coldest, unit.supply_K);
    for (const Rack& rack : problem.racks)
        if (rack.rearDoor)
            coldest = std::min(coldest, std::max(rack.rearDoor->least_K.value_or(0.0),
                                                 rack.rearDoor->coil.water_K));
    for (const Opening& opening : problem.openings)
        coldest = std::min(coldest, opening.temperature_K);
    for (const WallTemperature& wall : problem.wallTemperatures)
        coldest = std::min(coldest, wall.temperature_K);
    return coldest;
}

} // namespace

StageRun::StageRun(const AirflowProblem& problem, Lattice lattice, const AirflowOptions& options,
                   compute::Executor* executor, const std::stop_token& stop)
    : m_problem(problem), m_options(options), m_findings(lattice.findings),
      m_grid(problem, std::move(lattice), executor, stop),
      m_least_K(static_cast<float>(coldest_K(problem) - problem.air.reference_K)),
      m_balance(problem, m_grid.lattice()), m_answer(problem, m_grid.lattice()) {
    measureAirChange();
}

void StageRun::measureAirChange() {
    const Lattice& grid = m_grid.lattice();
    m_rise_K = 0.0;
    if (grid.throughFlow_m3_per_s > 0.0) {
        // Where racks move more air than units, it is the racks that stir the hall.
        const double rackFlow =
            std::accumulate(grid.rackFlow_m3_per_s.begin(), grid.rackFlow_m3_per_s.end(), 0.0);
        m_airChange_s = grid.airVolume_m3 / std::max(grid.throughFlow_m3_per_s, rackFlow);
        m_rise_K = m_grid.devices().rackHeat_W() /
                   (m_problem.air.heatCapacity_J_per_m3K() * grid.throughFlow_m3_per_s);
    }
    m_rise_K = std::max(m_rise_K, kLeastRise_K);
    if (m_problem.openAir)
        measureCrossing();
}

void StageRun::measureCrossing() {
    const base::Vec3 size_m = m_problem.size_m;
    const AirProperties& air = m_problem.air;
    const base::Vec2 wind = m_problem.openAir->wind_m_per_s;
    const double heat_K_m_per_s =
        m_grid.devices().rackHeat_W() / (air.heatCapacity_J_per_m3K() * size_m.x * size_m.y);
    const double rising_m_per_s = std::cbrt(std::abs(air.gravity_m_per_s2.z) * air.expansion_per_K *
                                            heat_K_m_per_s * size_m.z);
    const double speed_m_per_s = std::max(std::hypot(wind.x, wind.y), rising_m_per_s);
    m_airChange_s = speed_m_per_s > 0.0 ? std::sqrt(size_m.x * size_m.y) / speed_m_per_s : 0.0;
    // What decides outdoors is a few kelvin at the intakes.
    m_rise_K = std::max(kOutdoorShare * m_rise_K, kLeastRise_K);
}

void StageRun::setPlace(int stage, int stageCount, int stepsBefore, Clock::time_point start) {
    m_stage = stage;
    m_stageCount = stageCount;
    m_steps = stepsBefore;
    m_start = start;
    m_lastReport = Clock::now();
}

AirflowSolution StageRun::run(const std::shared_ptr<const AirField>& from,
                              const std::stop_token& stop) {
    if (!m_grid.isSetUp())
        return cancelled();
    if (from && isDriven())
        m_grid.startFrom(*from, stop);
    else
        m_grid.startFromRest(stop);
    const bool isMean = m_problem.turbulence != Turbulence::Laminar && m_airChange_s > 0.0;
    m_mean = std::make_unique<RunningMean>(m_grid, stop);
    if (stop.stop_requested())
        return cancelled();
    if (!isDriven())
        m_status = AirflowStatus::Converged;
    else if (isMean)
        runToMean(stop);
    else
        runToSteady(stop);
    if (m_status == AirflowStatus::Cancelled || stop.stop_requested())
        return cancelled();
    if (m_status == AirflowStatus::Diverged)
        return ranAway();
    readAnswer();
    if (isMean && isFinest() && m_options.withCapture)
        m_capture = findCapture(
            m_grid.lattice(),
            [&](const std::vector<float>& source_per_s, std::vector<float>& share,
                bool isBackward) {
                m_mean->carryPassively(m_grid, m_balance, source_per_s, share, isBackward, stop);
            },
            stop);
    AirflowSolution solution = describe(true);
    solution.isFinal = isFinest();
    solution.divergenceResidual = m_grid.divergenceResidual();
    if (!gpuError().empty()) // nothing to be shown: the caller starts again
        return cancelled();
    if (!solution.field->isFinite()) // in the steps after the grid looked at itself last
        return ranAway();
    if (m_options.onStage)
        m_options.onStage(solution);
    return solution;
}

AirflowSolution StageRun::beforeItRanAway(const std::stop_token& stop) {
    if (m_grid.isSetUp())
        m_grid.startFromRest(stop);
    if (!m_grid.isSetUp() || stop.stop_requested())
        return cancelled();
    m_mean = std::make_unique<RunningMean>(m_grid, stop);
    readAnswer();
    m_status = AirflowStatus::Diverged;
    AirflowSolution solution = describe(false);
    solution.isFinal = isFinest();
    solution.divergenceResidual = m_grid.divergenceResidual();
    return solution;
}

AirflowSolution StageRun::ranAway() const {
    AirflowSolution solution = cancelled();
    solution.status = AirflowStatus::Diverged;
    return solution;
}

AirflowSolution StageRun::cancelled() const {
    AirflowSolution solution;
    solution.status = AirflowStatus::Cancelled;
    solution.steps = m_steps;
    return solution;
}

bool StageRun::isDriven() const {
    const base::Vec3 lid = m_problem.lidVelocity_m_per_s;
    return m_airChange_s > 0.0 || !m_grid.lattice().warmWalls.empty() || lid.x != 0.0 ||
           lid.z != 0.0;
}

bool StageRun::advance(const std::stop_token& stop) {
    const double step_s = m_grid.stepLength_s();
    if (!m_grid.step(stop) || !gpuError().empty()) {
        m_status = AirflowStatus::Cancelled;
        return false;
    }
    if (!m_grid.isSound()) {
        m_status = AirflowStatus::Diverged;
        return false;
    }
    ++m_steps;
    m_flowTime_s += step_s;
    return true;
}

std::vector<float> StageRun::answerTemperature_K() const {
    return m_mean->closedTemperature_K(m_least_K);
}

void StageRun::readAnswer() {
    const std::vector<float> temperature_K = answerTemperature_K();
    m_answer.read(temperature_K);
    m_wallHeat_W = m_grid.wallHeat_W(temperature_K, -HUGE_VAL);
    m_hotWallHeat_W = m_grid.wallHeat_W(temperature_K, 0.0);
    m_openHeat_W = m_grid.openSides().heat_W(m_mean->velocity_m_per_s(), temperature_K);
}

double StageRun::energyImbalance() const {
    const double heat_W = m_grid.devices().rackHeat_W() + m_wallHeat_W;
    const double least_W = kLeastBalance_K * m_problem.air.heatCapacity_J_per_m3K() *
                           m_grid.lattice().throughFlow_m3_per_s;
    const double scale_W = std::max({std::abs(heat_W), std::abs(m_hotWallHeat_W), least_W, 1e-9});
    return (heat_W - m_answer.removed_W() - m_openHeat_W) / scale_W;
}

void StageRun::reportIfDue() {
    if (!m_options.onStage)
        return;
    if (!m_mean->isPictureComing()) {
        const bool isFirst = m_stage == 0 && !m_hasReported;
        if (milliseconds(Clock::now() - m_lastReport) <
            (isFirst ? kFirstReport_ms : m_options.report_ms))
            return;
        m_mean->beginPicture();
    }
    if (!m_mean->isPictureReady())
        return; // a device is at it, and steps on meanwhile
    m_hasReported = true;
    m_mean->drawPicture([this] {
        readAnswer();
        const AirflowSolution picture = describe(false);
        if (gpuError().empty() && picture.field->isFinite())
            m_options.onStage(picture);
    });
    m_lastReport = Clock::now();
}

} // namespace hallwright::airflow
