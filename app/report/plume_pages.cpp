#include "app/format/number_format.h"
#include "app/report/chapters.h"
#include "app/report/report_pages.h"
#include "app/report/site_plan.h"
#include "core/engine/plume_state.h"

#include <algorithm>

namespace hallwright::app::report {

namespace {

constexpr double kPlumePlanHeight = 150.0, kGap = 4.0;
constexpr std::size_t kWorstShown = 10;

QString leadOf(const ReportData& data, const engine::PlumeState& plume) {
    const auto& scenario = data.solution.scenario;
    const QString wind = plume.wind_m_per_s > 0.0 ? QStringLiteral("a wind of %1 m/s from %2°")
                                                        .arg(formatNumber(plume.wind_m_per_s, 1),
                                                             formatNumber(plume.windFrom_deg, 0))
                                                  : QStringLiteral("calm air");
    QString text =
        QStringLiteral(
            "%1 leave %2 units into %3 at %4. They take in air that is %5 K warmer than "
            "ambient on average, at worst %6 K: %7 of what they blow out comes back. "
            "The plants are solved with these intakes, in %8 rounds to %9 K; of the "
            "heat all but %10 is found leaving. Plumes rise to about 0.6 of Briggs' formula "
            "here, so intakes err on the warm side; winds askew to the rows of coolers "
            "warm them more than winds along or across. Cut 4 m above the ground.")
            .arg(formatPower(plume.heat_W).text())
            .arg(plume.units)
            .arg(wind, formatTemperature(scenario.ambient_C).text(),
                 formatNumber(plume.meanRise_K, 2), formatNumber(plume.worstRise_K, 1),
                 formatPercent(plume.meanShare).text())
            .arg(plume.rounds)
            .arg(formatNumber(plume.residual_K, 2),
                 formatPercent(std::abs(plume.imbalanceFraction)).text());
    if (!plume.message.empty())
        text += u' ' + QString::fromStdString(plume.message);
    return text;
}

Table worstUnits(const ReportData& data) {
    Table table({{QStringLiteral("Warmest intakes"), 40.0, Qt::AlignLeft, false},
                 {QStringLiteral("Plant"), 28.0, Qt::AlignLeft, false},
                 {QStringLiteral("Intake, °C"), 26.0, Qt::AlignRight, true},
                 {QStringLiteral("Over ambient, K"), 30.0, Qt::AlignRight, false},
                 {QStringLiteral("Recirculation, %"), 30.0, Qt::AlignRight, false},
                 {QStringLiteral("Heat, MW"), 28.0, Qt::AlignRight, false}});
    std::vector<const model::Equipment*> units;
    const auto intakeOf = [&](const model::Equipment* unit) {
        return *stateOf(data.solution.units, unit->id)->airIntake_C;
    };
    for (const auto& unit : data.campus.equipment())
        if (const auto* state = stateOf(data.solution.units, unit.id); state && state->airIntake_C)
            units.push_back(&unit);
    std::stable_sort(units.begin(), units.end(),
                     [&](const auto* a, const auto* b) { return intakeOf(a) > intakeOf(b); });
    units.resize(std::min(units.size(), kWorstShown));
    for (const auto* unit : units) {
        const auto& state = *stateOf(data.solution.units, unit->id);
        table.add({{QString::fromStdString(unit->name),
                    QString::fromStdString(data.campus.nameOf(unit->parent)),
                    formatNumber(*state.airIntake_C, 1),
                    formatNumber(*state.airIntake_C - data.solution.scenario.ambient_C, 1),
                    formatNumber(100.0 * state.recirculationShare.value_or(0.0), 0),
                    formatNumber(state.heat_W / 1e6, 2)},
                   ink::kText});
    }
    return table;
}

} // namespace

std::vector<Page> plumePages(const ReportData& data) {
    if (!data.solution.plume || !data.solution.plume->field)
        return {};
    const QString title = QStringLiteral("Air over the campus");
    Page page;
    page.chapter = kCoolingChapter;
    page.block = {QStringLiteral("Site plan, plume"), sitePlanScale(data, kPlumePlanHeight),
                  QStringLiteral("4.%1").arg(data.hallGroups().size() + 1)};
    page.draw = [&data, title](Canvas& canvas) {
        const double y = drawTitle(canvas, title, leadOf(data, *data.solution.plume));
        drawSitePlan(canvas, QRectF(page::kLeft, y, page::kContentWidth, kPlumePlanHeight), data,
                     SitePlanLayer::Plume);
        const Table table = worstUnits(data);
        const double top = y + kPlumePlanHeight + kGap;
        table.draw(canvas, {page::kLeft, top}, 0,
                   table.rowsThatFit(0, page::kBlockTop - kGap - top));
    };
    return {page};
}

} // namespace hallwright::app::report
