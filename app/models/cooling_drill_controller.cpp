#include "app/models/cooling_drill_controller.h"

#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/format/number_format.h"
#include "app/models/entity_words.h"
#include "app/models/plume_intakes.h"

#include <QMetaObject>

#include <algorithm>
#include <cmath>
#include <limits>

namespace hallwright::app {

namespace {

constexpr int kPoints = 121; ///< of a trace: its curve takes equal steps

/// A course at equal steps of time.
QVariantList evenly(const std::vector<double>& time_s, const std::vector<double>& values) {
    QVariantList even;
    std::size_t next = 1;
    for (int i = 0; i < kPoints; ++i) {
        const double at_s = time_s.back() * i / (kPoints - 1);
        while (next + 1 < time_s.size() && time_s[next] < at_s)
            ++next;
        const double step_s = time_s[next] - time_s[next - 1];
        const double share =
            step_s > 0.0 ? std::clamp((at_s - time_s[next - 1]) / step_s, 0.0, 1.0) : 1.0;
        even.append(values[next - 1] + share * (values[next] - values[next - 1]));
    }
    return even;
}

double valueAt(const std::vector<double>& time_s, const std::vector<double>& values, double at_s) {
    const auto after = std::upper_bound(time_s.begin(), time_s.end(), at_s);
    if (after == time_s.end())
        return values.back();
    const auto i = std::max<std::ptrdiff_t>(1, after - time_s.begin());
    const auto here = static_cast<std::size_t>(i);
    const double step_s = time_s[here] - time_s[here - 1];
    const double share = step_s > 0.0 ? (at_s - time_s[here - 1]) / step_s : 1.0;
    return values[here - 1] + share * (values[here] - values[here - 1]);
}

QVariantMap trace(const QString& name, const engine::CoolingVerdict& verdict,
                  const std::vector<double>& values, const QVariantList& limits) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return {{QStringLiteral("name"), name},
            {QStringLiteral("values"), evenly(verdict.time_s, values)},
            {QStringLiteral("low"), std::floor(*low) - 1.0},
            {QStringLiteral("high"), std::ceil(*high) + 1.0},
            {QStringLiteral("limits"), limits}};
}

QVariantMap rowOf(const engine::CoolingVerdict& verdict) {
    QString text;
    if (!verdict.converged)
        text = QStringLiteral("Could not be solved.");
    else if (verdict.untilLimit_s)
        text = QStringLiteral("%1 racks over their limit, the first in %2.")
                   .arg(verdict.racksOver)
                   .arg(fromUtf8(verdict.firstHall));
    else if (verdict.racksOver > 0)
        text = QStringLiteral("%1 racks end over their limit.").arg(verdict.racksOver);
    else if (verdict.racksShort > 0)
        text = QStringLiteral("%1 racks short of flow.").arg(verdict.racksShort);
    else if (verdict.warmest_C > 0.0)
        text = QStringLiteral("Holds; warmest supply %1.")
                   .arg(formatTemperature(verdict.warmest_C).text());
    else
        text = QStringLiteral("Holds.");
    return {{QStringLiteral("name"), fromUtf8(verdict.outage.name)},
            {QStringLiteral("text"), text},
            {QStringLiteral("minutes"),
             verdict.untilLimit_s ? formatClock(*verdict.untilLimit_s) : QString()},
            {QStringLiteral("severity"), !verdict.converged || verdict.racksOver > 0
                                             ? QStringLiteral("fault")
                                         : verdict.racksShort > 0 ? QStringLiteral("warning")
                                                                  : QStringLiteral("ok")},
            {QStringLiteral("element"), int(verdict.outage.element.number)}};
}

/// By the time that racks have; what holds comes last.
void sortByTime(std::vector<engine::CoolingVerdict>& verdicts) {
    const auto rank = [](const engine::CoolingVerdict& verdict) {
        if (!verdict.converged)
            return -1.0;
        if (verdict.untilLimit_s)
            return *verdict.untilLimit_s;
        return verdict.holds() ? std::numeric_limits<double>::infinity() : 1e9;
    };
    std::stable_sort(verdicts.begin(), verdicts.end(),
                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
}

} // namespace

CoolingDrillController::CoolingDrillController(CampusDocument& document, const LiveResults* live,
                                               QObject* parent)
    : QObject(parent), m_document(document), m_live(live) {
    if (live)
        connect(live, &LiveResults::changed, this, &CoolingDrillController::plumeChanged);
    connect(&m_clock, &PlayClock::passed, this, [this](double time_s) {
        setTime(m_time_s + time_s);
        if (m_time_s >= length())
            setPlaying(false);
    });
    connect(&m_document, &CampusDocument::changed, this,
            [this](const auto& change, bool everything) {
                if (everything)
                    forget(); // another campus
                if (everything || !change.template of<model::Plant>().empty() ||
                    !change.template of<model::Main>().empty() ||
                    !change.template of<model::Equipment>().empty() ||
                    !change.template of<model::Hall>().empty())
                    listOutages();
                emit changed();
            });
    listOutages();
}

CoolingDrillController::~CoolingDrillController() = default; // the thread is stopped and joined

void CoolingDrillController::listOutages() {
    m_outages = {QStringLiteral("Each in turn")};
    const engine::CampusIndex index(m_document.campus());
    for (const auto& outage : engine::coolingOutages(index))
        m_outages.append(fromUtf8(outage.name));
    m_outage = std::min(m_outage, int(m_outages.size()) - 1);
}

void CoolingDrillController::setOutage(int place) {
    m_outage = std::max(0, place);
    emit changed();
}

bool CoolingDrillController::isStale() const {
    return !m_verdicts.empty() && (m_revision != m_document.revision() || m_resultPlume != m_plume);
}

QString CoolingDrillController::state() const {
    if (m_busy)
        return QStringLiteral("busy");
    if (!m_problem.isEmpty())
        return QStringLiteral("failed");
    if (m_verdicts.empty())
        return QStringLiteral("empty");
    return isStale() ? QStringLiteral("stale") : QStringLiteral("ready");
}

QString CoolingDrillController::sentence() const {
    if (m_busy)
        return QStringLiteral("Solving what is left of the cooling …");
    if (!m_problem.isEmpty())
        return m_problem;
    if (isStale() && m_revision == m_document.revision())
        return QStringLiteral("%1 the plume. Run the drill again.")
            .arg(m_resultPlume ? QStringLiteral("With") : QStringLiteral("Without"));
    if (isStale())
        return QStringLiteral("Of r%1; the campus is at r%2. Run the drill again.")
            .arg(m_revision)
            .arg(m_document.revision());
    if (m_verdicts.empty())
        return m_outages.size() > 1
                   ? QStringLiteral("No drill yet. Choose what fails, then run it.")
                   : QStringLiteral("No plant, main or CDU can fail yet. Place a plant and draw "
                                    "its main.");
    const auto bad = std::count_if(m_verdicts.begin(), m_verdicts.end(),
                                   [](const auto& verdict) { return !verdict.holds(); });
    return bad == 0 ? QStringLiteral("All %1 hold.").arg(m_verdicts.size())
                    : QStringLiteral("%1 of %2 do not hold.").arg(bad).arg(m_verdicts.size());
}

void CoolingDrillController::setPlume(bool plume) {
    if (plume == m_plume)
        return;
    m_plume = plume;
    m_problem.clear();
    emit changed();
}

bool CoolingDrillController::isPlumeReady() const {
    return plumeIntakes(m_live).has_value();
}

void CoolingDrillController::run() {
    if (m_busy || m_outages.size() < 2)
        return;
    const auto rises = m_plume ? plumeIntakes(m_live) : engine::IntakeRises();
    if (!rises) {
        m_problem = QStringLiteral("The air over the campus has not been solved yet. Wait for the "
                                   "stage Plume, or run the drill without it.");
        emit changed();
        return;
    }
    m_resultPlume = m_plume;
    setPlaying(false);
    m_verdicts.clear();
    m_rows.clear();
    m_problem.clear();
    m_verdict = -1;
    m_time_s = 0.0;
    m_revision = m_document.revision();
    m_busy = true;
    emit changed();
    emit timeChanged();
    m_thread = std::jthread([this, campus = m_document.campus(), catalog = m_document.catalog(),
                             place = m_outage, rises = *rises,
                             run = ++m_run](const std::stop_token& stop) {
        const engine::CampusIndex index(campus);
        const auto scenario = campus.activeScenario();
        std::vector<engine::CoolingVerdict> verdicts;
        QString problem;
        engine::CoolingDrill drill(index, *catalog, scenario, rises);
        if (drill.isSolved()) {
            auto outages = engine::coolingOutages(index);
            if (place > 0 && place <= int(outages.size()))
                outages = {outages[std::size_t(place) - 1]};
            verdicts = drill.run(outages, stop);
            if (stop.stop_requested())
                verdicts.clear(); // what was cut short says nothing
            sortByTime(verdicts);
        } else {
            problem = QStringLiteral("The state before the outage did not converge. See the "
                                     "findings for what is wrong with it.");
        }
        QMetaObject::invokeMethod(
            this, [this, verdicts, problem, run] { take(verdicts, problem, run); },
            Qt::QueuedConnection);
    });
}

void CoolingDrillController::cancel() {
    m_thread.request_stop();
}

void CoolingDrillController::take(std::vector<engine::CoolingVerdict> verdicts,
                                  const QString& problem, int run) {
    if (run != m_run)
        return;
    m_busy = false;
    m_problem = problem;
    m_verdicts = std::move(verdicts);
    for (const auto& verdict : m_verdicts)
        m_rows.append(rowOf(verdict));
    setVerdict(m_verdicts.empty() ? -1 : 0);
}

void CoolingDrillController::forget() {
    m_thread.request_stop();
    ++m_run;
    m_busy = false;
    m_verdicts.clear();
    m_rows.clear();
    m_problem.clear();
    m_outage = 0;
    setVerdict(-1);
}

void CoolingDrillController::setVerdict(int place) {
    setPlaying(false);
    m_verdict = place < int(m_verdicts.size()) ? place : -1;
    m_time_s = isAvailable() ? length() : 0.0;
    emit changed();
    emit timeChanged();
}

const engine::CoolingVerdict* CoolingDrillController::chosen() const {
    return m_verdict >= 0 ? &m_verdicts[std::size_t(m_verdict)] : nullptr;
}

bool CoolingDrillController::isAvailable() const {
    const auto* verdict = chosen();
    return verdict && verdict->time_s.size() > 1;
}

double CoolingDrillController::length() const {
    constexpr double kEmptyBar_s = 60.0;
    return isAvailable() ? chosen()->time_s.back() : kEmptyBar_s;
}

QVariantList CoolingDrillController::traces() const {
    if (!isAvailable())
        return {};
    const auto& verdict = *chosen();
    QVariantList limits;
    if (verdict.untilLimit_s)
        limits.append(verdict.loop_C.back());
    return {trace(QStringLiteral("Facility water"), verdict, verdict.facility_C, {}),
            trace(QStringLiteral("Coolant to racks"), verdict, verdict.loop_C, limits)};
}

QVariantList CoolingDrillController::events() const {
    if (!isAvailable())
        return {};
    const auto& verdict = *chosen();
    const auto event = [](double time_s, const QString& text, const QString& detail) {
        return QVariantMap{{QStringLiteral("time_s"), time_s},
                           {QStringLiteral("time"), formatClock(time_s)},
                           {QStringLiteral("text"), text},
                           {QStringLiteral("detail"), detail},
                           {QStringLiteral("severity"), QStringLiteral("fault")}};
    };
    QVariantList events{
        event(0.0, fromUtf8(verdict.outage.name) + QStringLiteral(" fails"),
              QStringLiteral("%1 m³ of facility water and %2 m³ in the loop warm.")
                  .arg(formatNumber(verdict.facility_m3, 1), formatNumber(verdict.loop_m3, 1)))};
    if (verdict.untilLimit_s)
        events.append(event(*verdict.untilLimit_s, QStringLiteral("First rack over its limit"),
                            QStringLiteral("In %1.").arg(fromUtf8(verdict.firstHall))));
    return events;
}

void CoolingDrillController::setTime(double time_s) {
    m_time_s = std::clamp(time_s, 0.0, length());
    emit timeChanged();
}

QStringList CoolingDrillController::readings() const {
    if (!isAvailable())
        return {};
    const auto& verdict = *chosen();
    return {formatTemperature(valueAt(verdict.time_s, verdict.facility_C, m_time_s)).text(),
            formatTemperature(valueAt(verdict.time_s, verdict.loop_C, m_time_s)).text()};
}

void CoolingDrillController::setPlaying(bool playing) {
    if (playing == isPlaying() || (playing && !isAvailable()))
        return;
    if (playing) {
        if (m_time_s >= length())
            setTime(0.0);
        m_clock.start();
    } else {
        m_clock.stop();
    }
    emit playingChanged();
}

void CoolingDrillController::setSpeed(int speed) {
    m_clock.setSpeed(speed);
    emit playingChanged();
}

void CoolingDrillController::step(int direction) {
    setPlaying(false);
    setTime(direction > 0 ? length() : 0.0);
}

QString CoolingDrillController::clock(double time_s) {
    return formatClock(time_s);
}

} // namespace hallwright::app
