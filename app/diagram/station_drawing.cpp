#include "app/diagram/station_drawing.h"

#include "app/diagram/hall_drawing.h"
#include "app/diagram/ring_links.h"
#include "app/diagram/trunk_drawing.h"
#include "app/diagram/trunk_symbols.h"
#include "app/format/number_format.h"

#include <algorithm>

namespace hallwright::app::diagram {

namespace {

constexpr double kTransformerHeight = 104.0; ///< from the high bar to the medium one
constexpr double kGapBeside = 12.0;
constexpr double kTieGap = 46.0;
constexpr double kBarHeight = 4.0;
constexpr double kNarrowest = 150.0; ///< of a bus section
constexpr double kApart = 36.0;      ///< from the bars of the next station, which are others
constexpr double kWireSlot = 96.0;   ///< of the wire from above and its text
constexpr double kToggle = 13.0;

} // namespace

StationDrawing::StationDrawing(const Sheet& sheet, TrunkDrawing& trunk, int node)
    : m_sheet(sheet), m_trunk(trunk), m_node(node),
      m_station(sheet.campus.substations().find({sheet.tree.node(node).entity.number})),
      m_textWidth(sheet.type.width(QStringLiteral("Ik″ 100.0\u2009kA"), TextRole::Fault)) {}

Fragment StationDrawing::section(int section, double maxWidth) {
    const auto& node = m_sheet.tree.node(m_node);
    const Bar bar{false, section};
    const bool isOpen = m_sheet.isOpen(node.entity);
    auto columns = isOpen ? m_trunk.feederColumns(m_node, bar, node.entity == m_sheet.view.scope)
                          : m_trunk.foldedFeeders(m_node, bar);
    const auto* bus = m_sheet.states.bus(node.entity, section, m_station->mediumVoltage_V);
    const std::vector<Text> lines{{m_station->busSections > 1
                                       ? QStringLiteral("Section %1").arg(section + 1)
                                       : QStringLiteral("Bar"),
                                   TextRole::Name},
                                  {voltageText(m_station->mediumVoltage_V), TextRole::Detail},
                                  m_sheet.states.voltage(bus),
                                  m_sheet.states.faultCurrent(bus)};
    std::vector<Fragment> transformers;
    std::vector<int> seconds; // as transformers: section of the second winding
    for (const auto* row : node.transformers)
        if (const auto* item = m_sheet.campus.equipment().find(row->transformer);
            item && m_sheet.tree.sectionOf(*row) == section) {
            std::vector<Text> more;
            if (const auto tap = m_sheet.states.tap(item->id))
                more.push_back(
                    {QStringLiteral("tap %1").arg(formatChange(*tap, 0)), TextRole::Detail});
            transformers.push_back(transformerOver(m_sheet, *item, more, {}));
            seconds.push_back(m_sheet.tree.secondSectionOf(*row));
        }
    double over = m_textWidth + kGapBeside;
    for (const auto& transformer : transformers)
        over += transformer.width + kGapBeside;

    Fragment part;
    const BarSign sign{
        node.entity,
        m_sheet.states.status(bus),
        {QStringLiteral("%1, section %2").arg(m_sheet.name(node.entity)).arg(section + 1),
         lines[2].text, lines.back().text}};
    auto below = barOver(sign, std::move(columns), maxWidth, over);
    const double barY = kTransformerHeight;
    const double width = below.width;
    const int barPort = below.port;
    const int barFirst = part.place(std::move(below), 0.0, barY);
    part.port = barFirst + barPort;
    part.portY = barY;
    m_sheet.type.stack(part, 2.0, barY - double(lines.size()) * unit::kLine - 3.0, m_textWidth,
                       lines, node.entity);
    double x = std::max(m_textWidth + kGapBeside, (width - (over - m_textWidth)) / 2.0);
    for (std::size_t i = 0; i < transformers.size(); ++i) {
        auto& transformer = transformers[i];
        const double step = transformer.width + kGapBeside;
        const QPointF top(x + transformer.portX, 0.0);
        const int gear = transformer.port;
        const int lower = int(transformer.drawing.symbols.size()) - 1; // its lower switchgear
        const Symbol last = transformer.drawing.symbols.back();
        const int first = part.place(std::move(transformer), x, 0.0);
        auto& wire = part.wire(first + lower, part.port,
                               {QPointF(top.x(), last.box.bottom()), QPointF(top.x(), barY)});
        wire.entity = last.entity;
        wire.status = last.status;
        wire.open = !last.closed;
        wire.words = last.words;
        m_risers.push_back({first + gear, top});
        if (seconds[i] >= 0)
            m_seconds.push_back({first + lower - 1, seconds[i]});
        x += step;
    }
    return part;
}

Fragment StationDrawing::draw() {
    const auto& node = m_sheet.tree.node(m_node);
    const Bar high{true, 0};
    Fragment part;
    const auto* highBus = m_sheet.states.bus(node.entity, 0, m_station->highVoltage_V);
    const std::vector<Text> title{
        {m_sheet.name(node.entity), TextRole::Heading},
        {node.hasHighBar ? voltageText(m_station->highVoltage_V) : QString(), TextRole::Detail},
        node.hasHighBar ? m_sheet.states.voltage(highBus) : Text{},
        m_sheet.states.faultCurrent(node.hasHighBar ? highBus : nullptr)};
    const double titleWidth =
        std::max(m_sheet.type.width(title.front().text, TextRole::Heading) + kToggle + 8.0,
                 m_textWidth) +
        14.0;

    // What feeds the high bar besides the wire from above stands on top of it.
    std::vector<Fragment> beside;
    for (const int e : m_sheet.tree.besideEdges(m_node, high)) {
        std::vector<Text> lines;
        Symbol symbol = gridSymbol(m_sheet, m_sheet.tree.edge(e).opposite(m_node).node, lines);
        Fragment nothing;
        Symbol end; // the bar itself takes its place
        end.kind = SymbolKind::Busbar;
        end.box = QRectF(0.0, 0.0, 0.0, 0.0);
        nothing.port = nothing.add(end);
        beside.push_back(sourceOver(
            m_sheet.type, std::move(symbol), kGridSize, lines,
            m_trunk.feederOver(e, std::move(nothing), kLongFeederName, SymbolKind::Breaker)));
    }
    double highY = title.size() * unit::kLine + 10.0;
    for (const auto& source : beside)
        highY = std::max(highY, source.height);

    const int sections = std::max(1, m_station->busSections);
    const double share =
        std::max(kNarrowest, (m_sheet.view.maxWidth - kTieGap * (sections - 1)) / double(sections));
    m_risers.clear();
    double x = 0.0;
    double lastEnd = 0.0;
    const double sectionY = highY + (node.hasHighBar ? kBarHeight : 0.0);
    std::vector<int> sectionBars;
    std::vector<Riser> risers;
    std::vector<std::pair<int, Second>> seconds; // by the section that the transformer stands on
    for (int s = 0; s < sections; ++s) {
        m_risers.clear();
        m_seconds.clear();
        Fragment body = section(s, share);
        auto own = std::move(m_risers); // children of the section have used the member meanwhile
        const auto ownSeconds = std::move(m_seconds);
        const int bar = body.port;
        const double width = body.drawing.symbols[std::size_t(bar)].box.right();
        const double full = body.width;
        const double barY = sectionY + body.portY;
        const int first = part.place(std::move(body), x, sectionY);
        sectionBars.push_back(first + bar);
        for (const auto& riser : own)
            risers.push_back({first + riser.symbol, riser.top + QPointF(x, sectionY)});
        for (const auto& second : ownSeconds)
            seconds.push_back({s, {first + second.symbol, second.section}});
        if (s > 0)
            addTie(part, sectionBars[std::size_t(s) - 1], sectionBars.back(), lastEnd, x, barY);
        lastEnd = x + width;
        x += full + kTieGap;
    }
    double right = x - kTieGap;
    for (const auto& [s, second] : seconds)
        addSecond(part, second, s, sectionBars);

    auto through = m_trunk.feederColumns(m_node, high, false); // stations that hang on the high bar
    double sourcesX = titleWidth + kWireSlot;
    for (const auto& source : beside)
        sourcesX += source.width + kGapBeside;
    double throughX = right + kGapBeside;
    for (const auto& column : through)
        right += column.width + kGapBeside;
    if (node.hasHighBar) {
        Symbol bar;
        bar.kind = SymbolKind::Busbar;
        bar.entity = node.entity;
        bar.status = m_sheet.states.status(highBus);
        bar.words = {m_sheet.name(node.entity) + QStringLiteral(", high-voltage bar"),
                     title[2].text, title.back().text};
        bar.box = QRectF(0.0, highY, std::max(right, sourcesX), kBarHeight);
        const int index = part.add(std::move(bar));
        for (const auto& riser : risers) {
            const Symbol gear = part.drawing.symbols[std::size_t(riser.symbol)];
            auto& wire = part.wire(index, riser.symbol,
                                   {QPointF(riser.top.x(), highY + kBarHeight),
                                    QPointF(riser.top.x(), gear.box.top())});
            wire.entity = gear.entity;
            wire.status = gear.status;
            wire.words = gear.words;
        }
        for (auto& column : through) {
            const double step = column.width + kGapBeside;
            const int port = column.port;
            const QPointF end(throughX + column.portX, highY + kBarHeight + column.portY);
            const Symbol gear = column.drawing.symbols[std::size_t(port)];
            const int first = part.place(std::move(column), throughX, highY + kBarHeight);
            auto& wire =
                part.wire(index, first + port, {QPointF(end.x(), highY + kBarHeight), end});
            wire.entity = gear.entity;
            wire.status = gear.status;
            throughX += step;
        }
        double besideX = titleWidth + kWireSlot;
        for (auto& source : beside) {
            const double step = source.width + kGapBeside;
            const int first = int(part.drawing.symbols.size());
            const int end = first + int(source.drawing.symbols.size()) - 1; // the empty bar
            part.place(std::move(source), besideX, highY - source.height);
            for (auto& wire : part.drawing.wires)
                if (wire.to == end) {
                    wire.to = index;
                    wire.points.back().setY(highY);
                }
            part.drawing.symbols.pop_back();
            besideX += step;
        }
        part.port = index;
        part.portY = highY;
        part.portX = titleWidth + 12.0;
    } else if (node.parentEdge >= 0) {
        const int entry = m_sheet.tree.edge(node.parentEdge).at(m_node).bar.section;
        part.port = sectionBars[std::size_t(std::clamp(entry, 0, sections - 1))];
        const QRectF box = part.drawing.symbols[std::size_t(part.port)].box;
        part.portY = box.top();
        part.portX = box.left() + m_textWidth + kGapBeside + 4.0;
    } else {
        part.port = sectionBars.front();
        part.portY = part.drawing.symbols[std::size_t(part.port)].box.top();
        part.portX = m_textWidth + kGapBeside + 4.0;
    }
    const double titleY = highY - double(title.size()) * unit::kLine - 7.0;
    m_sheet.type.stack(part, 0.0, titleY, kMaxText, title, node.entity);
    part.drawing.toggles.push_back(
        {QRectF(m_sheet.type.width(title.front().text, TextRole::Heading) + 7.0, titleY + 1.0,
                kToggle, kToggle),
         node.entity, m_sheet.isOpen(node.entity)});
    joinStubs(m_sheet, part);
    part.width += kApart;
    return part;
}

/// To the bar beside it, along a lane over the bars, or down to its own; a bar further away is
/// named.
void StationDrawing::addSecond(Fragment& part, const Second& second, int from,
                               const std::vector<int>& bars) const {
    const Symbol gear = part.drawing.symbols[std::size_t(second.symbol)];
    const QPointF start(gear.box.center().x(), gear.box.bottom());
    const QRectF bar = part.drawing.symbols[std::size_t(bars[std::size_t(second.section)])].box;
    constexpr double kLane = 7.0; // above the bars
    QPolygonF points{start};
    if (second.section == from) {
        points << QPointF(start.x(), bar.top());
    } else if (second.section == from + 1) {
        const double x = bar.left() + 1.0;
        points << QPointF(start.x(), bar.top() - kLane) << QPointF(x, bar.top() - kLane)
               << QPointF(x, bar.top());
    } else {
        Symbol away;
        away.kind = SymbolKind::Reference;
        away.entity = gear.entity;
        away.words = {QStringLiteral("To section %1").arg(second.section + 1)};
        away.box = QRectF(start + QPointF(-7.0, 2.0), QSizeF(14.0, 10.0));
        const int index = part.add(std::move(away));
        part.wire(second.symbol, index, {start, start + QPointF(0.0, 2.0)}).entity = gear.entity;
        return;
    }
    auto& wire = part.wire(second.symbol, bars[std::size_t(second.section)], points);
    wire.entity = gear.entity;
    wire.status = gear.status;
    wire.open = !gear.closed;
    wire.words = gear.words;
}

void StationDrawing::addTie(Fragment& part, int left, int right, double from, double to,
                            double y) const {
    Symbol tie;
    tie.kind = SymbolKind::Breaker;
    tie.horizontal = true;
    tie.closed = m_station->busTiesClosed;
    tie.entity = model::entity(m_station->id);
    const double middleY = y + kBarHeight / 2.0;
    const double middleX = (from + to) / 2.0;
    tie.box = QRectF(middleX - 8.0, middleY - 5.0, 16.0, 10.0);
    const QString state =
        m_station->busTiesClosed ? QStringLiteral("closed") : QStringLiteral("open");
    tie.words = {QStringLiteral("Bus tie"), state};
    tie.status = part.drawing.symbols[std::size_t(left)].status;
    const QRectF box = tie.box;
    const Status status = tie.status;
    const int index = part.add(std::move(tie));
    for (const bool isLeft : {true, false}) {
        auto& wire =
            isLeft ? part.wire(left, index, {QPointF(from, middleY), QPointF(box.left(), middleY)})
                   : part.wire(index, right, {QPointF(box.right(), middleY), QPointF(to, middleY)});
        wire.entity = model::entity(m_station->id);
        wire.status = isLeft ? status : part.drawing.symbols[std::size_t(right)].status;
    }
    m_sheet.type.stack(part, middleX - m_sheet.type.width(state, TextRole::Detail) / 2.0,
                       middleY + 7.0, kTieGap, {{state, TextRole::Detail}},
                       model::entity(m_station->id));
}

} // namespace hallwright::app::diagram
