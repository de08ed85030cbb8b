#include "app/scene/scene_renderer.h"

#include "app/document/campus_document.h"
#include "app/document/hall_cut.h"
#include "app/scene/camera_controller.h"
#include "app/scene/campus_scene.h"

#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>

namespace hallwright::app {

namespace {

base::Diagnostics failure(const QString& what, const char* remedy) {
    return base::failure("render", what.toStdString(), remedy);
}

/// All of the campus in view: from the south-west at 35 degrees, or from above with north up.
CameraController::Pose poseFor(const SceneExtent& extent, RenderView view,
                               const CameraController& camera) {
    CameraController::Pose look;
    look.heading_deg = view == RenderView::Plan ? 0.0 : 35.0;
    look.pitch_deg = view == RenderView::Plan ? 90.0 : 35.0;
    const double margin = 0.02 * camera.viewport().height();
    return camera.poseShowing(extent.corners_m(), look, {margin, margin, margin, margin});
}

} // namespace

base::Result<QImage> renderScene(const model::Campus& campus,
                                 std::shared_ptr<const catalog::Catalog> catalog,
                                 engine::SolutionPtr solution, const RenderOptions& options) {
    const QString platform = QGuiApplication::platformName();
    if (platform == QLatin1String("offscreen") || platform == QLatin1String("minimal"))
        return failure(QStringLiteral("The 3-D scene can't be drawn without a display."),
                       "Run it on a desktop, or under xvfb-run.");
    CampusDocument document(std::move(catalog));
    document.reset(campus);
    ViewState view;
    view.setLayer(options.layer);
    view.setCutHeight(cutIntoHalls_m(campus, *document.catalog()));
    CampusScene scene;
    scene.setLightTheme(options.lightTheme);
    scene.setDocument(&document);
    scene.setView(&view);
    scene.setSolution(std::move(solution));
    scene.updateNow();
    CameraController camera;
    camera.setViewport(options.size);
    camera.setParallel(options.view == RenderView::Plan);
    camera.setPose(poseFor(scene.extent(), options.view, camera));

    QQmlEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    QQmlComponent component(&engine,
                            QUrl(QStringLiteral("qrc:/qt/qml/Hallwright/Scene/SceneView.qml")));
    const std::unique_ptr<QObject> root(component.createWithInitialProperties(
        {{"scene", QVariant::fromValue(&scene)}, {"eye", QVariant::fromValue(&camera)}}));
    auto* item = qobject_cast<QQuickItem*>(root.get());
    if (!item)
        return failure(component.errorString(), "Install Qt Quick 3D with its QML modules.");
    QQuickWindow window;
    window.resize(options.size);
    window.setColor(scene.canvasColor());
    item->setParentItem(window.contentItem());
    item->setSize(options.size);
    // A window that is never shown draws into a picture of its own. The first pass loads meshes
    // and materials, the second one has them all.
    window.grabWindow();
    const QImage picture = window.grabWindow();
    item->setParentItem(nullptr);
    if (picture.isNull())
        return failure(QStringLiteral("The display gives no OpenGL to draw with."),
                       "Install a driver, or Mesa for drawing in software.");
    return picture;
}

} // namespace hallwright::app
