#include "app/models/figures_controller.h"

#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/format/number_format.h"
#include "app/models/entity_words.h"
#include "app/models/quantity_field.h"
#include "app/models/year_controller.h"
#include "core/engine/facility_kpis.h"
#include "core/engine/year_run.h"
#include "core/io/figure_set_reader.h"
#include "core/model/edits/setting.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace hallwright::app {

namespace {

using economics::Kpi;

/// Inputs that a figure rests on, through all formulas between.
void collectInputs(economics::KpiGraph& graph, const std::string& id, std::set<std::string>& into) {
    if (graph.isInput(id)) {
        into.insert(id);
        return;
    }
    for (const auto& input : graph.kpi(id).inputs)
        if (!input.id.empty())
            collectInputs(graph, input.id, into);
}

/// As it stands in a field: to be read and typed over, so without thin spaces and, where it was not
/// typed in the first place, with no more digits than anyone could mean.
QString plainNumber(double value, bool isGiven) {
    constexpr double kManyDigits = 1e6;
    if (isGiven || std::abs(value) >= kManyDigits)
        return QString::number(value, 'g', isGiven ? 8 : 10);
    return QString::number(value, 'g', 6);
}

} // namespace

FiguresController::FiguresController(CampusDocument& document, LiveResults& live,
                                     YearController& year, QObject* parent)
    : QObject(parent), m_document(document), m_live(live), m_year(year) {
    if (auto assumptions = io::readAssumptions())
        m_assumptions = std::move(assumptions).value();
    if (auto presets = io::readPresets())
        m_presets = std::move(presets).value();
    connect(&m_live, &LiveResults::changed, this, &FiguresController::refresh);
    connect(&m_year, &YearController::changed, this, &FiguresController::refresh);
    connect(&m_document, &CampusDocument::changed, this, [this](const auto&, bool everything) {
        if (everything)
            m_picked.clear();
        m_wrongId.clear();
        refresh();
    });
}

FiguresController::~FiguresController() = default;

void FiguresController::setShown(bool shown) {
    if (shown == m_shown)
        return;
    m_shown = shown;
    refresh();
}

QStringList FiguresController::presets() const {
    QStringList names;
    for (const auto& preset : m_presets)
        names.append(fromUtf8(preset.name));
    return names;
}

void FiguresController::setPreset(int preset) {
    m_preset = preset < int(m_presets.size()) ? preset : -1;
    refresh();
}

void FiguresController::setPicked(const QString& id) {
    m_picked = id.toStdString();
    emit changed();
}

void FiguresController::refresh() {
    if (!m_shown)
        return;
    m_figures.reset();
    m_beside.reset();
    m_rows.clear();
    const auto solution = m_live.solution();
    if (!m_assumptions) {
        m_sentence = QStringLiteral("The assumptions that ship with the program can't be read.");
    } else if (m_document.campus().racks().isEmpty()) {
        m_sentence = QStringLiteral("No racks yet. Place a hall to see its figures.");
    } else if (!solution || !solution->powerConverged || !solution->coolantConverged) {
        m_sentence = QStringLiteral("The figures come with a solved campus.");
    } else {
        const auto result = m_year.current();
        const auto& catalog = *m_document.catalog();
        const auto year =
            result ? result->sums : engine::yearOfOneHour(m_document.campus(), catalog, *solution);
        auto figures =
            engine::campusFigures(m_document.campus(), catalog, *solution, year, *m_assumptions);
        if (figures) {
            m_figures = std::move(figures).value();
            m_sentence =
                QStringLiteral("Over a year: %1.%2")
                    .arg(fromUtf8(year.source),
                         result ? QString() : QStringLiteral(" Run the year for its hours."));
            const auto load = m_figures->graph.kpi("it_nameplate");
            const auto used = m_figures->graph.kpi("utilisation");
            if (m_preset >= 0 && load.known && used.known)
                if (auto beside =
                        economics::presetFigures(m_presets[std::size_t(m_preset)], *m_assumptions,
                                                 catalog, load.value, used.value, year))
                    m_beside = std::move(beside).value();
            fillRows();
        } else {
            m_sentence = fromUtf8(figures.error().front().text());
        }
    }
    emit changed();
}

void FiguresController::fillRows() {
    const auto& given = m_document.campus().site().figures;
    for (const auto& section : m_figures->sections) {
        m_rows.append(QVariantMap{{QStringLiteral("section"), fromUtf8(section.title)}});
        for (const auto& id : section.ids) {
            const Kpi kpi = m_figures->graph.kpi(id);
            const auto value = formatKpi(kpi.value, fromUtf8(kpi.unit));
            const std::optional<Kpi> beside =
                m_beside ? std::optional(m_beside->graph.kpi(id)) : std::nullopt;
            m_rows.append(QVariantMap{
                {QStringLiteral("id"), fromUtf8(id)},
                {QStringLiteral("name"), fromUtf8(kpi.name)},
                {QStringLiteral("value"), kpi.known ? value.value : QString::fromUtf16(kNoValue)},
                {QStringLiteral("unit"), kpi.known ? value.unit : QString()},
                {QStringLiteral("beside"),
                 !beside         ? QString()
                 : beside->known ? formatKpi(beside->value, fromUtf8(beside->unit)).text()
                                 : QString::fromUtf16(kNoValue)},
                {QStringLiteral("known"), kpi.known},
                {QStringLiteral("given"), given.contains(id)}});
        }
    }
}

QVariantMap FiguresController::pickedFigure() const {
    if (!m_figures || m_picked.empty())
        return {};
    const Kpi kpi = m_figures->graph.kpi(m_picked);
    QVariantList inputs;
    for (const auto& input : kpi.inputs)
        inputs.append(QVariantMap{{QStringLiteral("name"), fromUtf8(input.name)},
                                  {QStringLiteral("value"),
                                   input.known ? formatKpi(input.value, fromUtf8(input.unit)).text()
                                               : QStringLiteral("unknown")}});
    return {{QStringLiteral("name"), fromUtf8(kpi.name)},
            {QStringLiteral("formula"), fromUtf8(kpi.formula)},
            {QStringLiteral("inputs"), inputs},
            {QStringLiteral("source"), fromUtf8(kpi.known ? kpi.source : kpi.unknownBecause)}};
}

QVariantList FiguresController::inputs() const {
    QVariantList list;
    if (!m_figures)
        return list;
    std::set<std::string> wanted;
    if (!m_picked.empty())
        collectInputs(m_figures->graph, m_picked, wanted);
    const auto& given = m_document.campus().site().figures;
    const auto add = [&](const Kpi& figure, const QString& source) {
        list.append(QVariantMap{
            {QStringLiteral("id"), fromUtf8(figure.id)},
            {QStringLiteral("name"), fromUtf8(figure.name)},
            {QStringLiteral("value"),
             figure.known ? plainNumber(figure.value, given.contains(figure.id)) : QString()},
            {QStringLiteral("unit"), fromUtf8(figure.unit)},
            {QStringLiteral("source"), figure.known ? source : fromUtf8(figure.unknownBecause)},
            {QStringLiteral("given"), given.contains(figure.id)},
            {QStringLiteral("error"), figure.id == m_wrongId ? m_wrong : QString()}});
    };
    if (!m_picked.empty() && !m_figures->graph.isInput(m_picked))
        add(m_figures->graph.kpi(m_picked),
            given.contains(m_picked) ? QStringLiteral("given for this campus")
                                     : QStringLiteral("the figure itself, by its formula"));
    for (const Kpi& input : m_figures->graph.inputs())
        if (m_picked.empty() || wanted.contains(input.id))
            add(input, fromUtf8(input.source));
    return list;
}

void FiguresController::applyGiven(const std::string& id, std::optional<double> value,
                                   const QString& what) {
    model::Site site = m_document.campus().site();
    if (value)
        site.figures[id] = *value;
    else
        site.figures.erase(id);
    if (const auto applied = m_document.apply(model::SetSite{std::move(site)}, what); !applied) {
        m_wrongId = id;
        m_wrong = fromUtf8(applied.error().front().text());
        emit changed();
    }
}

void FiguresController::give(const QString& id, const QString& typed) {
    if (!m_figures)
        return;
    const std::string key = id.toStdString();
    const QString name = fromUtf8(m_figures->graph.kpi(key).name);
    const auto refuse = [&](const base::Diagnostics& findings) {
        m_wrongId = key;
        m_wrong = fromUtf8(findings.front().what);
        emit changed();
    };
    const auto value = parseQuantity(typed, Dimension::Number);
    if (!value) {
        refuse(value.error());
        return;
    }
    // Tried on a graph of its own: what is out of range never gets into the campus.
    auto trial = m_figures->graph;
    if (const auto found = trial.set(key, *value, name.toStdString(), ""); !found.empty()) {
        refuse(found);
        return;
    }
    applyGiven(key, *value, QStringLiteral("Give %1").arg(name));
}

void FiguresController::release(const QString& id) {
    const std::string key = id.toStdString();
    if (m_document.campus().site().figures.contains(key))
        applyGiven(key, std::nullopt, QStringLiteral("Take back what was given"));
}

} // namespace hallwright::app
