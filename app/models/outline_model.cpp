#include "app/models/outline_model.h"

#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/models/entity_words.h"
#include "app/models/outline_values.h"

#include <map>

namespace hallwright::app {

namespace {

constexpr int kFilteredRowsMax = 300; ///< more is not read; a longer filter word finds them

QString keyOf(model::EntityId id) {
    return QStringLiteral("e%1").arg(id.number);
}

} // namespace

OutlineModel::OutlineModel(const CampusDocument& document, const LiveResults& results,
                           const ViewState& view, QObject* parent)
    : RowListModel(parent), m_document(document), m_results(results), m_view(view) {
    connect(&document, &CampusDocument::changed, this, [this](const auto&, bool everything) {
        if (everything)
            m_open.clear();
        m_tree.read(m_document.campus());
        refresh();
    });
    connect(&results, &LiveResults::changed, this, [this] {
        readFindings();
        refresh();
    });
    connect(&view, &ViewState::changed, this, [this] {
        refresh();
        emit headingChanged();
    });
    m_tree.read(m_document.campus());
    refresh();
}

QVariant OutlineModel::data(const QModelIndex& index, int role) const {
    const OutlineRow* row = rowAt(index);
    if (row == nullptr)
        return {};
    switch (role) {
    case KeyRole:
        return row->key;
    case Qt::DisplayRole:
    case NameRole:
        return row->name;
    case IconRole:
        return row->icon;
    case DepthRole:
        return row->depth;
    case ExpandableRole:
        return row->expandable;
    case ExpandedRole:
        return row->expanded;
    case EntityRole:
        return row->entity;
    case ValueRole:
        return row->value;
    case SeverityRole:
        return row->severity;
    case FractionRole:
        return row->fraction;
    default:
        return {};
    }
}

QHash<int, QByteArray> OutlineModel::roleNames() const {
    return {{KeyRole, "key"},
            {NameRole, "name"},
            {IconRole, "icon"},
            {DepthRole, "depth"},
            {ExpandableRole, "expandable"},
            {ExpandedRole, "expanded"},
            {EntityRole, "entity"},
            {ValueRole, "value"},
            {SeverityRole, "severity"},
            {FractionRole, "fraction"}};
}

void OutlineModel::setFilter(const QString& filter) {
    if (m_filter == filter)
        return;
    m_filter = filter;
    refresh();
    emit filterChanged();
}

QString OutlineModel::valueHeading() const {
    return OutlineValues::heading(m_view.layer());
}

void OutlineModel::toggle(const QString& key) {
    if (!m_open.remove(key))
        m_open.insert(key);
    refresh();
}

void OutlineModel::reveal(int entity) {
    model::EntityId id{std::uint32_t(entity)};
    if (const auto* rack = m_tree.campus.racks().find({id.number}); rack && rack->row.isValid())
        m_open.insert(keyOf(model::entity(rack->row)));
    if (const auto* item = m_tree.campus.equipment().find({id.number});
        item && item->parent.isValid())
        m_open.insert(keyOf(item->parent) + QStringLiteral("/equipment%1").arg(int(item->kind)));
    for (id = m_tree.campus.containerOf(id); id.isValid(); id = m_tree.campus.containerOf(id))
        m_open.insert(keyOf(id));
    refresh();
}

void OutlineModel::readFindings() {
    m_severity.clear();
    const auto solution = m_results.solution();
    if (!solution)
        return;
    const auto worsen = [this](model::EntityId id, const QString& severity) {
        QString& known = m_severity[id.number];
        if (known != u"fault")
            known = severity;
    };
    for (const auto& finding : solution->findings) {
        if (finding.severity == engine::Severity::Note)
            continue;
        const QString severity = severityName(finding.severity);
        worsen(finding.element, severity);
        if (const auto* rack = m_tree.campus.racks().find({finding.element.number}))
            worsen(model::entity(rack->row), severity);
        for (auto id = m_tree.campus.containerOf(finding.element); id.isValid();
             id = m_tree.campus.containerOf(id))
            worsen(id, severity);
    }
}

void OutlineModel::refresh() {
    std::vector<OutlineRow> rows;
    if (!m_filter.trimmed().isEmpty()) {
        addFiltered(rows);
        replaceRows(std::move(rows));
        return;
    }
    for (const auto& hall : m_tree.campus.halls())
        addHall(rows, hall);
    for (const auto& substation : m_tree.campus.substations()) {
        const auto id = model::entity(substation.id);
        addEntity(rows, id, 0, m_tree.equipmentOf.contains(id.number));
        if (rows.back().expanded)
            addEquipment(rows, id, 1);
    }
    for (const auto& plant : m_tree.campus.plants()) {
        const auto id = model::entity(plant.id);
        addEntity(rows, id, 0, m_tree.equipmentOf.contains(id.number));
        if (rows.back().expanded)
            addEquipment(rows, id, 1);
    }
    for (const auto& grid : m_tree.campus.grids())
        addEntity(rows, model::entity(grid.id), 0, false);
    addEquipment(rows, {}, 0);
    if (addHeading(rows, QStringLiteral("feeders"), QStringLiteral("Feeders"),
                   m_tree.campus.feeders().size(), 0))
        for (const auto& feeder : m_tree.campus.feeders())
            addEntity(rows, model::entity(feeder.id), 1, false);
    if (addHeading(rows, QStringLiteral("mains"), QStringLiteral("Facility-water mains"),
                   m_tree.campus.mains().size(), 0))
        for (const auto& main : m_tree.campus.mains())
            addEntity(rows, model::entity(main.id), 1, false);
    if (addHeading(rows, QStringLiteral("zones"), QStringLiteral("Roads and zones"),
                   m_tree.campus.zones().size(), 0))
        for (const auto& zone : m_tree.campus.zones())
            addEntity(rows, model::entity(zone.id), 1, false);
    replaceRows(std::move(rows));
}

void OutlineModel::addEntity(std::vector<OutlineRow>& rows, model::EntityId id, int depth,
                             bool expandable) const {
    OutlineRow row;
    row.key = keyOf(id);
    row.name = fromUtf8(m_tree.campus.nameOf(id));
    row.icon = iconName(m_tree.campus, id);
    row.depth = depth;
    row.expandable = expandable;
    row.expanded = expandable && m_open.contains(row.key);
    row.entity = int(id.number);
    if (const auto solution = m_results.solution()) {
        const auto value = OutlineValues(m_tree, *solution, m_view.layer()).of(id);
        row.value = value.text;
        row.fraction = value.fraction;
    }
    if (const auto found = m_severity.find(id.number); found != m_severity.end())
        row.severity = found->second;
    rows.push_back(std::move(row));
}

bool OutlineModel::addHeading(std::vector<OutlineRow>& rows, const QString& key,
                              const QString& name, std::size_t count, int depth) const {
    if (count == 0)
        return false;
    OutlineRow row;
    row.key = key;
    row.name = name;
    row.depth = depth;
    row.expandable = true;
    row.expanded = m_open.contains(key);
    row.value = QString::number(count);
    rows.push_back(std::move(row));
    return rows.back().expanded;
}

void OutlineModel::addHall(std::vector<OutlineRow>& rows, const model::Hall& hall) const {
    const auto id = model::entity(hall.id);
    addEntity(rows, id, 0, true);
    if (!rows.back().expanded)
        return;
    if (const auto found = m_tree.rowsOfHall.find(id.number); found != m_tree.rowsOfHall.end())
        for (const model::Row* row : found->second) {
            const auto racks = m_tree.racksOfRow.find(row->id.number);
            addEntity(rows, model::entity(row->id), 1, racks != m_tree.racksOfRow.end());
            if (rows.back().expanded)
                for (const model::Rack* rack : racks->second)
                    addEntity(rows, model::entity(rack->id), 2, false);
        }
    if (const auto found = m_tree.loneRacksOfHall.find(id.number);
        found != m_tree.loneRacksOfHall.end())
        for (const model::Rack* rack : found->second)
            addEntity(rows, model::entity(rack->id), 1, false);
    addEquipment(rows, id, 1);
}

void OutlineModel::addEquipment(std::vector<OutlineRow>& rows, model::EntityId parent,
                                int depth) const {
    const auto found = m_tree.equipmentOf.find(parent.number);
    if (found == m_tree.equipmentOf.end())
        return;
    std::map<model::EquipmentKind, std::vector<const model::Equipment*>> byKind;
    for (const model::Equipment* item : found->second)
        byKind[item->kind].push_back(item);
    for (const auto& [kind, items] : byKind) {
        const QString key = keyOf(parent) + QStringLiteral("/equipment%1").arg(int(kind));
        if (addHeading(rows, key, equipmentGroupName(kind), items.size(), depth))
            for (const model::Equipment* item : items)
                addEntity(rows, model::entity(item->id), depth + 1, false);
    }
}

void OutlineModel::addFiltered(std::vector<OutlineRow>& rows) const {
    const QString word = m_filter.trimmed();
    const auto addFrom = [&](const auto& table) {
        for (const auto& entity : table) {
            if (int(rows.size()) >= kFilteredRowsMax)
                return;
            if (fromUtf8(entity.name).contains(word, Qt::CaseInsensitive))
                addEntity(rows, model::entity(entity.id), 0, false);
        }
    };
    addFrom(m_tree.campus.halls());
    addFrom(m_tree.campus.substations());
    addFrom(m_tree.campus.plants());
    addFrom(m_tree.campus.grids());
    addFrom(m_tree.campus.equipment());
    addFrom(m_tree.campus.feeders());
    addFrom(m_tree.campus.mains());
    addFrom(m_tree.campus.rows());
    addFrom(m_tree.campus.racks());
    addFrom(m_tree.campus.zones());
}

} // namespace hallwright::app
