#include "app/scene/site_meshes.h"

#include "core/model/footprint.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace hallwright::app {

namespace {

using base::Vec2;
using base::Vec3;
using model::OrientedBox;

const QColor kShell(0x8B, 0x91, 0x98);
const QColor kCutFace(0xC4, 0xC9, 0xCE);
const QColor kSteel(0x9A, 0xA2, 0xAB);
const QColor kConcrete(0x84, 0x89, 0x8F);

constexpr double kWall_m = 0.40;
constexpr double kRoofOver_m = 0.15; ///< the cut has left the shell: its roof is on
constexpr double kApron_m = 2.5;     ///< paved around a hall or a plant

/// The axes of a turned box.
struct Frame {
    explicit Frame(const OrientedBox& box) : centre(box.centre_m), rotation_deg(box.rotation_deg) {
        const double angle = box.rotation_deg * std::numbers::pi / 180.0;
        x = {std::cos(angle), std::sin(angle)};
        y = {-std::sin(angle), std::cos(angle)};
    }
    [[nodiscard]] Vec2 at(double u, double v) const { return centre + u * x + v * y; }
    Vec2 centre, x, y;
    double rotation_deg;
};

void slab(MeshBuilder& mesh, const OrientedBox& box, double margin_m, double height_m,
          const QColor& color) {
    mesh.setColor(color.darker(108));
    mesh.siteBox(box.centre_m, box.bottom_m,
                 {box.size_m.x + 2.0 * margin_m, box.size_m.y + 2.0 * margin_m, height_m},
                 box.rotation_deg, color);
}

/// A line that a road or fence follows; a closed polygon for the others.
std::vector<Vec2> closed(std::vector<Vec2> points) {
    if (points.size() > 2)
        points.push_back(points.front());
    return points;
}

void fence(MeshBuilder& mesh, std::span<const Vec2> line_m) {
    constexpr double kHeight_m = 2.4, kBay_m = 6.0;
    mesh.setColor(QColor(0x6A, 0x70, 0x77));
    for (std::size_t i = 0; i + 1 < line_m.size(); ++i) {
        const Vec2 step = line_m[i + 1] - line_m[i];
        const double length = std::hypot(step.x, step.y);
        const double rotation = std::atan2(step.y, step.x) * 180.0 / std::numbers::pi;
        const Vec2 middle = line_m[i] + 0.5 * step;
        for (const double z : {1.2, kHeight_m})
            mesh.siteBox(middle, z, {length, 0.06, 0.06}, rotation, QColor(0x8A, 0x90, 0x97));
        const int bays = std::max(1, int(length / kBay_m));
        for (int bay = 0; bay <= bays; ++bay)
            mesh.siteBox(line_m[i] + (double(bay) / bays) * step, 0.0, {0.1, 0.1, kHeight_m},
                         rotation, QColor(0x8A, 0x90, 0x97));
    }
}

/// Two lattice legs and a beam, drawn as slender boxes, with strings of insulators and a bus.
void gantry(MeshBuilder& mesh, const Frame& frame, double u, double v, double span_m,
            double height_m) {
    constexpr double kLeg_m = 0.45;
    mesh.setColor(kSteel);
    for (const double side : {-0.5, 0.5})
        mesh.siteBox(frame.at(u, v + side * span_m), 0.0, {kLeg_m, kLeg_m, height_m},
                     frame.rotation_deg, kSteel);
    mesh.siteBox(frame.at(u, v), height_m - 0.7, {kLeg_m, span_m, 0.5}, frame.rotation_deg,
                 kSteel.lighter(108));
    mesh.setColor(QColor(0xC2, 0xB8, 0xAE));
    for (const double phase : {-0.3, 0.0, 0.3}) {
        const Vec2 foot = frame.at(u, v + phase * span_m);
        mesh.tube(toScene(foot, height_m - 2.3), toScene(foot, height_m - 0.7), 0.14F, 5);
    }
    mesh.setColor(kSteel);
}

/// High-voltage bays along the north side of a substation, a gantry line over three busbars, and
/// the medium-voltage switchgear house along its south side (as PlaceSubstation lays them out).
void switchyard(MeshBuilder& mesh, const OrientedBox& box) {
    const Frame yard(box);
    const double length_m = box.size_m.x, depth_m = box.size_m.y;
    const double span_m = std::clamp(0.30 * depth_m, 6.0, 18.0);
    const double v = 0.5 * depth_m - 0.5 * span_m - 2.0;
    const int bays = std::clamp(int(length_m / 16.0), 1, 12);
    constexpr double kHeight_m = 11.0, kHouseDepth_m = 7.0, kHouseHeight_m = 4.2;
    for (int bay = 0; bay <= bays; ++bay) {
        const double u = -0.5 * length_m + 3.0 + (length_m - 6.0) * bay / bays;
        gantry(mesh, yard, u, v, span_m, kHeight_m);
    }
    for (const double phase : {-0.3, 0.0, 0.3})
        mesh.tube(toScene(yard.at(-0.5 * length_m + 3.0, v + phase * span_m), kHeight_m - 2.4),
                  toScene(yard.at(0.5 * length_m - 3.0, v + phase * span_m), kHeight_m - 2.4),
                  0.09F, 5);
    mesh.setColor(kShell);
    mesh.siteBox(yard.at(0.0, -0.5 * depth_m + 3.0 + 0.5 * kHouseDepth_m), 0.0,
                 {0.8 * length_m, kHouseDepth_m, kHouseHeight_m}, box.rotation_deg,
                 kShell.lighter(114));
}

/// Walls half way between neighbouring transformers of one substation.
void fireWalls(MeshBuilder& mesh, const std::vector<OrientedBox>& transformers) {
    constexpr double kReach_m = 30.0, kThickness_m = 0.4, kOver_m = 1.0;
    mesh.setColor(kConcrete);
    for (std::size_t i = 0; i + 1 < transformers.size(); ++i) {
        const OrientedBox &a = transformers[i], &b = transformers[i + 1];
        const Vec2 step = b.centre_m - a.centre_m;
        const double apart = std::hypot(step.x, step.y);
        if (apart > kReach_m || apart < 1.0)
            continue;
        const double rotation = std::atan2(step.y, step.x) * 180.0 / std::numbers::pi;
        const double across = std::abs(std::remainder(rotation - a.rotation_deg, 180.0)) < 45.0
                                  ? a.size_m.y
                                  : a.size_m.x;
        mesh.siteBox(a.centre_m + 0.5 * step, 0.0,
                     {kThickness_m, across + 2.0 * kOver_m, a.size_m.z + kOver_m}, rotation,
                     kConcrete.lighter(118));
    }
}

} // namespace

MeshBuilder surfaceMesh(const model::Campus& campus, const catalog::Catalog& catalog,
                        const ScenePalette& palette) {
    MeshBuilder mesh;
    for (const model::Zone& zone : campus.zones())
        if (zone.kind == model::ZoneKind::Pad) {
            mesh.setColor(palette.pad);
            mesh.setPattern(Pattern::Plain);
            mesh.polygon(zone.points_m, 0.02);
        }
    for (const model::Zone& zone : campus.zones())
        if (zone.kind == model::ZoneKind::Road) {
            mesh.setColor(palette.road);
            mesh.setPattern(Pattern::RoadLine);
            mesh.ribbon(zone.points_m, zone.width_m, 0.0, 0.04);
        }
    mesh.setPattern(Pattern::Flat);
    for (const model::Zone& zone : campus.zones())
        if (zone.kind == model::ZoneKind::Exclusion) {
            mesh.setColor(QColor(0x8A, 0x92, 0x9B));
            mesh.ribbon(closed(zone.points_m), 0.5, 0.0, 0.06);
        }
    const auto& boundary = campus.site().boundary_m;
    if (boundary.size() > 2) {
        mesh.setColor(QColor(0xAE, 0xB5, 0xBD));
        mesh.setPattern(Pattern::DashDot);
        mesh.ribbon(closed(boundary), 0.8, 0.0, 0.05);
    }
    mesh.setPattern(Pattern::Gravel);
    for (const model::Substation& substation : campus.substations())
        slab(mesh, footprintOf(campus, catalog, entity(substation.id)), 0.0, 0.08, palette.gravel);
    mesh.setPattern(Pattern::Plain);
    for (const model::Plant& plant : campus.plants())
        slab(mesh, footprintOf(campus, catalog, entity(plant.id)), 1.0, 0.08, palette.pad);
    for (const model::Hall& hall : campus.halls()) {
        const OrientedBox box = footprintOf(campus, catalog, entity(hall.id));
        slab(mesh, box, kApron_m, 0.06, palette.pad);
        slab(mesh, box, 0.0, kFloor_m, palette.floor);
    }
    return mesh;
}

MeshBuilder shellMesh(const model::Campus& campus, const catalog::Catalog& catalog,
                      double cutHeight_m) {
    MeshBuilder mesh;
    for (const model::Hall& hall : campus.halls()) {
        const OrientedBox box = footprintOf(campus, catalog, entity(hall.id));
        const Frame frame(box);
        const bool whole = cutHeight_m >= box.size_m.z + kRoofOver_m;
        const double height_m = std::min(cutHeight_m, box.size_m.z);
        if (height_m < 0.2)
            continue;
        const QColor top = whole ? kShell.lighter(106) : kCutFace;
        mesh.setColor(kShell);
        const double length = box.size_m.x, width = box.size_m.y;
        for (const double side : {-1.0, 1.0}) {
            mesh.siteBox(frame.at(0.0, side * 0.5 * (width - kWall_m)), box.bottom_m,
                         {length, kWall_m, height_m}, box.rotation_deg, top);
            mesh.siteBox(frame.at(side * 0.5 * (length - kWall_m), 0.0), box.bottom_m,
                         {kWall_m, width - 2.0 * kWall_m, height_m}, box.rotation_deg, top);
        }
        if (whole)
            mesh.siteBox(box.centre_m, box.bottom_m + height_m, {length, width, 0.25},
                         box.rotation_deg, kShell.lighter(112));
    }
    return mesh;
}

MeshBuilder structureMesh(const model::Campus& campus, const catalog::Catalog& catalog) {
    MeshBuilder mesh;
    mesh.setPattern(Pattern::Plain);
    for (const model::Substation& substation : campus.substations()) {
        switchyard(mesh, footprintOf(campus, catalog, entity(substation.id)));
        std::vector<OrientedBox> transformers;
        for (const model::Equipment& item : campus.equipment())
            if (item.kind == model::EquipmentKind::Transformer &&
                item.parent == entity(substation.id))
                transformers.push_back(footprintOf(campus, catalog, entity(item.id)));
        fireWalls(mesh, transformers);
    }
    for (const model::GridConnection& grid : campus.grids()) {
        OrientedBox box;
        box.centre_m = grid.placement.position_m;
        box.rotation_deg = grid.placement.rotation_deg;
        const bool high = grid.voltage_V > 150e3;
        gantry(mesh, Frame(box), 0.0, 0.0, high ? 14.0 : 7.0, high ? 18.0 : 8.0);
    }
    for (const model::Zone& zone : campus.zones())
        if (zone.kind == model::ZoneKind::Fence)
            fence(mesh, zone.points_m);
    return mesh;
}

MeshBuilder groundMesh(Vec2 centre_m) {
    constexpr double kHalf_m = 20000.0;
    MeshBuilder mesh;
    mesh.setPattern(Pattern::Plain);
    const std::array<Vec2, 4> corners{
        centre_m + Vec2{-kHalf_m, -kHalf_m}, centre_m + Vec2{kHalf_m, -kHalf_m},
        centre_m + Vec2{kHalf_m, kHalf_m}, centre_m + Vec2{-kHalf_m, kHalf_m}};
    mesh.polygon(corners, 0.0);
    return mesh;
}

} // namespace hallwright::app
