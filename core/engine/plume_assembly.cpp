#include "core/engine/plume_assembly.h"

#include "core/engine/fluids.h"
#include "core/solvers/plant/psychrometrics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hallwright::engine {

namespace {

using airflow::Axis;
using airflow::Box;

constexpr double kMargin_m = 60.0;
constexpr double kMarginShare = 0.12; ///< of the extent of what is placed
constexpr double kDownwind = 2.0;     ///< margins on the side where the wind leaves
constexpr double kLeastHeight_m = 90.0;
constexpr double kHeightShare = 0.15;    ///< of the extent
constexpr double kHeightOverRoofs = 4.0; ///< of the highest roof
constexpr double kLeastEdge_m = 2.0;
constexpr double kMostEdge_m = 6.0; ///< along z
constexpr double kLayerStep = 6.0;  ///< layers of decks' height come in sixes
constexpr double kMostAspect = 6.0; ///< of a cell's width over its height
constexpr double kQuarterTurn_deg = 90.0;
constexpr double kStraight_deg = 0.5;

struct Extent {
    model::Vec2 low_m{std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
    model::Vec2 high_m{-std::numeric_limits<double>::max(), -std::numeric_limits<double>::max()};
    double bottom_m = std::numeric_limits<double>::max();
    double top_m = -std::numeric_limits<double>::max();

    void include(const model::OrientedBox& box) {
        for (const auto& corner : box.corners()) {
            low_m = {std::min(low_m.x, corner.x), std::min(low_m.y, corner.y)};
            high_m = {std::max(high_m.x, corner.x), std::max(high_m.y, corner.y)};
        }
        bottom_m = std::min(bottom_m, box.bottom_m);
        top_m = std::max(top_m, box.bottom_m + box.size_m.z);
    }
};

class Assembler {
public:
    Assembler(const CampusIndex& index, const catalog::Catalog& catalog,
              const model::Scenario& scenario, std::vector<PlumeSource> sources)
        : m_campus(index.campus()), m_catalog(catalog), m_scenario(scenario) {
        m_plume.sources = std::move(sources);
    }

    PlumeAssembly assemble(double cells) {
        setAir();
        setDomain(cells);
        for (const auto& box : m_obstacles)
            addSolid(box);
        for (const auto& source : m_plume.sources)
            addDeck(source);
        return std::move(m_plume);
    }

private:
    void setAir() {
        auto& problem = m_plume.problem;
        auto& air = problem.air;
        air.reference_K = toKelvin(m_scenario.ambient_C);
        air.expansion_per_K = 1.0 / air.reference_K;
        air.density_kg_per_m3 = plant::airDensity_kg_per_m3(
            air.reference_K, plant::pressureAtAltitude_Pa(m_campus.site().elevation_m));
        problem.initial_K = air.reference_K;
        airflow::OpenAir open;
        const double from = m_scenario.windFrom_deg * M_PI / 180.0;
        open.wind_m_per_s = {-m_scenario.wind_m_per_s * std::sin(from),
                             -m_scenario.wind_m_per_s * std::cos(from)};
        problem.openAir = open;
    }

    void setDomain(double cells) {
        Extent extent;
        double deckHeight = 0.0, flow = 0.0;
        for (const auto& source : m_plume.sources) {
            extent.include(source.box);
            flow += source.flow_m3_per_s;
            deckHeight += source.flow_m3_per_s * source.box.size_m.z;
        }
        for (const auto& hall : m_campus.halls())
            addObstacle(model::entity(hall.id), extent);
        for (const auto& unit : m_campus.equipment())
            if (unit.kind == model::EquipmentKind::Module && !unit.parent.isValid())
                addObstacle(model::entity(unit.id), extent);

        const auto span = extent.high_m - extent.low_m;
        const double extent_m = std::max(span.x, span.y);
        const double margin_m = kMargin_m + kMarginShare * extent_m;
        const auto wind = m_plume.problem.openAir->wind_m_per_s;
        const double speed = std::max(std::hypot(wind.x, wind.y), 1e-9);
        const auto lowMargin = [&](double towards) {
            return margin_m * (1.0 + (kDownwind - 1.0) * std::max(-towards / speed, 0.0));
        };
        const model::Vec2 low{extent.low_m.x - lowMargin(wind.x),
                              extent.low_m.y - lowMargin(wind.y)};
        const model::Vec2 high{extent.high_m.x + lowMargin(-wind.x),
                               extent.high_m.y + lowMargin(-wind.y)};
        m_plume.origin_m = {low.x, low.y, extent.bottom_m};

        const double edge_m = std::clamp(deckHeight / flow, kLeastEdge_m, kMostEdge_m);
        const double height_m = std::max({kLeastHeight_m, kHeightShare * extent_m,
                                          kHeightOverRoofs * (extent.top_m - extent.bottom_m)});
        const double layers = kLayerStep * std::ceil(height_m / (kLayerStep * edge_m));
        const double area_m2 = (high.x - low.x) * (high.y - low.y);
        // Cells much flatter than wide slow the pressure's multigrid down. Higher ones are a whole
        // number of decks high, so that roofs keep their planes.
        const double flat_m = std::sqrt(area_m2 * layers / cells);
        const double decks = std::max(1.0, std::ceil(std::cbrt(flat_m / (kMostAspect * edge_m))));
        const double width_m = std::max(flat_m / std::sqrt(decks), edge_m);
        auto& problem = m_plume.problem;
        problem.size_m = {high.x - low.x, high.y - low.y, layers * edge_m};
        problem.cells = {countAlong(problem.size_m.x, width_m),
                         countAlong(problem.size_m.y, width_m), static_cast<int>(layers / decks)};
    }

    static int countAlong(double length_m, double width_m) {
        return std::max(4, static_cast<int>(std::lround(length_m / width_m)));
    }

    void addObstacle(model::EntityId id, Extent& extent) {
        const auto box = model::footprintOf(m_campus, m_catalog, id);
        if (box.size_m.z <= 0.0)
            return;
        m_obstacles.push_back(box);
        extent.include(box);
    }

    /// Quarter turns of a box; nothing where it stands at an odd angle.
    static bool isStraight(double rotation_deg) {
        return std::abs(std::remainder(rotation_deg, kQuarterTurn_deg)) <= kStraight_deg;
    }

    [[nodiscard]] Box local(model::Vec2 low, model::Vec2 high, double bottom_m,
                            double top_m) const {
        const auto& o = m_plume.origin_m;
        return {{low.x - o.x, low.y - o.y, bottom_m - o.z},
                {high.x - o.x, high.y - o.y, top_m - o.z}};
    }

    void addSolid(const model::OrientedBox& box) {
        const double top_m = box.bottom_m + box.size_m.z;
        const auto bounds = geometry::boundsOf(box.rectangle());
        auto& solids = m_plume.problem.solids;
        if (isStraight(box.rotation_deg)) {
            solids.push_back(local(bounds.low_m, bounds.high_m, box.bottom_m, top_m));
            return;
        }
        const double strip_m = m_plume.problem.size_m.y / m_plume.problem.cells[1];
        const auto corners = box.corners();
        for (double y = bounds.low_m.y; y < bounds.high_m.y; y += strip_m) {
            const double middle = std::min(y + 0.5 * strip_m, bounds.high_m.y);
            double left = std::numeric_limits<double>::max(), right = -left;
            for (std::size_t n = 0; n < corners.size(); ++n) {
                const auto a = corners[n], b = corners[(n + 1) % corners.size()];
                if ((a.y <= middle) == (b.y <= middle))
                    continue;
                const double x = a.x + (b.x - a.x) * (middle - a.y) / (b.y - a.y);
                left = std::min(left, x);
                right = std::max(right, x);
            }
            if (left < right)
                solids.push_back(local({left, y}, {right, std::min(y + strip_m, bounds.high_m.y)},
                                       box.bottom_m, top_m));
        }
    }

    void addDeck(const PlumeSource& source) {
        const bool isTurned = std::lround(source.box.rotation_deg / kQuarterTurn_deg) % 2 != 0;
        const double width_m = isTurned ? source.box.size_m.y : source.box.size_m.x;
        const double depth_m = isTurned ? source.box.size_m.x : source.box.size_m.y;
        const auto centre = source.box.centre_m;
        airflow::Rack deck;
        deck.id = m_campus.nameOf(model::entity(source.unit));
        deck.isDeck = true;
        deck.box = local({centre.x - 0.5 * width_m, centre.y - 0.5 * depth_m},
                         {centre.x + 0.5 * width_m, centre.y + 0.5 * depth_m}, source.box.bottom_m,
                         source.box.bottom_m + source.box.size_m.z);
        const Box& box = deck.box;
        deck.front = {Axis::Z, {box.min_m.x, box.min_m.y, box.max_m.z}, box.max_m};
        deck.rear = deck.front;
        deck.heat_W = source.heat_W;
        deck.flow_m3_per_s = source.flow_m3_per_s;
        deck.jetSpeed_m_per_s = source.jetSpeed_m_per_s;
        m_plume.problem.racks.push_back(std::move(deck));
    }

    const model::Campus& m_campus;
    const catalog::Catalog& m_catalog;
    const model::Scenario& m_scenario;
    std::vector<model::OrientedBox> m_obstacles;
    PlumeAssembly m_plume;
};

void append(std::vector<double>& key, base::Vec3 v) {
    key.push_back(v.x);
    key.push_back(v.y);
    key.push_back(v.z);
}

} // namespace

std::vector<double> PlumeAssembly::key() const {
    std::vector<double> key;
    append(key, problem.size_m);
    for (const int count : problem.cells)
        key.push_back(count);
    const auto& wind = problem.openAir->wind_m_per_s;
    append(key, {problem.air.reference_K, problem.air.density_kg_per_m3, wind.x});
    key.push_back(wind.y);
    key.push_back(static_cast<double>(problem.solids.size()));
    for (const Box& box : problem.solids) {
        append(key, box.min_m);
        append(key, box.max_m);
    }
    for (const auto& deck : problem.racks) {
        append(key, deck.box.min_m);
        append(key, deck.box.max_m);
        key.push_back(deck.heat_W);
        key.push_back(deck.flow_m3_per_s);
        key.push_back(deck.jetSpeed_m_per_s);
    }
    return key;
}

PlumeAssembly assemblePlume(const CampusIndex& index, const catalog::Catalog& catalog,
                            const model::Scenario& scenario, std::vector<PlumeSource> sources,
                            double cells) {
    return Assembler(index, catalog, scenario, std::move(sources)).assemble(cells);
}

} // namespace hallwright::engine
