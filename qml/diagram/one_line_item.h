#pragma once

#include "app/diagram/one_line_model.h"

#include <QColor>
#include <QPointer>
#include <QQuickPaintedItem>
#include <QVariantAnimation>
#include <QtQml/qqmlregistration.h>

namespace hallwright::app {

struct OneLineModelType {
    Q_GADGET
    QML_FOREIGN(hallwright::app::OneLineModel)
    QML_NAMED_ELEMENT(OneLineModel)
    QML_UNCREATABLE("Handed in by the program")
};

/// Draws the one-line diagram and takes pointer and keys: wheel zooms to the pointer, drag pans, a
/// click selects, a double click opens, arrow keys go from symbol to symbol.
class OneLineItem : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(hallwright::app::OneLineModel* model READ model WRITE setModel NOTIFY modelChanged)
    Q_PROPERTY(QString fontFamily MEMBER m_family NOTIFY styleChanged)
    Q_PROPERTY(QColor text MEMBER m_text NOTIFY styleChanged)
    Q_PROPERTY(QColor text2 MEMBER m_text2 NOTIFY styleChanged)
    Q_PROPERTY(QColor text3 MEMBER m_text3 NOTIFY styleChanged)
    Q_PROPERTY(QColor ground MEMBER m_ground NOTIFY styleChanged)
    Q_PROPERTY(QColor casing MEMBER m_casing NOTIFY styleChanged)
    Q_PROPERTY(QColor fault MEMBER m_fault NOTIFY styleChanged)
    Q_PROPERTY(QColor faultText MEMBER m_faultText NOTIFY styleChanged)
    Q_PROPERTY(QColor feedA MEMBER m_feedA NOTIFY styleChanged)
    Q_PROPERTY(QColor feedB MEMBER m_feedB NOTIFY styleChanged)
    Q_PROPERTY(QColor selection MEMBER m_selectionLine NOTIFY styleChanged)
    Q_PROPERTY(QColor selectionCasing MEMBER m_selectionCasing NOTIFY styleChanged)
    Q_PROPERTY(double zoom READ zoom NOTIFY viewChanged)
    /// {title, lines, over, x, y}: what the pointer rests on; empty for nothing.
    Q_PROPERTY(QVariantMap probe READ probe NOTIFY probeChanged)
    /// Time that moving to a selection takes [ms].
    Q_PROPERTY(int moveTime MEMBER m_moveTime NOTIFY styleChanged)

public:
    explicit OneLineItem(QQuickItem* parent = nullptr);

    void paint(QPainter* painter) override;

    [[nodiscard]] OneLineModel* model() const { return m_model; }
    void setModel(OneLineModel* model);
    [[nodiscard]] double zoom() const { return m_zoom; }
    [[nodiscard]] QVariantMap probe() const { return m_probe; }

    /// All of the diagram, no larger than full size.
    Q_INVOKABLE void fit();
    /// As much of it, from its upper edge on, as can be read.
    Q_INVOKABLE void reset();
    Q_INVOKABLE void zoomBy(double factor);
    /// Brings what is selected into view, moving no more than needed.
    Q_INVOKABLE void showSelection();
    /// Middle of the first part that stands for an entity, in pixels; (-1, -1): none is drawn.
    Q_INVOKABLE QPointF placeOf(int number) const;

signals:
    void modelChanged();
    void styleChanged();
    void viewChanged();
    void probeChanged();

protected:
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void hoverMoveEvent(QHoverEvent* event) override;
    void hoverLeaveEvent(QHoverEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// How the view was chosen; until it is moved by hand it is chosen so again.
    enum class Chosen { Readable, Whole, ByHand };

    [[nodiscard]] diagram::DiagramInk ink() const;
    [[nodiscard]] QPointF toUnits(QPointF pixel) const { return (pixel - m_origin) / m_zoom; }
    void choose(Chosen how);
    void zoomAt(QPointF pixel, double factor);
    void moveTo(QPointF origin, bool animated);
    void keepInSight();
    void measure();
    void point(QPointF pixel);
    void step(diagram::Direction direction);

    QPointer<OneLineModel> m_model;
    QString m_family;
    QColor m_text, m_text2, m_text3, m_ground, m_casing, m_fault, m_faultText, m_feedA, m_feedB;
    QColor m_selectionLine, m_selectionCasing;
    double m_zoom = 1.0;
    QPointF m_origin; ///< of the diagram, in pixels
    Chosen m_chosen = Chosen::Readable;
    QPointF m_pressed, m_dragged;
    bool m_panning = false;
    QVariantMap m_probe;
    QVariantAnimation m_motion;
    int m_moveTime = 140;
};

} // namespace hallwright::app
