#include "app/models/inspector_controller.h"

#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/document/selection.h"
#include "app/format/number_format.h"
#include "app/models/entity_words.h"
#include "app/models/inspector_edits.h"
#include "app/models/inspector_fields.h"
#include "app/models/inspector_properties.h"
#include "app/models/inspector_results.h"

namespace hallwright::app {

namespace {

/// More things than this are shown as their first ones: their shared values are found in no time,
/// and whoever selects a whole campus wants the sums.
constexpr std::size_t kComparedMax = 400;

QString typeLine(const InspectorContext& context, model::EntityId id) {
    const model::Campus& campus = context.campus;
    QStringList parts;
    if (const auto* rack = campus.racks().find({id.number}))
        parts += typeName(context.catalog, rack->type);
    else if (const auto* item = campus.equipment().find({id.number}))
        parts += typeName(context.catalog, item->type);
    else if (const auto* hall = campus.halls().find({id.number}))
        parts += fromUtf8(hall->recipe.name) + QStringLiteral(" template");
    else
        parts += kindName(campus, context.catalog, id);
    if (const auto container = campus.containerOf(id); container.isValid())
        parts += fromUtf8(campus.nameOf(container));
    if (const auto* rack = campus.racks().find({id.number}); rack && rack->row.isValid())
        parts += fromUtf8(campus.nameOf(model::entity(rack->row)));
    return parts.join(QStringLiteral(" · "));
}

} // namespace

InspectorController::InspectorController(CampusDocument& document, const Selection& selection,
                                         const LiveResults& results, QObject* parent)
    : QObject(parent), m_document(document), m_selection(selection), m_results(results) {
    connect(&document, &CampusDocument::changed, this, [this] {
        clearError(); // what it was about is another campus now
        refresh();
    });
    connect(&results, &LiveResults::changed, this, &InspectorController::refresh);
    connect(&selection, &Selection::changed, this, [this] {
        clearError();
        refresh();
    });
    refresh();
}

bool InspectorController::isStale() const {
    return m_results.isStale();
}

bool InspectorController::commit(const QString& key, const QString& text) {
    const InspectorContext context{m_document.campus(), *m_document.catalog(),
                                   m_results.solution()};
    const auto edit = editFor(context, m_selection.entities(), key, text);
    if (!edit) {
        setError(key, fromUtf8(edit.error().front().what + ". " + edit.error().front().remedy));
        return false;
    }
    const auto change = m_document.apply(*edit, QStringLiteral("Change %1").arg(m_title));
    if (!change) {
        setError(key, fromUtf8(change.error().front().what + " " + change.error().front().remedy));
        return false;
    }
    clearError();
    return true;
}

bool InspectorController::step(const QString& key, double steps) {
    for (const InspectorLine& line : m_lines.rows()) {
        std::vector<InspectorRow> candidates = line.cells;
        candidates.push_back(line.row);
        for (const InspectorRow& row : candidates) {
            if (row.key != key || row.value.isEmpty())
                continue;
            const FieldSpec spec = fieldSpec(key);
            const double size = spec.dimension == Dimension::Length ? 0.1 : 1.0;
            const auto now = parseQuantity(row.value, Dimension::Number);
            return now && commit(key, QString::number(*now + steps * size, 'g', 15));
        }
    }
    return false;
}

void InspectorController::clearError() {
    setError({}, {});
}

void InspectorController::setError(const QString& key, const QString& text) {
    if (m_errorKey == key && m_errorText == text)
        return;
    m_errorKey = key;
    m_errorText = text;
    emit errorChanged();
}

void InspectorController::refresh() {
    m_chip.clear();
    m_severity.clear();
    std::vector<model::EntityId> entities;
    for (const model::EntityId id : m_selection.entities())
        if (m_document.campus().kindOf(id) != model::EntityKind::None)
            entities.push_back(id);
    if (entities.empty())
        describeCampus();
    else if (entities.size() == 1)
        describeOne(entities.front());
    else
        describeMany(entities);
    emit changed();
}

void InspectorController::describeOne(model::EntityId id) {
    const InspectorContext context{m_document.campus(), *m_document.catalog(),
                                   m_results.solution()};
    const QString name = fromUtf8(context.campus.nameOf(id));
    const QString kind = kindName(context.campus, context.catalog, id);
    m_title = name.startsWith(kind, Qt::CaseInsensitive) ? name : kind + u' ' + name;
    m_subtitle = typeLine(context, id);
    if (context.solution)
        for (const auto& finding : context.solution->findings)
            if (finding.element == id && finding.severity != engine::Severity::Note) {
                // Findings are sorted, so the first one is the worst.
                m_severity = severityName(finding.severity);
                m_chip =
                    m_severity == u"fault" ? QStringLiteral("Fault") : QStringLiteral("Warning");
                break;
            }
    InspectorRows rows = propertiesOf(context, id);
    for (auto& row : resultsOf(context, id))
        rows.push_back(std::move(row));
    m_lines.show(rows);
}

void InspectorController::describeMany(const std::vector<model::EntityId>& entities) {
    const InspectorContext context{m_document.campus(), *m_document.catalog(),
                                   m_results.solution()};
    std::vector<InspectorRows> each;
    for (std::size_t i = 0; i < std::min(entities.size(), kComparedMax); ++i)
        each.push_back(propertiesOf(context, entities[i]));
    const QString kind = kindName(context.campus, context.catalog, entities.front());
    const bool sameKind = std::all_of(entities.begin(), entities.end(), [&](model::EntityId id) {
        return context.campus.kindOf(id) == context.campus.kindOf(entities.front());
    });
    m_title = QStringLiteral("%1 selected").arg(formatNumber(double(entities.size()), 0));
    m_subtitle =
        sameKind ? kind + QStringLiteral(", shared values") : QStringLiteral("Mixed kinds");
    InspectorRows rows = sharedRows(each);
    for (auto& row : totalsOf(context, entities))
        rows.push_back(std::move(row));
    m_lines.show(rows);
}

void InspectorController::describeCampus() {
    const InspectorContext context{m_document.campus(), *m_document.catalog(),
                                   m_results.solution()};
    const QString name = fromUtf8(context.campus.site().name);
    m_title = name.isEmpty() ? QStringLiteral("Campus") : name;
    m_subtitle = QStringLiteral("Whole campus · nothing selected");
    InspectorRows rows = campusProperties(context);
    for (auto& row : campusResults(context))
        rows.push_back(std::move(row));
    m_lines.show(rows);
}

} // namespace hallwright::app
