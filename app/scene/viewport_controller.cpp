#include "app/scene/viewport_controller.h"

#include "app/format/number_format.h"
#include "app/scene/framing.h"
#include "app/scene/layer_values.h"
#include "app/scene/legend.h"
#include "app/scene/pointer_probe.h"
#include "app/tools/picking.h"
#include "core/model/footprint.h"

#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QRectF>

#include <algorithm>
#include <cmath>

namespace hallwright::app {

namespace {

using base::Vec2;
using model::EntityId;

constexpr FramingAir kAllAir{1.02, 0.0};
constexpr FramingAir kSelectionAir{1.15, 3.0};
constexpr FramingAir kRevealAir{1.6, 6.0};

} // namespace

ViewportController::ViewportController(QObject* parent)
    : QObject(parent), m_ghostBoxes(std::make_unique<InstanceTable>()) {}

ViewportController::~ViewportController() = default;

void ViewportController::setScene(CampusScene* scene) {
    if (scene == m_scene)
        return;
    m_scene = scene;
    if (scene) {
        connect(scene, &CampusScene::recolored, this, &ViewportController::legendChanged);
        connect(scene, &CampusScene::sourcesChanged, this, &ViewportController::legendChanged);
    }
    emit sourcesChanged();
    emit legendChanged();
}

void ViewportController::setCamera(CameraController* camera) {
    if (camera == m_camera)
        return;
    m_camera = camera;
    if (camera) {
        connect(camera, &CameraController::changed, this, &ViewportController::scaleBarChanged);
        connect(camera, &CameraController::changed, this, [this] {
            if (m_tools)
                m_tools->setMetresPerPixel(m_camera->metresPerPixel());
        });
    }
    emit sourcesChanged();
    emit scaleBarChanged();
}

void ViewportController::setSelection(Selection* selection) {
    if (selection == m_selection)
        return;
    m_selection = selection;
    if (selection)
        connect(selection, &Selection::revealRequested, this, &ViewportController::reveal);
    emit sourcesChanged();
}

void ViewportController::setTools(ToolController* tools) {
    if (tools == m_tools)
        return;
    m_tools = tools;
    if (tools) {
        connect(tools, &ToolController::changed, this, &ViewportController::updateGhost);
        if (m_camera)
            tools->setMetresPerPixel(m_camera->metresPerPixel());
    }
    emit sourcesChanged();
}

void ViewportController::updateGhost() {
    const QVariantMap ghost = m_tools->ghost();
    std::vector<model::OrientedBox> boxes;
    if (ghost["visible"].toBool())
        for (const QVariant& each : ghost["boxes"].toList()) {
            const QVariantMap map = each.toMap();
            model::OrientedBox box;
            box.centre_m = {map["x"].toDouble(), map["y"].toDouble()};
            box.bottom_m = map["z"].toDouble() + 0.05;
            box.size_m = {map["width"].toDouble(), map["depth"].toDouble(),
                          map["height"].toDouble()};
            box.rotation_deg = map["rotation"].toDouble();
            boxes.push_back(box);
        }
    const bool refused = !ghost["valid"].toBool();
    if (boxes.empty() && m_ghostBoxes->count() == 0)
        return;
    m_ghostRefused = refused;
    m_ghostBoxes->setBoxes(boxes);
    emit ghostChanged();
}

QVariantMap ViewportController::legend() const {
    return m_scene && m_scene->view() ? legendOf(*m_scene) : QVariantMap{{"visible", false}};
}

QVariantMap ViewportController::scaleBar() const {
    if (!m_camera)
        return {};
    // The 1-2-5 step that gives 60 to 120 px.
    const double perPixel = m_camera->metresPerPixel();
    const double least_m = 60.0 * perPixel;
    const double decade = std::pow(10.0, std::floor(std::log10(least_m)));
    double length_m = 10.0 * decade;
    for (const double step : {5.0, 2.0, 1.0})
        if (step * decade >= least_m)
            length_m = step * decade;
    const QString text = length_m >= 1000.0 ? formatNumber(length_m / 1000.0, 0) + " km"
                         : length_m >= 1.0  ? formatNumber(length_m, 0) + " m"
                                            : formatNumber(length_m * 100.0, 0) + " cm";
    return {{"length_m", length_m}, {"pixels", length_m / perPixel}, {"text", text}};
}

bool ViewportController::drawsInSoftware() {
    // Asked of the driver once, in a context of its own.
    static const bool software = [] {
        QOffscreenSurface surface;
        surface.create();
        QOpenGLContext context;
        if (!context.create() || !context.makeCurrent(&surface))
            return false;
        const auto* name =
            reinterpret_cast<const char*>(context.functions()->glGetString(GL_RENDERER));
        const QByteArray renderer(name ? name : "");
        context.doneCurrent();
        return renderer.contains("llvmpipe") || renderer.contains("softpipe");
    }();
    return software;
}

int ViewportController::pick(double x, double y) const {
    if (!m_scene || !m_scene->document() || !m_camera)
        return 0;
    const CameraController::Ray ray = m_camera->rayAt(x, y);
    return int(pickEntity(m_scene->document()->campus(), m_scene->document()->spatialIndex(),
                          {ray.origin_m, ray.direction}, m_camera->metresPerPixel())
                   .number);
}

bool ViewportController::isGround(double x, double y) const {
    const EntityId id{std::uint32_t(pick(x, y))};
    if (!id.isValid())
        return true;
    const auto kind = m_scene->document()->campus().kindOf(id);
    const bool isContainer = kind == model::EntityKind::Hall ||
                             kind == model::EntityKind::Substation ||
                             kind == model::EntityKind::Plant;
    return isContainer && m_selection && !m_selection->contains(id);
}

void ViewportController::probeAt(double x, double y) {
    if (!m_scene || !m_scene->document() || !m_camera)
        return;
    const QVariantMap next = probeUnder(*m_scene, *m_camera, x, y);
    if (next == m_probe)
        return;
    m_probe = next;
    emit probeChanged();
}

void ViewportController::clearProbe() {
    if (m_probe.isEmpty())
        return;
    m_probe.clear();
    emit probeChanged();
}

void ViewportController::selectRectangle(double fromX, double fromY, double toX, double toY,
                                         int modifiers) {
    if (!m_scene || !m_scene->document() || !m_camera || !m_selection)
        return;
    const bool inside = toX >= fromX;
    const QRectF area = QRectF(QPointF(fromX, fromY), QPointF(toX, toY)).normalized();
    const model::Campus& campus = m_scene->document()->campus();
    const catalog::Catalog& catalog = *m_scene->document()->catalog();
    std::vector<EntityId> found;
    const auto consider = [&](EntityId id) {
        const auto box = model::footprintOf(campus, catalog, id);
        int within = 0, seen = 0;
        QRectF bounds;
        for (const Vec2 corner : box.corners()) {
            const auto at = m_camera->project({corner.x, corner.y, box.bottom_m});
            if (!at)
                return;
            const QPointF point(at->x, at->y);
            ++seen;
            within += area.contains(point) ? 1 : 0;
            bounds |= QRectF(point, QSizeF(0.01, 0.01));
        }
        if (inside ? within == seen : within > 0 || area.intersects(bounds))
            found.push_back(id);
    };
    const auto considerAll = [&](const auto& table) {
        for (const auto& row : table)
            consider(entity(row.id));
    };
    // The outermost that fit: halls before the racks in them, so that a site is not taken apart.
    considerAll(campus.halls());
    considerAll(campus.substations());
    considerAll(campus.plants());
    for (const auto& item : campus.equipment())
        if (!item.parent.isValid())
            consider(entity(item.id));
    if (found.empty() || (!inside && campus.halls().size() == found.size())) {
        found.clear();
        considerAll(campus.racks());
        considerAll(campus.equipment());
    }
    if (modifiers & (Qt::ShiftModifier | Qt::ControlModifier)) {
        const auto& before = m_selection->entities();
        found.insert(found.begin(), before.begin(), before.end());
    }
    m_selection->set(std::move(found));
}

QVariantMap ViewportController::margins() const {
    return {{"left", m_margins.left()},
            {"top", m_margins.top()},
            {"right", m_margins.right()},
            {"bottom", m_margins.bottom()}};
}

void ViewportController::setMargins(const QVariantMap& margins) {
    const QMarginsF next(margins["left"].toDouble(), margins["top"].toDouble(),
                         margins["right"].toDouble(), margins["bottom"].toDouble());
    if (next == m_margins)
        return;
    m_margins = next;
    emit marginsChanged();
}

void ViewportController::fitAll() {
    if (!m_scene || !m_camera)
        return;
    m_camera->moveTo(poseOn(*m_camera, m_scene->extent(), kAllAir, m_margins));
}

void ViewportController::jumpToAll() {
    if (!m_scene || !m_camera)
        return;
    m_camera->jumpTo(poseOn(*m_camera, m_scene->extent(), kAllAir, m_margins));
}

std::optional<SceneExtent>
ViewportController::extentOfEntities(const std::vector<EntityId>& ids) const {
    return extentOf(m_scene->document()->campus(), *m_scene->document()->catalog(), ids);
}

void ViewportController::fitSelection() {
    if (!m_scene || !m_scene->document() || !m_camera)
        return;
    const auto extent =
        m_selection ? extentOfEntities(m_selection->entities()) : std::optional<SceneExtent>();
    if (extent)
        m_camera->moveTo(poseOn(*m_camera, *extent, kSelectionAir, m_margins));
    else
        fitAll();
}

void ViewportController::reveal(int number) {
    if (!m_scene || !m_scene->document() || !m_camera)
        return;
    if (const auto extent = extentOfEntities({EntityId{std::uint32_t(number)}}))
        m_camera->moveTo(poseOn(*m_camera, *extent, kRevealAir, m_margins));
}

void ViewportController::setPlan(bool plan) {
    if (!m_camera)
        return;
    CameraController::Pose pose = m_camera->goal();
    if (plan) {
        if (pose.pitch_deg < 89.0)
            m_beforePlan = pose;
        pose.heading_deg = 0.0;
        pose.pitch_deg = 90.0;
    } else {
        pose.heading_deg = m_beforePlan.heading_deg;
        pose.pitch_deg = std::min(m_beforePlan.pitch_deg, 60.0);
    }
    m_camera->setParallel(plan);
    m_camera->moveTo(pose);
}

} // namespace hallwright::app
