#include "qml/diagram/one_line_item.h"

#include "app/diagram/painter_pen.h"
#include "app/scene/color_map.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QStyleHints>

#include <algorithm>
#include <cmath>

namespace hallwright::app {

using namespace diagram;

namespace {

constexpr double kLargest = 4.0, kSmallest = 0.05;
constexpr double kAcross_px = 12.0; ///< free edge around what is brought into view
constexpr double kReadable = 0.8;   ///< zoom at which all text is read with ease
constexpr double kReach_px = 5.0;   ///< of the pointer to a wire
constexpr double kNarrowest = 900.0, kWidthStep = 100.0; ///< of the layout [units]

/// Old values look old: colours at 45 % saturation.
QColor faded(QColor color) {
    return QColor::fromHslF(color.hslHueF(), color.hslSaturationF() * 0.45F, color.lightnessF());
}

} // namespace

OneLineItem::OneLineItem(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
    setOpaquePainting(false);
    setAcceptedMouseButtons(Qt::LeftButton | Qt::MiddleButton);
    setAcceptHoverEvents(true);
    setFlag(ItemAcceptsInputMethod, false);
    connect(this, &OneLineItem::styleChanged, this, [this] {
        measure();
        update();
    });
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        m_origin = value.toPointF();
        emit viewChanged();
        update();
    });
}

void OneLineItem::setModel(OneLineModel* model) {
    if (m_model == model)
        return;
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (model) {
        connect(model, &OneLineModel::diagramChanged, this, [this] {
            if (m_chosen != Chosen::ByHand)
                choose(m_chosen);
            update();
        });
        connect(model, &OneLineModel::scopeChanged, this, &OneLineItem::reset);
        connect(model, &OneLineModel::changed, this, [this] { update(); });
        connect(model, &OneLineModel::emphasisChanged, this, [this] { update(); });
        connect(model, &OneLineModel::selectedElsewhere, this, &OneLineItem::showSelection);
    }
    measure();
    emit modelChanged();
}

void OneLineItem::measure() {
    if (m_model && !m_family.isEmpty())
        m_model->setTextWidth(textWidthIn(m_family));
}

DiagramInk OneLineItem::ink() const {
    DiagramInk ink;
    ink.text = m_text;
    ink.text2 = m_text2;
    ink.text3 = m_text3;
    ink.ground = m_ground;
    ink.casing = m_casing;
    ink.dead = m_text3;
    ink.unknown = ColorMap::unknown();
    ink.fault = m_fault;
    ink.faultText = m_faultText;
    ink.feedA = m_feedA;
    ink.feedB = m_feedB;
    ink.selection = m_selectionLine;
    ink.selectionCasing = m_selectionCasing;
    ink.stale = m_model && m_model->isStale();
    ink.loading = [isStale = ink.stale](double loading) {
        const QColor color = ColorMap::electricalLoading().color(100.0 * loading);
        return isStale ? faded(color) : color;
    };
    return ink;
}

void OneLineItem::paint(QPainter* painter) {
    if (!m_model)
        return;
    const DiagramInk colors = ink();
    painter->translate(m_origin);
    painter->scale(m_zoom, m_zoom);
    PainterPen pen(*painter, m_family);
    const DiagramLook look{
        colors, QRectF(toUnits({0.0, 0.0}), toUnits({width(), height()})), true, m_zoom,
        [this](model::EntityId entity, const std::vector<model::EntityId>& members) {
            return m_model->emphasisOf(entity, members);
        }};
    paintDiagram(pen, m_model->diagram(), look);
}

void OneLineItem::geometryChange(const QRectF& now, const QRectF& before) {
    QQuickPaintedItem::geometryChange(now, before);
    if (m_model && now.width() > 0.0) // in steps, so that dragging an edge does not lay out anew
        m_model->setMaxWidth(
            std::max(kNarrowest, std::ceil(1.3 * now.width() / kWidthStep) * kWidthStep));
    if (m_chosen != Chosen::ByHand)
        choose(m_chosen);
    else
        keepInSight();
}

void OneLineItem::fit() {
    choose(Chosen::Whole);
}

void OneLineItem::reset() {
    choose(Chosen::Readable);
}

void OneLineItem::choose(Chosen how) {
    m_chosen = how;
    m_motion.stop();
    if (!m_model || width() <= 0.0 || height() <= 0.0 || m_model->diagram().size.isEmpty())
        return;
    const QSizeF size = m_model->diagram().size;
    const double least = how == Chosen::Readable ? kReadable : kSmallest;
    m_zoom = std::clamp(std::min(width() / size.width(), height() / size.height()), least, 1.0);
    m_origin = QPointF(std::max(0.0, (width() - m_zoom * size.width()) / 2.0),
                       std::max(0.0, (height() - m_zoom * size.height()) / 2.0));
    emit viewChanged();
    update();
}

void OneLineItem::zoomBy(double factor) {
    zoomAt({width() / 2.0, height() / 2.0}, factor);
}

void OneLineItem::zoomAt(QPointF pixel, double factor) {
    m_motion.stop();
    const QPointF held = toUnits(pixel);
    m_zoom = std::clamp(m_zoom * factor, kSmallest, kLargest);
    m_origin = pixel - held * m_zoom;
    m_chosen = Chosen::ByHand;
    keepInSight();
    emit viewChanged();
    update();
}

/// The diagram never leaves the view altogether.
void OneLineItem::keepInSight() {
    if (!m_model)
        return;
    const QSizeF size = m_model->diagram().size * m_zoom;
    constexpr double kLeft_px = 60.0;
    m_origin.setX(std::clamp(m_origin.x(), std::min(kLeft_px, width()) - size.width(),
                             std::max(width() - kLeft_px, 0.0)));
    m_origin.setY(std::clamp(m_origin.y(), std::min(kLeft_px, height()) - size.height(),
                             std::max(height() - kLeft_px, 0.0)));
}

void OneLineItem::moveTo(QPointF origin, bool animated) {
    m_chosen = Chosen::ByHand;
    m_motion.stop();
    if (!animated || m_moveTime <= 0) {
        m_origin = origin;
        emit viewChanged();
        update();
        return;
    }
    m_motion.setDuration(m_moveTime);
    m_motion.setEasingCurve(QEasingCurve::OutCubic);
    m_motion.setStartValue(m_origin);
    m_motion.setEndValue(origin);
    m_motion.start();
}

void OneLineItem::showSelection() {
    if (!m_model || !m_model->isActive())
        return;
    const QRectF bounds = m_model->selectedBounds();
    if (bounds.isNull())
        return;
    const QRectF shown(bounds.topLeft() * m_zoom + m_origin, bounds.size() * m_zoom);
    const auto shift = [](double low, double high, double room) {
        const double width = high - low;
        if (width > room - 2.0 * kAcross_px) // its beginning, where it is larger than the view
            return low >= 0.0 && low < room - kAcross_px ? 0.0 : kAcross_px - low;
        if (low < kAcross_px)
            return kAcross_px - low;
        return high > room - kAcross_px ? room - kAcross_px - high : 0.0;
    };
    const QPointF step(shift(shown.left(), shown.right(), width()),
                       shift(shown.top(), shown.bottom(), height()));
    if (!step.isNull())
        moveTo(m_origin + step, true);
    update();
}

QPointF OneLineItem::placeOf(int number) const {
    if (!m_model)
        return {-1.0, -1.0};
    for (const auto& symbol : m_model->diagram().symbols)
        if (symbol.entity.number == std::uint32_t(number))
            return symbol.box.center() * m_zoom + m_origin;
    return {-1.0, -1.0};
}

void OneLineItem::wheelEvent(QWheelEvent* event) {
    const QPoint angle = event->angleDelta();
    if (event->modifiers() & Qt::ShiftModifier || std::abs(angle.x()) > std::abs(angle.y())) {
        moveTo(m_origin + QPointF(angle.x() != 0 ? angle.x() : angle.y(), 0.0), false);
        keepInSight();
    } else {
        zoomAt(event->position(), std::pow(1.0015, angle.y()));
    }
    event->accept();
}

void OneLineItem::mousePressEvent(QMouseEvent* event) {
    forceActiveFocus(Qt::MouseFocusReason);
    m_pressed = m_dragged = event->position();
    m_panning = false;
    event->accept();
}

void OneLineItem::mouseMoveEvent(QMouseEvent* event) {
    const double travelled = QPointF(event->position() - m_pressed).manhattanLength();
    if (!m_panning && travelled < QGuiApplication::styleHints()->startDragDistance())
        return;
    m_panning = true;
    moveTo(m_origin + event->position() - m_dragged, false);
    keepInSight();
    m_dragged = event->position();
}

void OneLineItem::mouseReleaseEvent(QMouseEvent* event) {
    if (m_panning || event->button() != Qt::LeftButton || !m_model)
        return;
    const Hit hit = hitAt(m_model->diagram(), toUnits(event->position()), kReach_px / m_zoom);
    if (hit.part == Hit::Part::Toggle)
        m_model->toggle(int(m_model->diagram().toggles[std::size_t(hit.index)].entity.number));
    else
        m_model->select(hit, event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier));
}

void OneLineItem::mouseDoubleClickEvent(QMouseEvent* event) {
    if (!m_model)
        return;
    const Hit hit = hitAt(m_model->diagram(), toUnits(event->position()), kReach_px / m_zoom);
    const auto entities = entitiesOf(m_model->diagram(), hit);
    if (!entities.empty() && hit.part != Hit::Part::Toggle)
        m_model->open(int(entities.front().number));
    m_panning = true; // the release that follows selects nothing
}

void OneLineItem::point(QPointF pixel) {
    const Hit hit = m_model ? hitAt(m_model->diagram(), toUnits(pixel), kReach_px / m_zoom) : Hit{};
    if (m_model)
        m_model->hover(hit);
    QVariantMap probe = m_model ? m_model->probe(hit) : QVariantMap{};
    if (!probe.isEmpty()) {
        probe.insert(QStringLiteral("x"), pixel.x());
        probe.insert(QStringLiteral("y"), pixel.y());
    }
    if (probe == m_probe)
        return;
    m_probe = probe;
    emit probeChanged();
}

void OneLineItem::hoverMoveEvent(QHoverEvent* event) {
    point(event->position());
}

void OneLineItem::hoverLeaveEvent(QHoverEvent*) {
    m_probe.clear();
    emit probeChanged();
    if (m_model)
        m_model->hover({});
}

void OneLineItem::step(Direction direction) {
    const QRectF selected = m_model->selectedBounds();
    const auto& drawn = m_model->diagram();
    const QPointF from = selected.isNull() ? toUnits({width() / 2.0, 0.0}) : selected.center();
    const int next = symbolTowards(drawn, from, direction);
    if (next < 0)
        return;
    m_model->select({Hit::Part::Symbol, next}, false);
    showSelection();
}

void OneLineItem::keyPressEvent(QKeyEvent* event) {
    if (!m_model || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) {
        event->ignore();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        return step(Direction::Left);
    case Qt::Key_Right:
        return step(Direction::Right);
    case Qt::Key_Up:
        return step(Direction::Up);
    case Qt::Key_Down:
        return step(Direction::Down);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomBy(1.25);
    case Qt::Key_Minus:
        return zoomBy(0.8);
    case Qt::Key_Home:
        return fit();
    case Qt::Key_F:
        return showSelection();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return m_model->openSelected();
    case Qt::Key_Space:
        return m_model->toggleSelected();
    case Qt::Key_Backspace:
        return m_model->up();
    default:
        event->ignore();
    }
}

} // namespace hallwright::app
