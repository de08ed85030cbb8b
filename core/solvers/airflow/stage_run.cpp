#include "core/solvers/airflow/stage_run.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hallwright::airflow {
namespace {

constexpr int kStepsPerMean = 4;
constexpr double kHopelessAirChanges = 3.0;
constexpr double kSwinging = 2.5;   // air changes of the mean after which it may be less settled
constexpr double kRound = 0.35;     // air changes from one look at the mean to the next
constexpr double kFadeIn = 0.5;     // air changes until what the start left behind has faded
constexpr int kMostAtStart = 6;     // corrections before the mean is begun
constexpr int kFewAtStart = 2;      // where a coarser grid led the way, unless it led far astray
constexpr int kMostCorrections = 4; // later
constexpr double kCorrection = 1.0; // air changes that a correction reaches ahead
constexpr double kRoughly = 1e-3, kClosely = 1e-4; // share of a heat balance left unsolved
constexpr double kSharePerChange = 5.0;            // a change of a fifth of the rise is a new hall
constexpr double kOpenLag = 0.04;                  // of the rise: a lag worth a correction
constexpr double kStartLag = 0.01;                 // the same before the mean is begun
constexpr double kFarLag = 0.15;                   // of a hall that has to warm up by itself
constexpr double kDrifting = 1.5;                  // times the tolerance: a drift more than a swing
constexpr double kInTime = 0.6;   // of the time allowed: what is corrected later can't settle
constexpr double kClearLag = 2.0; // times what the mean is known to: no mere swing
constexpr double kSettled = 0.03; // of the rise: what a settled mean may be off
constexpr double kSwingingSettled = 0.05; // where the flow swings for ever
constexpr double kCoarseSettled = 0.06;   // where a finer grid follows
constexpr double kStretch = 10.0;         // of the step; see FlowGrid
constexpr double kOpenStretch = 5.0;      // open sides follow the pressure with a lag,
constexpr double kScreenStretch = 3.0;    // screens, where a kilopascal drops, even more so
constexpr double kLeastRise_K = 2.0;      // below it, shares of the rise would ask too much
constexpr double kOutdoorShare = 0.4;     // of the coolers' rise
constexpr double kLeastBalance_K = 1.0;   // rise of the air that counts as heat
constexpr double kFirstReport_ms = 40.0;
constexpr int kMostMeanSteps = 40000;      // a hall takes one or two thousand
constexpr double kPictureAirChanges = 0.2; // share of the finest grid's limit, for a first picture

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

/// At racks, then at units.
std::vector<double> readings_K(const DeviceAir& devices) {
    std::vector<double> air_K = devices.rackInlet_K();
    const std::vector<double>& returns_K = devices.unitReturn_K();
    air_K.insert(air_K.end(), returns_K.begin(), returns_K.end());
    return air_K;
}

double meanDistance(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0.0;
    for (std::size_t n = 0; n < a.size(); ++n)
        sum += std::abs(a[n] - b[n]);
    return a.empty() ? 0.0 : sum / static_cast<double>(a.size());
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
    if (stop.stop_requested())
        return cancelled();
    m_mean = std::make_unique<RunningMean>(m_grid);
    if (!isDriven())
        m_status = AirflowStatus::Converged;
    else if (isMean)
        runToMean(stop);
    else
        runToSteady(stop);
    if (m_status == AirflowStatus::Cancelled)
        return cancelled();
    if (m_status == AirflowStatus::Diverged) { // show something sound: the flow from rest
        m_grid.startFromRest(stop);
        m_mean->restart(m_grid);
    }
    readAnswer();
    if (isMean && isFinest() && m_options.withCapture &&
        (m_status == AirflowStatus::Converged || m_status == AirflowStatus::NotConverged))
        m_capture = findCapture(
            m_grid.lattice(),
            [&](const std::vector<float>& source_per_s, std::vector<float>& share,
                bool isBackward) {
                m_mean->carryPassively(m_grid, m_balance, source_per_s, share, isBackward, stop);
            },
            stop);
    AirflowSolution solution = describe(m_status != AirflowStatus::Diverged);
    solution.isFinal = isFinest();
    solution.divergenceResidual = m_grid.divergenceResidual();
    if (!gpuError().empty()) // nothing to be shown: the caller starts again
        solution.status = AirflowStatus::Cancelled;
    if (m_options.onStage && solution.status != AirflowStatus::Cancelled &&
        solution.status != AirflowStatus::Diverged)
        m_options.onStage(solution);
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

void StageRun::record(double duration_s) {
    const Lattice& lattice = m_grid.lattice();
    std::vector<double> air = readings_K(m_grid.devices());
    for (const double flow_m3_per_s : m_grid.screenFlows_m3_per_s())
        air.push_back(m_rise_K * flow_m3_per_s / lattice.throughFlow_m3_per_s);
    m_record.add(air, duration_s);
}

void StageRun::restartMean() {
    m_mean->restart(m_grid);
    m_record.clear();
    m_lag_K = HUGE_VAL;
}

double StageRun::meanChange_K() const {
    DeviceAir mean(m_problem, m_grid.lattice());
    mean.read(m_mean->temperature_K());
    return meanDistance(readings_K(mean), m_startReadings_K);
}

bool StageRun::isLongEnough(double airChanges) const {
    const double elapsed_s = m_mean->elapsed_s();
    if (elapsed_s < m_leastShare * airChanges * m_airChange_s)
        return false;
    if (!isEdit())
        return true;
    const double share = std::clamp(kSharePerChange * meanChange_K() / m_rise_K, m_leastShare, 1.0);
    return elapsed_s >= share * airChanges * m_airChange_s;
}

void StageRun::judgeMean(double duration_s, double tolerance, const std::stop_token& stop) {
    const bool hasSink = m_grid.devices().hasSink() || !m_grid.lattice().warmWalls.empty();
    if (hasSink)
        m_mean->closeHeatBalance(m_grid, m_balance, duration_s, tolerance, stop);
    readAnswer();
    DeviceAir mean(m_problem, m_grid.lattice());
    mean.read(m_mean->temperature_K());
    const std::vector<double> lagging_K = readings_K(mean);
    m_lag_K = !hasSink            ? HUGE_VAL
              : lagging_K.empty() ? 0.0
                                  : meanDistance(lagging_K, readings_K(m_answer));
}

double StageRun::uncertainty_K() const {
    return std::max(std::min(m_record.uncertainty(), m_rise_K),
                    std::isfinite(m_lag_K) ? m_lag_K : 0.0);
}

double StageRun::tolerance_K() const {
    if (!isFinest())
        return kCoarseSettled * m_rise_K;
    const bool isSwinging = m_mean->elapsed_s() >= kSwinging * m_airChange_s;
    return (isSwinging ? kSwingingSettled : kSettled) * m_rise_K;
}

bool StageRun::hasSettled() const {
    // Plumes sway for ever, and what of their heat the mean flow does not carry is a lag that
    // lasts: outdoors the answer, which has it added, must stand still.
    const bool isNear = m_problem.openAir || m_lag_K <= kOpenLag * m_rise_K;
    return isNear && m_record.uncertainty() <= tolerance_K() &&
           std::abs(energyImbalance()) <= m_options.energyTolerance;
}

bool StageRun::mayJudge() const {
    const double known_K = m_record.uncertainty();
    if (known_K <= tolerance_K())
        return true;
    // A hall that warms up by itself goes on for long: its balance tells whether it does.
    return m_mean->elapsed_s() >= kSwinging * m_airChange_s && known_K > kDrifting * tolerance_K();
}

void StageRun::runToMean(const std::stop_token& stop) {
    const bool canSettle = m_grid.devices().canBalance() || !m_grid.lattice().warmWalls.empty();
    double airChanges = m_options.maxAirChanges *
                        (isFinest() || !isEdit() ? 1.0 : kPictureAirChanges * m_leastShare);
    if (!canSettle) // long enough to show where it leads
        airChanges = std::min(airChanges, kHopelessAirChanges);
    const int fewAtStart = m_stage == 0 && !isEdit() ? kMostAtStart : kFewAtStart;
    int startCorrections = 0;
    int corrections = kMostCorrections;
    bool isOpen = true; // whether the heat balance of what there was at the start is
    const auto lags = [this](double share) {
        return std::isfinite(m_lag_K) && m_lag_K > share * m_rise_K;
    };
    m_grid.setStretch(m_care * (!m_grid.lattice().screens.empty() ? kScreenStretch
                                : m_problem.openAir               ? kOpenStretch
                                                                  : kStretch));
    if (isEdit()) { // what swings is not its doing
        m_grid.calmSwings();
        m_startReadings_K = readings_K(m_grid.devices());
    }
    const double round_s = kRound * m_leastShare * m_airChange_s;
    double look_s = kFadeIn * m_leastShare * m_airChange_s;
    const double lastCorrection_s = kInTime * airChanges * m_airChange_s;
    double sinceMean_s = 0.0;
    int inMean = 0;
    const int lastStep = m_steps + kMostMeanSteps;
    while (m_flowTime_s < airChanges * m_airChange_s && m_steps < lastStep) {
        const double before_s = m_flowTime_s;
        if (!advance(stop))
            return;
        sinceMean_s += m_flowTime_s - before_s;
        if (++inMean < kStepsPerMean)
            continue;
        m_mean->add(m_grid, sinceMean_s);
        record(sinceMean_s);
        sinceMean_s = 0.0;
        inMean = 0;
        if (m_mean->elapsed_s() >= look_s) {
            look_s += round_s;
            if (!m_grid.fans().isAtRest()) {
                measureAirChange();
                restartMean();
                look_s = round_s;
            } else if (isOpen) {
                // One long implicit step: the flow would not bear the whole way at once.
                judgeMean(kCorrection * m_airChange_s, kRoughly, stop);
                const bool isOff = lags(isEdit() ? kOpenLag : kStartLag);
                ++startCorrections;
                isOpen = isOff && startCorrections < (lags(kFarLag) ? kMostAtStart : fewAtStart);
                if (isOff)
                    m_grid.correctTemperature(m_mean->lacking_K(), m_least_K);
                restartMean();
                look_s = round_s;
            } else if (isLongEnough(m_options.leastAirChanges) && mayJudge()) {
                judgeMean(HUGE_VAL, kClosely, stop);
                if (hasSettled()) {
                    m_status = AirflowStatus::Converged;
                    return;
                }
                if (lags(kOpenLag) && m_lag_K > kClearLag * m_record.uncertainty() &&
                    corrections > 0 && m_flowTime_s < lastCorrection_s) {
                    --corrections;
                    m_grid.correctTemperature(m_mean->lacking_K(), m_least_K);
                    restartMean();
                    look_s = round_s;
                }
            }
            m_settled = std::clamp(1.0 - uncertainty_K() / m_rise_K, 0.0, 1.0);
        }
        reportIfDue();
    }
    judgeMean(HUGE_VAL, kClosely, stop);
    if (!canSettle)
        m_findings.push_back(
            {"air", "nothing takes more heat out when the hall gets warmer",
             "add air units, or raise their capacity above the heat of the racks"});
    else if (isFinest())
        m_findings.push_back({"air", "the mean of the flow has not settled within the time allowed",
                              "use smaller cells, or look for a jet that swings"});
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
        if (gpuError().empty())
            m_options.onStage(picture);
    });
    m_lastReport = Clock::now();
}

} // namespace hallwright::airflow
