#include "app/models/kpi_model.h"

#include "app/document/live_results.h"
#include "app/format/number_format.h"
#include "app/models/entity_words.h"

#include <array>

namespace hallwright::app {

namespace {

struct TileName {
    const char* id;
    const char* name; ///< shown before the first solve has named it
};

/// Nine tiles a workspace, the most telling first: small windows show the first five.
using Tiles = std::array<TileName, 9>;

constexpr TileName kIt{"it_power", "IT power"};
constexpr TileName kGrid{"grid_power", "Grid power"};
constexpr TileName kPue{"pue", "PUE, solved hour"};
constexpr TileName kWue{"wue", "WUE, solved hour"};
constexpr TileName kLosses{"losses", "Electrical losses"};
constexpr TileName kInlet{"worst_inlet", "Worst air inlet"};
constexpr TileName kBranch{"worst_branch", "Worst branch loading"};
constexpr TileName kCooling{"cooling_power", "Cooling power"};
constexpr TileName kMargin{"coolant_margin", "Coolant margin"};
constexpr TileName kIntake{"worst_intake", "Worst cooler intake"};
constexpr TileName kCue{"cue", "CUE, solved hour"};
constexpr TileName kCost{"energy_cost", "Energy cost"};
constexpr TileName kTokens{"tokens_per_s", "Tokens a second"};

constexpr Tiles kSiteTiles{kGrid, kIt, kPue, kInlet, kBranch, kLosses, kWue, kMargin, kCost};
constexpr Tiles kHallTiles{kIt, kInlet, kMargin, kPue, kCooling, kLosses, kBranch, kTokens, kWue};
constexpr Tiles kPowerTiles{kGrid, kBranch, kLosses, kIt, kPue, kCost, kCue, kCooling, kInlet};
constexpr Tiles kCoolingTiles{kCooling, kMargin, kIntake, kInlet, kWue, kPue, kIt, kGrid, kCue};

const Tiles& tilesOf(Workspace workspace) {
    switch (workspace) {
    case Workspace::Hall:
    case Workspace::Drill:
        return kHallTiles;
    case Workspace::Power:
        return kPowerTiles;
    case Workspace::Cooling:
        return kCoolingTiles;
    case Workspace::Site:
    case Workspace::Year:
        break;
    }
    return kSiteTiles;
}

QString contextOf(const economics::Kpi& kpi) {
    if (kpi.inputs.empty())
        return fromUtf8(kpi.formula);
    const auto& input = kpi.inputs.front();
    const bool isOfFirst = input.value == kpi.value && input.unit == kpi.unit;
    const bool isShare = kpi.inputs.size() == 2 && kpi.inputs.back().unit == kpi.unit &&
                         kpi.inputs.back().value >= kpi.value;
    // "Worst of all" figures begin with the culprit: its name says more than the value again.
    if (isOfFirst && !isShare)
        return fromUtf8(input.name);
    // A part is told as its share of the whole.
    if (isOfFirst && kpi.inputs.back().value > 0.0)
        return formatPercent(kpi.value / kpi.inputs.back().value).text() + QStringLiteral(" of ") +
               fromUtf8(kpi.inputs.back().name);
    if (kpi.id == "it_power")
        return formatNumber(input.value, 0) + QStringLiteral(" racks");
    return fromUtf8(input.name) + u' ' + formatQuantity(input.value, fromUtf8(input.unit)).text();
}

/// Figures whose limit is known without the campus: full is full, and no margin is none.
QString severityOf(const economics::Kpi& kpi, const engine::Solution& solution) {
    const bool broken = (kpi.id == "worst_branch" && kpi.value > 100.0) ||
                        (kpi.id == "coolant_margin" && kpi.value < 0.0);
    if (broken)
        return QStringLiteral("fault");
    if (kpi.id == "worst_inlet")
        for (const auto& finding : solution.findings)
            if (finding.rule.find("inlet") != std::string::npos &&
                finding.severity == engine::Severity::Fault)
                return QStringLiteral("fault");
    return {};
}

KpiTile tileOf(const TileName& tile, const LiveResults& results) {
    KpiTile row;
    row.key = QLatin1String(tile.id);
    row.name = QLatin1String(tile.name);
    row.value = QString::fromUtf16(kNoValue);
    row.context = QStringLiteral("not solved yet");
    const auto solution = results.solution();
    if (!solution)
        return row;
    row.stale = results.isStale();
    for (const auto& kpi : solution->kpis) {
        if (kpi.id != tile.id)
            continue;
        row.name = fromUtf8(kpi.name);
        row.formula = fromUtf8(kpi.formula);
        row.source = fromUtf8(kpi.source);
        for (const auto& input : kpi.inputs)
            row.inputs.append(
                QVariantMap{{QStringLiteral("name"), fromUtf8(input.name)},
                            {QStringLiteral("value"),
                             input.known ? formatQuantity(input.value, fromUtf8(input.unit)).text()
                                         : QStringLiteral("unknown")}});
        row.known = kpi.known;
        if (!kpi.known) {
            row.context =
                results.isBusy() ? QStringLiteral("solving") : fromUtf8(kpi.unknownBecause);
            break;
        }
        const Figure figure = formatKpi(kpi.value, fromUtf8(kpi.unit));
        row.value = figure.value;
        row.unit = figure.unit;
        row.context = contextOf(kpi);
        row.severity = severityOf(kpi, *solution);
    }
    return row;
}

} // namespace

KpiModel::KpiModel(const LiveResults& results, QObject* parent)
    : RowListModel(parent), m_results(results) {
    connect(&results, &LiveResults::changed, this, &KpiModel::refresh);
    refresh();
}

QVariant KpiModel::data(const QModelIndex& index, int role) const {
    const KpiTile* row = rowAt(index);
    if (row == nullptr)
        return {};
    switch (role) {
    case KeyRole:
        return row->key;
    case Qt::DisplayRole:
    case NameRole:
        return row->name;
    case ValueRole:
        return row->value;
    case UnitRole:
        return row->unit;
    case ContextRole:
        return row->context;
    case SeverityRole:
        return row->severity;
    case FormulaRole:
        return row->formula;
    case InputsRole:
        return row->inputs;
    case SourceRole:
        return row->source;
    case KnownRole:
        return row->known;
    case StaleRole:
        return row->stale;
    default:
        return {};
    }
}

QHash<int, QByteArray> KpiModel::roleNames() const {
    return {{KeyRole, "key"},         {NameRole, "name"},       {ValueRole, "value"},
            {UnitRole, "unit"},       {ContextRole, "context"}, {SeverityRole, "severity"},
            {FormulaRole, "formula"}, {InputsRole, "inputs"},   {SourceRole, "source"},
            {KnownRole, "known"},     {StaleRole, "stale"}};
}

void KpiModel::setWorkspace(Workspace workspace) {
    if (m_workspace == workspace)
        return;
    m_workspace = workspace;
    refresh();
}

void KpiModel::setTileCount(int count) {
    if (m_tileCount == count)
        return;
    m_tileCount = count;
    refresh();
    emit tileCountChanged();
}

void KpiModel::refresh() {
    std::vector<KpiTile> tiles;
    const auto& names = tilesOf(m_workspace);
    for (int i = 0; i < std::min(m_tileCount, int(names.size())); ++i)
        tiles.push_back(tileOf(names[std::size_t(i)], m_results));
    replaceRows(std::move(tiles));
}

} // namespace hallwright::app
