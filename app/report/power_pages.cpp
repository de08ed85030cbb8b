#include "app/models/number_format.h"
#include "app/report/one_line_diagram.h"
#include "app/report/report_pages.h"

#include <memory>

namespace hallwright::app::report {

namespace {

const QString kChapter = QStringLiteral("3 Power");

std::vector<QString> branchCells(const engine::BranchState* state, const QString& ratingUnit) {
    if (!state || !state->energised)
        return {QStringLiteral("—"), {}, {}, {}};
    const bool isRated = state->rating > 0.0; // a busbar connection has no limit of its own
    const QString none = QStringLiteral("—");
    return {isRated ? formatNumber(100.0 * state->loading, 1) : none,
            formatPower(state->power_W).text(),
            isRated ? formatFigure(state->rating, ratingUnit).text() : none,
            formatPower(state->loss_W).text()};
}

std::vector<Column> branchColumns(const QString& what) {
    return {{what, 34.0, Qt::AlignLeft, false},
            {QStringLiteral("From"), 34.0, Qt::AlignLeft, false},
            {QStringLiteral("To"), 34.0, Qt::AlignLeft, false},
            {QStringLiteral("Loading, %"), 20.0, Qt::AlignRight, true},
            {QStringLiteral("Power"), 20.0, Qt::AlignRight, false},
            {QStringLiteral("Rating"), 20.0, Qt::AlignRight, false},
            {QStringLiteral("Loss"), 20.0, Qt::AlignRight, false}};
}

Table feederTable(const ReportData& data) {
    Table table(branchColumns(QStringLiteral("Feeder")));
    for (const auto& feeder : data.campus.feeders()) {
        const auto* state = stateOf(data.solution.feeders, feeder.id);
        std::vector<QString> cells{QString::fromStdString(feeder.name),
                                   QString::fromStdString(data.campus.nameOf(feeder.from)),
                                   QString::fromStdString(data.campus.nameOf(feeder.to))};
        if (feeder.normallyOpen) {
            cells.push_back(QStringLiteral("open"));
        } else {
            for (auto& cell : branchCells(state, QStringLiteral("A")))
                cells.push_back(std::move(cell));
        }
        table.add({std::move(cells), state && state->loading > 1.0 ? ink::kFault : ink::kText});
    }
    return table;
}

constexpr double kLowestFrame_mm = 48.0; ///< y where a drawing begins below title and lead

QRectF frameFrom(double y_mm) {
    return {page::kLeft, y_mm, page::kContentWidth, page::kBlockTop - y_mm - 4.0};
}

Table transformerTable(const ReportData& data) {
    Table table({{QStringLiteral("Transformer"), 40.0, Qt::AlignLeft, false},
                 {QStringLiteral("Stands in"), 62.0, Qt::AlignLeft, false},
                 {QStringLiteral("Loading, %"), 20.0, Qt::AlignRight, true},
                 {QStringLiteral("Power"), 20.0, Qt::AlignRight, false},
                 {QStringLiteral("Rating"), 20.0, Qt::AlignRight, false},
                 {QStringLiteral("Loss"), 20.0, Qt::AlignRight, false}});
    // Substation transformers one by one; those inside halls are summed in the hall's diagram.
    for (const auto& item : data.campus.equipment()) {
        if (item.kind != model::EquipmentKind::Transformer ||
            data.campus.kindOf(item.parent) != model::EntityKind::Substation)
            continue;
        const auto* state = stateOf(data.solution.transformers, item.id);
        std::vector<QString> cells{QString::fromStdString(item.name),
                                   QString::fromStdString(data.campus.nameOf(item.parent))};
        for (auto& cell : branchCells(state, QStringLiteral("VA")))
            cells.push_back(std::move(cell));
        table.add({std::move(cells), state && state->loading > 1.0 ? ink::kFault : ink::kText});
    }
    return table;
}

} // namespace

std::vector<Page> powerPages(const ReportData& data) {
    std::vector<Page> pages;
    int number = 0;
    const auto addSheets = [&](const QString& what, const QString& lead,
                               std::vector<diagram::Diagram> sheets) {
        const auto count = sheets.size();
        for (std::size_t i = 0; i < count; ++i) {
            const QString title =
                count == 1 ? what : QStringLiteral("%1, %2 of %3").arg(what).arg(i + 1).arg(count);
            Page page;
            page.chapter = kChapter;
            page.block = {title, {}, QStringLiteral("3.%1").arg(++number)};
            const auto sheet = std::make_shared<const diagram::Diagram>(std::move(sheets[i]));
            page.draw = [title, lead, sheet](Canvas& canvas) {
                const double y = drawTitle(canvas, title, lead);
                drawDiagram(canvas, frameFrom(y), *sheet);
            };
            pages.push_back(std::move(page));
        }
    };
    // Titles differ in height by a line at most; sheets are planned for the lower frame.
    const QSizeF frame = frameFrom(kLowestFrame_mm).size();
    const QString kLead = QStringLiteral("Loading and voltage of the solved state.");
    auto campus = planDiagrams(data, {}, frame);
    const bool showsCampus = !campus.empty() && fitsFrame(campus.front(), frame);
    if (showsCampus)
        addSheets(QStringLiteral("One-line diagram, campus"),
                  kLead + QStringLiteral(" What a section feeds is drawn on the sheets of its "
                                         "substation and hall."),
                  std::move(campus));
    else
        for (const auto& grid : data.campus.grids())
            addSheets(QStringLiteral("One-line diagram, ") + QString::fromStdString(grid.name),
                      kLead, planDiagrams(data, model::entity(grid.id), frame));
    for (const auto& substation : data.campus.substations())
        addSheets(QStringLiteral("One-line diagram, ") + QString::fromStdString(substation.name),
                  QStringLiteral("From the grid to the intakes that it feeds. ") + kLead,
                  planDiagrams(data, model::entity(substation.id), frame));
    for (const auto& group : data.hallGroups()) {
        const model::Hall& hall = *group.front();
        addSheets(QStringLiteral("One-line diagram, hall ") + QString::fromStdString(hall.name),
                  group.size() == 1
                      ? QStringLiteral("Derived from what stands in the hall. ") + kLead
                      : QStringLiteral("Derived from what stands in the hall; %1 "
                                       "halls follow this recipe. ")
                                .arg(group.size()) +
                            kLead,
                  planDiagrams(data, model::entity(hall.id), frame));
    }
    const auto addTable = [&](const QString& title, Table table) {
        if (table.rowCount() == 0)
            return;
        for (auto& page : tablePages(kChapter, title, {}, std::move(table)))
            pages.push_back(std::move(page));
    };
    addTable(QStringLiteral("Substation transformers"), transformerTable(data));
    addTable(QStringLiteral("Feeders"), feederTable(data));
    return pages;
}

} // namespace hallwright::app::report
