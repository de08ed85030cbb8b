#include "core/layout/trunk_builder.h"

#include "core/layout/grid_connection.h"
#include "core/model/edits/connecting.h"
#include "core/model/edits/placing.h"
#include "core/model/footprint.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace hallwright::layout {

namespace {

using model::entity;
using model::FeedSide;
using model::Vec2;

/// Of the whole campus with power-factor corrected racks. Judgement.
constexpr double kPowerFactor = 0.97;
constexpr double kLaneWidth_m = 0.4; ///< between cables side by side in a verge
constexpr int kLanes = 10;           ///< side by side; further ones lie above the first
/// From the southern road to the yards: verge and the distance of 15 m that IEC 61936-1 table 3
/// asks for between a large liquid-filled transformer and a building.
constexpr double kYardSetback_m = 18.0;
constexpr double kStationGap_m = 16.0;
constexpr double kGridSetback_m = 20.0;
constexpr double kGeneratorGap_m = 3.5; ///< service side and container exhausts, NFPA 37
constexpr double kGeneratorLane_m = 8.0;
constexpr int kGeneratorLines = 2;
constexpr double kTurned_deg = 180.0;
constexpr double kLoadOfGenerators = 0.9;

/// Blocks with an odd number come up the road east of their hall, as side B does.
bool isEast(int block) {
    return block % 2 == 1;
}

/// Share of a hall's load that the cable of a block may have to carry: the block's own with any
/// other dead, or its normal one for itself and for its neighbour in the ring.
double cableShare(const model::SupplyPattern& pattern, std::size_t block, bool isInRing) {
    const auto blocks = pattern.blocks.size();
    double most = (isInRing ? 2.0 : 1.0) * model::blockShares(pattern)[block];
    for (std::size_t out = 0; out < blocks; ++out) {
        std::vector<bool> isOut(blocks, false);
        isOut[out] = out != block;
        most = std::max(most, model::blockShares(pattern, isOut)[block]);
    }
    return most;
}

} // namespace

SupplyExtent TrunkBuilder::build() {
    m_extent = {m_grid.roadX_m(0), m_grid.roadX_m(m_grid.columns()), -kYardSetback_m};
    m_lanes.assign(static_cast<std::size_t>(m_grid.columns()) + 2, 0);
    // Neighbours in a column make a ring of two; one that is left over joins the ring before it.
    std::vector<int> height(static_cast<std::size_t>(m_grid.columns()), 0);
    for (const auto& hall : m_halls)
        ++height[static_cast<std::size_t>(m_grid.columnOf(hall.place))];
    for (const auto& hall : m_halls) {
        const int column = m_grid.columnOf(hall.place);
        const int rings = std::max(1, height[static_cast<std::size_t>(column)] / 2);
        m_ringOfHall.push_back(
            std::min(m_grid.lineOf(hall.place) / 2, rings - 1) * m_grid.columns() + column);
    }
    if (m_brief.gridVoltage_V > m_brief.mediumVoltage_V)
        buildSubstations();
    else
        connectDirectly();
    if (!m_stations.empty())
        connectRings();
    if (m_brief.backup != Backup::None && !m_brief.generatorType.empty())
        buildGenerators();
    return m_extent;
}

const model::SupplyPattern& TrunkBuilder::patternOf(const PlacedHall& hall) {
    return model::patternOf(hall.block->recipe.feeds);
}

FeedSide TrunkBuilder::intakeSide(const model::SupplyPattern& pattern, std::size_t block) {
    const auto side = pattern.blocks[block];
    return side == FeedSide::None ? FeedSide::A : side;
}

double TrunkBuilder::demand_VA(const PlacedHall& hall) const {
    return hall.block->demand.grid_W() / kPowerFactor;
}

void TrunkBuilder::include(Vec2 centre_m, Vec2 size_m) {
    m_extent.west_m = std::min(m_extent.west_m, centre_m.x - 0.5 * size_m.x);
    m_extent.east_m = std::max(m_extent.east_m, centre_m.x + 0.5 * size_m.x);
    m_extent.south_m = std::min(m_extent.south_m, centre_m.y - 0.5 * size_m.y);
}

model::GridConnection TrunkBuilder::gridFor(double power_VA) const {
    constexpr double kReserve = 1.1;
    auto grid = gridConnection(m_brief.gridVoltage_V, kReserve * power_VA);
    grid.energised = m_brief.energised;
    return grid;
}

void TrunkBuilder::buildSubstations() {
    const auto& catalog = m_builder.catalog();
    const catalog::TransformerType* transformer = nullptr;
    for (const auto& type : catalog.transformers)
        if (!type.second && // the plan counts a bus section a transformer
            std::abs(type.highVoltage_V - m_brief.gridVoltage_V) < 0.05 * m_brief.gridVoltage_V &&
            std::abs(type.lowVoltage_V - m_brief.mediumVoltage_V) <
                0.05 * m_brief.mediumVoltage_V &&
            (!transformer || type.rating_VA > transformer->rating_VA))
            transformer = &type;
    if (!transformer) {
        m_builder.note({{"/grid_voltage_v",
                         "the catalogue has no transformer from " +
                             std::to_string(std::lround(m_brief.gridVoltage_V / 1e3)) + " kV to " +
                             std::to_string(std::lround(m_brief.mediumVoltage_V / 1e3)) + " kV",
                         "Choose other voltages or add one."}});
        return;
    }
    std::vector<HallDraw> draws;
    double total_VA = 0.0;
    bool haveSeveral = true;
    for (std::size_t i = 0; i < m_halls.size(); ++i) {
        draws.push_back({demand_VA(m_halls[i]), m_ringOfHall[i], &patternOf(m_halls[i])});
        total_VA += draws.back().demand_VA;
        haveSeveral &= draws.back().pattern->blocks.size() > 1;
    }
    auto rule = m_brief.stations;
    if (rule == StationRedundancy::Chosen)
        rule = haveSeveral ? StationRedundancy::ByHalls : StationRedundancy::NPlusOne;
    m_plan = planTrunk(draws, transformer->rating_VA,
                       rule == StationRedundancy::NPlusOne  ? OneOut::TiesClose
                       : rule == StationRedundancy::ByHalls ? OneOut::HallsMove
                                                            : OneOut::LoadIsLost);
    if (m_plan.halls.empty()) {
        m_builder.note({{"/halls",
                         "no share of the halls over substations holds with one "
                         "transformer out",
                         "Choose smaller halls or larger transformers."}});
        return;
    }
    model::PlaceSubstation edit;
    edit.transformerType = transformer->id;
    edit.transformers = m_plan.transformersEach;
    edit.busTiesTransfer = rule == StationRedundancy::NPlusOne;
    for (const auto& panel : catalog.switchgear)
        if (panel.voltage_V >= m_brief.mediumVoltage_V &&
            panel.voltage_V < 1.5 * m_brief.mediumVoltage_V)
            edit.switchgearType = panel.id;
    const auto sample = edit.plan(m_builder.campus(), catalog);
    if (!sample) {
        m_builder.note(sample.error());
        return;
    }
    const auto size_m = sample->of<model::Substation>().front().after->size_m;
    const double pitch_m = size_m.x + kStationGap_m;
    const double y_m = -kYardSetback_m - 0.5 * size_m.y;
    double x_m = toCentimetres(m_grid.roadX_m(0) + 0.5 * size_m.x + kStationGap_m);
    for (int i = 0; i < m_plan.substations; ++i, x_m = toCentimetres(x_m + pitch_m)) {
        edit.placement = {{x_m, y_m}, 0.0, kTurned_deg}; // switchgear house towards the halls
        m_stations.push_back({{m_builder.place(edit).number}, {x_m, y_m}});
        include({x_m, y_m}, {size_m.x, size_m.y});
    }
    const double gridX_m =
        toCentimetres(0.5 * (m_stations.front().at_m.x + m_stations.back().at_m.x));
    const double gridY_m = y_m - 0.5 * size_m.y - kGridSetback_m;
    auto grid = gridFor(total_VA);
    grid.placement.position_m = {gridX_m, gridY_m};
    const auto gridId = m_builder.place(model::PlaceGridConnection{grid});
    include({gridX_m, gridY_m}, {model::kGridConnectionSize_m.x, model::kGridConnectionSize_m.y});
    int number = 0;
    for (const auto& station : m_stations) {
        model::Feeder bar; // overhead bays: no cable of the catalogue, no impedance worth stating
        bar.name = "HV-" + std::to_string(++number);
        bar.from = gridId;
        bar.to = entity(station.id);
        bar.route_m = {{station.at_m.x, gridY_m}};
        connect(bar);
    }
}

void TrunkBuilder::connectDirectly() {
    double total_VA = 0.0;
    for (const auto& hall : m_halls)
        total_VA += demand_VA(hall);
    const double y_m = -kYardSetback_m;
    for (const FeedSide side : {FeedSide::A, FeedSide::B}) {
        const double x_m = (side == FeedSide::A ? -1.0 : 1.0) * 20.0;
        auto grid = gridFor(total_VA);
        grid.name = side == FeedSide::A ? "Grid A" : "Grid B";
        grid.placement.position_m = {x_m, y_m};
        const auto id = m_builder.place(model::PlaceGridConnection{grid});
        include({x_m, y_m}, {model::kGridConnectionSize_m.x, model::kGridConnectionSize_m.y});
        for (const auto& hall : m_halls) {
            const auto& pattern = patternOf(hall);
            for (std::size_t block = 0; block < pattern.blocks.size(); ++block) {
                if (isEast(static_cast<int>(block)) != (side == FeedSide::B))
                    continue;
                model::Feeder feeder;
                feeder.from = id;
                feeder.to = entity(hall.id);
                feeder.side = intakeSide(pattern, block);
                chooseCable(feeder, cableShare(pattern, block, false) * demand_VA(hall));
                feeder.route_m = routeTo({x_m, y_m}, hall, static_cast<int>(block));
                connect(feeder);
            }
        }
    }
}

void TrunkBuilder::connectRings() {
    constexpr int kBlocksMax = 4;
    for (int block = 0; block < kBlocksMax; ++block)
        connectBlocks(static_cast<std::size_t>(block));
}

void TrunkBuilder::connectBlocks(std::size_t block) {
    const auto hasBlock = [&](const PlacedHall& hall) {
        return block < patternOf(hall).blocks.size();
    };
    const auto neighbourOf = [&](std::size_t i) {
        for (std::size_t k = i + 1; k < m_halls.size(); ++k)
            if (m_ringOfHall[k] == m_ringOfHall[i] && hasBlock(m_halls[k]))
                return k;
        return m_halls.size();
    };
    const auto isInRing = [&](std::size_t i) {
        for (std::size_t k = 0; k < m_halls.size(); ++k)
            if (k != i && m_ringOfHall[k] == m_ringOfHall[i] && hasBlock(m_halls[k]))
                return true;
        return false;
    };
    for (std::size_t i = 0; i < m_halls.size(); ++i) {
        const auto& hall = m_halls[i];
        if (!hasBlock(hall))
            continue;
        const auto& feed = m_plan.halls[i];
        const auto& station = m_stations[static_cast<std::size_t>(feed.substation)];
        model::Feeder feeder;
        feeder.from = entity(station.id);
        feeder.fromSection = feed.sections[block];
        feeder.to = entity(hall.id);
        feeder.side = intakeSide(patternOf(hall), block);
        chooseCable(feeder, cableShare(patternOf(hall), block, isInRing(i)) * demand_VA(hall));
        feeder.route_m = routeTo(station.at_m, hall, static_cast<int>(block));
        connect(feeder);
    }
    for (std::size_t i = 0; i < m_halls.size(); ++i) {
        const auto k = hasBlock(m_halls[i]) ? neighbourOf(i) : m_halls.size();
        if (k == m_halls.size())
            continue;
        model::Feeder link; // open point of the ring, closed when a cable is out
        link.from = entity(m_halls[i].id);
        link.to = entity(m_halls[k].id);
        link.side = intakeSide(patternOf(m_halls[i]), block);
        link.normallyOpen = true;
        link.closesOnLoss = m_brief.ringsTransfer;
        link.name = m_builder.campus().nameOf(link.from) + "/" +
                    m_builder.campus().nameOf(link.to) + " " +
                    std::string(model::letterOf(link.side));
        chooseCable(
            link, std::max(cableShare(patternOf(m_halls[i]), block, true) * demand_VA(m_halls[i]),
                           cableShare(patternOf(m_halls[k]), block, true) * demand_VA(m_halls[k])));
        link.route_m = routeBetween(m_halls[i], m_halls[k], static_cast<int>(block));
        connect(link);
    }
}

void TrunkBuilder::buildGenerators() {
    const auto& catalog = m_builder.catalog();
    const auto* type = catalog.generationUnit(m_brief.generatorType);
    if (!type || type->power_W <= 0.0) {
        m_builder.note({{"/generator_type",
                         "\"" + m_brief.generatorType + "\" is no generator of the catalogue",
                         "Choose one that is, or none."}});
        return;
    }
    double need_W = 0.0;
    for (const auto& hall : m_halls)
        need_W += m_brief.backup == Backup::Everything ? hall.block->demand.grid_W()
                                                       : hall.block->demand.mechanical_W;
    const int count = static_cast<int>(std::ceil(need_W / (kLoadOfGenerators * type->power_W))) + 1;
    const auto size_m = model::sizeOfType(catalog, type->id);
    const int lines = count > 6 ? kGeneratorLines : 1;
    const int perLine = (count + lines - 1) / lines;
    const double pitchX_m = size_m.x + kGeneratorGap_m;
    const double pitchY_m = size_m.y + kGeneratorLane_m;
    const double lastStation_m = m_stations.empty() ? 40.0 : m_stations.back().at_m.x + 60.0;
    const double width_m = perLine * pitchX_m;
    const double west_m =
        std::max(lastStation_m, m_grid.roadX_m(m_grid.columns()) - width_m - kRoadWidth_m);
    for (int i = 0; i < count; ++i) {
        const Vec2 at =
            toCentimetres({west_m + (i % perLine + 0.5) * pitchX_m,
                           -kYardSetback_m - 0.5 * size_m.y - (i / perLine) * pitchY_m});
        const auto id = m_builder.place(model::PlaceEquipment{type->id, {}, {at, 0.0, 0.0}});
        include(at, {size_m.x, size_m.y});
        model::Feeder feeder; // connected while the grid is away
        feeder.name = "G-" + std::to_string(i + 1);
        feeder.from = id;
        feeder.normallyOpen = true;
        if (m_stations.empty()) {
            const auto& hall = m_halls[static_cast<std::size_t>(i) % m_halls.size()];
            feeder.to = entity(hall.id);
            feeder.side = i % 2 == 0 ? FeedSide::A : FeedSide::B;
            feeder.route_m = routeTo(at, hall, i % 2);
        } else {
            const auto k = static_cast<std::size_t>(i) % m_stations.size();
            feeder.to = entity(m_stations[k].id);
            feeder.toSection = i / static_cast<int>(m_stations.size()) % m_plan.transformersEach;
            const double lane_m = -0.5 * kYardSetback_m;
            feeder.route_m = {{at.x, lane_m}, {m_stations[k].at_m.x, lane_m}};
        }
        chooseCable(feeder, type->rating_VA > 0.0 ? type->rating_VA : type->power_W);
        connect(feeder);
    }
}

void TrunkBuilder::chooseCable(model::Feeder& feeder, double power_VA) const {
    const double current_A = power_VA / (std::sqrt(3.0) * m_brief.mediumVoltage_V);
    const catalog::CableType* chosen = nullptr;
    int circuits = 0;
    for (const auto& cable : m_builder.catalog().cables) {
        if (cable.busway || cable.directCurrent ||
            std::abs(cable.voltage_V - m_brief.mediumVoltage_V) > 0.1 * m_brief.mediumVoltage_V)
            continue;
        const int needed = std::max(1, static_cast<int>(std::ceil(current_A / cable.ampacity_A)));
        const bool isBetter = !chosen || needed < circuits ||
                              (needed == circuits && cable.ampacity_A < chosen->ampacity_A);
        if (isBetter) {
            chosen = &cable;
            circuits = needed;
        }
    }
    if (!chosen)
        return; // the edit reports ends without a cable that fits
    feeder.cableType = chosen->id;
    feeder.circuits = circuits;
}

double TrunkBuilder::laneX_m(const PlacedHall& hall, int block) {
    const int road = m_grid.columnOf(hall.place) + (isEast(block) ? 1 : 0);
    auto& lane = m_lanes[static_cast<std::size_t>(road)];
    const double verge_m = 0.5 * kRoadWidth_m + 0.5 + kLaneWidth_m * (lane++ % kLanes);
    return m_grid.roadX_m(road) + (isEast(block) ? -verge_m : verge_m);
}

std::vector<Vec2> TrunkBuilder::entryOf(const PlacedHall& hall, int block, double x_m) const {
    const auto at_m = m_builder.campus().sitePlacement(entity(hall.id)).position_m;
    if (!isEast(block) || !hall.block->chillerPlant)
        return {toCentimetres({x_m, at_m.y})};
    // Chillers stand at the east end: the cable passes them on the hall's south side.
    constexpr double kBesideHall_m = 3.0;
    const double gap_m = at_m.y - 0.5 * hall.block->hallSize_m.y - kBesideHall_m;
    const double inside_m = at_m.x + 0.5 * hall.block->hallSize_m.x - kBesideHall_m;
    return {toCentimetres({x_m, gap_m}), toCentimetres({inside_m, gap_m}),
            toCentimetres({inside_m, at_m.y})};
}

std::vector<Vec2> TrunkBuilder::routeTo(Vec2 from_m, const PlacedHall& hall, int block) {
    const double x_m = laneX_m(hall, block);
    const double corridor_m =
        -0.5 * kRoadWidth_m - 0.5 - kLaneWidth_m * (m_corridorLanes++ % kLanes);
    std::vector<Vec2> route{toCentimetres({from_m.x, corridor_m}),
                            toCentimetres({x_m, corridor_m})};
    const auto entry = entryOf(hall, block, x_m);
    route.insert(route.end(), entry.begin(), entry.end());
    return route;
}

std::vector<Vec2> TrunkBuilder::routeBetween(const PlacedHall& from, const PlacedHall& to,
                                             int block) {
    const double x_m = laneX_m(from, block);
    auto route = entryOf(from, block, x_m);
    std::reverse(route.begin(), route.end());
    const auto entry = entryOf(to, block, x_m);
    route.insert(route.end(), entry.begin(), entry.end());
    return route;
}

model::FeederId TrunkBuilder::connect(const model::Feeder& feeder) {
    return {m_builder.place(model::ConnectFeeder{feeder}).number};
}

} // namespace hallwright::layout
