#include "app/report/cooling_schematic.h"

#include "app/format/number_format.h"
#include "app/report/cooling_chains.h"

#include <algorithm>
#include <vector>

namespace hallwright::app::report {

namespace {

const Stroke kSupply{weight::kFeeder, ink::kSupply, {}};
const Stroke kReturn{weight::kFeeder, ink::kReturn, {}};
const Stroke kBox{weight::kRule, ink::kText, {}};
const QList<qreal> kAirDashes{4.0, 2.0};
constexpr double kPairGap = 1.5;      ///< from the middle of a pair of pipes [mm]
constexpr double kWidestBox = 84.0;   ///< [mm]
constexpr std::size_t kPerLine = 12;  ///< loops side by side that stay legible
constexpr std::size_t kLines = 2;     ///< of them, one below the other
constexpr std::size_t kFewChains = 4; ///< drawn larger
constexpr double kLarger = 1.3;

struct Sum {
    double heat_W = 0.0;
    double power_W = 0.0;
    int running = 0;
    int installed = 0;
};

Sum sumOf(const ReportData& data, const std::vector<const model::Equipment*>& items,
          model::EquipmentKind kind) {
    Sum sum;
    for (const auto* item : items) {
        if (item->kind != kind)
            continue;
        ++sum.installed;
        const auto* state = stateOf(data.solution.units, item->id);
        if (!state || !state->running)
            continue;
        ++sum.running;
        sum.heat_W += state->heat_W;
        sum.power_W += state->power_W;
    }
    return sum;
}

/// Draws the way of the heat of one hall, from the outdoor air at the top down to the racks; the
/// gaps between the boxes take what height the frame leaves.
class Schematic {
public:
    Schematic(Canvas& canvas, const QRectF& inner, const ReportData& data, const model::Hall& hall)
        : m_canvas(canvas), m_inner(inner), m_data(data), m_hall(hall),
          m_circuits(coolingCircuits(data, hall)) {
        std::size_t chains = 0;
        for (const auto& circuit : m_circuits) {
            chains += circuit.chains.size();
            m_lines = std::max(m_lines,
                               std::min(kLines, (circuit.chains.size() + kPerLine - 1) / kPerLine));
        }
        m_scale = chains <= kFewChains ? kLarger : 1.0;
        m_text = {6.8 * m_scale, 9.0 * m_scale, 400, ink::kText};
        const double boxes = unitHeight(kPlantLines) +
                             double(m_lines) * (unitHeight(kDeviceLines) + unitHeight(kLoadLines));
        constexpr double kGaps = 0.7 + 2.0; // outdoor air to plants, plants to header
        constexpr double kChainGaps = 1.2 + 1.7;
        const double shares = kGaps + double(m_lines) * kChainGaps + 0.5 * double(m_lines - 1);
        m_gap = std::max(4.0, (inner.height() - boxes) / shares);
    }

    /// Loops for which there is no room.
    [[nodiscard]] std::size_t loopsLeftOut() const {
        std::size_t out = 0;
        for (const auto& circuit : m_circuits)
            out += circuit.chains.size() - std::min(circuit.chains.size(), kPerLine * kLines);
        return out;
    }

    void draw() {
        drawOutdoors();
        double columns = 0.0;
        for (const auto& circuit : m_circuits)
            columns += columnsOf(circuit);
        double left = m_inner.left();
        for (std::size_t i = 0; i < m_circuits.size(); ++i) {
            constexpr double kBetween = 6.0;
            const double gaps = kBetween * double(m_circuits.size() - 1);
            const double width = (m_inner.width() - gaps) * columnsOf(m_circuits[i]) / columns;
            drawCircuit(m_circuits[i], {left, m_inner.top(), width, m_inner.height()});
            left += width + kBetween;
        }
    }

private:
    static constexpr int kPlantLines = 4, kDeviceLines = 3, kLoadLines = 2; ///< at most

    /// Room that a circuit needs beside others.
    static double columnsOf(const CoolingCircuit& circuit) {
        constexpr double kLeast = 3.0; ///< a plant's text is wider than a loop's
        return std::max({kLeast, kLeast * double(circuit.plants.size()),
                         double(std::min(circuit.chains.size(), kPerLine))});
    }
    [[nodiscard]] double unitHeight(qsizetype lines) const {
        return m_scale * (6.8 + 4.2 * double(lines));
    }
    [[nodiscard]] double plantTop() const { return m_inner.top() + 0.7 * m_gap; }
    [[nodiscard]] double headerY() const {
        return plantTop() + unitHeight(kPlantLines) + 2.0 * m_gap;
    }

    void drawOutdoors() {
        m_canvas.line({m_inner.left(), m_inner.top() + 2.0}, {m_inner.right(), m_inner.top() + 2.0},
                      {weight::kEquipment, ink::kText3, {2.0, 3.0}});
        m_canvas.tag({m_inner.left(), m_inner.top() + 2.0},
                     QStringLiteral("Outdoor air, ") +
                         formatTemperature(m_data.solution.scenario.ambient_C).text(),
                     style::kDrawing.strong(), Qt::AlignLeft);
    }

    void drawCircuit(const CoolingCircuit& circuit, const QRectF& area) {
        if (circuit.plants.empty())
            m_canvas.label({area.center().x(), plantTop() + 0.5 * unitHeight(kPlantLines)},
                           QStringLiteral("No plant is joined with this hall."),
                           style::kBody.in(ink::kFault), Qt::AlignHCenter);
        const double pitch = area.width() / double(std::max<std::size_t>(1, circuit.plants.size()));
        for (std::size_t i = 0; i < circuit.plants.size(); ++i)
            drawPlant(*circuit.plants[i], area.left() + pitch * (double(i) + 0.5),
                      std::min(pitch - 6.0, kWidestBox));
        drawHeader(area);
        if (circuit.chains.empty())
            m_canvas.label({area.center().x(), headerY() + m_gap},
                           QStringLiteral("Nothing in this hall takes water from the header."),
                           style::kBody.in(ink::kText2), Qt::AlignHCenter);
        for (std::size_t i = 0; i < circuit.chains.size() && i < kPerLine * kLines; ++i) {
            const std::size_t line = i / kPerLine;
            const std::size_t inLine = std::min(kPerLine, circuit.chains.size() - line * kPerLine);
            const double width = area.width() / double(inLine);
            const double x = area.left() + width * (double(i % kPerLine) + 0.5);
            const double lineHeight =
                3.4 * m_gap + unitHeight(kDeviceLines) + unitHeight(kLoadLines);
            drawChain(circuit.chains[i], x, std::min(width - 2.0, kWidestBox),
                      headerY() + 1.6 + double(line) * lineHeight);
        }
    }

    void drawPlant(const model::Plant& plant, double x, double width) {
        const auto items = m_data.equipmentIn(model::entity(plant.id));
        const Sum coolers = sumOf(m_data, items, model::EquipmentKind::HeatRejection);
        const Sum chillers = sumOf(m_data, items, model::EquipmentKind::Chiller);
        const Sum pumps = sumOf(m_data, items, model::EquipmentKind::Pump);
        QStringList lines;
        const auto count = [&lines](const Sum& sum, const char* words) {
            if (sum.installed > 0)
                lines.push_back(QString::fromUtf8(words)
                                    .arg(sum.running)
                                    .arg(sum.installed)
                                    .arg(formatPower(sum.power_W).text()));
        };
        count(coolers, "%1 of %2 coolers run, %3 fans");
        count(chillers, "%1 of %2 chillers run, %3");
        count(pumps, "%1 of %2 pumps run, %3");
        lines.push_back(QStringLiteral("%1 rejected, %2")
                            .arg(formatPower(coolers.heat_W + chillers.heat_W).text(),
                                 QString::fromStdString(plant.coolant).toUpper()));
        const double height = unitHeight(lines.size());
        const QRectF box(x - width / 2.0, plantTop() + unitHeight(kPlantLines) - height, width,
                         height);
        drawHeatOut(x, box.top());
        drawUnit(box, QString::fromStdString(plant.name), lines);
        const engine::PipeState* pipe = nullptr;
        for (const auto& main : m_data.campus.mains()) {
            const auto end = model::entity(plant.id), other = model::entity(m_hall.id);
            if ((main.from == end && main.to == other) || (main.to == end && main.from == other))
                pipe = stateOf(m_data.solution.mains, main.id);
        }
        drawPair(
            x, box.bottom(), headerY(), pipe ? pipe->supply_C : kUnknown_C,
            pipe ? pipe->return_C : kUnknown_C,
            pipe ? QStringLiteral("%1, %2 m/s")
                       .arg(flowText(pipe->flow_m3_per_s), formatNumber(pipe->velocity_m_per_s, 2))
                 : QString(),
            {});
    }

    /// An arrow up into the outdoor air.
    void drawHeatOut(double x, double from) {
        const double to = m_inner.top() + 4.0;
        m_canvas.line({x, from}, {x, to}, {weight::kEquipment, ink::kReturn, {}});
        m_canvas.polygon(
            QPolygonF{QPointF(x - 1.0, to + 1.6), QPointF(x, to), QPointF(x + 1.0, to + 1.6)},
            kNoStroke, ink::kReturn);
    }

    void drawHeader(const QRectF& area) {
        m_canvas.line({area.left(), headerY()}, {area.right(), headerY()},
                      {weight::kOverload, ink::kSupply, {}});
        m_canvas.line({area.left(), headerY() + 1.6}, {area.right(), headerY() + 1.6},
                      {weight::kOverload, ink::kReturn, {}});
        m_canvas.tag({area.left(), headerY() - 2.4}, QStringLiteral("Facility water"),
                     style::kDrawing.strong(), Qt::AlignLeft);
    }

    void drawChain(const CoolingChain& chain, double x, double width, double top) {
        const double deviceTop = top + 1.2 * m_gap;
        if (chain.takesWater) {
            m_canvas.line({x - kPairGap, top - 1.6}, {x - kPairGap, deviceTop}, kSupply);
            m_canvas.line({x + kPairGap, top}, {x + kPairGap, deviceTop}, kReturn);
        }
        const QRectF device(x - width / 2.0, deviceTop, width,
                            unitHeight(chain.deviceLines.size()));
        drawUnit(device, chain.device, chain.deviceLines, chain.isOver ? ink::kFault : ink::kText);
        const double loadTop = deviceTop + unitHeight(kDeviceLines) + 1.7 * m_gap;
        drawPair(x, device.bottom(), loadTop, chain.supply_C, chain.return_C, chain.flow,
                 chain.isAir ? kAirDashes : QList<qreal>());
        drawUnit({device.left(), loadTop, width, unitHeight(chain.loadLines.size())}, chain.load,
                 chain.loadLines);
    }

    void drawUnit(const QRectF& box, const QString& name, const QStringList& lines,
                  const QColor& color = ink::kText) {
        m_canvas.rect(box, kBox, ink::kPaper);
        double y = box.top() + m_scale * 3.4;
        m_canvas.label({box.center().x(), y}, elided(name, box.width() - 1.0, m_text.strong()),
                       m_text.strong().in(color), Qt::AlignHCenter);
        for (const QString& line : lines) {
            y += m_scale * 4.2;
            m_canvas.label({box.center().x(), y}, elided(line, box.width() - 0.6, m_text), m_text,
                           Qt::AlignHCenter);
        }
    }

    /// A chevron on a pipe: filled on the supply, open on the return.
    void drawChevron(QPointF at, double down, bool isSupply) {
        const QPointF along(0.0, down * 1.1), aside(0.9, 0.0);
        const QPolygonF head{at - along + aside, at + along, at - along - aside};
        if (isSupply)
            m_canvas.polygon(head, kNoStroke, ink::kSupply);
        else
            m_canvas.polygon(head, {weight::kRule, ink::kReturn, {}}, ink::kPaper);
    }

    /// Supply down and return up between two heights, with temperatures and flow beside them.
    void drawPair(double x, double top, double bottom, double supply_C, double return_C,
                  const QString& flow, const QList<qreal>& dashes) {
        const double middle = (top + bottom) / 2.0;
        const auto pipe = [&](double at, Stroke stroke) {
            stroke.dashes = dashes;
            m_canvas.line({at, top}, {at, bottom}, stroke);
        };
        pipe(x - kPairGap, kSupply);
        pipe(x + kPairGap, kReturn);
        drawChevron({x - kPairGap, middle}, 1.0, true);
        drawChevron({x + kPairGap, middle}, -1.0, false);
        constexpr double kBeside = kPairGap + 1.4;
        if (supply_C > kUnknown_C)
            m_canvas.label({x - kBeside, middle}, formatNumber(supply_C, 1),
                           m_text.in(ink::kSupply), Qt::AlignRight);
        if (return_C <= kUnknown_C)
            return;
        const QString back = formatNumber(return_C, 1);
        m_canvas.label({x + kBeside, middle}, back, m_text.in(ink::kReturn));
        m_canvas.label({x + kBeside + textWidth(back, m_text) + 2.0, middle}, flow,
                       style::kDrawing.in(ink::kText2));
    }

    Canvas& m_canvas;
    QRectF m_inner;
    const ReportData& m_data;
    const model::Hall& m_hall;
    std::vector<CoolingCircuit> m_circuits;
    std::size_t m_lines = 1; ///< of chains, one below the other
    double m_scale = 1.0;    ///< of boxes and their text
    double m_gap = 0.0;      ///< [mm]
    TextStyle m_text;
};

} // namespace

void drawCoolingSchematic(Canvas& canvas, const QRectF& frame_mm, const ReportData& data,
                          const model::Hall& hall) {
    canvas.rect(frame_mm, {weight::kShell, ink::kText, {}});
    const QRectF inner = frame_mm.adjusted(6.0, 6.0, -6.0, -12.0);
    Schematic schematic(canvas, inner, data, hall);
    schematic.draw();
    const double noteY = frame_mm.bottom() - 4.0;
    if (const auto out = schematic.loopsLeftOut(); out > 0)
        canvas.label({inner.right(), noteY}, QStringLiteral("%1 more loops not drawn").arg(out),
                     style::kDrawing.in(ink::kText2), Qt::AlignRight);
    canvas.label({inner.left(), noteY},
                 QStringLiteral("Temperatures in °C: supply left, filled chevron; return right, "
                                "open chevron. Dashed: air."),
                 style::kDrawing.in(ink::kText2));
}

} // namespace hallwright::app::report
