#include "app/format/number_format.h"
#include "app/models/air_figures.h"
#include "app/report/chapters.h"
#include "app/report/hall_plan.h"
#include "app/report/report_pages.h"
#include "core/model/supply_pattern.h"

#include <algorithm>

namespace hallwright::app::report {

namespace {

constexpr double kHallPlanHeight = 118.0;

const engine::HallState* stateOfHall(const ReportData& data, const model::Hall& hall) {
    const auto it = data.solution.halls.find(hall.id);
    return it == data.solution.halls.end() ? nullptr : &it->second;
}

/// Of halls with one recipe the one with the warmest rack inlet stands for all.
const model::Hall& representative(const ReportData& data,
                                  const std::vector<const model::Hall*>& group) {
    return **std::max_element(group.begin(), group.end(), [&](const auto* a, const auto* b) {
        const auto* sa = stateOfHall(data, *a);
        const auto* sb = stateOfHall(data, *b);
        return (sa && sa->hasAir ? sa->worstInlet_C : -300.0) <
               (sb && sb->hasAir ? sb->worstInlet_C : -300.0);
    });
}

Table recipeTable(const ReportData& data, const model::Hall& hall) {
    Table table({{QStringLiteral("Made of"), 50.0, Qt::AlignLeft, false},
                 {{}, 132.0, Qt::AlignLeft, false}});
    const auto& recipe = hall.recipe;
    const auto named = [&](const std::string& type) {
        const auto entry = data.catalog.find(type);
        return entry.type     ? QString::fromStdString(entry.type->name)
               : type.empty() ? QStringLiteral("none")
                              : QString::fromStdString(type);
    };
    const auto add = [&](const QString& what, const QString& value) {
        table.add({{what, value}, ink::kText});
    };
    add(QStringLiteral("Racks"), QStringLiteral("%1 rows × %2, %3")
                                     .arg(recipe.rows)
                                     .arg(recipe.racksPerRow)
                                     .arg(named(recipe.rackType)));
    add(QStringLiteral("Aisles"),
        QStringLiteral("cold %1, hot %2")
            .arg(formatLength(recipe.coldAisle_m).text(), formatLength(recipe.hotAisle_m).text()));
    const auto& pattern = model::patternOf(recipe.feeds);
    add(QStringLiteral("Feeds"),
        QStringLiteral("%1: %2 of %3 supply blocks carry all")
            .arg(QString::fromUtf8(pattern.name.data(), qsizetype(pattern.name.size())))
            .arg(pattern.needed)
            .arg(pattern.blocks.size()));
    add(QStringLiteral("Transformers"), named(recipe.transformerType));
    add(QStringLiteral("UPS"), named(recipe.upsType));
    add(QStringLiteral("Busway"), named(recipe.buswayType));
    if (!recipe.cduType.empty())
        add(QStringLiteral("CDUs"),
            named(recipe.cduType) + QStringLiteral(", %1 beyond need").arg(recipe.cduSpare));
    if (!recipe.airUnitType.empty())
        add(QStringLiteral("Air units"),
            named(recipe.airUnitType) + QStringLiteral(", %1 beyond need, supply %2")
                                            .arg(recipe.airUnitSpare)
                                            .arg(formatTemperature(recipe.airSupply_C).text()));
    return table;
}

/// What the solved air is like, two figures a row.
Table airTable(const ReportData& data, const model::Hall& hall) {
    Table table({{QStringLiteral("Air as solved"), 34.0, Qt::AlignLeft, false},
                 {{}, 31.0, Qt::AlignRight, true},
                 {{}, 26.0, Qt::AlignLeft, false},
                 {{}, 34.0, Qt::AlignLeft, false},
                 {{}, 31.0, Qt::AlignRight, true},
                 {{}, 26.0, Qt::AlignLeft, false}});
    const auto figures = hallAirFigures(data.campus, data.solution, hall.id);
    for (std::size_t i = 0; i < figures.size(); i += 2) {
        std::vector<QString> cells{figures[i].name, figures[i].value, figures[i].note};
        if (i + 1 < figures.size())
            cells.insert(cells.end(),
                         {figures[i + 1].name, figures[i + 1].value, figures[i + 1].note});
        table.add({std::move(cells), ink::kText});
    }
    return table;
}

Table hallTable(const ReportData& data) {
    Table table({{QStringLiteral("Hall"), 22.0, Qt::AlignLeft, true},
                 {QStringLiteral("Racks"), 16.0, Qt::AlignRight, false},
                 {QStringLiteral("IT, MW"), 20.0, Qt::AlignRight, false},
                 {QStringLiteral("To liquid, MW"), 24.0, Qt::AlignRight, false},
                 {QStringLiteral("To air, MW"), 22.0, Qt::AlignRight, false},
                 {QStringLiteral("Water in/out, °C"), 28.0, Qt::AlignRight, false},
                 {QStringLiteral("Worst inlet, °C"), 26.0, Qt::AlignRight, false},
                 {QStringLiteral("Heat balance, %"), 24.0, Qt::AlignRight, false}});
    for (const auto& hall : data.campus.halls()) {
        const auto* state = stateOfHall(data, hall);
        const auto racks = std::count_if(data.campus.racks().begin(), data.campus.racks().end(),
                                         [&](const auto& rack) { return rack.hall == hall.id; });
        const QString none = QStringLiteral("—");
        std::vector<QString> cells{QString::fromStdString(hall.name), QString::number(racks)};
        if (state) {
            cells.push_back(formatNumber(state->it_W / 1e6, 2));
            cells.push_back(formatNumber(state->heatToLiquid_W / 1e6, 2));
            cells.push_back(formatNumber(state->heatToAir_W / 1e6, 2));
            cells.push_back(data.solution.coolantConverged
                                ? formatNumber(state->facilitySupply_C, 1) + QStringLiteral(" / ") +
                                      formatNumber(state->facilityReturn_C, 1)
                                : none);
            cells.push_back(state->hasAir ? formatNumber(state->worstInlet_C, 1) : none);
            cells.push_back(state->hasAir ? formatNumber(100.0 * state->airImbalanceFraction, 2)
                                          : none);
        }
        table.add({std::move(cells), ink::kText});
    }
    return table;
}

} // namespace

std::vector<Page> hallPages(const ReportData& data) {
    std::vector<Page> pages;
    int sheet = 0;
    for (const auto& group : data.hallGroups()) {
        const model::Hall& hall = representative(data, group);
        QStringList names;
        for (const auto* member : group)
            names << QString::fromStdString(member->name);
        const QString title =
            QStringLiteral("Hall %1, %2")
                .arg(QString::fromStdString(hall.name),
                     hall.recipe.name.empty() ? QStringLiteral("own layout")
                                              : QString::fromStdString(hall.recipe.name));
        const QString lead =
            group.size() == 1
                ? QStringLiteral("Plan and air at the middle of the rack intakes.")
                : QStringLiteral("One plan stands for %1 halls of this recipe: %2. Drawn is the "
                                 "one with the warmest inlet.")
                      .arg(group.size())
                      .arg(names.join(QStringLiteral(", ")));
        Page page;
        page.chapter = kHallChapter;
        page.block = {QStringLiteral("Hall plan, air temperature"),
                      hallPlanScale(hall, kHallPlanHeight), QStringLiteral("2.%1").arg(++sheet)};
        page.draw = [&data, &hall, title, lead](Canvas& canvas) {
            const double y = drawTitle(canvas, title, lead);
            drawHallPlan(canvas, QRectF(page::kLeft, y, page::kContentWidth, kHallPlanHeight), data,
                         hall);
            const double below = y + kHallPlanHeight + 4.0;
            const double used = recipeTable(data, hall).draw(canvas, {page::kLeft, below});
            if (const Table air = airTable(data, hall); air.rowCount() > 0)
                air.draw(canvas, {page::kLeft, below + used + 5.0});
        };
        pages.push_back(std::move(page));
    }
    for (auto& page : tablePages(kHallChapter, QStringLiteral("Halls in figures"),
                                 QStringLiteral("Heat balance: share of the heat to air that the "
                                                "air units did not take up when the run ended."),
                                 hallTable(data)))
        pages.push_back(std::move(page));
    return pages;
}

} // namespace hallwright::app::report
