#include "app/format/number_format.h"
#include "app/report/report_pages.h"
#include "core/engine/capacity/capacity.h"

#include <cmath>
#include <string>

namespace hallwright::app::report {

namespace {

using engine::Resource;

constexpr double kWattsPerMegawatt = 1e6;

QString megawatts(double power_W) {
    return std::isfinite(power_W) ? formatNumber(power_W / kWattsPerMegawatt, 2)
                                  : QStringLiteral("–");
}

QString wordOf(Resource resource) {
    const auto name = engine::nameOf(resource);
    return QString::fromUtf8(name.data(), qsizetype(name.size()));
}

Table hallTable(const engine::CampusCapacity& capacity, const model::Campus& campus) {
    std::vector<Column> columns{{QStringLiteral("Hall"), 16.0, Qt::AlignLeft, false},
                                {QStringLiteral("Racks"), 12.0, Qt::AlignRight, false},
                                {QStringLiteral("Free"), 10.0, Qt::AlignRight, false},
                                {QStringLiteral("Nominal"), 15.0, Qt::AlignRight, false},
                                {QStringLiteral("Usable"), 15.0, Qt::AlignRight, true}};
    for (std::size_t r = 1; r < engine::kResources; ++r)
        columns.push_back({wordOf(static_cast<Resource>(r)), 16.0, Qt::AlignRight, false});
    columns.push_back({QStringLiteral("Binds"), 34.0, Qt::AlignLeft, false});
    Table table(std::move(columns));
    for (const auto& hall : capacity.halls) {
        std::vector<QString> cells{QString::fromStdString(campus.nameOf(model::entity(hall.hall))),
                                   formatNumber(hall.racks, 0), formatNumber(hall.freePositions, 0),
                                   megawatts(hall.nominal_W), megawatts(hall.usable_W)};
        for (std::size_t r = 1; r < engine::kResources; ++r)
            cells.push_back(megawatts(hall.limit_W[r]));
        cells.push_back(hall.by.empty() ? wordOf(hall.binds)
                                        : wordOf(hall.binds) + QStringLiteral(": ") +
                                              QString::fromStdString(hall.by));
        table.add({std::move(cells), hall.usable_W < hall.nominal_W ? ink::kFault : ink::kText});
    }
    return table;
}

} // namespace

std::vector<Page> capacityPages(const ReportData& data) {
    const auto& solution = data.solution;
    if (!solution.powerConverged || !solution.coolantConverged || data.campus.halls().isEmpty())
        return {};
    const auto capacity = engine::capacityOf(data.campus, data.catalog, solution);
    return tablePages(
        QStringLiteral("5 Figures"), QStringLiteral("Capacity"),
        QStringLiteral("MW of IT to which each resource reaches, with one unit or block of it out "
                       "where the design has one to spare. %1 of %2 MW placed are usable; free "
                       "places could take %3 MW more. Space binds where the places are taken and "
                       "all else reaches further.")
            .arg(megawatts(capacity.usable_W), megawatts(capacity.nominal_W),
                 megawatts(capacity.spare_W)),
        hallTable(capacity, data.campus));
}

} // namespace hallwright::app::report
