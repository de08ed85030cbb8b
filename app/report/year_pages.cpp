#include "app/models/year_rows.h"
#include "app/report/chapters.h"
#include "app/report/report_pages.h"
#include "app/report/report_words.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace hallwright::app::report {

namespace {

/// Series of the stack, as the window's panel has them.
const std::array<QColor, 6> kInks{QColor(0x2f, 0x7f, 0xd0), QColor(0xb7, 0x9c, 0xf7),
                                  QColor(0xd9, 0xcb, 0x66), QColor(0x2f, 0x9e, 0x83),
                                  QColor(0xf2, 0x99, 0x4b), QColor(0xd1, 0x1a, 0x5b)};

void drawMonths(Canvas& canvas, const QRectF& area, const YearRows& rows) {
    constexpr double kScale = 18.0; // for the scale's figures, right of the bars
    const double foot = area.bottom() - 5.0;
    const double right = area.right() - kScale;
    const double pitch = (right - area.left()) / 12.0;
    for (const auto& entry : rows.monthScale) {
        const auto mark = entry.toMap();
        const double y = foot - (foot - area.top()) * mark.value(QStringLiteral("at")).toDouble();
        canvas.line({area.left(), y}, {right, y}, {weight::kHair, ink::kRule, {}});
        canvas.label({area.right(), y}, mark.value(QStringLiteral("text")).toString(),
                     style::kDrawing, Qt::AlignRight);
    }
    for (int month = 0; month < rows.months.size(); ++month) {
        const auto row = rows.months[month].toMap();
        const auto parts = row.value(QStringLiteral("parts")).toList();
        const double x = area.left() + month * pitch;
        double y = foot;
        for (int part = 0; part < parts.size() && rows.monthMost > 0.0; ++part) {
            const double height = (foot - area.top()) * parts[part].toDouble() / rows.monthMost;
            y -= height;
            canvas.rect(QRectF(x + 1.5, y, pitch - 3.0, height), kNoStroke,
                        kInks[std::size_t(part) % kInks.size()]);
        }
        canvas.label({x + 0.5 * pitch, area.bottom() - 2.0},
                     row.value(QStringLiteral("name")).toString(), style::kDrawing,
                     Qt::AlignHCenter);
    }
    canvas.line({area.left(), foot}, {right, foot}, {weight::kRule, ink::kText2, {}});
}

void drawCurve(Canvas& canvas, const QRectF& area, const QVariantMap& curve, const QColor& color) {
    const auto values = curve.value(QStringLiteral("values")).toList();
    if (values.size() < 2)
        return;
    const double most = values.front().toDouble();
    const double least = values.back().toDouble();
    const double span = std::max(most - least, 1e-9);
    QPolygonF line;
    for (int i = 0; i < values.size(); ++i)
        line.append({area.left() + area.width() * i / double(values.size() - 1),
                     area.bottom() - area.height() * (values[i].toDouble() - least) / span});
    for (int quarter = 1; quarter < 4; ++quarter) {
        const double x = area.left() + 0.25 * quarter * area.width();
        canvas.line({x, area.top()}, {x, area.bottom()}, {weight::kHair, ink::kRule, {}});
        canvas.label({x, area.bottom() + 2.5}, QStringLiteral("%1 %").arg(25 * quarter),
                     style::kDrawing, Qt::AlignHCenter);
    }
    canvas.rect(area, {weight::kHair, ink::kRule, {}});
    canvas.polyline(line, {weight::kShell, color, {}});
    canvas.label({area.left(), area.top() - 2.5},
                 QStringLiteral("%1, %2 to %3")
                     .arg(curve.value(QStringLiteral("name")).toString(),
                          curve.value(QStringLiteral("least")).toString(),
                          curve.value(QStringLiteral("most")).toString()),
                 style::kDrawing);
}

Table useTable(const YearRows& rows) {
    Table table({{QStringLiteral("Use"), 60.0, Qt::AlignLeft, false},
                 {QStringLiteral("Energy"), 26.0, Qt::AlignRight, true},
                 {QStringLiteral("Unit"), 16.0, Qt::AlignLeft, false},
                 {QStringLiteral("Of grid, %"), 26.0, Qt::AlignRight, false}});
    for (const auto& group : rows.groups) {
        const auto row = group.toMap();
        table.add({{row.value(QStringLiteral("name")).toString(),
                    row.value(QStringLiteral("value")).toString(),
                    row.value(QStringLiteral("unit")).toString(),
                    row.value(QStringLiteral("share")).toString()},
                   ink::kText});
    }
    return table;
}

Table setpointTable(const YearRows& rows) {
    Table table({{QStringLiteral("Set-point"), 60.0, Qt::AlignLeft, false},
                 {QStringLiteral("Hours above"), 26.0, Qt::AlignRight, true},
                 {QStringLiteral("Warmest, °C"), 42.0, Qt::AlignRight, false}});
    for (const auto& point : rows.setpoints) {
        const auto row = point.toMap();
        table.add({{row.value(QStringLiteral("name")).toString(),
                    row.value(QStringLiteral("hours")).toString(),
                    row.value(QStringLiteral("warmest")).toString()},
                   ink::kText});
    }
    return table;
}

void drawYear(Canvas& canvas, const engine::YearResult& year, const YearRows& rows) {
    double y = drawTitle(canvas, QStringLiteral("The year"),
                         QStringLiteral("%1: %2. %3.")
                             .arg(QString::fromStdString(year.place),
                                  QString::fromStdString(year.weatherSource), rows.accuracy));
    canvas.label({page::kLeft, y + 3.0}, QStringLiteral("Energy besides IT, by month"),
                 style::kSection);
    drawMonths(canvas, QRectF(page::kLeft, y + 8.0, page::kContentWidth, 58.0), rows);
    y += 70.0;
    double x = page::kLeft;
    for (int group = 1; group < rows.groups.size(); ++group) { // key of the stack
        const QString name = rows.groups[group].toMap().value(QStringLiteral("name")).toString();
        canvas.rect(QRectF(x, y, 2.5, 2.5), kNoStroke, kInks[std::size_t(group - 1)]);
        canvas.label({x + 3.5, y + 1.25}, name, style::kDrawing);
        x += 8.0 + textWidth(name, style::kDrawing);
    }
    y += 10.0;
    canvas.label({page::kLeft, y}, QStringLiteral("Duration curves, share of the hours"),
                 style::kSection);
    y += 9.0;
    const double width = (page::kContentWidth - 12.0) / 3.0;
    for (int i = 0; i < rows.curves.size(); ++i)
        drawCurve(canvas, QRectF(page::kLeft + i * (width + 6.0), y, width, 34.0),
                  rows.curves[i].toMap(), i == 2 ? ink::kReturn : ink::kSupply);
    y += 44.0;
    y += useTable(rows).draw(canvas, {page::kLeft, y}) + 6.0;
    setpointTable(rows).draw(canvas, {page::kLeft, y});
}

} // namespace

std::vector<Page> yearPages(const ReportData& data) {
    const auto& year = data.options.year;
    if (!year || year->isEmpty())
        return {};
    std::vector<Page> pages;
    Page page;
    page.chapter = kFiguresChapter;
    page.draw = [year, rows = yearRows(*year)](Canvas& canvas) { drawYear(canvas, *year, rows); };
    pages.push_back(std::move(page));

    std::vector<engine::Kpi> known;
    std::copy_if(year->kpis.begin(), year->kpis.end(), std::back_inserter(known),
                 [](const engine::Kpi& kpi) { return kpi.known; });
    for (auto& more :
         tablePages(kFiguresChapter, QStringLiteral("Figures of the year"),
                    QStringLiteral("Sums over all hours of the weather."), figureTable(known)))
        pages.push_back(std::move(more));
    return pages;
}

} // namespace hallwright::app::report
