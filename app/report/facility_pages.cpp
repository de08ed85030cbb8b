#include "app/format/number_format.h"
#include "app/report/chapters.h"
#include "app/report/report_pages.h"
#include "app/report/report_words.h"
#include "core/engine/facility_kpis.h"
#include "core/io/figure_set_reader.h"

#include <algorithm>
#include <optional>

namespace hallwright::app::report {

namespace {

/// The campus beside the presets that ship, at its IT load, utilisation and place.
struct Comparison {
    economics::YearKpiInputs year;
    economics::FacilityFigures campus;
    std::vector<std::pair<QString, economics::FacilityFigures>> presets;
};

std::optional<Comparison> compare(const ReportData& data) {
    const auto& solution = data.solution;
    if (!solution.powerConverged || !solution.coolantConverged)
        return {};
    const auto assumptions = io::readAssumptions();
    const auto presets = io::readPresets();
    if (!assumptions || !presets)
        return {};
    Comparison comparison;
    const auto& year = data.options.year;
    comparison.year = year && !year->isEmpty()
                          ? year->sums
                          : engine::yearOfOneHour(data.campus, data.catalog, solution);
    auto campus =
        engine::campusFigures(data.campus, data.catalog, solution, comparison.year, *assumptions);
    if (!campus)
        return {};
    comparison.campus = std::move(campus).value();
    const auto load = comparison.campus.graph.kpi("it_nameplate");
    const auto utilisation = comparison.campus.graph.kpi("utilisation");
    if (!load.known || load.value <= 0.0 || !utilisation.known)
        return comparison;
    for (const auto& preset : *presets)
        if (auto figures = economics::presetFigures(preset, *assumptions, data.catalog, load.value,
                                                    utilisation.value, comparison.year))
            comparison.presets.emplace_back(QString::fromStdString(preset.name),
                                            std::move(figures).value());
    return comparison;
}

std::vector<Page> sectionPages(Comparison& comparison) {
    std::vector<Page> pages;
    for (const auto& section : comparison.campus.sections) {
        std::vector<engine::Kpi> kpis;
        for (const auto& id : section.ids)
            kpis.push_back(comparison.campus.graph.kpi(id));
        for (auto& page :
             tablePages(kFiguresChapter, QString::fromStdString(section.title),
                        QStringLiteral("Over a year: %1. Assumptions stand beneath the figures "
                                       "that use them.")
                            .arg(QString::fromStdString(comparison.year.source)),
                        figureTable(kpis)))
            pages.push_back(std::move(page));
    }
    Table given({{QStringLiteral("Input"), 50.0, Qt::AlignLeft, false},
                 {QStringLiteral("Value"), 24.0, Qt::AlignRight, true},
                 {QStringLiteral("Unit"), 20.0, Qt::AlignLeft, false},
                 {QStringLiteral("Source"), 88.0, Qt::AlignLeft, false}});
    for (const auto& input : comparison.campus.graph.inputs())
        if (input.formula.empty()) // the others come from the campus
            given.add({{QString::fromStdString(input.name), kpiCells(input)[0],
                        QString::fromStdString(input.unit),
                        QString::fromStdString(input.known ? input.source : input.unknownBecause)},
                       ink::kText});
    for (auto& page :
         tablePages(kFiguresChapter, QStringLiteral("Assumptions of the figures"),
                    QStringLiteral("What is given from outside the campus; unknown ones say what "
                                   "is missing."),
                    std::move(given)))
        pages.push_back(std::move(page));
    return pages;
}

/// "Llama 2 70B" of "catalogue, Llama 2 70B: MLPerf ...".
QString modelOf(const engine::Kpi& rate) {
    if (!rate.known)
        return QStringLiteral("none");
    return QString::fromStdString(rate.source)
        .section(QLatin1Char(':'), 0, 0)
        .section(QStringLiteral(", "), 1);
}

std::vector<Page> comparisonPages(Comparison& comparison) {
    if (comparison.presets.empty())
        return {};
    const double width = 118.0 / double(comparison.presets.size() + 1);
    std::vector<Column> columns{{QStringLiteral("Figure"), 46.0, Qt::AlignLeft, false},
                                {QStringLiteral("Unit"), 18.0, Qt::AlignLeft, false},
                                {QStringLiteral("This campus"), width, Qt::AlignRight, true}};
    std::vector<economics::KpiGraph*> graphs{&comparison.campus.graph};
    for (auto& [name, figures] : comparison.presets) {
        columns.push_back({name, width, Qt::AlignRight, false});
        graphs.push_back(&figures.graph);
    }
    Table table(std::move(columns));
    std::vector<QString> models{QStringLiteral("Tokens are of"), {}};
    for (auto* graph : graphs)
        models.push_back(modelOf(graph->kpi("token_rate")));
    table.add({std::move(models), ink::kText});
    for (const auto& section : comparison.campus.sections)
        for (const auto& id : section.ids) {
            std::vector<QString> cells;
            int known = 0;
            for (auto* graph : graphs) {
                const auto kpi = graph->kpi(id);
                if (cells.empty())
                    cells = {QString::fromStdString(kpi.name), QString::fromStdString(kpi.unit)};
                known += kpi.known;
                cells.push_back(kpiCells(kpi)[0]);
            }
            if (known > 1)
                table.add({std::move(cells), ink::kText});
        }
    return tablePages(
        kFiguresChapter, QStringLiteral("Beside a traditional data centre"),
        QStringLiteral("Facilities on paper with the IT load, the utilisation and the "
                       "site of this campus. Tokens of different models are "
                       "different goods and are not to be compared."),
        std::move(table));
}

} // namespace

std::vector<Page> facilityPages(const ReportData& data) {
    auto comparison = compare(data);
    if (!comparison)
        return {};
    auto pages = sectionPages(*comparison);
    for (auto& page : comparisonPages(*comparison))
        pages.push_back(std::move(page));
    return pages;
}

} // namespace hallwright::app::report
