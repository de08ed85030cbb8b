#include "app/format/number_format.h"
#include "app/report/chapters.h"
#include "app/report/one_line_diagram.h"
#include "app/report/report_pages.h"
#include "core/engine/short_circuit_levels.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

namespace hallwright::app::report {

namespace {

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

QString kiloamperes(double current_kA) {
    return std::isfinite(current_kA) ? formatNumber(current_kA, 1) : QStringLiteral("—");
}

/// Bars of the grid and of substations one by one; of the intakes and the boards inside halls and
/// plants, the one with the highest fault level in each.
Table faultTable(const ReportData& data) {
    Table table({{QStringLiteral("Bus"), 38.0, Qt::AlignLeft, false},
                 {QStringLiteral("Un, kV"), 14.0, Qt::AlignRight, false},
                 {QStringLiteral("Ik″ 3-ph"), 16.0, Qt::AlignRight, false},
                 {QStringLiteral("Ik″ 1-ph"), 16.0, Qt::AlignRight, false},
                 {QStringLiteral("ip"), 15.0, Qt::AlignRight, false},
                 {QStringLiteral("Ib"), 15.0, Qt::AlignRight, false},
                 {QStringLiteral("least"), 15.0, Qt::AlignRight, false},
                 {QStringLiteral("κ"), 12.0, Qt::AlignRight, false},
                 {QStringLiteral("Icw"), 15.0, Qt::AlignRight, false},
                 {QStringLiteral("Level, %"), 20.0, Qt::AlignRight, true}});
    const auto* levels = data.solution.faultLevels.get();
    if (!levels)
        return table;
    std::map<std::pair<std::uint32_t, double>, const engine::BusFaultLevel*> worstOf;
    std::vector<std::pair<QString, const engine::BusFaultLevel*>> rows;
    for (const auto& bus : levels->buses) {
        if (!bus.maximum.isEnergised)
            continue;
        const auto kind = data.campus.kindOf(bus.entity);
        if (kind == model::EntityKind::GridConnection || kind == model::EntityKind::Substation) {
            rows.emplace_back(QString::fromStdString(bus.name), &bus);
            continue;
        }
        const auto* unit = data.campus.equipment().find(model::EquipmentId{bus.entity.number});
        const auto place = unit ? unit->parent : bus.entity;
        const auto*& worst = worstOf[{place.number, -bus.nominal_V}];
        if (!worst || bus.maximum.ik3_kA > worst->maximum.ik3_kA)
            worst = &bus;
    }
    for (const auto& [place, bus] : worstOf) {
        const QString name =
            QString::fromStdString(data.campus.nameOf(model::EntityId{place.first}));
        const bool isBoard = data.campus.kindOf(bus->entity) == model::EntityKind::Equipment;
        rows.emplace_back(isBoard ? name + QStringLiteral(", boards") : name, bus);
    }
    for (const auto& [name, bus] : rows) {
        const auto &most = bus->maximum, &least = bus->minimum;
        const bool isRated = bus->rating.isKnown();
        const double smallest =
            least.hasEarthPath ? std::min(least.ik2_kA, least.ik1_kA) : least.ik2_kA;
        table.add({{name, formatNumber(bus->nominal_V / 1e3, bus->nominal_V < 1e3 ? 3 : 0),
                    kiloamperes(most.ik3_kA), kiloamperes(most.ik1_kA), kiloamperes(most.ip_kA),
                    kiloamperes(most.ib_kA), kiloamperes(smallest), formatNumber(most.kappa, 2),
                    isRated ? kiloamperes(bus->rating.shortTime_A / 1e3) : QStringLiteral("—"),
                    isRated ? formatNumber(100.0 * bus->loading(), 0) : QStringLiteral("—")},
                   bus->loading() > 1.0 ? ink::kFault : ink::kText});
    }
    return table;
}

QString faultLead(const ReportData& data) {
    QString lead = QStringLiteral("Currents in kA. ");
    if (data.solution.faultLevels)
        for (const auto& line : engine::faultAssumptions(*data.solution.faultLevels))
            lead += QString::fromStdString(line) + u' ';
    return lead.trimmed();
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
            page.chapter = kPowerChapter;
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
    const auto addTable = [&](const QString& title, Table table, const QString& lead = {}) {
        if (table.rowCount() == 0)
            return;
        for (auto& page : tablePages(kPowerChapter, title, lead, std::move(table)))
            pages.push_back(std::move(page));
    };
    addTable(QStringLiteral("Substation transformers"), transformerTable(data));
    addTable(QStringLiteral("Feeders"), feederTable(data));
    addTable(QStringLiteral("Fault levels"), faultTable(data), faultLead(data));
    return pages;
}

} // namespace hallwright::app::report
