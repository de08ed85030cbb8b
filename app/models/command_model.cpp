#include "app/models/command_model.h"

#include "app/document/campus_document.h"
#include "app/models/catalogue_model.h"
#include "app/models/commands.h"
#include "app/models/entity_words.h"
#include "app/models/findings_model.h"
#include "app/models/quantity_field.h"

#include <QKeySequence>

namespace hallwright::app {

namespace {

constexpr std::size_t kRowsPerKind = 12;
constexpr std::size_t kRowsAlone = 60; ///< where a prefix asks for one kind only

bool matches(const QString& text, const QStringList& words) {
    return std::all_of(words.begin(), words.end(), [&text](const QString& word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

/// Names that begin with what was typed come before those that merely contain it.
void bestFirst(std::vector<CommandRow>& rows, const QStringList& words, std::size_t most) {
    if (!words.isEmpty())
        std::stable_partition(rows.begin(), rows.end(), [&words](const CommandRow& row) {
            return row.name.startsWith(words.front(), Qt::CaseInsensitive);
        });
    if (rows.size() > most)
        rows.resize(most);
}

} // namespace

CommandModel::CommandModel(const CampusDocument& document, const CatalogueModel& catalogue,
                           const FindingsModel& findings, QObject* parent)
    : RowListModel(parent), m_document(document), m_catalogue(catalogue), m_findings(findings) {
    refresh();
}

QVariant CommandModel::data(const QModelIndex& index, int role) const {
    const CommandRow* row = rowAt(index);
    if (row == nullptr)
        return {};
    switch (role) {
    case KeyRole:
        return row->key;
    case Qt::DisplayRole:
    case NameRole:
        return row->name;
    case GroupRole:
        return row->group;
    case DetailRole:
        return row->detail;
    case IconRole:
        return row->icon;
    default:
        return {};
    }
}

QHash<int, QByteArray> CommandModel::roleNames() const {
    return {{KeyRole, "key"},
            {NameRole, "name"},
            {GroupRole, "group"},
            {DetailRole, "detail"},
            {IconRole, "icon"}};
}

void CommandModel::setText(const QString& text) {
    if (m_text == text)
        return;
    m_text = text;
    refresh();
    emit textChanged();
}

QString CommandModel::keyAt(int row) const {
    return row >= 0 && std::size_t(row) < rows().size() ? rows()[std::size_t(row)].key : QString();
}

void CommandModel::refresh() {
    std::vector<CommandRow> next;
    QString text = m_text.trimmed();
    const QChar prefix = text.isEmpty() ? QChar() : text.front();
    const bool commandsOnly = prefix == u'>';
    const bool elementsOnly = prefix == u'#';
    const bool catalogueOnly = prefix == u'+';
    const bool onlyOne = commandsOnly || elementsOnly || catalogueOnly;
    if (onlyOne)
        text.remove(0, 1);
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);

    for (const QString& answer : conversionsOf(text))
        next.push_back({QStringLiteral("text/") + answer, answer, QStringLiteral("Conversion"),
                        text, QStringLiteral("formula")});
    const auto take = [&](bool wanted, auto&& add) {
        if (onlyOne && !wanted)
            return;
        std::vector<CommandRow> found;
        add(found);
        bestFirst(found, words, onlyOne ? kRowsAlone : kRowsPerKind);
        next.insert(next.end(), found.begin(), found.end());
    };
    take(commandsOnly, [&](auto& rows) { addCommands(rows, words); });
    // Without a word there are thousands of elements and none is meant.
    if (!words.isEmpty() || elementsOnly)
        take(elementsOnly, [&](auto& rows) { addElements(rows, words); });
    if (!words.isEmpty() || catalogueOnly)
        take(catalogueOnly, [&](auto& rows) { addCatalogue(rows, words); });
    if (!words.isEmpty())
        take(false, [&](auto& rows) { addFindings(rows, words); });
    replaceRows(std::move(next));
}

void CommandModel::addCommands(std::vector<CommandRow>& rows, const QStringList& words) const {
    for (const Command& command : commands()) {
        if (qstrcmp(command.id, "palette") == 0)
            continue;
        const QString name = QString::fromUtf8(command.name);
        const QString menu = *command.menu ? QLatin1String(command.menu) : QLatin1String("Tool");
        if (matches(name + u' ' + menu, words))
            rows.push_back(
                {QStringLiteral("command/") + QLatin1String(command.id), name, menu,
                 QKeySequence(QLatin1String(command.shortcut)).toString(QKeySequence::NativeText),
                 QLatin1String(command.icon)});
    }
}

void CommandModel::addElements(std::vector<CommandRow>& rows, const QStringList& words) const {
    const model::Campus& campus = m_document.campus();
    const catalog::Catalog& catalog = *m_document.catalog();
    // A few more than are shown, so that the best of them can come first.
    constexpr std::size_t kCandidates = 4 * kRowsAlone;
    const auto addFrom = [&](const auto& table) {
        for (const auto& row : table) {
            if (rows.size() >= kCandidates)
                return;
            const QString name = fromUtf8(row.name);
            if (!matches(name, words))
                continue;
            const auto id = model::entity(row.id);
            const auto container = campus.containerOf(id);
            rows.push_back({QStringLiteral("element/%1").arg(id.number), name,
                            kindName(campus, catalog, id),
                            container.isValid() ? fromUtf8(campus.nameOf(container)) : QString(),
                            iconName(campus, id)});
        }
    };
    addFrom(campus.halls());
    addFrom(campus.substations());
    addFrom(campus.plants());
    addFrom(campus.grids());
    addFrom(campus.equipment());
    addFrom(campus.feeders());
    addFrom(campus.mains());
    addFrom(campus.rows());
    addFrom(campus.racks());
}

void CommandModel::addCatalogue(std::vector<CommandRow>& rows, const QStringList& words) const {
    for (const CatalogueRow& item : m_catalogue.items())
        if (matches(QStringLiteral("place ") + item.name + u' ' + item.fullName + u' ' + item.key,
                    words))
            rows.push_back({QStringLiteral("catalogue/") + item.key,
                            QStringLiteral("Place ") + item.name, item.group, item.detail,
                            item.icon});
}

void CommandModel::addFindings(std::vector<CommandRow>& rows, const QStringList& words) const {
    for (const FindingRow& finding : m_findings.rows())
        if (finding.element != 0 && matches(finding.elementName + u' ' + finding.sentence, words))
            rows.push_back({QStringLiteral("finding/%1").arg(finding.element),
                            finding.elementName + QStringLiteral(": ") + finding.sentence,
                            QStringLiteral("Finding"),
                            {},
                            finding.severity});
}

} // namespace hallwright::app
