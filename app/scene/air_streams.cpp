#include "app/scene/air_streams.h"

#include "app/scene/color_map.h"
#include "app/scene/hall_axes.h"
#include "core/base/physical_constants.h"
#include "core/engine/air_assembly.h"
#include "core/model/footprint.h"
#include "core/solvers/airflow/stream_line.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace hallwright::app {

namespace {

using airflow::FaceRect;
using airflow::StreamSense;
using base::Vec3;

constexpr double kLength_m = 25.0;
constexpr double kRadius_m = 0.04;
constexpr std::size_t kWarmest = 6;      // racks a hall
constexpr std::size_t kSupplyLines = 60; // a hall, over all its air units

/// Points on a grid over a face, moved off it into the air.
std::vector<Vec3> seedsOn(const FaceRect& face, int across, int up, double outward_m) {
    std::vector<Vec3> seeds;
    const Vec3 size = face.max_m - face.min_m;
    for (int j = 0; j < up; ++j)
        for (int i = 0; i < across; ++i) {
            const double a = (i + 0.5) / across, b = (j + 0.5) / up;
            Vec3 at = face.min_m;
            switch (face.normal) {
            case airflow::Axis::X:
                at = at + Vec3{outward_m, a * size.y, b * size.z};
                break;
            case airflow::Axis::Y:
                at = at + Vec3{a * size.x, outward_m, b * size.z};
                break;
            case airflow::Axis::Z:
                at = at + Vec3{a * size.x, b * size.y, outward_m};
                break;
            }
            seeds.push_back(at);
        }
    return seeds;
}

double along(Vec3 v, airflow::Axis axis) {
    return axis == airflow::Axis::X ? v.x : axis == airflow::Axis::Y ? v.y : v.z;
}

/// The hall's lines, from its air's own axes into the scene.
class HallStreams {
public:
    HallStreams(MeshBuilder& mesh, const engine::HallState& state, const model::OrientedBox& hall,
                ViewState::Layer layer)
        : m_mesh(mesh), m_air(*state.air), m_problem(state.airProblem->problem), m_layer(layer),
          m_axes(hall, m_air.size_m()),
          m_off_m(0.6 * std::max({m_air.cell_m.x, m_air.cell_m.y, m_air.cell_m.z})) {}

    void drawIntake(std::size_t rack) {
        const auto& device = m_problem.racks[rack];
        for (const Vec3 seed : seedsOn(device.front, 2, 4, offBox(device.front, device.box)))
            draw(seed, StreamSense::Upstream);
    }
    void drawExhaust(std::size_t rack) {
        const auto& device = m_problem.racks[rack];
        for (const Vec3 seed : seedsOn(device.rear, 2, 4, offBox(device.rear, device.box)))
            draw(seed, StreamSense::Downstream);
    }
    void drawSupplies() {
        std::size_t faces = 0;
        for (const auto& unit : m_problem.airUnits)
            faces += unit.supplies.size();
        if (faces == 0)
            return;
        const int across = std::clamp(int(kSupplyLines / faces / 2), 1, 6);
        for (const auto& unit : m_problem.airUnits)
            for (const FaceRect& face : unit.supplies)
                for (const Vec3 seed : seedsOn(face, across, 2, offUnit(face, unit)))
                    draw(seed, StreamSense::Downstream);
    }

private:
    /// From a face of a box away from it.
    [[nodiscard]] double offBox(const FaceRect& face, const airflow::Box& box) const {
        const double middle = 0.5 * (along(box.min_m, face.normal) + along(box.max_m, face.normal));
        return along(face.min_m, face.normal) >= middle ? m_off_m : -m_off_m;
    }
    /// The same for units in the hall's walls, floor or ceiling: into the hall.
    [[nodiscard]] double offUnit(const FaceRect& face, const airflow::AirUnit& unit) const {
        if (unit.box)
            return offBox(face, *unit.box);
        // Units of contained halls stand as solids behind their face.
        for (const auto& solid : m_problem.solids)
            if (along(face.min_m, face.normal) == along(solid.max_m, face.normal) ||
                along(face.min_m, face.normal) == along(solid.min_m, face.normal))
                if (contains(solid, face))
                    return offBox(face, solid);
        return along(face.min_m, face.normal) < 0.5 * along(m_air.size_m(), face.normal) ? m_off_m
                                                                                         : -m_off_m;
    }
    static bool contains(const airflow::Box& box, const FaceRect& face) {
        constexpr double kSlack_m = 1e-6;
        const Vec3 low = face.min_m - box.min_m, high = box.max_m - face.max_m;
        return std::min({low.x, low.y, low.z, high.x, high.y, high.z}) >= -kSlack_m;
    }

    void draw(Vec3 seed, StreamSense sense) {
        const auto line = airflow::streamLine(m_air, seed, sense, kLength_m);
        for (std::size_t i = 0; i + 1 < line.size(); i += 2) { // a cell a piece
            const std::size_t next = std::min(i + 2, line.size() - 1);
            m_mesh.setColor(colorAt(line[i]));
            m_mesh.tube(sceneOf(line[i].at_m), sceneOf(line[next].at_m), float(kRadius_m), 4);
        }
    }
    [[nodiscard]] QColor colorAt(const airflow::StreamPoint& point) const {
        if (m_layer == ViewState::Layer::SupplyAir)
            return ColorMap::supplyAir().color(100.0 * m_air.supplyShareAt(point.at_m));
        return ColorMap::airTemperature().color(point.temperature_K - base::kZeroCelsius_K);
    }
    [[nodiscard]] QVector3D sceneOf(Vec3 p) const { return toScene(m_axes.toSite(p)); }

    MeshBuilder& m_mesh;
    const airflow::AirField& m_air;
    const airflow::AirflowProblem& m_problem;
    ViewState::Layer m_layer;
    HallAxes m_axes;
    double m_off_m;
};

/// Places of the warmest racks in the hall's problem.
std::vector<std::size_t> warmest(const engine::AirAssembly& assembly,
                                 const engine::Solution& solution) {
    std::vector<std::pair<double, std::size_t>> inlets;
    for (std::size_t i = 0; i < assembly.racks.size(); ++i)
        if (const auto rack = solution.racks.find(assembly.racks[i]);
            rack != solution.racks.end() && rack->second.hasAir)
            inlets.emplace_back(-rack->second.airInletMean_C, i);
    const std::size_t count = std::min(kWarmest, inlets.size());
    std::partial_sort(inlets.begin(), inlets.begin() + std::ptrdiff_t(count), inlets.end());
    std::vector<std::size_t> places;
    for (std::size_t n = 0; n < count; ++n)
        places.push_back(inlets[n].second);
    return places;
}

} // namespace

MeshBuilder airStreams(const model::Campus& campus, const catalog::Catalog& catalog,
                       const engine::Solution& solution, ViewState::Layer layer,
                       std::span<const model::EntityId> picked) {
    MeshBuilder mesh;
    mesh.setPattern(Pattern::Flat, 1.0F);
    const bool anyRack = std::any_of(picked.begin(), picked.end(), [&](model::EntityId id) {
        return campus.kindOf(id) == model::EntityKind::Rack;
    });
    for (const auto& [id, state] : solution.halls) {
        if (!state.air || !state.airProblem || !campus.halls().contains(id))
            continue;
        const auto box = footprintOf(campus, catalog, entity(id));
        HallStreams streams(mesh, state, box, layer);
        const auto& racks = state.airProblem->racks;
        if (!anyRack) {
            for (const std::size_t place : warmest(*state.airProblem, solution))
                streams.drawIntake(place);
            streams.drawSupplies();
            continue;
        }
        for (std::size_t i = 0; i < racks.size(); ++i)
            if (racks[i].isValid() &&
                std::find(picked.begin(), picked.end(), entity(racks[i])) != picked.end()) {
                streams.drawIntake(i);
                streams.drawExhaust(i);
            }
    }
    return mesh;
}

} // namespace hallwright::app
