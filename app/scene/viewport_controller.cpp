#include "app/scene/viewport_controller.h"

#include "app/scene/framing.h"
#include "app/scene/layer_values.h"
#include "app/tools/picking.h"
#include "core/engine/plume_state.h"
#include "core/model/footprint.h"
#include "core/solvers/airflow/air_field.h"

#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QRectF>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace hallwright::app {

namespace {

using base::Vec2;
using base::Vec3;
using model::EntityId;

constexpr double kZeroCelsius_K = 273.15;

constexpr FramingAir kAllAir{1.02, 0.0};
constexpr FramingAir kSelectionAir{1.15, 3.0};
constexpr FramingAir kRevealAir{1.6, 6.0};

QString number(double value, int decimals) {
    QString text = QString::number(value, 'f', decimals);
    if (text.startsWith(QLatin1Char('-')))
        text.replace(0, 1, QChar(0x2212));
    return text;
}

QVariantMap powerRow(const QString& label, double power_W) {
    return {{"label", label},
            {"value", std::isfinite(power_W) ? number(power_W / 1e3, 0) + " kW" : "no limit"}};
}

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
    const auto layer =
        m_scene && m_scene->view() ? m_scene->view()->layer() : ViewState::Layer::None;
    if (layer == ViewState::Layer::Capacity) {
        QVariantList categories;
        for (const CapacityCategory& category : capacityCategories())
            categories.append(QVariantMap{{"name", QLatin1String(category.name)},
                                          {"color", QColor(category.color)}});
        return {{"visible", true},
                {"name", tr("Capacity")},
                {"caption", captionOf(layer)},
                {"categories", categories}};
    }
    const ColorMap* map = mapOf(layer);
    if (!map)
        return {{"visible", false}};
    const double span = map->top() - map->low();
    const auto share = [&](double value) { return (value - map->low()) / span; };
    QVariantList stops, overStops, ticks, marks;
    for (int i = 0; i < ColorMap::kStops; ++i)
        stops.append(map->stop(i));
    const auto tick = [&](double value, const QString& text) {
        ticks.append(QVariantMap{{"at", share(value)}, {"text", text}});
    };
    tick(map->low(), number(map->low(), 0));
    if (map->hasOverrange()) {
        overStops = {map->color(map->high() + 1e-6), map->color(map->top())};
        tick(0.5 * (map->low() + map->high()), number(0.5 * (map->low() + map->high()), 0));
        tick(map->high(), number(map->high(), 0));
    } else if (map->mark()) {
        tick(*map->mark(), tr("%1 limit").arg(number(*map->mark(), 0)));
        const double rest = 0.5 * (*map->mark() + map->high());
        tick(rest, number(rest, 0));
    } else {
        const double middle = 0.5 * (map->low() + map->high());
        tick(middle, number(middle, 0));
    }
    tick(map->top(), number(map->top(), 0));
    if (map->mark())
        marks.append(share(*map->mark()));
    const bool isMoment = ViewState::isOfAir(layer) && m_scene->showsMoment();
    return {
        {"visible", true},       {"name", map->name()},
        {"unit", map->unit()},   {"caption", isMoment ? tr("°C, in the drill") : captionOf(layer)},
        {"low", map->low()},     {"high", map->high()},
        {"top", map->top()},     {"highShare", share(map->high())},
        {"ticks", ticks},        {"marks", marks},
        {"stops", stops},        {"overStops", overStops},
        {"bins", rackBins(*map)}};
}

/// How many racks lie in each part of the map's range, as a share of the fullest; in the layers of
/// the air alone, and empty without racks.
QVariantList ViewportController::rackBins(const ColorMap& map) const {
    if (!m_scene->document() || !m_scene->view()->isSlicing())
        return {};
    constexpr int kBins = 44; // half a kelvin each
    std::array<int, kBins> counts{};
    const LayerValues values = m_scene->values();
    for (const auto& rack : m_scene->document()->campus().racks()) {
        const LayerValue value = values.of(rack);
        if (!value.isKnown())
            continue;
        const double share = (value.value - map.low()) / (map.high() - map.low());
        ++counts[std::size_t(std::clamp(int(share * kBins), 0, kBins - 1))];
    }
    const int most = *std::max_element(counts.begin(), counts.end());
    QVariantList bins;
    for (const int count : counts)
        if (most > 0)
            bins.append(double(count) / most);
    return bins;
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
    const QString text = length_m >= 1000.0 ? number(length_m / 1000.0, 0) + " km"
                         : length_m >= 1.0  ? number(length_m, 0) + " m"
                                            : number(length_m * 100.0, 0) + " cm";
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

QVariantMap ViewportController::probeEntity(EntityId id) const {
    const LayerValues values = m_scene->values();
    const model::Campus& campus = m_scene->document()->campus();
    const LayerValue value = values.of(campus, id);
    const ColorMap* map = mapOf(values.layer());
    if (const auto* place =
            values.capacity() ? rackIn(*values.capacity(), model::RackId{id.number}) : nullptr;
        place && value.isKnown() && !map)
        return {{"visible", true},
                {"title", QString::fromStdString(campus.nameOf(id) + " · " + place->by)},
                {"value", textOf(value, values.layer())},
                {"unit", QString()},
                {"color", values.colorOf(value)},
                {"over", values.isOver(value)},
                {"number", int(id.number)},
                {"rows", QVariantList{powerRow(tr("Usable"), place->usable_W),
                                      powerRow(tr("Reaches to"), place->reach_W())}}};
    if (!value.isKnown() || !map)
        return {{"visible", false}};
    return {{"visible", true},
            {"title", QString::fromStdString(campus.nameOf(id))},
            {"value", number(value.value, decimalsOf(values.layer()))},
            {"unit", map->unit()},
            {"color", values.colorOf(value)},
            {"share", std::clamp((value.value - map->low()) / (map->top() - map->low()), 0.0, 1.0)},
            {"over", values.isOver(value)},
            {"number", int(id.number)},
            {"rows", QVariantList()}};
}

QVariantMap ViewportController::probeAir(double x, double y, double nearest_m) const {
    const auto solution = m_scene->solution();
    const ViewState* view = m_scene->view();
    const CameraController::Ray ray = m_camera->rayAt(x, y);
    if (!solution || !view || !view->isSlicing())
        return {};
    for (const auto& [id, state] : solution->halls) {
        if (!state.air || !m_scene->document()->campus().halls().contains(id))
            continue;
        const auto hall = model::footprintOf(m_scene->document()->campus(),
                                             *m_scene->document()->catalog(), entity(id));
        const double angle = hall.rotation_deg * std::numbers::pi / 180.0;
        const double c = std::cos(angle), s = std::sin(angle);
        const Vec3 size = state.air->size_m();
        // The ray in the field's own axes, from its low corner.
        const Vec3 d = ray.origin_m - Vec3{hall.centre_m.x, hall.centre_m.y, hall.bottom_m};
        const Vec3 origin{d.x * c + d.y * s + 0.5 * size.x, -d.x * s + d.y * c + 0.5 * size.y, d.z};
        const Vec3 along{ray.direction.x * c + ray.direction.y * s,
                         -ray.direction.x * s + ray.direction.y * c, ray.direction.z};
        const std::array<double, 3> from{origin.x, origin.y, origin.z};
        const std::array<double, 3> step{along.x, along.y, along.z};
        const auto axis = std::size_t(view->sliceAxis());
        if (std::abs(step[axis]) < 1e-6)
            continue;
        const double t = (view->slicePosition() - from[axis]) / step[axis];
        const Vec3 at = origin + t * along;
        if (t <= 0.0 || t > nearest_m || at.x < 0 || at.y < 0 || at.z < 0 || at.x > size.x ||
            at.y > size.y || at.z > size.z)
            continue;
        const airflow::AirSample sample = state.air->sample(at);
        if (sample.isSolid)
            continue;
        const ColorMap& map = *mapOf(view->layer());
        const double t_C = sample.temperature_K - kZeroCelsius_K;
        const double supplied = 100.0 * state.air->supplyShareAt(at);
        const bool isShare = view->layer() == ViewState::Layer::SupplyAir;
        const double value = isShare ? supplied : t_C;
        QVariantList rows;
        const auto row = [&rows](const QString& label, const QString& text) {
            rows.append(QVariantMap{{"label", label}, {"value", text}});
        };
        if (isShare)
            row(tr("Air"), number(t_C, 1) + QStringLiteral(" °C"));
        else if (!std::isnan(supplied))
            row(tr("From air units"), number(supplied, 0) + QStringLiteral(" %"));
        const Vec3 v = sample.velocity_m_per_s;
        row(tr("Speed"), number(std::sqrt(v.x * v.x + v.y * v.y + v.z * v.z), 2) + " m/s");
        return {{"visible", true},
                {"title", QString::fromStdString(m_scene->document()->campus().nameOf(entity(id)))},
                {"value", number(value, decimalsOf(view->layer()))},
                {"unit", map.unit()},
                {"color", map.color(value)},
                {"share", std::clamp((value - map.low()) / (map.high() - map.low()), 0.0, 1.0)},
                {"over", map.mark() && value > *map.mark()},
                {"number", 0},
                {"rows", rows}};
    }
    return {};
}

QVariantMap ViewportController::probePlume(double x, double y, double nearest_m) const {
    const auto solution = m_scene->solution();
    const ViewState* view = m_scene->view();
    if (!solution || !view || view->layer() != ViewState::Layer::Plume || !solution->plume ||
        !solution->plume->field)
        return {};
    const engine::PlumeField& plume = *solution->plume->field;
    const CameraController::Ray ray = m_camera->rayAt(x, y);
    const double level_m = plume.origin_m.z + view->plumeHeight();
    if (std::abs(ray.direction.z) < 1e-6)
        return {};
    const double t = (level_m - ray.origin_m.z) / ray.direction.z;
    const Vec3 at = ray.origin_m + t * ray.direction;
    if (t <= 0.0 || t > nearest_m || !plume.holds(at))
        return {};
    const airflow::AirSample sample = plume.riseAt(at);
    if (sample.isSolid)
        return {};
    const ColorMap& map = ColorMap::plumeTemperature();
    const double rise_K = sample.temperature_K;
    const Vec3 v = sample.velocity_m_per_s;
    const auto row = [](const QString& label, const QString& value) {
        return QVariantMap{{"label", label}, {"value", value}};
    };
    return {{"visible", true},
            {"title", tr("Air over the campus")},
            {"value", number(rise_K, 1)},
            {"unit", map.unit()},
            {"color", map.color(rise_K)},
            {"share", std::clamp((rise_K - map.low()) / (map.high() - map.low()), 0.0, 1.0)},
            {"over", false},
            {"number", 0},
            {"rows", QVariantList{row(tr("Temperature"),
                                      number(plume.ambient_C + rise_K, 1) + QStringLiteral(" °C")),
                                  row(tr("Wind"), number(std::hypot(v.x, v.y), 1) + " m/s"),
                                  row(tr("Upward"), number(v.z, 1) + " m/s")}}};
}

void ViewportController::probeAt(double x, double y) {
    if (!m_scene || !m_scene->document() || !m_camera)
        return;
    const CameraController::Ray ray = m_camera->rayAt(x, y);
    const auto& index = m_scene->document()->spatialIndex();
    const EntityId id = pickEntity(m_scene->document()->campus(), index,
                                   {ray.origin_m, ray.direction}, m_camera->metresPerPixel());
    QVariantMap next = id.isValid() ? probeEntity(id) : QVariantMap{{"visible", false}};
    double nearest_m = std::numeric_limits<double>::max();
    if (next["visible"].toBool())
        for (const auto& hit : index.pickAll(ray.origin_m, ray.direction))
            if (hit.number == id.number)
                nearest_m = hit.distance_m;
    if (const QVariantMap air = probeAir(x, y, nearest_m); !air.isEmpty())
        next = air;
    else if (const QVariantMap plume = probePlume(x, y, nearest_m); !plume.isEmpty())
        next = plume;
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

void ViewportController::fitSelection() {
    if (!m_scene || !m_scene->document() || !m_camera)
        return;
    const auto extent = m_selection ? extentOf(*m_scene, m_selection->entities())
                                    : std::optional<CampusScene::Extent>();
    if (extent)
        m_camera->moveTo(poseOn(*m_camera, *extent, kSelectionAir, m_margins));
    else
        fitAll();
}

void ViewportController::reveal(int number) {
    if (!m_scene || !m_scene->document() || !m_camera)
        return;
    if (const auto extent = extentOf(*m_scene, {EntityId{std::uint32_t(number)}}))
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
