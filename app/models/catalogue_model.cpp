#include "app/models/catalogue_model.h"

#include "app/format/number_format.h"
#include "app/models/entity_words.h"
#include "app/tools/placing_item.h"
#include "core/layout/grid_connection.h"
#include "core/layout/hall_templates.h"
#include "core/model/supply_pattern.h"

#include <QRegularExpression>
#include <QVariantMap>

namespace hallwright::app {

namespace {

const QString kHalls = QStringLiteral("Hall modules");
const QString kSubstations = QStringLiteral("Grid and substations");
const QString kPlants = QStringLiteral("Cooling plants");
const QString kRows = QStringLiteral("Rows of racks");
const QString kRacks = QStringLiteral("Racks");
const QString kCooling = QStringLiteral("Cooling");
const QString kElectrical = QStringLiteral("Electrical");
const QString kGeneration = QStringLiteral("Generation and storage");
const QString kModules = QStringLiteral("Prefabricated modules");

QStringList groupOrder(Workspace workspace) {
    switch (workspace) {
    case Workspace::Hall:
    case Workspace::Drill:
        return {kRacks,   kRows,       kCooling,     kElectrical, kHalls,
                kModules, kGeneration, kSubstations, kPlants};
    case Workspace::Power:
        return {kSubstations, kElectrical, kGeneration, kModules, kHalls,
                kRacks,       kRows,       kCooling,    kPlants};
    case Workspace::Cooling:
        return {kPlants, kCooling,     kModules,    kHalls,     kRacks,
                kRows,   kSubstations, kElectrical, kGeneration};
    case Workspace::Year:
    case Workspace::Site:
        break;
    }
    return {kHalls, kSubstations, kPlants,  kGeneration, kModules,
            kRacks, kRows,        kCooling, kElectrical};
}

/// The group a single item stands in; empty for what is not placed on its own (cables and pipes
/// are drawn as connections, power shelves come inside their racks).
QString groupOf(catalog::Category category) {
    switch (category) {
    case catalog::Category::Rack:
        return kRacks;
    case catalog::Category::Cdu:
    case catalog::Category::AirUnit:
    case catalog::Category::Chiller:
    case catalog::Category::HeatRejection:
    case catalog::Category::Pump:
    case catalog::Category::Tank:
    case catalog::Category::HeatExchanger:
        return kCooling;
    case catalog::Category::Transformer:
    case catalog::Category::Switchgear:
    case catalog::Category::PowerDevice:
        return kElectrical;
    case catalog::Category::Generation:
        return kGeneration;
    case catalog::Category::Module:
        return kModules;
    case catalog::Category::Pipe:
    case catalog::Category::Coolant:
    case catalog::Category::Cable:
    case catalog::Category::PowerShelf:
        break;
    }
    return {};
}

QString formOf(const catalog::Catalog::Entry& entry) {
    switch (entry.category) {
    case catalog::Category::Rack:
        return QStringLiteral("rack");
    case catalog::Category::HeatRejection:
    case catalog::Category::Chiller:
        return QStringLiteral("fans");
    case catalog::Category::AirUnit:
        return QStringLiteral("fanwall");
    case catalog::Category::Transformer:
        return QStringLiteral("transformer");
    case catalog::Category::Cdu:
    case catalog::Category::PowerDevice:
    case catalog::Category::Switchgear:
        return QStringLiteral("cabinet");
    case catalog::Category::Pump:
        return QStringLiteral("pump");
    default:
        return QStringLiteral("container");
    }
}

/// A name without what stands in brackets and, but for racks, after the first comma: lists are
/// narrow, and the sheet has the rest.
QString shortName(const catalog::Catalog::Entry& entry) {
    if (entry.category == catalog::Category::Transformer) {
        const auto& type = static_cast<const catalog::TransformerType&>(*entry.type);
        const bool dry = type.name.find("cast-resin") != std::string::npos;
        return (dry ? QStringLiteral("Cast-resin ") : QStringLiteral("Transformer ")) +
               formatRating(type.rating_VA, QStringLiteral("VA")).text();
    }
    static const QRegularExpression kBrackets(QStringLiteral("\\s*\\([^)]*\\)"));
    const QString name = fromUtf8(entry.type->name).remove(kBrackets).trimmed();
    // The profile of a rack type stands after its comma ("Vera Rubin NVL72, Max-Q").
    return entry.category == catalog::Category::Rack ? name : name.section(u',', 0, 0);
}

CatalogueRow rowOf(const catalog::Catalog::Entry& entry, const QString& group) {
    CatalogueRow row;
    row.key = fromUtf8(entry.type->id);
    row.group = group;
    row.name = shortName(entry);
    row.fullName = fromUtf8(entry.type->name);
    row.detail = definingValues(entry);
    row.icon = iconName(entry.category);
    row.size_m = {float(entry.type->size_m.x), float(entry.type->size_m.y),
                  float(entry.type->size_m.z)};
    row.form = formOf(entry);
    row.sheet = sheetOf(entry);
    QStringList sources;
    for (const auto& source : entry.type->sources)
        sources += fromUtf8(source);
    row.sources = sources.join(QStringLiteral("; "));
    row.confidence = confidenceName(entry.type->confidence);
    return row;
}

bool matches(const CatalogueRow& row, const QStringList& words) {
    const QString text =
        row.name + u' ' + row.fullName + u' ' + row.detail + u' ' + row.group + u' ' + row.key;
    return std::all_of(words.begin(), words.end(), [&text](const QString& word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

/// Grid transformers: those of a substation; smaller ones stand in halls.
constexpr double kSubstationFrom_V = 50e3;

} // namespace

CatalogueModel::CatalogueModel(std::shared_ptr<const catalog::Catalog> catalog, QObject* parent)
    : RowListModel(parent), m_catalog(std::move(catalog)) {
    collect();
    refresh();
}

void CatalogueModel::collect() {
    for (const model::HallTemplate& recipe : layout::hallTemplates(*m_catalog)) {
        CatalogueRow row;
        row.key = QStringLiteral("template:") + fromUtf8(recipe.name);
        row.group = kHalls;
        row.name = QStringLiteral("%1 · %2 racks")
                       .arg(fromUtf8(recipe.name))
                       .arg(recipe.rows * recipe.racksPerRow);
        row.fullName =
            fromUtf8(recipe.name) + QStringLiteral(" · ") + typeName(*m_catalog, recipe.rackType);
        row.detail = definingValues(recipe, *m_catalog);
        row.icon = QStringLiteral("hall");
        row.form = QStringLiteral("hall");
        row.size_m = {float(recipe.racksPerRow), float(recipe.rows), float(recipe.height_m)};
        if (const auto entry = m_catalog->find(recipe.rackType); entry.type != nullptr)
            row.confidence = confidenceName(entry.type->confidence);
        const auto add = [&row, this](const char* label, const QString& value) {
            if (!value.isEmpty())
                row.sheet.push_back({QString::fromUtf8(label), value, {}});
        };
        add("Rows × racks", QStringLiteral("%1 × %2").arg(recipe.rows).arg(recipe.racksPerRow));
        add("Rack", typeName(*m_catalog, recipe.rackType));
        const auto pattern = model::patternOf(recipe.feeds).name;
        add("Feeds", QString::fromUtf8(pattern.data(), qsizetype(pattern.size())));
        add("CDU", typeName(*m_catalog, recipe.cduType));
        add("Air unit", typeName(*m_catalog, recipe.airUnitType));
        add("Transformer", typeName(*m_catalog, recipe.transformerType));
        add("UPS", typeName(*m_catalog, recipe.upsType));
        m_items.push_back(std::move(row));
    }
    for (const double voltage_V : layout::gridVoltages_V(*m_catalog)) {
        const auto grid = layout::gridConnection(voltage_V, layout::usualCapacity_VA(voltage_V));
        const auto rating = [](double power_VA) {
            return formatRating(power_VA, QStringLiteral("VA")).text();
        };
        CatalogueRow row;
        row.key = QStringLiteral("grid:%1").arg(voltage_V, 0, 'f', 0);
        row.group = kSubstations;
        row.name = QStringLiteral("Grid %1 kV").arg(formatCompact(voltage_V / 1e3));
        row.fullName = QStringLiteral("Grid connection, %1 kV").arg(formatCompact(voltage_V / 1e3));
        row.detail =
            rating(grid.capacity_VA) + QStringLiteral(" · Sk″ ") + rating(grid.shortCircuit_VA);
        row.icon = QStringLiteral("grid");
        row.form = QStringLiteral("substation");
        row.size_m = {float(model::kGridConnectionSize_m.x), float(model::kGridConnectionSize_m.y),
                      float(model::kGridConnectionSize_m.z)};
        row.sheet = {{QStringLiteral("Capacity"), rating(grid.capacity_VA), {}},
                     {QStringLiteral("Short circuit"), rating(grid.shortCircuit_VA), {}},
                     {QStringLiteral("R/X"), formatCompact(grid.rOverX), {}}};
        row.confidence = confidenceName(catalog::Confidence::Estimate);
        m_items.push_back(std::move(row));
    }
    for (const auto& entry : m_catalog->entries()) {
        const QString group = groupOf(entry.category);
        if (group.isEmpty())
            continue;
        const CatalogueRow row = rowOf(entry, group);
        m_items.push_back(row);
        const auto variant = [&](const char* prefix, const QString& in, const QString& name,
                                 const QString& detail, const char* form) {
            CatalogueRow more = row;
            more.key = QLatin1String(prefix) + row.key;
            more.group = in;
            more.name = name;
            more.fullName = in + QStringLiteral(": ") + row.fullName;
            more.detail = detail;
            more.form = QLatin1String(form);
            more.icon = more.form == u"plant" ? QStringLiteral("cooler") : more.form;
            m_items.push_back(std::move(more));
        };
        if (entry.category == catalog::Category::Rack)
            variant(
                "row:", kRows, row.name,
                QStringLiteral("%1 racks · %2")
                    .arg(kRacksARow)
                    .arg(formatRating(
                             kRacksARow *
                                 static_cast<const catalog::RackType&>(*entry.type).powerNominal_W,
                             QStringLiteral("W"))
                             .text()),
                "row");
        else if (entry.category == catalog::Category::HeatRejection)
            variant("plant:", kPlants, row.name,
                    QStringLiteral("%1 × ").arg(kCoolerColumnsAPlant * kCoolerLinesAPlant) +
                        row.detail,
                    "plant");
        else if (entry.category == catalog::Category::Transformer) {
            const auto& type = static_cast<const catalog::TransformerType&>(*entry.type);
            if (type.highVoltage_V >= kSubstationFrom_V)
                variant("substation:", kSubstations,
                        QStringLiteral("%1/%2 kV")
                            .arg(formatCompact(type.highVoltage_V / 1e3),
                                 formatCompact(type.lowVoltage_V / 1e3)),
                        QStringLiteral("%1 × ").arg(kTransformersASubstation) +
                            formatRating(type.rating_VA, QStringLiteral("VA")).text(),
                        "substation");
        }
    }
}

QVariant CatalogueModel::data(const QModelIndex& index, int role) const {
    const CatalogueRow* row = rowAt(index);
    if (row == nullptr)
        return {};
    switch (role) {
    case KeyRole:
        return row->key;
    case IsGroupRole:
        return row->isGroup;
    case GroupRole:
        return row->group;
    case CountRole:
        return row->count;
    case ExpandedRole:
        return row->expanded;
    case Qt::DisplayRole:
    case NameRole:
        return row->name;
    case FullNameRole:
        return row->fullName;
    case DetailRole:
        return row->detail;
    case IconRole:
        return row->icon;
    case SizeRole:
        return row->size_m;
    case FormRole:
        return row->form;
    case SheetRole: {
        QVariantList lines;
        for (const SheetLine& line : row->sheet)
            lines.append(QVariantMap{{QStringLiteral("label"), line.label},
                                     {QStringLiteral("value"), line.value},
                                     {QStringLiteral("confidence"), line.confidence}});
        return lines;
    }
    case SourcesRole:
        return row->sources;
    case ConfidenceRole:
        return row->confidence;
    default:
        return {};
    }
}

QHash<int, QByteArray> CatalogueModel::roleNames() const {
    return {{KeyRole, "key"},           {IsGroupRole, "isGroup"},
            {GroupRole, "group"},       {CountRole, "count"},
            {ExpandedRole, "expanded"}, {NameRole, "name"},
            {FullNameRole, "fullName"}, {DetailRole, "detail"},
            {IconRole, "icon"},         {SizeRole, "size"},
            {FormRole, "form"},         {SheetRole, "sheet"},
            {SourcesRole, "sources"},   {ConfidenceRole, "confidence"}};
}

void CatalogueModel::setFilter(const QString& filter) {
    if (m_filter == filter)
        return;
    m_filter = filter;
    refresh();
    emit filterChanged();
}

void CatalogueModel::setWorkspace(Workspace workspace) {
    if (m_workspace == workspace)
        return;
    m_workspace = workspace;
    refresh();
}

void CatalogueModel::toggleGroup(const QString& group) {
    if (!m_collapsed.remove(group))
        m_collapsed.insert(group);
    refresh();
}

void CatalogueModel::refresh() {
    const QStringList words = m_filter.split(u' ', Qt::SkipEmptyParts);
    std::vector<CatalogueRow> next;
    int count = 0;
    for (const QString& group : groupOrder(m_workspace)) {
        const std::size_t heading = next.size();
        CatalogueRow head;
        head.key = QStringLiteral("group/") + group;
        head.isGroup = true;
        head.group = group;
        head.name = group;
        // A search looks into closed groups too, or it would hide what it found.
        head.expanded = !words.isEmpty() || !m_collapsed.contains(group);
        next.push_back(head);
        int found = 0;
        for (const CatalogueRow& item : m_items) {
            if (item.group != group || !matches(item, words))
                continue;
            ++found;
            if (head.expanded)
                next.push_back(item);
        }
        next[heading].count = found;
        count += found;
        if (found == 0)
            next.pop_back();
    }
    replaceRows(std::move(next));
    if (m_count != count) {
        m_count = count;
        emit countChanged();
    }
}

} // namespace hallwright::app
