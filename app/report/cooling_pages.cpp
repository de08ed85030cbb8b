#include "app/format/number_format.h"
#include "app/report/chapters.h"
#include "app/report/cooling_schematic.h"
#include "app/report/report_pages.h"

namespace hallwright::app::report {

namespace {

Table mainTable(const ReportData& data) {
    Table table({{QStringLiteral("Main"), 24.0, Qt::AlignLeft, false},
                 {QStringLiteral("From"), 20.0, Qt::AlignLeft, false},
                 {QStringLiteral("To"), 20.0, Qt::AlignLeft, false},
                 {QStringLiteral("DN"), 12.0, Qt::AlignRight, false},
                 {QStringLiteral("Flow, L/s"), 18.0, Qt::AlignRight, true},
                 {QStringLiteral("Velocity, m/s"), 22.0, Qt::AlignRight, false},
                 {QStringLiteral("Gradient, Pa/m"), 24.0, Qt::AlignRight, false},
                 {QStringLiteral("In/out, °C"), 20.0, Qt::AlignRight, false},
                 {QStringLiteral("In/out, kPa"), 22.0, Qt::AlignRight, false}});
    /// Of a pair both, of a single pipe its own.
    const auto pair = [](const engine::PipeState& state, double supply, double back, int decimals) {
        return state.pipes == model::MainPipes::Supply ? formatNumber(supply, decimals)
               : state.pipes == model::MainPipes::Return
                   ? formatNumber(back, decimals)
                   : formatNumber(supply, decimals) + QStringLiteral(" / ") +
                         formatNumber(back, decimals);
    };
    for (const auto& main : data.campus.mains()) {
        std::vector<QString> cells{QString::fromStdString(main.name),
                                   QString::fromStdString(data.campus.nameOf(main.from)),
                                   QString::fromStdString(data.campus.nameOf(main.to)),
                                   QString::number(main.dn)};
        if (const auto* state = stateOf(data.solution.mains, main.id)) {
            cells.push_back(formatNumber(state->flow_m3_per_s * 1000.0, 1));
            cells.push_back(formatNumber(state->velocity_m_per_s, 2));
            cells.push_back(formatNumber(state->gradient_Pa_per_m, 0));
            cells.push_back(pair(*state, state->supply_C, state->return_C, 1));
            cells.push_back(
                pair(*state, state->supplyPressure_Pa / 1e3, state->returnPressure_Pa / 1e3, 0));
        } else {
            cells.push_back(QStringLiteral("—"));
        }
        table.add({std::move(cells), ink::kText});
    }
    return table;
}

} // namespace

std::vector<Page> coolingPages(const ReportData& data) {
    std::vector<Page> pages;
    int sheet = 0;
    for (const auto& group : data.hallGroups()) {
        const model::Hall& hall = *group.front();
        const QString title =
            QStringLiteral("Cooling schematic, hall ") + QString::fromStdString(hall.name);
        const QString lead =
            group.size() == 1
                ? QStringLiteral("The way of the heat from the racks to the outside air.")
                : QStringLiteral("The way of the heat from the racks to the outside air; %1 halls "
                                 "follow this recipe.")
                      .arg(group.size());
        Page page;
        page.chapter = kCoolingChapter;
        page.block = {title, {}, QStringLiteral("4.%1").arg(++sheet)};
        page.draw = [&data, &hall, title, lead](Canvas& canvas) {
            const double y = drawTitle(canvas, title, lead);
            drawCoolingSchematic(
                canvas, QRectF(page::kLeft, y, page::kContentWidth, page::kBlockTop - y - 4.0),
                data, hall);
        };
        pages.push_back(std::move(page));
    }
    if (Table table = mainTable(data); table.rowCount() > 0)
        for (auto& page : tablePages(kCoolingChapter, QStringLiteral("Facility-water mains"),
                                     QStringLiteral("A main is a pair of pipes; flow and velocity "
                                                    "hold for each of the two. Pressures: gauge, "
                                                    "at its far end."),
                                     std::move(table)))
            pages.push_back(std::move(page));
    return pages;
}

} // namespace hallwright::app::report
