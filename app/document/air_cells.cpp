#include "app/document/air_cells.h"

#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/document/view_state.h"
#include "app/format/number_format.h"
#include "core/engine/air_assembly.h"

#include <QVariantMap>

#include <algorithm>
#include <array>

namespace hallwright::app {

namespace {

constexpr std::array kBudgets_s{10.0, 60.0, 300.0};
constexpr std::array kEdges_m{0.4, 0.2, 0.1, 0.05};

const QString kBySize = QStringLiteral("size");
const QString kByTime = QStringLiteral("time:");
const QString kByEdge = QStringLiteral("edge:");

QString edgeText(double edge_m) {
    return Figure{formatNumber(edge_m, 2), QStringLiteral("m")}.text();
}

QString timeText(double time_s) {
    constexpr double kMinute_s = 60.0;
    return time_s < kMinute_s
               ? Figure{formatNumber(std::max(1.0, time_s), 0), QStringLiteral("s")}.text()
               : Figure{formatNumber(time_s / kMinute_s, 0), QStringLiteral("min")}.text();
}

struct Picture {
    double edge_m = 0.0;
    std::size_t cells = 0;
};

/// The finest picture of the air that a solution has; of none, zeros.
Picture finestOf(const engine::Solution& solution) {
    Picture finest;
    for (const auto& [id, hall] : solution.halls) {
        if (!hall.air)
            continue;
        const base::Vec3 cell = hall.air->cell_m;
        const double edge_m = std::max({cell.x, cell.y, cell.z});
        if (finest.cells == 0 || edge_m < finest.edge_m)
            finest = {edge_m, std::size_t(hall.air->cellCount())};
    }
    return finest;
}

} // namespace

AirCells::AirCells(const CampusDocument& document, LiveResults& live, ViewState& view,
                   QObject* parent)
    : QObject(parent), m_document(document), m_live(live), m_view(view) {
    connect(&document, &CampusDocument::changed, this,
            [this](const model::ChangeSet&, bool everything) {
                if (everything)
                    m_pace.forget();
            });
    connect(&live, &LiveResults::changed, this, [this] {
        if (const auto solution = m_live.solution())
            take(*solution);
        emit changed();
    });
    connect(&view, &ViewState::airCellChanged, this, &AirCells::changed);
}

void AirCells::take(const engine::Solution& solution) {
    const auto& halls = m_document.campus().halls();
    for (const engine::StageReport& stage : solution.stages)
        if (stage.stage == engine::Stage::AirCoarse && stage.converged && !halls.isEmpty())
            m_pace.note(engine::airCells_m(halls.begin()->size_m).front(), 1e-3 * stage.time_ms);
    applyBudget();
}

void AirCells::applyBudget() {
    if (m_budget_s > 0.0 && m_pace.isKnown())
        m_view.setAirCell(m_pace.cellFor_m(m_budget_s));
}

void AirCells::choose(const QString& value) {
    if (value.startsWith(kByTime)) {
        m_budget_s = value.mid(kByTime.size()).toDouble();
        applyBudget();
    } else {
        m_budget_s = 0.0;
        m_view.setAirCell(value.startsWith(kByEdge) ? value.mid(kByEdge.size()).toDouble() : 0.0);
    }
    emit changed();
}

QString AirCells::current() const {
    if (m_budget_s > 0.0)
        return kByTime + QString::number(m_budget_s);
    return m_view.airCell() > 0.0 ? kByEdge + QString::number(m_view.airCell()) : kBySize;
}

QString AirCells::reason() const {
    if (m_budget_s > 0.0)
        return QStringLiteral("within ") + timeText(m_budget_s);
    return m_view.airCell() > 0.0 ? QStringLiteral("as set") : QStringLiteral("by hall size");
}

QString AirCells::cells() const {
    const auto solution = m_live.solution();
    const Picture shown = solution ? finestOf(*solution) : Picture();
    return shown.cells == 0 ? QString()
                            : edgeText(shown.edge_m) + QStringLiteral(" · ") +
                                  formatNumber(double(shown.cells), 0);
}

QString AirCells::left() const {
    const auto solution = m_live.solution();
    if (!solution || !m_live.isBusy() || solution->stages.empty())
        return {};
    const engine::StageReport& stage = solution->stages.back();
    if (stage.stage != engine::Stage::AirFine || stage.converged)
        return {};
    const double left_s = m_pace.expected_s(finestOf(*solution).edge_m) - 1e-3 * stage.time_ms;
    return left_s < 1.0 ? QString() : QStringLiteral("about %1 left").arg(timeText(left_s));
}

QVariantList AirCells::options() const {
    QVariantList options;
    const auto add = [&options](const QString& text, const QString& key, const QString& value) {
        options.append(QVariantMap{{QStringLiteral("text"), text},
                                   {QStringLiteral("key"), key},
                                   {QStringLiteral("value"), value}});
    };
    add(QStringLiteral("By the hall's size"), {}, kBySize);
    for (const double budget_s : kBudgets_s)
        add(QStringLiteral("Within ") + timeText(budget_s), {},
            kByTime + QString::number(budget_s));
    for (const double edge_m : kEdges_m)
        add(edgeText(edge_m),
            m_pace.isKnown() ? QStringLiteral("about ") + timeText(m_pace.expected_s(edge_m))
                             : QString(),
            kByEdge + QString::number(edge_m));
    return options;
}

} // namespace hallwright::app
