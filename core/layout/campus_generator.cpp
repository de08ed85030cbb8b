#include "core/layout/campus_generator.h"

#include "core/layout/hall_templates.h"
#include "core/layout/main_pipe.h"
#include "core/layout/tidy_campus.h"
#include "core/layout/trunk_builder.h"
#include "core/model/edits/connecting.h"
#include "core/model/footprint.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace hallwright::layout {

namespace {

using model::entity;
using model::Vec2;

constexpr int kHallsMax = 400;
constexpr double kBoundaryMargin_m = 30.0;
constexpr double kFenceInset_m = 5.0;
constexpr double kFenceWidth_m = 0.3;
constexpr double kHalfRoad_m = 0.5 * kRoadWidth_m; ///< roads reach over the corners

/// An identity that is the same whenever the same brief is laid out: FNV-1a of what names the
/// campus, written as a UUID.
std::string guidOf(const CampusBrief& brief) {
    std::uint64_t halves[2] = {0xcbf29ce484222325u, 0x84222325cbf29ce4u};
    const std::string text = brief.name + '\n' + brief.site.facts + '\n' +
                             std::to_string(std::lround(brief.gridPower_W));
    for (const char c : text)
        for (auto& half : halves)
            half = (half ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    constexpr char kDigits[] = "0123456789abcdef";
    std::string guid;
    for (int i = 0; i < 32; ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20)
            guid += '-';
        guid += kDigits[halves[i / 16] >> (4 * (i % 16)) & 15];
    }
    return guid;
}

/// A campus warms its own air the more, the more heat its wind picks up on the way across: heat
/// over ground times the way. Up to this much of it [W/m] the coolers' air is 1 K above ambient on
/// average in a wind of 3 m/s along the roads, and 2.5 K in one across them, as the plume solver
/// finds on campuses of 1 GW: about the 1 to 3 K that makers of dry coolers have added to the
/// design ambient for large fields.
constexpr double kHeatAcross_W_per_m = 1.31e6;
/// Most coolers stand along the halls' long sides: twice as much ground is left open across them.
constexpr double kOpenAcross = 2.0;

/// Ground between blocks of `pitch_m` with `heat_W` each that `halls` of them need open. With an
/// area A a block, heat over ground is heat / A, and the way across sqrt(halls A).
Vec2 openGround(int halls, Vec2 pitch_m, double heat_W) {
    const double share = heat_W / kHeatAcross_W_per_m;
    const double area_m2 = halls * share * share;
    const double lacking_m2 = area_m2 - pitch_m.x * pitch_m.y;
    if (lacking_m2 <= 0.0)
        return {};
    // (x + g) (y + 2 g) = area
    const double half = 0.5 * (pitch_m.x + pitch_m.y / kOpenAcross);
    const double open_m = std::ceil(-half + std::sqrt(half * half + lacking_m2 / kOpenAcross));
    return {open_m, kOpenAcross * open_m};
}

/// Numbers of halls of each block that add up to `total`, as near to the shares as whole halls
/// allow (largest remainders).
std::vector<int> apportion(int total, const std::vector<HallShare>& shares) {
    double sum = 0.0;
    for (const auto& share : shares)
        sum += share.share;
    std::vector<int> counts;
    std::vector<std::pair<double, std::size_t>> remainders;
    int given = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const double wanted = total * shares[i].share / sum;
        counts.push_back(static_cast<int>(std::floor(wanted + 1e-9)));
        given += counts.back();
        remainders.emplace_back(counts.back() - wanted, i);
    }
    std::stable_sort(remainders.begin(), remainders.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first - 1e-12; });
    for (std::size_t k = 0; given < total; ++k, ++given)
        ++counts[remainders[k % remainders.size()].second];
    return counts;
}

class Generator {
public:
    Generator(const CampusBrief& brief, const catalog::Catalog& catalog)
        : m_brief(brief), m_builder(catalog) {}

    base::Result<model::Campus> generate() {
        checkBrief();
        if (m_builder.findings().empty())
            planBlocks();
        if (!m_builder.findings().empty())
            return m_builder.findings();
        const auto counts = chooseCounts();
        Vec2 block_m;
        int halls = 0;
        double heat_W = 0.0;
        for (std::size_t i = 0; i < m_blocks.size(); ++i) {
            block_m = {std::max(block_m.x, m_blocks[i].size_m.x),
                       std::max(block_m.y, m_blocks[i].size_m.y)};
            halls += counts[i];
            heat_W += counts[i] * m_blocks[i].demand.grid_W();
        }
        const Vec2 pitch_m = SiteGrid(1, block_m, 1).pitch_m();
        const Vec2 open_m =
            m_brief.openGround_m.value_or(openGround(halls, pitch_m, heat_W / halls));
        const SiteGrid grid(halls, block_m, m_brief.columns, open_m);
        putSite();
        placeHalls(grid, counts);
        if (!m_builder.findings().empty())
            return m_builder.findings();
        const auto extent = TrunkBuilder(m_builder, m_brief, grid, m_halls).build();
        placeRoads(grid);
        placeBoundary(grid, extent);
        if (!m_builder.findings().empty())
            return m_builder.findings();
        auto campus = m_builder.campus();
        tidyLengths(campus);
        return campus;
    }

private:
    void checkBrief() {
        const auto fault = [&](const char* field, std::string what, const char* remedy) {
            m_builder.note({{field, std::move(what), remedy}});
        };
        double shares = 0.0;
        for (const auto& share : m_brief.halls) {
            if (!(share.share >= 0.0) || !std::isfinite(share.share))
                fault("/halls", "a share is negative or no number", "Give shares of 0 or more.");
            shares += share.share;
        }
        if (!(shares > 0.0))
            fault("/halls", "no hall template has a share", "Name one at least.");
        if (!(m_brief.gridPower_W >= 0.0) || !std::isfinite(m_brief.gridPower_W))
            fault("/grid_power_w", "is negative or no number", "Give a power in W.");
        if (m_brief.gridPower_W <= 0.0 && (m_brief.hallCount < 1 || m_brief.hallCount > kHallsMax))
            fault("/hall_count", std::to_string(m_brief.hallCount) + " halls",
                  "Give 1 to 400 halls, or a grid power.");
        if (m_brief.coolersSpare < 0 || m_brief.coolersSpare > 100)
            fault("/coolers_spare", std::to_string(m_brief.coolersSpare) + " spare coolers",
                  "Give 0 to 100.");
        if (m_brief.columns < 0 || m_brief.columns > kHallsMax)
            fault("/columns", std::to_string(m_brief.columns) + " columns", "Give 0 to 400.");
        if (!(m_brief.mediumVoltage_V > 0.0) || !(m_brief.gridVoltage_V >= m_brief.mediumVoltage_V))
            fault("/grid_voltage_v", "is below the voltage of the feeders",
                  "Give a grid voltage of at least that.");
    }

    void planBlocks() {
        const auto& catalog = m_builder.catalog();
        for (const auto& share : m_brief.halls) {
            auto recipe = hallTemplate(catalog, share.hallTemplate);
            if (!recipe) {
                m_builder.note({{"/halls",
                                 "there is no hall template \"" + share.hallTemplate +
                                     "\", or the catalogue lacks its types",
                                 "Choose one of those that ship."}});
                continue;
            }
            if (!m_brief.rackType.empty())
                recipe->rackType = m_brief.rackType;
            if (m_brief.rows)
                recipe->rows = *m_brief.rows;
            if (m_brief.racksPerRow)
                recipe->racksPerRow = *m_brief.racksPerRow;
            if (m_brief.redundancy)
                recipe->feeds = *m_brief.redundancy;
            if (m_brief.upsMode)
                recipe->upsMode = *m_brief.upsMode;
            checkVoltage(*recipe);
            auto block = planBlock(*recipe, m_brief, catalog);
            if (block)
                m_blocks.push_back(std::move(*block));
            else
                m_builder.note(block.error());
        }
    }

    void checkVoltage(const model::HallTemplate& recipe) {
        const auto* transformer = m_builder.catalog().transformer(recipe.transformerType);
        if (transformer && std::abs(transformer->highVoltage_V - m_brief.mediumVoltage_V) >
                               0.1 * m_brief.mediumVoltage_V)
            m_builder.note(
                {{"/medium_voltage_v",
                  "halls \"" + recipe.name + "\" take " +
                      std::to_string(std::lround(transformer->highVoltage_V / 1e3)) + " kV, not " +
                      std::to_string(std::lround(m_brief.mediumVoltage_V / 1e3)) + " kV",
                  "Give their voltage, or choose other halls."}});
    }

    /// How many halls of each block: those whose demand comes nearest to the power wanted.
    std::vector<int> chooseCounts() const {
        if (m_brief.gridPower_W <= 0.0)
            return apportion(m_brief.hallCount, m_brief.halls);
        std::vector<int> best;
        double least_W = 0.0;
        for (int halls = 1; halls <= kHallsMax; ++halls) {
            const auto counts = apportion(halls, m_brief.halls);
            double demand_W = 0.0;
            for (std::size_t i = 0; i < counts.size(); ++i)
                demand_W += counts[i] * m_blocks[i].demand.grid_W();
            const double off_W = std::abs(demand_W - m_brief.gridPower_W);
            if (best.empty() || off_W < least_W) {
                best = counts;
                least_W = off_W;
            }
        }
        return best;
    }

    void putSite() {
        model::ChangeSet change;
        const auto& conditions = m_brief.site;
        std::uint32_t number = 0;
        const auto scenario = [&](std::string name, double ambient_C, double itLoad) {
            change.put(model::Scenario{{++number},
                                       std::move(name),
                                       ambient_C,
                                       std::min(conditions.designWetBulb_C, ambient_C),
                                       itLoad,
                                       {}});
        };
        scenario("Design hour", conditions.designAmbient_C, 1.0);
        if (conditions.recordAmbient_C > conditions.designAmbient_C)
            scenario("Hottest day on record", conditions.recordAmbient_C, 1.0);
        scenario("Half load", conditions.designAmbient_C, 0.5);
        model::Site site;
        site.name = m_brief.name;
        site.siteFacts = conditions.facts;
        site.guid = guidOf(m_brief);
        site.latitude_deg = conditions.latitude_deg;
        site.longitude_deg = conditions.longitude_deg;
        site.elevation_m = conditions.elevation_m;
        site.energyPrice_eur_per_kWh = conditions.energyPrice_eur_per_kWh;
        site.gridCarbon_kg_per_kWh = conditions.gridCarbon_kg_per_kWh;
        site.activeScenario = {1};
        change.site = site;
        m_builder.put(std::move(change));
    }

    void placeHalls(const SiteGrid& grid, const std::vector<int>& counts) {
        int place = 0;
        for (std::size_t i = 0; i < m_blocks.size(); ++i) {
            for (int k = 0; k < counts[i]; ++k, ++place) {
                const auto& block = m_blocks[i];
                const Vec2 centre = grid.centreOf(place);
                const Vec2 at = toCentimetres(centre + block.hallOffset_m);
                model::PlaceHall edit{block.recipe, {at, 0.0, 0.0}, {}};
                const auto id = m_builder.place(edit);
                m_halls.push_back({{id.number}, &block, place});
                for (const auto& plant : block.coolerPlants)
                    placePlant(plant, centre, m_halls.back());
                if (block.chillerPlant)
                    placePlant(*block.chillerPlant, centre, m_halls.back());
            }
        }
    }

    void placePlant(const BlockPlant& plant, Vec2 centre, const PlacedHall& hall) {
        auto edit = plant.edit;
        edit.placement.position_m = toCentimetres(centre + plant.offset_m);
        const auto id = m_builder.place(edit);
        if (!id.isValid())
            return;
        if (!plant.trims.empty())
            placeTrims(plant, {id.number});
        // The main leaves the plant towards the hall and turns once in the gap between the two.
        const Vec2 hall_m = centre + hall.block->hallOffset_m;
        const Vec2 plant_m = edit.placement.position_m;
        const bool isBeside = std::abs(plant.offset_m.y - hall.block->hallOffset_m.y) <
                              0.5 * hall.block->hallSize_m.y;
        const double side = plant_m.y > hall_m.y ? 1.0 : -1.0;
        const double gap_m = hall_m.y + side * (0.5 * hall.block->hallSize_m.y + 3.0);
        const auto& need = hall.block->demand.cooling;
        const bool isChilled = hall.block->chillerPlant && &plant == &*hall.block->chillerPlant;
        model::Main main;
        chooseMainPipe(m_builder.catalog(), main,
                       isChilled ? need.chillerFlow_m3_per_s : need.coolerFlow_m3_per_s);
        main.from = id;
        main.to = entity(hall.id);
        main.route_m = isBeside ? std::vector<Vec2>{{0.5 * (plant_m.x + hall_m.x), hall_m.y}}
                                : std::vector<Vec2>{{plant_m.x, gap_m}, {hall_m.x, gap_m}};
        for (auto& corner : main.route_m)
            corner = toCentimetres(corner);
        m_builder.place(model::ConnectMain{main});
    }

    /// Widens a plant's ground to its trim chillers and stands them on it.
    void placeTrims(const BlockPlant& plant, model::PlantId id) {
        auto ground = *m_builder.campus().plants().find(id);
        ground.size_m.x = plant.size_m.x;
        ground.size_m.y = plant.size_m.y;
        const auto& type = plant.trims.front().type;
        ground.size_m.z = std::max(ground.size_m.z, model::sizeOfType(m_builder.catalog(), type).z);
        model::ChangeSet change;
        change.put(std::move(ground));
        m_builder.put(std::move(change));
        for (auto trim : plant.trims) {
            trim.parent = entity(id);
            m_builder.place(trim);
        }
    }

    void placeRoads(const SiteGrid& grid) {
        const double west_m = grid.roadX_m(0), east_m = grid.roadX_m(grid.columns());
        const double south_m = grid.roadY_m(0), north_m = grid.roadY_m(grid.lines());
        for (int column = 0; column <= grid.columns(); ++column)
            placeRoad({grid.roadX_m(column), south_m}, {grid.roadX_m(column), north_m});
        for (int line = 0; line <= grid.lines(); ++line)
            placeRoad({west_m - kHalfRoad_m, grid.roadY_m(line)},
                      {east_m + kHalfRoad_m, grid.roadY_m(line)});
        placeRoad({west_m - kBoundaryMargin_m, south_m},
                  {west_m - kHalfRoad_m, south_m}); // the gate
    }

    void placeRoad(Vec2 from_m, Vec2 to_m) {
        model::Zone road;
        road.kind = model::ZoneKind::Road;
        road.points_m = {from_m, to_m};
        road.width_m = kRoadWidth_m;
        m_builder.place(model::PlaceZone{road});
    }

    void placeBoundary(const SiteGrid& grid, const SupplyExtent& supply) {
        const auto corners = [&](double margin_m) {
            const double west_m = std::min(grid.roadX_m(0), supply.west_m) - margin_m;
            const double east_m = std::max(grid.roadX_m(grid.columns()), supply.east_m) + margin_m;
            const double south_m = supply.south_m - margin_m;
            const double north_m = grid.roadY_m(grid.lines()) + margin_m;
            const auto whole = [](double value_m) { return std::round(value_m); };
            return std::vector<Vec2>{{whole(west_m), whole(south_m)},
                                     {whole(east_m), whole(south_m)},
                                     {whole(east_m), whole(north_m)},
                                     {whole(west_m), whole(north_m)}};
        };
        model::Zone fence;
        fence.kind = model::ZoneKind::Fence;
        fence.points_m = corners(kBoundaryMargin_m - kFenceInset_m);
        fence.points_m.push_back(fence.points_m.front());
        fence.width_m = kFenceWidth_m;
        m_builder.place(model::PlaceZone{fence});
        model::ChangeSet change;
        change.site = m_builder.campus().site();
        change.site->boundary_m = corners(kBoundaryMargin_m);
        m_builder.put(std::move(change));
    }

    const CampusBrief& m_brief;
    CampusBuilder m_builder;
    std::vector<HallBlock> m_blocks;
    std::vector<PlacedHall> m_halls;
};

} // namespace

base::Result<model::Campus> generateCampus(const CampusBrief& brief,
                                           const catalog::Catalog& catalog) {
    return Generator(brief, catalog).generate();
}

model::Campus emptyCampus(const CampusBrief& brief) {
    model::ChangeSet change;
    model::Site site;
    site.name = brief.name;
    site.siteFacts = brief.site.facts;
    site.guid = guidOf(brief);
    site.latitude_deg = brief.site.latitude_deg;
    site.longitude_deg = brief.site.longitude_deg;
    site.elevation_m = brief.site.elevation_m;
    site.energyPrice_eur_per_kWh = brief.site.energyPrice_eur_per_kWh;
    site.gridCarbon_kg_per_kWh = brief.site.gridCarbon_kg_per_kWh;
    site.boundary_m = {{-200.0, -150.0}, {200.0, -150.0}, {200.0, 150.0}, {-200.0, 150.0}};
    site.activeScenario = {1};
    change.put(model::Scenario{{1},
                               "Design hour",
                               brief.site.designAmbient_C,
                               std::min(brief.site.designWetBulb_C, brief.site.designAmbient_C),
                               1.0,
                               {}});
    change.site = site;
    model::Campus campus;
    campus.apply(std::move(change));
    return campus;
}

} // namespace hallwright::layout
