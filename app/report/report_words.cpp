#include "app/report/report_words.h"

#include "app/format/number_format.h"

#include <cmath>

namespace hallwright::app::report {

std::vector<QString> kpiCells(const engine::Kpi& kpi) {
    if (!kpi.known)
        return {QStringLiteral("unknown"), {}};
    if (kpi.unit.empty() && kpi.value == std::round(kpi.value)) // a count
        return {formatNumber(kpi.value, 0), {}};
    const Figure figure = formatFigure(kpi.value, QString::fromStdString(kpi.unit));
    return {figure.value, figure.unit};
}

QString kpiInputs(const engine::Kpi& kpi) {
    QStringList inputs;
    for (const auto& input : kpi.inputs)
        inputs << QString::fromStdString(input.name) + QLatin1Char(' ') +
                      (input.known
                           ? formatFigure(input.value, QString::fromStdString(input.unit)).text()
                           : QStringLiteral("unknown"));
    return inputs.join(QStringLiteral(", "));
}

Table figureTable(const std::vector<engine::Kpi>& kpis) {
    Table table({{QStringLiteral("Figure"), 38.0, Qt::AlignLeft, false},
                 {QStringLiteral("Value"), 22.0, Qt::AlignRight, true},
                 {QStringLiteral("Unit"), 18.0, Qt::AlignLeft, false},
                 {QStringLiteral("Formula and inputs"), 64.0, Qt::AlignLeft, false},
                 {QStringLiteral("Source"), 40.0, Qt::AlignLeft, false}});
    for (const auto& kpi : kpis) {
        const auto cells = kpiCells(kpi);
        const QString inputs = kpiInputs(kpi);
        const QString formula = QString::fromStdString(kpi.formula);
        table.add({{QString::fromStdString(kpi.name), cells[0], cells[1],
                    inputs.isEmpty() ? formula : formula + QStringLiteral(": ") + inputs,
                    QString::fromStdString(kpi.known ? kpi.source : kpi.unknownBecause)},
                   ink::kText});
    }
    return table;
}

QString severityWord(engine::Severity severity) {
    switch (severity) {
    case engine::Severity::Fault:
        return QStringLiteral("Fault");
    case engine::Severity::Warning:
        return QStringLiteral("Warning");
    case engine::Severity::Note:
        break;
    }
    return QStringLiteral("Note");
}

QColor severityColor(engine::Severity severity) {
    switch (severity) {
    case engine::Severity::Fault:
        return ink::kFault;
    case engine::Severity::Warning:
        return ink::kWarn;
    case engine::Severity::Note:
        break;
    }
    return ink::kText2;
}

void drawSeverity(Canvas& canvas, QPointF centre, engine::Severity severity) {
    constexpr double r = 1.3;
    const QColor color = severityColor(severity);
    const auto at = [&](double x, double y) { return centre + QPointF(x * r, y * r); };
    switch (severity) {
    case engine::Severity::Fault:
        canvas.polygon({at(0, -1), at(1, 0), at(0, 1), at(-1, 0)}, kNoStroke, color);
        break;
    case engine::Severity::Warning:
        canvas.polygon({at(0, -1), at(1, 0.8), at(-1, 0.8)}, kNoStroke, color);
        break;
    case engine::Severity::Note:
        canvas.ellipse(centre, 0.9 * r, 0.9 * r, {weight::kRule, color, {}});
        break;
    }
}

Table kpiTable(const ReportData& data, const std::vector<const char*>& ids) {
    Table table({{QStringLiteral("Figure"), 46.0, Qt::AlignLeft, false},
                 {QStringLiteral("Value"), 24.0, Qt::AlignRight, true},
                 {QStringLiteral("Unit"), 18.0, Qt::AlignLeft, false},
                 {QStringLiteral("Formula and inputs"), 94.0, Qt::AlignLeft, false}});
    for (const char* id : ids) {
        const engine::Kpi* kpi = data.kpi(id);
        if (!kpi)
            continue;
        const auto cells = kpiCells(*kpi);
        const QString formula = QString::fromStdString(kpi->formula);
        const QString inputs = kpiInputs(*kpi);
        table.add({{QString::fromStdString(kpi->name), cells[0], cells[1],
                    inputs.isEmpty() ? formula : formula + QStringLiteral(": ") + inputs},
                   ink::kText});
    }
    return table;
}

double drawFindings(Canvas& canvas, QPointF topLeft, double width_mm, const ReportData& data,
                    int most) {
    double y = topLeft.y();
    if (data.solution.findings.empty())
        return canvas.paragraph({topLeft.x(), y}, width_mm, QStringLiteral("No finding."),
                                style::kBody.in(ink::kText2));
    int drawn = 0;
    for (const auto& finding : data.solution.findings) {
        if (drawn++ == most)
            break;
        drawSeverity(canvas, {topLeft.x() + 1.6, y + 2.6}, finding.severity);
        canvas.label({topLeft.x() + 6.0, y + 2.6},
                     elided(QString::fromStdString(finding.elementName), 34.0, style::kTable),
                     style::kTable.strong());
        const QString words = QString::fromStdString(finding.sentence) + QLatin1Char(' ') +
                              QString::fromStdString(finding.remedy);
        const double height =
            canvas.paragraph({topLeft.x() + 44.0, y + 0.8}, width_mm - 44.0, words, style::kTable);
        y += height + 1.8;
        canvas.line({topLeft.x(), y}, {topLeft.x() + width_mm, y}, {weight::kHair, ink::kRule, {}});
    }
    const int more = int(data.solution.findings.size()) - most;
    if (more > 0) {
        canvas.label({topLeft.x() + 6.0, y + 3.0},
                     QStringLiteral("and %1 more, listed in the chapter Findings").arg(more),
                     style::kTable.in(ink::kText2));
        y += 5.0;
    }
    return y - topLeft.y();
}

} // namespace hallwright::app::report
