#include "app/diagram/trunk_drawing.h"

#include "app/diagram/hall_drawing.h"
#include "app/diagram/ring_links.h"
#include "app/diagram/station_drawing.h"
#include "app/diagram/trunk_symbols.h"
#include "app/format/counted.h"
#include "app/format/number_format.h"

#include <algorithm>
#include <cmath>

namespace hallwright::app::diagram {

namespace {

using model::EntityKind;
using model::FeedSide;

constexpr QSizeF kMachine{24.0, 24.0};
const QString kFeederPower = QStringLiteral("999.9\u2009MW");
const QString kFeederValue = QStringLiteral("1\u2009000.0\u2009%"); ///< widest beside a feeder
constexpr double kToggleText = 20.0; ///< room beside the last line of a box that opens
/// The widest values that boxes make room for.
const QString kWidestPower = QStringLiteral("1\u2009000.0\u2009MW");
const QString kVoltage = QStringLiteral("1.000\u2009pu");
const QString kWidestLoading = QStringLiteral("max 1\u2009000.0\u2009%");

} // namespace

Fragment TrunkDrawing::feederOver(int e, Fragment below, double textWidth,
                                  std::optional<SymbolKind> gear) {
    const auto& edge = m_sheet.tree.edge(e);
    const auto conductor = conductorOf(m_sheet, e, gear);
    auto lines =
        m_sheet.type.broken(QString::fromStdString(edge.feeder->name), TextRole::Name, textWidth);
    if (edge.open) {
        lines.push_back(
            {edge.feeder->normallyOpen ? kOpenWord : QStringLiteral("out"), TextRole::Detail});
    } else {
        const auto* state = m_sheet.states.feeder(edge.feeder->id);
        const bool isRated = !state || state->rating > 0.0;
        lines.push_back(isRated ? m_sheet.states.loading(conductor.status)
                                : m_sheet.states.power(state));
        lines.push_back(m_sheet.states.current(state));
    }
    return columnOf(m_sheet.type, conductor, lines, textWidth, std::move(below));
}

Fragment TrunkDrawing::feederColumn(int e, int n, double textWidth) {
    const auto& edge = m_sheet.tree.edge(e);
    const int far = edge.opposite(n).node;
    const bool isChild = edge.isTree && m_sheet.tree.node(far).parentEdge == e && isWithin(far);
    // The switchgear stands where the feeder begins; at its other end a reference points there.
    const bool begins = edge.isTree || edge.from.node == n || !isWithin(edge.from.node);
    Fragment below =
        isChild ? node(far)
                : referenceTo(m_sheet.type, m_sheet.tree.node(far).entity, nodeName(m_sheet, far));
    return feederOver(e, std::move(below), textWidth,
                      begins ? std::optional(SymbolKind::Breaker) : std::nullopt);
}

std::vector<Fragment> TrunkDrawing::feederColumns(int n, Bar bar, bool counts) {
    auto edges = m_sheet.tree.childEdges(n, bar);
    const auto cross = m_sheet.tree.crossEdges(n, bar);
    edges.insert(edges.end(), cross.begin(), cross.end());
    double textWidth = std::max(m_sheet.type.width(kFeederValue, TextRole::Fault),
                                m_sheet.type.width(kFeederPower, TextRole::Value));
    for (const int e : edges)
        textWidth = std::max(
            textWidth,
            std::min(kLongFeederName,
                     m_sheet.type.width(QString::fromStdString(m_sheet.tree.edge(e).feeder->name),
                                        TextRole::Name)));
    std::vector<Fragment> columns;
    for (const int e : edges)
        if (!counts || m_window.takesNext())
            columns.push_back(feederColumn(e, n, textWidth));
    for (const int e : m_sheet.tree.besideEdges(n, bar))
        if (!bar.isHigh && (!counts || m_window.takesNext())) {
            std::vector<Text> lines;
            Symbol symbol = gridSymbol(m_sheet, m_sheet.tree.edge(e).opposite(n).node, lines);
            columns.push_back(
                feederOver(e, symbolOf(m_sheet.type, std::move(symbol), kGridSize, lines),
                           textWidth, SymbolKind::Breaker));
        }
    return columns;
}

std::vector<Fragment> TrunkDrawing::foldedFeeders(int n, Bar bar) {
    struct Group {
        std::vector<model::EntityId> members;
        std::vector<model::EntityId> feeders;
        double power_W = 0.0;
        Status worst;
        QString worstName;
        bool isKnown = false;
    };
    std::map<EntityKind, Group> groups;
    std::vector<Fragment> columns;
    auto edges = m_sheet.tree.childEdges(n, bar);
    const auto cross = m_sheet.tree.crossEdges(n, bar);
    edges.insert(edges.end(), cross.begin(), cross.end());
    for (const int e : edges) {
        const auto& edge = m_sheet.tree.edge(e);
        const int far = edge.opposite(n).node;
        const auto& node = m_sheet.tree.node(far);
        if (node.kind == EntityKind::Substation || node.kind == EntityKind::GridConnection) {
            columns.push_back(feederColumn(e, n, kLongFeederName));
            continue;
        }
        auto& group = groups[node.kind];
        group.feeders.push_back(model::entity(edge.feeder->id));
        group.members.push_back(node.entity);
        const auto* state = m_sheet.states.feeder(edge.feeder->id);
        const Status status = m_sheet.states.status(state);
        if (edge.open || !state)
            continue;
        group.isKnown = true;
        group.power_W += state->power_W;
        const bool isWorse =
            std::isnan(group.worst.loading) || status.loading > group.worst.loading;
        if (group.worst.supply != Status::Supply::Live ||
            (!std::isnan(status.loading) && isWorse)) {
            group.worst = status;
            group.worstName = QString::fromStdString(edge.feeder->name);
        }
    }
    for (auto& [kind, group] : groups) {
        BoxSign box;
        box.entity = m_sheet.tree.node(n).entity;
        const QString name =
            kind == EntityKind::Hall ? counted(group.members.size(), QStringLiteral("hall intake"),
                                               QStringLiteral("hall intakes"))
            : kind == EntityKind::Plant
                ? counted(group.members.size(), QStringLiteral("plant"), QStringLiteral("plants"))
                : counted(group.members.size(), QStringLiteral("generator"),
                          QStringLiteral("generators"));
        box.lines = {{name, TextRole::Name}};
        box.words = {name};
        if (group.isKnown) {
            box.lines.push_back({formatPower(group.power_W).text(), TextRole::Value});
            auto loading = m_sheet.states.loading(group.worst);
            box.words.push_back(
                QStringLiteral("%1 on feeder %2").arg(loading.text, group.worstName));
            loading.text = QStringLiteral("max ") + loading.text;
            if (!std::isnan(group.worst.loading))
                box.lines.push_back(loading);
        } else if (m_sheet.states.isKnown()) {
            box.lines.push_back(
                {kind == EntityKind::Equipment ? QStringLiteral("stand by") : kOpenWord,
                 TextRole::Detail});
        } else {
            box.lines.push_back(m_sheet.states.power(nullptr));
        }
        box.status = group.worst;
        box.toggle = false;
        Conductor conductor;
        conductor.entity = box.entity;
        conductor.status = group.worst;
        conductor.open = m_sheet.states.isKnown() && !group.isKnown;
        conductor.members = group.feeders;
        box.members = std::move(group.members);
        box.members.insert(box.members.end(), group.feeders.begin(), group.feeders.end());
        box.lines.resize(3);
        box.minWidth = m_sheet.type.width(kWidestLoading, TextRole::Fault) + kToggleText;
        columns.push_back(columnOf(m_sheet.type, conductor, {}, 0.0, boxOf(m_sheet.type, box)));
    }
    return columns;
}

Fragment TrunkDrawing::generator(int n) {
    std::vector<Text> lines;
    Symbol symbol = generatorSymbol(m_sheet, n, lines);
    if (m_sheet.tree.node(n).parent >= 0)
        return symbolOf(m_sheet.type, std::move(symbol), kMachine, lines);
    auto columns = feederColumns(n, {}, false);
    if (columns.empty())
        return symbolOf(m_sheet.type, std::move(symbol), kMachine, lines);
    Fragment below = columns.size() == 1 ? std::move(columns.front())
                                         : barOver({symbol.entity, symbol.status, symbol.words},
                                                   std::move(columns), m_sheet.view.maxWidth, 0.0);
    return sourceOver(m_sheet.type, std::move(symbol), kMachine, lines, std::move(below));
}

Fragment TrunkDrawing::grid(int n) {
    std::vector<Text> lines;
    Symbol symbol = gridSymbol(m_sheet, n, lines);
    auto columns = feederColumns(n, {}, symbol.entity == m_sheet.view.scope);
    if (columns.empty()) {
        Fragment part;
        part.port = part.add([&] {
            symbol.box = QRectF(QPointF(0.0, 0.0), kGridSize);
            return symbol;
        }());
        m_sheet.type.stack(part, kGridSize.width() + 8.0, 0.0, 180.0, lines, symbol.entity);
        part.portX = kGridSize.width() / 2.0;
        return part;
    }
    if (columns.size() == 1)
        return sourceOver(m_sheet.type, std::move(symbol), kGridSize, lines,
                          std::move(columns.front()));
    const auto* bus = m_sheet.states.bus(symbol.entity, 0);
    BarSign sign{symbol.entity,
                 m_sheet.states.status(bus),
                 {m_sheet.name(symbol.entity), m_sheet.states.voltage(bus).text}};
    auto bar = barOver(sign, std::move(columns), m_sheet.view.maxWidth, 0.0);
    bar.portX = bar.drawing.symbols[std::size_t(bar.port)].box.center().x(); // of the first deck
    return sourceOver(m_sheet.type, std::move(symbol), kGridSize, lines, std::move(bar));
}

Fragment TrunkDrawing::root(int n) {
    const auto& node = m_sheet.tree.node(n);
    Fragment below = this->node(n);
    if (node.parentEdge < 0)
        return below;
    auto column =
        feederOver(node.parentEdge, std::move(below), kLongFeederName, SymbolKind::Breaker);
    if (m_sheet.tree.node(node.parent).kind == EntityKind::GridConnection) {
        std::vector<Text> lines;
        Symbol symbol = gridSymbol(m_sheet, node.parent, lines);
        return sourceOver(m_sheet.type, std::move(symbol), kGridSize, lines, std::move(column));
    }
    Symbol symbol;
    symbol.kind = SymbolKind::Reference;
    symbol.entity = m_sheet.tree.node(node.parent).entity;
    symbol.words = {nodeName(m_sheet, node.parent), QStringLiteral("Feeds this")};
    const auto& bar = m_sheet.tree.edge(node.parentEdge).at(node.parent).bar;
    QString name = nodeName(m_sheet, node.parent);
    if (m_sheet.tree.node(node.parent).kind == EntityKind::Substation && !bar.isHigh)
        name += QStringLiteral(", section %1").arg(bar.section + 1);
    return sourceOver(m_sheet.type, std::move(symbol), {20.0, 17.0}, {{name, TextRole::Name}},
                      std::move(column));
}

Fragment TrunkDrawing::node(int n) {
    switch (m_sheet.tree.node(n).kind) {
    case EntityKind::GridConnection:
        return grid(n);
    case EntityKind::Substation:
        return StationDrawing(m_sheet, *this, n).draw();
    case EntityKind::Equipment:
        return generator(n);
    default:
        return intake(n);
    }
}

Fragment TrunkDrawing::intake(int n) {
    const auto& node = m_sheet.tree.node(n);
    const bool isHall = node.kind == EntityKind::Hall;
    const auto* hall = m_sheet.campus.halls().find({node.entity.number});
    const auto* bus = m_sheet.states.bus(
        node.entity, hall ? std::max(0, model::intakeOf(hall->recipe.feeds, node.side)) : 0);
    BoxSign sign;
    sign.entity = node.entity;
    sign.side = node.side;
    sign.status = m_sheet.states.status(bus);
    sign.lines = {{m_sheet.name(node.entity), TextRole::Name}};
    sign.words = {nodeName(m_sheet, n), m_sheet.states.voltage(bus).text,
                  m_sheet.states.faultCurrent(bus).text};
    if (node.parentEdge >= 0) {
        const auto* state = m_sheet.states.feeder(m_sheet.tree.edge(node.parentEdge).feeder->id);
        sign.lines.push_back(m_sheet.states.power(state));
        sign.words.push_back(m_sheet.states.power(state).text);
    }
    sign.lines.push_back(m_sheet.states.voltage(bus));
    sign.minWidth = std::max(m_sheet.type.width(kWidestPower, TextRole::Value),
                             m_sheet.type.width(kVoltage, TextRole::Value) + kToggleText);

    std::vector<Fragment> columns;
    const bool isScope = node.entity == m_sheet.view.scope;
    const bool isOpen = m_sheet.isOpen(node.entity);
    if (isHall) {
        sign.toggle = isOpen;
        const auto interior =
            model::deriveInterior(m_sheet.campus, m_sheet.catalog, {node.entity.number});
        ColumnWindow all(0, std::numeric_limits<int>::max());
        if (isOpen)
            columns = intakeColumns(m_sheet, interior, node.side, isScope ? m_window : all);
    } else if (!node.transformers.empty()) {
        sign.toggle = isOpen;
        for (const auto* row : node.transformers)
            if (const auto* item = m_sheet.campus.equipment().find(row->transformer);
                item && isOpen) {
                Symbol motor;
                motor.kind = SymbolKind::Motor;
                motor.entity = node.entity;
                motor.words = {m_sheet.name(node.entity), QStringLiteral("Pumps and fans")};
                motor.status = m_sheet.states.status(m_sheet.states.transformer(item->id));
                motor.status.loading = std::numeric_limits<double>::quiet_NaN();
                auto load = symbolOf(m_sheet.type, std::move(motor), kMachine, {});
                load.portY = 0.0;
                columns.push_back(transformerOver(m_sheet, *item, {}, std::move(load)));
            }
    }
    const auto cross = m_sheet.tree.crossEdges(n, {});
    const bool hasBar = !columns.empty() || !m_sheet.tree.childEdges(n, {}).empty() ||
                        !m_sheet.tree.besideEdges(n, {}).empty();
    Fragment box = boxOf(m_sheet.type, sign);
    if (!hasBar) {
        addStubs(m_sheet, m_within, box, n, cross);
        return box;
    }
    for (auto& column : feederColumns(n, {}, false))
        columns.push_back(std::move(column));
    BarSign barSign{node.entity, sign.status, sign.words};
    const double barY = box.height + 10.0;
    const double bottom = box.height;
    const int port = box.port;
    auto bar = barOver(barSign, std::move(columns), m_sheet.view.maxWidth, box.width);
    const int barPort = bar.port;
    const int first = box.place(std::move(bar), 0.0, barY);
    auto& lead =
        box.wire(port, first + barPort, {QPointF(box.portX, bottom), QPointF(box.portX, barY)});
    lead.entity = node.entity;
    lead.status = sign.status;
    return box;
}

} // namespace hallwright::app::diagram
