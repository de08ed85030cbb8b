#include "app/models/air_drill_controller.h"

#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/document/view_state.h"
#include "app/format/number_format.h"
#include "app/models/entity_words.h"

#include <QMetaObject>

#include <algorithm>

namespace hallwright::app {

namespace {

constexpr double kFrames = 120.0; // of a drill: two steps a percent of the time bar

} // namespace

AirDrillController::AirDrillController(CampusDocument& document, LiveResults& live, ViewState& view,
                                       QObject* parent)
    : QObject(parent), m_document(document), m_live(live), m_view(view) {
    connect(&m_clock, &PlayClock::passed, this, &AirDrillController::goOn);
    connect(&m_document, &CampusDocument::changed, this, [this](const auto&, bool everything) {
        if (everything)
            forget(); // another campus
        setPlaying(false);
        showFrame(); // of an older campus none is shown
        emit changed();
    });
    connect(&m_live, &LiveResults::changed, this, &AirDrillController::changed);
    connect(&m_view, &ViewState::focusHallChanged, this, &AirDrillController::changed);
}

AirDrillController::~AirDrillController() = default; // the thread is asked to stop and joined

std::vector<model::HallId> AirDrillController::solvedHalls() const {
    std::vector<model::HallId> halls;
    if (const auto solution = m_live.solution())
        for (const auto& [id, state] : solution->halls)
            if (state.air && state.airProblem && m_document.campus().halls().contains(id))
                halls.push_back(id);
    return halls;
}

QStringList AirDrillController::halls() const {
    QStringList names;
    for (const auto id : solvedHalls())
        names.append(fromUtf8(m_document.campus().nameOf(model::entity(id))));
    return names;
}

int AirDrillController::hall() const {
    const auto halls = solvedHalls();
    for (const auto wanted : {m_hall, model::HallId{std::uint32_t(m_view.focusHall())}})
        if (const auto it = std::find(halls.begin(), halls.end(), wanted); it != halls.end())
            return int(it - halls.begin());
    return halls.empty() ? -1 : 0;
}

int AirDrillController::hallNumber() const {
    const int place = hall();
    return place < 0 ? 0 : int(solvedHalls()[std::size_t(place)].number);
}

void AirDrillController::setHall(int place) {
    const auto halls = solvedHalls();
    if (place < 0 || place >= int(halls.size()))
        return;
    m_hall = halls[std::size_t(place)];
    emit changed();
}

void AirDrillController::setEvent(int event) {
    m_options.event = event == 1 ? engine::AirEvent::WaterStops : engine::AirEvent::FansStop;
    emit changed();
}

void AirDrillController::setRestart(double restart_s) {
    m_options.restart_s = restart_s > 0.0 ? std::optional(restart_s) : std::nullopt;
    emit changed();
}

void AirDrillController::setDuration(double duration_s) {
    m_options.duration_s = duration_s;
    emit changed();
}

bool AirDrillController::isStale() const {
    return m_drill && m_revision != m_document.revision();
}

QString AirDrillController::state() const {
    if (m_busy)
        return QStringLiteral("busy");
    if (!m_drill)
        return QStringLiteral("empty");
    if (!m_drill->message.empty())
        return QStringLiteral("failed");
    return isStale() ? QStringLiteral("stale") : QStringLiteral("ready");
}

QString AirDrillController::sentence() const {
    if (m_busy)
        return QStringLiteral("%1, %2 of %3")
            .arg(fromUtf8(m_document.campus().nameOf(model::entity(m_drill->hall))),
                 formatClock(known()), formatClock(length()));
    if (m_drill && !m_drill->message.empty())
        return fromUtf8(m_drill->message);
    if (isStale())
        return QStringLiteral("Of r%1; the campus is at r%2. Run the drill again.")
            .arg(m_revision)
            .arg(m_document.revision());
    if (!m_drill)
        return hall() >= 0
                   ? QStringLiteral("No drill yet. Choose a hall and what fails, then run it.")
                   : QStringLiteral("No hall has racks in its air yet. Place one, or wait until "
                                    "its air is solved.");
    const double last_s = m_drill->frames.empty() ? 0.0 : m_drill->frames.back().time_s;
    if (last_s < m_drill->options.duration_s)
        return QStringLiteral("Stopped at %1.").arg(formatClock(last_s));
    return QStringLiteral("Racks keep their load until they switch off; air and half of their "
                          "mass take up heat, floor and walls do not.");
}

double AirDrillController::length() const {
    return m_drill ? m_drill->options.duration_s : m_options.duration_s;
}

double AirDrillController::known() const {
    return isAvailable() ? std::min(m_drill->frames.back().time_s, length()) : 0.0;
}

void AirDrillController::run() {
    if (!canRun())
        return;
    setPlaying(false);
    m_base = m_live.solution();
    auto options = m_options;
    options.frame_s = options.duration_s / kFrames;
    if (options.restart_s && *options.restart_s >= options.duration_s)
        options.restart_s.reset();
    auto begun = std::make_shared<engine::AirDrill>();
    begun->hall = model::HallId{std::uint32_t(hallNumber())};
    begun->options = options;
    m_drill = begun;
    m_rows = {};
    m_shownFrame = nullptr;
    m_revision = m_document.revision();
    m_time_s = 0.0;
    m_follows = true;
    m_busy = true;
    emit changed();
    emit timeChanged();
    m_thread = std::jthread([this, campus = m_document.campus(), catalog = m_document.catalog(),
                             base = m_base, hall = begun->hall, options,
                             run = ++m_run](const std::stop_token& stop) {
        const auto send = [&](const engine::AirDrill& drill, bool isLast) {
            auto copy = std::make_shared<const engine::AirDrill>(drill);
            QMetaObject::invokeMethod(
                this, [this, copy, run, isLast] { take(copy, run, isLast); }, Qt::QueuedConnection);
        };
        const auto drill = engine::runAirDrill(
            campus, *catalog, *base, hall, options,
            [&](const engine::AirDrill& known) { send(known, false); }, stop);
        send(drill, true);
    });
}

void AirDrillController::cancel() {
    m_thread.request_stop();
}

void AirDrillController::take(std::shared_ptr<const engine::AirDrill> drill, int run, bool isLast) {
    if (run != m_run)
        return;
    m_drill = std::move(drill);
    m_rows = airDrillRows(*m_drill, m_document.campus());
    m_shownFrame = nullptr; // the frames were copied
    m_busy = !isLast;
    if (m_follows)
        m_time_s = known();
    showFrame();
    emit changed();
    emit timeChanged();
}

void AirDrillController::forget() {
    m_thread.request_stop();
    ++m_run;
    m_busy = false;
    m_hall = {};
    m_base.reset();
    m_drill.reset();
    m_rows = {};
    m_shownFrame = nullptr;
    m_time_s = 0.0;
    emit timeChanged();
}

const engine::AirDrillFrame* AirDrillController::frame() const {
    if (!isAvailable())
        return nullptr;
    const auto& frames = m_drill->frames;
    const auto next = std::upper_bound(
        frames.begin(), frames.end(), m_time_s,
        [](double time_s, const engine::AirDrillFrame& one) { return time_s < one.time_s; });
    return next == frames.begin() ? &frames.front() : &*(next - 1);
}

void AirDrillController::showFrame() {
    const auto* now = m_shown && !isStale() ? frame() : nullptr;
    if (now == m_shownFrame && (now || !m_live.moment()))
        return;
    m_shownFrame = now;
    m_live.setMoment(now ? engine::solutionAt(*m_base, *m_drill, *now) : nullptr);
}

void AirDrillController::setTime(double time_s) {
    m_follows = false;
    m_time_s = std::clamp(time_s, 0.0, known());
    showFrame();
    emit timeChanged();
}

QStringList AirDrillController::readings() const {
    const auto* now = frame();
    if (!now)
        return {};
    return {formatTemperature(now->worstInlet_C).text(), formatTemperature(now->mean_C).text(),
            formatNumber(100.0 * now->fanShare, 0) + QStringLiteral("\u2009%")};
}

void AirDrillController::setPlaying(bool playing) {
    if (playing == isPlaying() || (playing && !isAvailable()))
        return;
    if (playing) {
        m_follows = false;
        if (m_time_s >= known() && !m_busy)
            setTime(0.0);
        m_clock.start();
    } else {
        m_clock.stop();
    }
    emit playingChanged();
}

void AirDrillController::setSpeed(int speed) {
    m_clock.setSpeed(speed);
    emit playingChanged();
}

void AirDrillController::goOn(double time_s) {
    setTime(m_time_s + time_s);
    if (m_time_s >= known() && !m_busy)
        setPlaying(false);
}

void AirDrillController::step(int direction) {
    const QString key = QStringLiteral("time_s");
    double target_s = direction > 0 ? known() : 0.0;
    for (const QVariant& one : m_rows.events) {
        const double at_s = one.toMap().value(key).toDouble();
        if (direction > 0 && at_s > m_time_s + 0.5)
            target_s = std::min(target_s, at_s);
        else if (direction < 0 && at_s < m_time_s - 0.5)
            target_s = std::max(target_s, at_s);
    }
    setPlaying(false);
    setTime(target_s);
}

void AirDrillController::setShown(bool shown) {
    if (shown == m_shown)
        return;
    m_shown = shown;
    if (!shown)
        setPlaying(false);
    showFrame();
    emit changed();
}

QString AirDrillController::clock(double time_s) {
    return formatClock(time_s);
}

} // namespace hallwright::app
