#pragma once

#include "app/document/selection.h"
#include "app/scene/camera_controller.h"
#include "app/scene/campus_scene.h"
#include "app/tools/tool_controller.h"
#include "core/model/footprint.h"

#include <QColor>
#include <QPolygonF>
#include <QQmlEngine>
#include <QQuickPaintedItem>

#include <vector>

namespace hallwright::app {

/// Lines over the scene: outlines of what is selected and hovered, the edges of the ghost with its
/// guides and measures. They show through everything and keep their width at every distance.
class ViewportOverlay : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(hallwright::app::CampusScene* scene MEMBER m_scene NOTIFY sourcesChanged)
    Q_PROPERTY(hallwright::app::CameraController* camera MEMBER m_camera NOTIFY sourcesChanged)
    Q_PROPERTY(hallwright::app::Selection* selection MEMBER m_selection NOTIFY sourcesChanged)
    Q_PROPERTY(hallwright::app::ToolController* tools MEMBER m_tools NOTIFY sourcesChanged)
    Q_PROPERTY(QColor lineColor MEMBER m_line NOTIFY styleChanged)
    Q_PROPERTY(QColor casingColor MEMBER m_casing NOTIFY styleChanged)
    Q_PROPERTY(QColor ghostColor MEMBER m_ghost NOTIFY styleChanged)
    Q_PROPERTY(QColor faultColor MEMBER m_fault NOTIFY styleChanged)
    Q_PROPERTY(QColor tagColor MEMBER m_tag NOTIFY styleChanged)
    Q_PROPERTY(QColor textColor MEMBER m_text NOTIFY styleChanged)
    Q_PROPERTY(QString fontFamily MEMBER m_family NOTIFY styleChanged)
public:
    explicit ViewportOverlay(QQuickItem* parent = nullptr);

    void paint(QPainter* painter) override;

signals:
    void sourcesChanged();
    void styleChanged();

private:
    void connectSources();
    void refresh();
    void paintOutline(QPainter& painter, model::EntityId id, bool hovered) const;
    void paintGhost(QPainter& painter) const;
    void paintMeasure(QPainter& painter, const QVariantMap& line) const;
    /// The silhouette of a box; empty where part of it lies behind the eye.
    [[nodiscard]] QPolygonF silhouette(const model::OrientedBox& box) const;
    [[nodiscard]] std::optional<QPointF> pixel(base::Vec2 site_m, double z_m) const;

    CampusScene* m_scene = nullptr;
    CameraController* m_camera = nullptr;
    Selection* m_selection = nullptr;
    ToolController* m_tools = nullptr;
    QColor m_line = Qt::white, m_casing = Qt::black, m_ghost = Qt::cyan, m_fault = Qt::red;
    QColor m_tag = Qt::black, m_text = Qt::white;
    QString m_family;
};

} // namespace hallwright::app
