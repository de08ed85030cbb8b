#include "core/model/hall_feeds.h"

#include "core/geometry/frame.h"
#include "core/model/naming.h"
#include "core/model/supply_pattern.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hallwright::model {

namespace {

double manhattan(Vec2 a, Vec2 b) {
    return std::abs(a.x - b.x) + std::abs(a.y - b.y);
}

/// One block of the supply with its transformers.
struct Block {
    FeedSide side = FeedSide::None;
    std::vector<const Equipment*> transformers;
    std::vector<double> rating_VA;
    std::size_t firstSupply = 0; ///< of its transformers in the interior's supplies
};

/// The blocks that a hall's recipe asks for. Where there are several, a transformer that names none
/// of them joins the one that has least rating so far.
std::vector<Block> blocksOf(const HallContent& content, const catalog::Catalog& catalog,
                            const SupplyPattern& pattern) {
    std::vector<Block> blocks(pattern.blocks.size());
    std::vector<double> total_VA(blocks.size(), 0.0);
    for (std::size_t b = 0; b < blocks.size(); ++b)
        blocks[b].side = pattern.blocks[b];
    const auto join = [&](std::size_t b, const Equipment* transformer) {
        const auto* type = catalog.transformer(transformer->type);
        blocks[b].transformers.push_back(transformer);
        blocks[b].rating_VA.push_back(type ? type->rating_VA : 0.0);
        total_VA[b] += blocks[b].rating_VA.back();
    };
    std::vector<const Equipment*> undecided;
    for (const auto* transformer : content.transformers) {
        const int b = blocks.size() == 1 ? 0 : pattern.blockOf(transformer->side);
        if (b < 0)
            undecided.push_back(transformer);
        else
            join(static_cast<std::size_t>(b), transformer);
    }
    for (const auto* transformer : undecided)
        join(static_cast<std::size_t>(std::min_element(total_VA.begin(), total_VA.end()) -
                                      total_VA.begin()),
             transformer);
    return blocks;
}

/// Racks of one row (or alone) that one transformer feeds, before the run is routed.
struct Stretch {
    const ContentRow* row = nullptr;
    int transformer = -1;
    std::vector<const ContentRack*> racks;
};

/// All racks in the order in which they are dealt out, with their rows and demands.
struct RackOrder {
    std::vector<const ContentRow*> row; ///< nullptr: stands alone
    std::vector<const ContentRack*> rack;
    std::vector<double> peak_W;

    explicit RackOrder(const HallContent& content) {
        const auto add = [this](const ContentRow* line, const ContentRack& one) {
            row.push_back(line);
            rack.push_back(&one);
            peak_W.push_back(one.demand.peak_W);
        };
        for (const auto& line : content.rows)
            for (const auto& one : line.racks)
                add(&line, one);
        for (const auto& one : content.alone)
            add(nullptr, one);
    }
};

/// The racks of one block in stretches that one busway can feed.
std::vector<Stretch> stretchesOf(const RackOrder& order, const std::vector<DealtFeed>& feeds,
                                 int block) {
    std::vector<Stretch> stretches;
    for (std::size_t i = 0; i < feeds.size(); ++i) {
        const auto& feed = feeds[i];
        if (feed.block[0] != block && feed.block[1] != block)
            continue;
        const int transformer = feed.unit[feed.block[0] == block ? 0 : 1];
        if (stretches.empty() || stretches.back().row != order.row[i] ||
            stretches.back().transformer != transformer)
            stretches.push_back({order.row[i], transformer, {}});
        stretches.back().racks.push_back(order.rack[i]);
    }
    return stretches;
}

void routeAlongRow(const Stretch& stretch, const Equipment* transformer, double rise_m,
                   BuswayRun& run) {
    const auto& row = *stretch.row;
    const double length = geometry::length(row.end_m - row.start_m);
    const Vec2 from = transformer ? transformer->placement.position_m : row.start_m;
    const double first = stretch.racks.front()->along_m, last = stretch.racks.back()->along_m;
    const double leadToStart = manhattan(from, row.start_m), leadToEnd = manhattan(from, row.end_m);
    const bool fromStart = leadToStart + last <= leadToEnd + (length - first);
    run.leadIn_m = transformer ? (fromStart ? leadToStart : leadToEnd) + rise_m : 0.0;
    for (const auto* rack : stretch.racks) {
        run.racks.push_back(rack->rack->id);
        run.at_m.push_back(std::max(0.0, fromStart ? rack->along_m : length - rack->along_m));
    }
    if (!fromStart) {
        std::reverse(run.racks.begin(), run.racks.end());
        std::reverse(run.at_m.begin(), run.at_m.end());
    }
}

void routeAlone(const Stretch& stretch, const Equipment* transformer, double rise_m,
                BuswayRun& run) {
    Vec2 last = stretch.racks.front()->rack->placement.position_m;
    run.leadIn_m = transformer ? manhattan(transformer->placement.position_m, last) + rise_m : 0.0;
    double at = 0.0;
    for (const auto* rack : stretch.racks) {
        at += manhattan(last, rack->rack->placement.position_m);
        last = rack->rack->placement.position_m;
        run.racks.push_back(rack->rack->id);
        run.at_m.push_back(at);
    }
}

/// "BW-06A", "BW-06A2"; without a side "BW-06", "BW-06/2"; racks that stand alone hang on "BW-00".
std::string nameOf(const Stretch& stretch, FeedSide side, int nth) {
    std::string name = "BW-" + padded(stretch.row ? stretch.row->number : 0);
    name += letterOf(side);
    if (nth > 1 && side == FeedSide::None)
        name += '/';
    if (nth > 1)
        name += std::to_string(nth);
    return name;
}

/// Voltage of a transformer's busways: that of its power racks where it has some.
double buswayVoltage_V(const HallContent& content, const catalog::Catalog& catalog,
                       const Equipment* transformer, const catalog::CableType& busway) {
    if (busway.directCurrent) {
        const auto* rectifier = catalog.powerShelf(content.hall->recipe.rectifierType);
        return rectifier && rectifier->outputVoltage_V > 0.0 ? rectifier->outputVoltage_V
                                                             : busway.voltage_V;
    }
    const auto* type = transformer ? catalog.transformer(transformer->type) : nullptr;
    return type && type->lowVoltage_V > 0.0 ? type->lowVoltage_V : busway.voltage_V;
}

void addRuns(const HallContent& content, const catalog::Catalog& catalog, const Block& block,
             const std::vector<Stretch>& stretches, HallInterior& interior) {
    const auto& recipe = content.hall->recipe;
    const auto* busway = catalog.cable(recipe.buswayType);
    const ContentRow* lastRow = nullptr;
    int nth = 0;
    for (const auto& stretch : stretches) {
        nth = nth > 0 && stretch.row == lastRow ? nth + 1 : 1;
        lastRow = stretch.row;
        const auto* transformer =
            stretch.transformer < 0
                ? nullptr
                : block.transformers[static_cast<std::size_t>(stretch.transformer)];
        BuswayRun run;
        run.name = nameOf(stretch, block.side, nth);
        run.row = stretch.row ? stretch.row->row->id : RowId{};
        run.side = block.side;
        run.transformer = transformer ? transformer->id : EquipmentId{};
        run.type = recipe.buswayType;
        // From the board up to the trays below the ceiling and down to the busway over the racks.
        const double rise_m = recipe.height_m;
        if (stretch.row)
            routeAlongRow(stretch, transformer, rise_m, run);
        else
            routeAlone(stretch, transformer, rise_m, run);
        run.length_m = run.at_m.back();
        if (busway && busway->ampacity_A > 0.0) {
            double peak_W = 0.0;
            for (const auto* rack : stretch.racks)
                peak_W += rack->demand.peak_W;
            const double current_A =
                designCurrent_A(peak_W, buswayVoltage_V(content, catalog, transformer, *busway),
                                busway->directCurrent);
            run.parallel = std::max(1, static_cast<int>(std::ceil(current_A / busway->ampacity_A)));
        }
        interior.busways.push_back(std::move(run));
    }
}

/// Way from a transformer to a device [m]. Boards look into the hall, so that what stands behind a
/// transformer rather belongs to the one in the row of bays behind it.
double wayTo(const Equipment& device, const Equipment& transformer) {
    constexpr double kBehind = 4.0;
    const Vec2 way = device.placement.position_m - transformer.placement.position_m;
    const Vec2 front =
        geometry::Direction::ofDegrees(transformer.placement.rotation_deg).turn({0.0, -1.0});
    return geometry::length(way) * (geometry::dot(way, front) < 0.0 ? kBehind : 1.0);
}

/// Gives each device of a block to the transformer of that block that stands nearest. Devices that
/// name no block of the pattern go to the first.
void shareOut(const std::vector<const Equipment*>& devices, const SupplyPattern& pattern,
              const std::vector<Block>& blocks, std::vector<EquipmentId> SupplyUnit::*list,
              HallInterior& interior) {
    for (const auto* device : devices) {
        const int named = blocks.size() == 1 ? 0 : pattern.blockOf(device->side);
        const bool isLost = named < 0 && device->side != FeedSide::None;
        const auto& block = blocks[static_cast<std::size_t>(std::max(0, named))];
        if (isLost || block.transformers.empty())
            continue;
        std::size_t nearest = 0;
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < block.transformers.size(); ++i) {
            const double away = wayTo(*device, *block.transformers[i]);
            if (away < least) {
                least = away;
                nearest = i;
            }
        }
        (interior.supplies[block.firstSupply + nearest].*list).push_back(device->id);
    }
}

void addSupplies(const HallContent& content, const SupplyPattern& pattern,
                 std::vector<Block>& blocks, HallInterior& interior) {
    for (auto& block : blocks) {
        block.firstSupply = interior.supplies.size();
        const bool isReserve = pattern.hasReserve && &block == &blocks.back();
        for (std::size_t i = 0; i < block.transformers.size(); ++i) {
            const auto id = block.transformers[i]->id;
            auto& supply = interior.supplies.emplace_back();
            supply.transformer = id;
            supply.side = block.side;
            if (block.side == FeedSide::None || block.side == FeedSide::A)
                interior.transformersA.push_back(id);
            else if (block.side == FeedSide::B)
                interior.transformersB.push_back(id);
            if (!pattern.hasReserve || isReserve)
                continue;
            const auto& reserve = blocks.back().transformers;
            if (const int unit = reserveUnit(static_cast<int>(i), reserve.size()); unit >= 0)
                supply.reserve = reserve[static_cast<std::size_t>(unit)]->id;
        }
    }
    shareOut(content.ups, pattern, blocks, &SupplyUnit::ups, interior);
    shareOut(content.transferSwitches, pattern, blocks, &SupplyUnit::transferSwitches, interior);
    shareOut(content.pdus, pattern, blocks, &SupplyUnit::pdus, interior);
    shareOut(content.rectifiers, pattern, blocks, &SupplyUnit::rectifiers, interior);
}

} // namespace

void deriveFeeds(const HallContent& content, const catalog::Catalog& catalog,
                 HallInterior& interior) {
    const auto& pattern = patternOf(content.hall->recipe.feeds);
    auto blocks = blocksOf(content, catalog, pattern);
    addSupplies(content, pattern, blocks, interior);
    const RackOrder order(content);
    std::vector<std::vector<double>> ratings;
    for (const auto& block : blocks)
        ratings.push_back(block.rating_VA);
    const auto feeds = dealFeeds(pattern, order.peak_W, ratings);
    for (std::size_t b = 0; b < blocks.size(); ++b)
        addRuns(content, catalog, blocks[b], stretchesOf(order, feeds, static_cast<int>(b)),
                interior);
    if (interior.supplies.empty())
        for (const auto* rack : order.rack)
            interior.racksWithoutFeed.push_back(rack->rack->id);
}

} // namespace hallwright::model
