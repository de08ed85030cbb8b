#include "app/models/outline_model.h"

#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/models/entity_words.h"
#include "app/models/number_format.h"

namespace hallwright::app {

namespace {

constexpr int kFilteredRowsMax = 300; ///< more is not read; a longer filter word finds them

QString keyOf(model::EntityId id) {
    return QStringLiteral("e%1").arg(id.number);
}

double shareOf(double value, double low, double high) {
    return std::clamp((value - low) / (high - low), 0.0, 1.0);
}

} // namespace

OutlineModel::OutlineModel(const CampusDocument& document, const LiveResults& results,
                           const ViewState& view, QObject* parent)
    : RowListModel(parent), m_document(document), m_results(results), m_view(view) {
    connect(&document, &CampusDocument::changed, this, [this](const auto&, bool everything) {
        if (everything)
            m_open.clear();
        readCampus();
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
    readCampus();
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
    switch (m_view.layer()) {
    case ViewState::Layer::AirTemperature:
        return QStringLiteral("max inlet, °C");
    case ViewState::Layer::ElectricalLoading:
        return QStringLiteral("loading, %");
    case ViewState::Layer::CoolantTemperature:
        return QStringLiteral("supply, °C");
    case ViewState::Layer::VoltageDeviation:
        return QStringLiteral("voltage, %");
    case ViewState::Layer::FaultLevel:
        return QStringLiteral("fault level, %");
    case ViewState::Layer::Plume:
        return QStringLiteral("intake, K");
    case ViewState::Layer::Capacity:
    case ViewState::Layer::SupplyAir:
    case ViewState::Layer::None:
        break;
    }
    return {};
}

void OutlineModel::toggle(const QString& key) {
    if (!m_open.remove(key))
        m_open.insert(key);
    refresh();
}

void OutlineModel::reveal(int entity) {
    model::EntityId id{std::uint32_t(entity)};
    if (const auto* rack = m_campus.racks().find({id.number}); rack && rack->row.isValid())
        m_open.insert(keyOf(model::entity(rack->row)));
    if (const auto* item = m_campus.equipment().find({id.number}); item && item->parent.isValid())
        m_open.insert(keyOf(item->parent) + QStringLiteral("/equipment%1").arg(int(item->kind)));
    for (id = m_campus.containerOf(id); id.isValid(); id = m_campus.containerOf(id))
        m_open.insert(keyOf(id));
    refresh();
}

void OutlineModel::readCampus() {
    m_campus = m_document.campus();
    m_rowsOfHall.clear();
    m_racksOfRow.clear();
    m_loneRacksOfHall.clear();
    m_equipmentOf.clear();
    for (const auto& row : m_campus.rows())
        m_rowsOfHall[row.hall.number].push_back(&row);
    for (const auto& rack : m_campus.racks())
        (rack.row.isValid() ? m_racksOfRow[rack.row.number] : m_loneRacksOfHall[rack.hall.number])
            .push_back(&rack);
    for (const auto& item : m_campus.equipment())
        m_equipmentOf[item.parent.number].push_back(&item);
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
        if (const auto* rack = m_campus.racks().find({finding.element.number}))
            worsen(model::entity(rack->row), severity);
        for (auto id = m_campus.containerOf(finding.element); id.isValid();
             id = m_campus.containerOf(id))
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
    for (const auto& hall : m_campus.halls())
        addHall(rows, hall);
    for (const auto& substation : m_campus.substations()) {
        const auto id = model::entity(substation.id);
        addEntity(rows, id, 0, m_equipmentOf.contains(id.number));
        if (rows.back().expanded)
            addEquipment(rows, id, 1);
    }
    for (const auto& plant : m_campus.plants()) {
        const auto id = model::entity(plant.id);
        addEntity(rows, id, 0, m_equipmentOf.contains(id.number));
        if (rows.back().expanded)
            addEquipment(rows, id, 1);
    }
    for (const auto& grid : m_campus.grids())
        addEntity(rows, model::entity(grid.id), 0, false);
    addEquipment(rows, {}, 0);
    if (addHeading(rows, QStringLiteral("feeders"), QStringLiteral("Feeders"),
                   m_campus.feeders().size(), 0))
        for (const auto& feeder : m_campus.feeders())
            addEntity(rows, model::entity(feeder.id), 1, false);
    if (addHeading(rows, QStringLiteral("mains"), QStringLiteral("Facility-water mains"),
                   m_campus.mains().size(), 0))
        for (const auto& main : m_campus.mains())
            addEntity(rows, model::entity(main.id), 1, false);
    if (addHeading(rows, QStringLiteral("zones"), QStringLiteral("Roads and zones"),
                   m_campus.zones().size(), 0))
        for (const auto& zone : m_campus.zones())
            addEntity(rows, model::entity(zone.id), 1, false);
    replaceRows(std::move(rows));
}

void OutlineModel::addEntity(std::vector<OutlineRow>& rows, model::EntityId id, int depth,
                             bool expandable) const {
    OutlineRow row;
    row.key = keyOf(id);
    row.name = fromUtf8(m_campus.nameOf(id));
    row.icon = iconName(m_campus, id);
    row.depth = depth;
    row.expandable = expandable;
    row.expanded = expandable && m_open.contains(row.key);
    row.entity = int(id.number);
    const Value value = valueOf(id);
    row.value = value.text;
    row.fraction = value.fraction;
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
    if (const auto found = m_rowsOfHall.find(id.number); found != m_rowsOfHall.end())
        for (const model::Row* row : found->second) {
            const auto racks = m_racksOfRow.find(row->id.number);
            addEntity(rows, model::entity(row->id), 1, racks != m_racksOfRow.end());
            if (rows.back().expanded)
                for (const model::Rack* rack : racks->second)
                    addEntity(rows, model::entity(rack->id), 2, false);
        }
    if (const auto found = m_loneRacksOfHall.find(id.number); found != m_loneRacksOfHall.end())
        for (const model::Rack* rack : found->second)
            addEntity(rows, model::entity(rack->id), 1, false);
    addEquipment(rows, id, 1);
}

void OutlineModel::addEquipment(std::vector<OutlineRow>& rows, model::EntityId parent,
                                int depth) const {
    const auto found = m_equipmentOf.find(parent.number);
    if (found == m_equipmentOf.end())
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
    addFrom(m_campus.halls());
    addFrom(m_campus.substations());
    addFrom(m_campus.plants());
    addFrom(m_campus.grids());
    addFrom(m_campus.equipment());
    addFrom(m_campus.feeders());
    addFrom(m_campus.mains());
    addFrom(m_campus.rows());
    addFrom(m_campus.racks());
    addFrom(m_campus.zones());
}

OutlineModel::Value OutlineModel::valueOf(model::EntityId id) const {
    if (!m_results.isAvailable())
        return {};
    switch (m_view.layer()) {
    case ViewState::Layer::AirTemperature:
        return airValue(id);
    case ViewState::Layer::ElectricalLoading:
        return loadingValue(id);
    case ViewState::Layer::CoolantTemperature:
        return coolantValue(id);
    case ViewState::Layer::VoltageDeviation:
        return voltageValue(id);
    case ViewState::Layer::FaultLevel:
        return faultValue(id);
    case ViewState::Layer::Plume:
        return intakeValue(id);
    case ViewState::Layer::Capacity:
    case ViewState::Layer::SupplyAir:
    case ViewState::Layer::None:
        break;
    }
    return {};
}

OutlineModel::Value OutlineModel::intakeValue(model::EntityId id) const {
    const auto solution = m_results.solution();
    std::optional<double> worst_K;
    for (const auto& unit : m_campus.equipment()) {
        if (model::entity(unit.id) != id && unit.parent != id)
            continue;
        const auto state = solution->units.find(unit.id);
        if (state != solution->units.end() && state->second.airIntake_C)
            worst_K = std::max(worst_K.value_or(0.0),
                               *state->second.airIntake_C - solution->scenario.ambient_C);
    }
    return worst_K ? Value{formatNumber(*worst_K, 1), shareOf(*worst_K, 0.0, 6.0)} : Value{};
}

OutlineModel::Value OutlineModel::airValue(model::EntityId id) const {
    const auto solution = m_results.solution();
    const auto shown = [](double t_C) {
        return Value{formatNumber(t_C, 1), shareOf(t_C, 18.0, 40.0)};
    };
    if (const auto hall = solution->halls.find({id.number}); hall != solution->halls.end())
        return hall->second.hasAir ? shown(hall->second.worstInlet_C) : Value{};
    const auto inletOf = [&solution](model::RackId rack) -> std::optional<double> {
        const auto state = solution->racks.find(rack);
        if (state == solution->racks.end() || !state->second.hasAir)
            return std::nullopt;
        return state->second.airInletMean_C;
    };
    if (const auto racks = m_racksOfRow.find(id.number); racks != m_racksOfRow.end()) {
        std::optional<double> worst;
        for (const model::Rack* rack : racks->second)
            if (const auto inlet = inletOf(rack->id); inlet && (!worst || *inlet > *worst))
                worst = inlet;
        return worst ? shown(*worst) : Value{};
    }
    const auto inlet = inletOf({id.number});
    return inlet ? shown(*inlet) : Value{};
}

OutlineModel::Value OutlineModel::loadingValue(model::EntityId id) const {
    const auto solution = m_results.solution();
    const auto shown = [](double loading) {
        return Value{formatNumber(loading * 100.0, 0), shareOf(loading, 0.0, 1.2)};
    };
    if (const auto it = solution->feeders.find({id.number}); it != solution->feeders.end())
        return shown(it->second.loading);
    if (const auto it = solution->transformers.find({id.number});
        it != solution->transformers.end())
        return shown(it->second.loading);
    double worst = -1.0;
    switch (m_campus.kindOf(id)) {
    case model::EntityKind::Hall:
    case model::EntityKind::Substation: {
        if (const auto items = m_equipmentOf.find(id.number); items != m_equipmentOf.end())
            for (const model::Equipment* item : items->second) {
                if (const auto it = solution->transformers.find(item->id);
                    it != solution->transformers.end())
                    worst = std::max(worst, it->second.loading);
                if (const auto it = solution->units.find(item->id);
                    (item->kind == model::EquipmentKind::PowerDevice ||
                     item->kind == model::EquipmentKind::PowerRack) &&
                    it != solution->units.end())
                    worst = std::max(worst, it->second.loading);
            }
        for (const auto& busway : solution->busways)
            if (model::entity(busway.hall) == id)
                worst = std::max(worst, busway.loading);
        break;
    }
    case model::EntityKind::Row:
        for (const auto& busway : solution->busways)
            if (model::entity(busway.row) == id)
                worst = std::max(worst, busway.loading);
        break;
    default:
        break;
    }
    return worst >= 0.0 ? shown(worst) : Value{};
}

OutlineModel::Value OutlineModel::coolantValue(model::EntityId id) const {
    const auto solution = m_results.solution();
    const auto shown = [](double t_C) {
        return Value{formatNumber(t_C, 1), shareOf(t_C, 25.0, 60.0)};
    };
    if (const auto it = solution->racks.find({id.number}); it != solution->racks.end())
        return it->second.hasCoolant ? shown(it->second.coolantSupply_C) : Value{};
    if (const auto it = solution->units.find({id.number}); it != solution->units.end())
        return it->second.running ? shown(it->second.supply_C) : Value{};
    if (const auto it = solution->mains.find({id.number}); it != solution->mains.end())
        return shown(it->second.supply_C);
    if (const auto it = solution->halls.find({id.number});
        it != solution->halls.end() && it->second.facilitySupply_C > 0.0)
        return shown(it->second.facilitySupply_C);
    return {};
}

} // namespace hallwright::app
