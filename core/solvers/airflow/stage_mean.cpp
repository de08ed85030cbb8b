#include "core/solvers/airflow/stage_run.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

// What StageRun does for halls and open air, whose running mean settles.

namespace hallwright::airflow {
namespace {

constexpr int kStepsPerMean = 4;
constexpr double kHopelessAirChanges = 3.0;
constexpr double kSwinging = 2.5; // air changes of the mean after which it may be less settled
constexpr double kRound = 0.35;   // air changes from one look at the mean to the next
constexpr double kProof = 0.7;    // air changes in which the flow shows what a correction is worth
constexpr double kFadeIn = 0.5;   // air changes until what the start left behind has faded
constexpr int kMostAtStart = 6;   // corrections before the mean is begun
constexpr int kFewAtStart = 2;    // where a coarser grid led the way, unless it led far astray
constexpr int kMostCorrections = 4;                // later
constexpr double kCorrection = 1.0;                // air changes that a correction reaches ahead
constexpr double kRoughly = 1e-3, kClosely = 1e-4; // share of a heat balance left unsolved
constexpr double kSharePerChange = 5.0;            // a change of a fifth of the rise is a new hall
constexpr double kOpenLag = 0.04;                  // of the rise: a lag worth a correction
constexpr double kFarLag = 0.15;                   // of a hall that has to warm up by itself
constexpr double kColdLag = 0.3;                   // of one that has hardly begun to
constexpr float kStartShare = 0.5f;                // of a correction, unless it has hardly begun to
constexpr double kDrifting = 1.5;                  // times the tolerance: a drift more than a swing
constexpr double kInTime = 0.6;   // of the time allowed: what is corrected later can't settle
constexpr double kSettled = 0.03; // of the rise: what a settled mean may be off
constexpr double kSwingingSettled = 0.05;  // where the flow swings for ever
constexpr double kCoarseSettled = 0.06;    // where a finer grid follows
constexpr double kStretch = 10.0;          // of the step; see FlowGrid
constexpr double kOpenStretch = 5.0;       // open sides follow the pressure with a lag,
constexpr double kScreenStretch = 3.0;     // screens, where a kilopascal drops, even more so
constexpr int kMostMeanSteps = 40000;      // a hall takes one or two thousand
constexpr double kPictureAirChanges = 0.2; // share of the finest grid's limit, for a first picture

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

std::string knownTo(double uncertainty_K, double airChanges) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(1) << "the flow swings, and after " << airChanges
         << " air changes the means at racks and units are known to " << uncertainty_K << " K";
    return text.str();
}

} // namespace

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

bool StageRun::lags(double share) const {
    return std::isfinite(m_lag_K) && m_lag_K > share * m_rise_K;
}

void StageRun::correctStart() {
    // The flow answers to the warmth it is given: what rises faster takes part of it away again.
    m_grid.correctTemperature(m_mean->lacking_K(), lags(kColdLag) ? 1.0f : kStartShare, m_least_K);
}

std::vector<double> StageRun::meanReadings_K() const {
    DeviceAir mean(m_problem, m_grid.lattice());
    mean.read(m_mean->temperature_K());
    return readings_K(mean);
}

double StageRun::correctMean() {
    m_grid.correctTemperature(m_mean->lacking_K(), 1.0f, m_least_K);
    if (lags(kFarLag)) { // another flow belongs to it
        restartMean();
        return span_s(kRound);
    }
    std::vector<double> shift_K = readings_K(m_answer);
    const std::vector<double> before_K = meanReadings_K();
    for (std::size_t n = 0; n < shift_K.size(); ++n)
        shift_K[n] -= before_K[n];
    m_record.shift(shift_K);
    m_mean->takeLacking(m_least_K);
    m_lag_K = HUGE_VAL;
    return m_mean->elapsed_s() + span_s(kProof);
}

double StageRun::meanChange_K() const {
    return meanDistance(meanReadings_K(), m_startReadings_K);
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
    if (stop.stop_requested()) // the next step ends the run
        return;
    readAnswer();
    const std::vector<double> lagging_K = meanReadings_K();
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
    m_grid.setStretch(m_care * (!m_grid.lattice().screens.empty() ? kScreenStretch
                                : m_problem.openAir               ? kOpenStretch
                                                                  : kStretch));
    if (isEdit()) { // what swings is not its doing
        m_grid.calmSwings();
        m_startReadings_K = readings_K(m_grid.devices());
    }
    const double round_s = span_s(kRound);
    double look_s = span_s(kFadeIn);
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
        m_mean->add(m_grid, sinceMean_s, stop);
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
                const bool isOff = lags(kOpenLag);
                ++startCorrections;
                isOpen = isOff && startCorrections < (lags(kFarLag) ? kMostAtStart : fewAtStart);
                if (isOff)
                    correctStart();
                restartMean();
                look_s = round_s;
            } else if (isLongEnough(m_options.leastAirChanges) && mayJudge()) {
                judgeMean(HUGE_VAL, kClosely, stop);
                if (hasSettled()) {
                    m_status = AirflowStatus::Converged;
                    return;
                }
                if (lags(kOpenLag) && m_lag_K > m_record.uncertainty() && corrections > 0 &&
                    m_flowTime_s < lastCorrection_s) {
                    --corrections;
                    look_s = correctMean();
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
        m_findings.push_back({"air", "not settled: " + knownTo(uncertainty_K(), airChanges),
                              "take the means with that margin; contained aisles swing less"});
}

} // namespace hallwright::airflow
