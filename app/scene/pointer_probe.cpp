#include "app/scene/pointer_probe.h"

#include "app/format/number_format.h"
#include "app/scene/camera_controller.h"
#include "app/scene/campus_scene.h"
#include "app/scene/hall_axes.h"
#include "app/scene/layer_values.h"
#include "app/tools/picking.h"
#include "core/base/physical_constants.h"
#include "core/engine/plume_state.h"
#include "core/solvers/airflow/air_field.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace hallwright::app {

namespace {

using base::Vec3;
using model::EntityId;
using Ray = CameraController::Ray;

QString text(const char* words) {
    return QCoreApplication::translate("hallwright::app::PointerProbe", words);
}

QVariantMap powerRow(const QString& label, double power_W) {
    return {
        {"label", label},
        {"value", std::isfinite(power_W) ? formatNumber(power_W / 1e3, 0) + " kW" : "no limit"}};
}

/// Whether a point on the skin of a box lies on its back; fronts face local -y.
bool isOnBack(const geometry::IndexedBox& box, const Vec3& point_m) {
    constexpr double kSkin_m = 0.01;
    const double angle = box.rotation_deg * std::numbers::pi / 180.0;
    const double y_m = -std::sin(angle) * (point_m.x - box.centre_m.x) +
                       std::cos(angle) * (point_m.y - box.centre_m.y);
    return y_m > 0.5 * box.size_m.y - kSkin_m;
}

/// A rack whose two ends carry a value each: the one that is pointed at, and the other below it.
QVariantMap probeRackEnds(const LayerValues& values, const model::Campus& campus,
                          const model::Rack& rack, bool isBack) {
    const LayerValue front = values.of(rack), back = values.backOf(rack);
    if (!front.isKnown() || !back.isKnown())
        return {{"visible", false}};
    const LayerValue& seen = isBack ? back : front;
    const ColorMap& map = *mapOf(values.layer());
    return {{"visible", true},
            {"title", QString::fromStdString(campus.nameOf(entity(rack.id))) +
                          QStringLiteral(" · ") + (isBack ? text("outlet") : text("inlet"))},
            {"value", formatNumber(seen.value, decimalsOf(values.layer()))},
            {"unit", map.unit()},
            {"color", values.colorOf(seen)},
            {"share", std::clamp(map.share(seen.value), 0.0, 1.0)},
            {"over", !isBack && map.mark() && seen.value > *map.mark()},
            {"number", int(rack.id.number)},
            {"rows",
             QVariantList{QVariantMap{{"label", isBack ? text("Inlet") : text("Outlet")},
                                      {"value", textOf(isBack ? front : back, values.layer())}}}}};
}

QVariantMap probeEntity(const CampusScene& scene, EntityId id, const geometry::RayHit& hit) {
    const LayerValues values = scene.values();
    const model::Campus& campus = scene.document()->campus();
    if (const auto* rack = campus.racks().find(model::RackId{id.number});
        rack && values.layer() == ViewState::Layer::AirTemperature) {
        const auto* box = scene.document()->spatialIndex().find(id.number);
        return probeRackEnds(values, campus, *rack, box && isOnBack(*box, hit.point_m));
    }
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
                {"rows", QVariantList{powerRow(text("Usable"), place->usable_W),
                                      powerRow(text("Reaches to"), place->reach_W())}}};
    if (!value.isKnown() || !map)
        return {{"visible", false}};
    return {{"visible", true},
            {"title", QString::fromStdString(campus.nameOf(id))},
            {"value", formatNumber(value.value, decimalsOf(values.layer()))},
            {"unit", map->unit()},
            {"color", values.colorOf(value)},
            {"share", std::clamp(map->share(value.value), 0.0, 1.0)},
            {"over", values.isOver(value)},
            {"number", int(id.number)},
            {"rows", QVariantList()}};
}

QVariantMap probeAir(const CampusScene& scene, const Ray& ray, double nearest_m) {
    const auto solution = scene.solution();
    const ViewState* view = scene.view();
    if (!solution || !view || !view->isSlicing())
        return {};
    for (const auto& [id, state] : solution->halls) {
        if (!state.air || !scene.document()->campus().halls().contains(id))
            continue;
        const auto hall = model::footprintOf(scene.document()->campus(),
                                             *scene.document()->catalog(), entity(id));
        const Vec3 size = state.air->size_m();
        const HallAxes axes(hall, size);
        const Vec3 origin = axes.fromSite(ray.origin_m);
        const Vec3 along = axes.directionFromSite(ray.direction);
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
        const double t_C = sample.temperature_K - base::kZeroCelsius_K;
        const double supplied = 100.0 * state.air->supplyShareAt(at);
        const bool isShare = view->layer() == ViewState::Layer::SupplyAir;
        const double value = isShare ? supplied : t_C;
        QVariantList rows;
        const auto row = [&rows](const QString& label, const QString& text) {
            rows.append(QVariantMap{{"label", label}, {"value", text}});
        };
        if (isShare)
            row(text("Air"), formatNumber(t_C, 1) + QStringLiteral(" °C"));
        else if (!std::isnan(supplied))
            row(text("From air units"), formatNumber(supplied, 0) + QStringLiteral(" %"));
        const Vec3 v = sample.velocity_m_per_s;
        row(text("Speed"), formatNumber(std::sqrt(v.x * v.x + v.y * v.y + v.z * v.z), 2) + " m/s");
        return {{"visible", true},
                {"title", QString::fromStdString(scene.document()->campus().nameOf(entity(id)))},
                {"value", formatNumber(value, decimalsOf(view->layer()))},
                {"unit", map.unit()},
                {"color", map.color(value)},
                {"share", std::clamp(map.share(value), 0.0, 1.0)},
                {"over", map.mark() && value > *map.mark()},
                {"number", 0},
                {"rows", rows}};
    }
    return {};
}

QVariantMap probePlume(const CampusScene& scene, const Ray& ray, double nearest_m) {
    const auto solution = scene.solution();
    const ViewState* view = scene.view();
    if (!solution || !view || view->layer() != ViewState::Layer::Plume || !solution->plume ||
        !solution->plume->field)
        return {};
    const engine::PlumeField& plume = *solution->plume->field;
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
            {"title", text("Air over the campus")},
            {"value", formatNumber(rise_K, 1)},
            {"unit", map.unit()},
            {"color", map.color(rise_K)},
            {"share", std::clamp(map.share(rise_K), 0.0, 1.0)},
            {"over", false},
            {"number", 0},
            {"rows",
             QVariantList{row(text("Temperature"),
                              formatNumber(plume.ambient_C + rise_K, 1) + QStringLiteral(" °C")),
                          row(text("Wind"), formatNumber(std::hypot(v.x, v.y), 1) + " m/s"),
                          row(text("Upward"), formatNumber(v.z, 1) + " m/s")}}};
}

} // namespace

QVariantMap probeUnder(const CampusScene& scene, const CameraController& camera, double x,
                       double y) {
    const Ray ray = camera.rayAt(x, y);
    const auto& index = scene.document()->spatialIndex();
    const EntityId id = pickEntity(scene.document()->campus(), index, {ray.origin_m, ray.direction},
                                   camera.metresPerPixel());
    QVariantMap found{{"visible", false}};
    double nearest_m = std::numeric_limits<double>::max();
    if (id.isValid()) {
        geometry::RayHit at{id.number, nearest_m, {}};
        for (const auto& hit : index.pickAll(ray.origin_m, ray.direction))
            if (hit.number == id.number)
                at = hit;
        found = probeEntity(scene, id, at);
        if (found["visible"].toBool())
            nearest_m = at.distance_m;
    }
    if (QVariantMap air = probeAir(scene, ray, nearest_m); !air.isEmpty())
        return air;
    if (QVariantMap plume = probePlume(scene, ray, nearest_m); !plume.isEmpty())
        return plume;
    return found;
}

} // namespace hallwright::app
