#pragma once

#include "app/document/selection.h"
#include "app/scene/camera_controller.h"
#include "app/scene/campus_scene.h"
#include "app/scene/instance_table.h"
#include "app/tools/tool_controller.h"

#include <QMarginsF>
#include <QObject>
#include <QQmlEngine>
#include <QVariantMap>

#include <memory>
#include <optional>
#include <vector>

namespace hallwright::app {

/// What the viewport knows beyond drawing: framing, picking by rectangle, the value under the
/// pointer, the legend and the scale bar.
class ViewportController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(hallwright::app::CampusScene* scene READ scene WRITE setScene NOTIFY sourcesChanged)
    Q_PROPERTY(
        hallwright::app::CameraController* camera READ camera WRITE setCamera NOTIFY sourcesChanged)
    Q_PROPERTY(hallwright::app::Selection* selection READ selection WRITE setSelection NOTIFY
                   sourcesChanged)
    Q_PROPERTY(
        hallwright::app::ToolController* tools READ tools WRITE setTools NOTIFY sourcesChanged)
    /// Boxes of what is being placed.
    Q_PROPERTY(QQuick3DInstancing* ghostBoxes READ ghostBoxes CONSTANT)
    Q_PROPERTY(int ghostCount READ ghostCount NOTIFY ghostChanged)
    Q_PROPERTY(bool ghostRefused READ isGhostRefused NOTIFY ghostChanged)
    /// See legendOf().
    Q_PROPERTY(QVariantMap legend READ legend NOTIFY legendChanged)
    /// See probeUnder().
    Q_PROPERTY(QVariantMap probe READ probe NOTIFY probeChanged)
    /// The scene is drawn by the processor (Mesa without a graphics card).
    Q_PROPERTY(bool drawsInSoftware READ drawsInSoftware CONSTANT)
    /// {length_m, pixels, text}
    Q_PROPERTY(QVariantMap scaleBar READ scaleBar NOTIFY scaleBarChanged)
    /// {left, top, right, bottom} in pixels: what is framed stays clear of the cards there.
    Q_PROPERTY(QVariantMap margins READ margins WRITE setMargins NOTIFY marginsChanged)

public:
    explicit ViewportController(QObject* parent = nullptr);
    ~ViewportController() override;

    [[nodiscard]] CampusScene* scene() const { return m_scene; }
    void setScene(CampusScene* scene);
    [[nodiscard]] CameraController* camera() const { return m_camera; }
    void setCamera(CameraController* camera);
    [[nodiscard]] Selection* selection() const { return m_selection; }
    void setSelection(Selection* selection);
    [[nodiscard]] ToolController* tools() const { return m_tools; }
    void setTools(ToolController* tools);
    [[nodiscard]] QQuick3DInstancing* ghostBoxes() const { return m_ghostBoxes.get(); }
    [[nodiscard]] int ghostCount() const { return m_ghostBoxes->count(); }
    [[nodiscard]] bool isGhostRefused() const { return m_ghostRefused; }
    [[nodiscard]] QVariantMap legend() const;
    [[nodiscard]] QVariantMap probe() const { return m_probe; }
    [[nodiscard]] QVariantMap scaleBar() const;
    [[nodiscard]] static bool drawsInSoftware();
    [[nodiscard]] QVariantMap margins() const;
    void setMargins(const QVariantMap& margins);

    /// What is under a pixel; 0 for nothing.
    Q_INVOKABLE int pick(double x, double y) const;
    /// Whether a drag from a pixel draws a selection rectangle: from open ground, and from the
    /// ground of a hall, a substation or a plant that is not selected itself.
    Q_INVOKABLE bool isGround(double x, double y) const;
    /// Reads the value under a pixel into `probe`.
    Q_INVOKABLE void probeAt(double x, double y);
    Q_INVOKABLE void clearProbe();
    /// Left to right takes what lies inside, right to left what is touched.
    Q_INVOKABLE void selectRectangle(double fromX, double fromY, double toX, double toY,
                                     int modifiers);
    Q_INVOKABLE void fitAll();
    /// The selection, or everything where nothing is selected.
    Q_INVOKABLE void fitSelection();
    Q_INVOKABLE void reveal(int number);
    /// At once, for the first picture of a campus.
    Q_INVOKABLE void jumpToAll();
    /// From above with north up, or back to a view from the side.
    Q_INVOKABLE void setPlan(bool plan);

signals:
    void sourcesChanged();
    void ghostChanged();
    void legendChanged();
    void probeChanged();
    void scaleBarChanged();
    void marginsChanged();

private:
    void updateGhost();
    [[nodiscard]] std::optional<SceneExtent>
    extentOfEntities(const std::vector<model::EntityId>& ids) const;

    CampusScene* m_scene = nullptr;
    CameraController* m_camera = nullptr;
    Selection* m_selection = nullptr;
    ToolController* m_tools = nullptr;
    std::unique_ptr<InstanceTable> m_ghostBoxes;
    bool m_ghostRefused = false;
    QVariantMap m_probe;
    QMarginsF m_margins;
    CameraController::Pose m_beforePlan;
};

} // namespace hallwright::app
