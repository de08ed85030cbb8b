#include "app/document/live_results.h"

#include "app/document/campus_document.h"
#include "app/document/stage_chips.h"
#include "app/document/view_state.h"

#include <QTimer>

#include <chrono>
#include <cmath>

namespace hallwright::app {

namespace {

using namespace std::chrono_literals;

/// Quick answers must not flicker through "stale".
constexpr auto kStaleAfter = 150ms;

} // namespace

class LiveResults::Private {
public:
    Private(LiveResults& q, CampusDocument& campusDocument, ViewState& viewState)
        : document(campusDocument), view(viewState),
          solver(campusDocument.catalog(), [&q](engine::SolutionPtr answer) {
              // The solver's thread hands over; the window's thread takes it in its own time.
              QMetaObject::invokeMethod(
                  &q, [&q, answer = std::move(answer)] { q.m_private->take(q, answer); },
                  Qt::QueuedConnection);
          }) {}

    void submit(LiveResults& q) {
        engine::SolveRequest request;
        request.campus = document.campus();
        request.revision = std::uint64_t(document.revision());
        if (view.focusHall() > 0)
            request.airFirst = {model::HallId{std::uint32_t(view.focusHall())}};
        request.finestAirCell_m = view.airCell();
        request.withOutages = true;
        cancelled = false;
        solver.submit(std::move(request));
        emit q.changed();
    }

    void take(LiveResults& q, const engine::SolutionPtr& answer) {
        if (!answer || (solution && answer->revision < solution->revision))
            return;
        solution = answer;
        if (answer->stages.size() >= stageNames.size()) {
            stageNames.clear();
            for (const engine::StageReport& stage : answer->stages)
                stageNames.push_back(stage.name);
        }
        if (isCurrent()) {
            staleTimer.stop();
            stale = false;
        }
        emit q.changed();
    }

    [[nodiscard]] bool isCurrent() const {
        return solution && solution->revision == std::uint64_t(document.revision());
    }

    CampusDocument& document;
    ViewState& view;
    engine::SolutionPtr solution;
    engine::SolutionPtr moment;
    /// Stage names of the last complete solve: what is still to come of the running one.
    std::vector<std::string> stageNames;
    QTimer submitTimer;
    QTimer staleTimer;
    QTimer idleTimer;
    bool stale = false;
    bool cancelled = false;
    bool wasBusy = false;
    engine::LiveSolver solver; // last: joins its thread before the rest goes
};

LiveResults::LiveResults(CampusDocument& document, ViewState& view, QObject* parent)
    : QObject(parent), m_private(std::make_unique<Private>(*this, document, view)) {
    Private& d = *m_private;
    d.submitTimer.setSingleShot(true);
    d.submitTimer.setInterval(0);
    connect(&d.submitTimer, &QTimer::timeout, this, [this] { m_private->submit(*this); });
    d.staleTimer.setSingleShot(true);
    d.staleTimer.setInterval(kStaleAfter);
    connect(&d.staleTimer, &QTimer::timeout, this, [this] {
        m_private->stale = m_private->solution && !m_private->isCurrent();
        emit changed();
    });
    // The solver says when a stage is done but not when it rests.
    d.idleTimer.setInterval(100ms);
    connect(&d.idleTimer, &QTimer::timeout, this, [this] {
        const bool busy = m_private->solver.isBusy();
        if (busy != std::exchange(m_private->wasBusy, busy))
            emit changed();
    });
    d.idleTimer.start();
    connect(&document, &CampusDocument::changed, this,
            [this](const model::ChangeSet&, bool everything) {
                if (everything)
                    m_private->solution.reset();
                if (!m_private->staleTimer.isActive())
                    m_private->staleTimer.start();
                m_private->submitTimer.start();
            });
    connect(&view, &ViewState::focusHallChanged, this, [this] {
        if (!m_private->cancelled)
            m_private->submitTimer.start();
    });
    connect(&view, &ViewState::airCellChanged, this, [this] { m_private->submitTimer.start(); });
    d.submitTimer.start();
}

LiveResults::~LiveResults() = default;

engine::SolutionPtr LiveResults::solution() const {
    return m_private->solution;
}

engine::SolutionPtr LiveResults::moment() const {
    return m_private->moment;
}

void LiveResults::setMoment(engine::SolutionPtr moment) {
    m_private->moment = std::move(moment);
    emit momentChanged();
}

bool LiveResults::isBusy() const {
    return m_private->submitTimer.isActive() || m_private->solver.isBusy();
}

bool LiveResults::isStale() const {
    return m_private->stale;
}

int LiveResults::solvedRevision() const {
    return m_private->solution ? int(m_private->solution->revision) : 0;
}

double LiveResults::energyResidual() const {
    return m_private->solution ? m_private->solution->energy.residualFraction : 0.0;
}

QVariantList LiveResults::stages() const {
    const auto& d = *m_private;
    static const std::vector<engine::StageReport> kNone;
    return stageChips(d.solution && d.isCurrent() ? d.solution->stages : kNone, d.stageNames,
                      isBusy());
}

QString LiveResults::device() const {
    if (!m_private->solution || m_private->solution->stages.empty())
        return {};
    return QString::fromStdString(m_private->solution->stages.back().device);
}

void LiveResults::cancel() {
    m_private->cancelled = true;
    m_private->submitTimer.stop();
    m_private->solver.cancel();
    emit changed();
}

void LiveResults::solveAgain() {
    m_private->submitTimer.start();
}

} // namespace hallwright::app
