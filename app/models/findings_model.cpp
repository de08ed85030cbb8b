#include "app/models/findings_model.h"

#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/models/entity_words.h"
#include "core/engine/design_check.h"

namespace hallwright::app {

FindingsModel::FindingsModel(const CampusDocument& document, const LiveResults& results,
                             QObject* parent)
    : RowListModel(parent), m_document(document), m_results(results) {
    connect(&results, &LiveResults::changed, this, &FindingsModel::refresh);
    refresh();
}

QVariant FindingsModel::data(const QModelIndex& index, int role) const {
    const FindingRow* row = rowAt(index);
    if (row == nullptr)
        return {};
    switch (role) {
    case SeverityRole:
        return row->severity;
    case ElementRole:
        return row->element;
    case ElementNameRole:
        return row->elementName;
    case Qt::DisplayRole:
    case SentenceRole:
        return row->sentence;
    case RemedyRole:
        return row->remedy;
    default:
        return {};
    }
}

QHash<int, QByteArray> FindingsModel::roleNames() const {
    return {{SeverityRole, "severity"},
            {ElementRole, "element"},
            {ElementNameRole, "elementName"},
            {SentenceRole, "sentence"},
            {RemedyRole, "remedy"}};
}

int FindingsModel::faults() const {
    return int(std::count_if(rows().begin(), rows().end(),
                             [](const auto& row) { return row.severity == u"fault"; }));
}

int FindingsModel::warnings() const {
    return int(std::count_if(rows().begin(), rows().end(),
                             [](const auto& row) { return row.severity == u"warning"; }));
}

QString FindingsModel::summary() const {
    if (!m_results.isAvailable())
        return {};
    return QStringLiteral("Checked r%1 · %2 rules")
        .arg(m_results.solvedRevision())
        .arg(engine::ruleCount());
}

QString FindingsModel::emptyText() const {
    if (!m_results.isAvailable())
        return m_document.campus().halls().isEmpty()
                   ? QStringLiteral("Nothing to check yet.")
                   : QStringLiteral("Checking %1 rules.").arg(engine::ruleCount());
    return QStringLiteral("No finding. %1 rules checked at r%2.")
        .arg(engine::ruleCount())
        .arg(m_results.solvedRevision());
}

bool FindingsModel::isStale() const {
    return m_results.isStale();
}

void FindingsModel::refresh() {
    std::vector<FindingRow> next;
    if (const auto solution = m_results.solution()) {
        next.reserve(solution->findings.size());
        for (const auto& finding : solution->findings)
            next.push_back({fromUtf8(finding.rule) + u'/' + fromUtf8(finding.elementName),
                            severityName(finding.severity), int(finding.element.number),
                            fromUtf8(finding.elementName), fromUtf8(finding.sentence),
                            fromUtf8(finding.remedy)});
    }
    replaceRows(std::move(next));
    emit summaryChanged();
}

} // namespace hallwright::app
