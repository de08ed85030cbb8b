#include "app/format/counted.h"
#include "app/format/number_format.h"
#include "app/report/chapters.h"
#include "app/report/report_pages.h"
#include "app/report/report_words.h"
#include "app/report/site_plan.h"
#include "core/model/route.h"

#include <cmath>
#include <map>
#include <string>

namespace hallwright::app::report {

namespace {

constexpr double kSitePlanHeight = 152.0;

double polygonArea(const std::vector<model::Vec2>& points) {
    double twice = 0.0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& a = points[i];
        const auto& b = points[(i + 1) % points.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    return std::abs(twice) / 2.0;
}

Table areasAndCounts(const ReportData& data) {
    Table table({{QStringLiteral("Areas and counts"), 70.0, Qt::AlignLeft, false},
                 {{}, 24.0, Qt::AlignRight, true},
                 {{}, 20.0, Qt::AlignLeft, false}});
    const auto add = [&](const QString& what, const QString& value, const QString& unit = {}) {
        table.add({{what, value, unit}, ink::kText});
    };
    double halls_m2 = 0.0;
    for (const auto& hall : data.campus.halls())
        halls_m2 += hall.size_m.x * hall.size_m.y;
    if (data.campus.site().boundary_m.size() >= 3)
        add(QStringLiteral("Site"),
            formatNumber(polygonArea(data.campus.site().boundary_m) / 1e4, 1),
            QStringLiteral("ha"));
    add(QStringLiteral("Halls, gross"), formatNumber(halls_m2 / 1e4, 2), QStringLiteral("ha"));
    add(QStringLiteral("Halls"), formatNumber(double(data.campus.halls().size()), 0));
    std::map<std::string, int> racks;
    for (const auto& rack : data.campus.racks())
        ++racks[rack.type];
    for (const auto& [type, count] : racks) {
        const auto* entry = data.catalog.rack(type);
        add(QStringLiteral("Racks, ") + QString::fromStdString(entry ? entry->name : type),
            formatNumber(count, 0));
    }
    int coolers = 0;
    for (const auto& item : data.campus.equipment())
        coolers += item.kind == model::EquipmentKind::HeatRejection ? 1 : 0;
    add(QStringLiteral("Heat-rejection units"), formatNumber(coolers, 0));
    double cable_m = 0.0;
    for (const auto& feeder : data.campus.feeders())
        if (!feeder.cableType.empty())
            cable_m += feeder.circuits *
                       model::routeLength_m(data.campus, feeder.from, feeder.route_m, feeder.to);
    add(QStringLiteral("Trunk cable, all circuits"), formatNumber(cable_m / 1000.0, 1),
        QStringLiteral("km"));
    double pipe_m = 0.0;
    for (const auto& main : data.campus.mains())
        pipe_m += 2.0 * model::routeLength_m(data.campus, main.from, main.route_m, main.to);
    add(QStringLiteral("Facility-water pipe, supply and return"), formatNumber(pipe_m / 1000.0, 1),
        QStringLiteral("km"));
    return table;
}

} // namespace

std::vector<Page> sitePages(const ReportData& data) {
    const QString lead =
        QStringLiteral("%1 with %2. %3. Every figure comes from one solve of this state; the "
                       "formulas stand beside the values.")
            .arg(counted(data.campus.halls().size(), QStringLiteral("hall"),
                         QStringLiteral("halls")),
                 counted(data.campus.racks().size(), QStringLiteral("rack"),
                         QStringLiteral("racks")),
                 data.stateLine());
    const auto planPage = [&](const QString& title, const QString& drawing, const QString& sheet,
                              SitePlanLayer layer,
                              const std::function<void(Canvas&, double)>& below) {
        Page page;
        page.chapter = kSiteChapter;
        page.block = {drawing, sitePlanScale(data, kSitePlanHeight), sheet};
        page.draw = [&data, title, lead, layer, below](Canvas& canvas) {
            const double y = drawTitle(canvas, title, lead);
            drawSitePlan(canvas, QRectF(page::kLeft, y, page::kContentWidth, kSitePlanHeight), data,
                         layer);
            below(canvas, y + kSitePlanHeight + 4.0);
        };
        return page;
    };
    const auto figures = [&data](Canvas& canvas, double y) {
        y += kpiTable(data,
                      {"grid_power", "it_power", "pue", "losses", "worst_branch", "worst_inlet"})
                 .draw(canvas, {page::kLeft, y}) +
             5.0;
        if (y < page::kBlockTop - 24.0) {
            canvas.label({page::kLeft, y}, QStringLiteral("Open findings"), style::kSection);
            const int rows = int((page::kBlockTop - y - 10.0) / 8.0);
            drawFindings(canvas, {page::kLeft, y + 3.0}, page::kContentWidth, data,
                         std::min(rows, 4));
        }
    };
    const auto counts = [&data](Canvas& canvas, double y) {
        areasAndCounts(data).draw(canvas, {page::kLeft, y});
    };
    return {planPage(QStringLiteral("Site plan and key figures"),
                     QStringLiteral("Site plan, electrical loading"), QStringLiteral("1.1"),
                     SitePlanLayer::ElectricalLoading, figures),
            planPage(QStringLiteral("Site plan, coolant"),
                     QStringLiteral("Site plan, coolant temperature"), QStringLiteral("1.2"),
                     SitePlanLayer::CoolantTemperature, counts)};
}

} // namespace hallwright::app::report
