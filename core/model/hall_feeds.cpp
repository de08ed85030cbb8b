#include "core/model/hall_feeds.h"

#include "core/geometry/frame.h"
#include "core/model/naming.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hallwright::model {

namespace {

double manhattan(Vec2 a, Vec2 b) {
    return std::abs(a.x - b.x) + std::abs(a.y - b.y);
}

/// One side of the supply: its transformers and the share of the load that each takes.
struct Side {
    FeedSide side = FeedSide::None;
    std::vector<const Equipment*> transformers;
    std::vector<double> shareUpTo; ///< cumulative share of the ratings, last is 1
    std::vector<double> lowVoltage_V;
};

double ratingOf(const catalog::Catalog& catalog, const Equipment& transformer) {
    const auto* type = catalog.transformer(transformer.type);
    return type ? type->rating_VA : 0.0;
}

Side makeSide(FeedSide side, std::vector<const Equipment*> transformers,
              const catalog::Catalog& catalog) {
    Side made{side, std::move(transformers), {}, {}};
    double total = 0.0;
    for (const auto* transformer : made.transformers) {
        total += std::max(1.0, ratingOf(catalog, *transformer));
        made.shareUpTo.push_back(total);
        const auto* type = catalog.transformer(transformer->type);
        made.lowVoltage_V.push_back(type ? type->lowVoltage_V : 0.0);
    }
    for (double& share : made.shareUpTo)
        share /= total;
    return made;
}

/// Transformers of the sides that a hall's recipe asks for. In a 2N hall one without a side joins
/// the side that has less rating so far.
std::vector<Side> sidesOf(const HallContent& content, const catalog::Catalog& catalog) {
    if (content.hall->recipe.feeds == FeedRedundancy::N)
        return {makeSide(FeedSide::None, content.transformers, catalog)};
    std::vector<const Equipment*> a, b, undecided;
    double ratingA = 0.0, ratingB = 0.0;
    for (const auto* transformer : content.transformers) {
        const double rating = ratingOf(catalog, *transformer);
        if (transformer->side == FeedSide::A) {
            a.push_back(transformer);
            ratingA += rating;
        } else if (transformer->side == FeedSide::B) {
            b.push_back(transformer);
            ratingB += rating;
        } else {
            undecided.push_back(transformer);
        }
    }
    for (const auto* transformer : undecided) {
        const bool toA = ratingA <= ratingB;
        (toA ? a : b).push_back(transformer);
        (toA ? ratingA : ratingB) += ratingOf(catalog, *transformer);
    }
    return {makeSide(FeedSide::A, std::move(a), catalog),
            makeSide(FeedSide::B, std::move(b), catalog)};
}

/// Racks of one row (or alone) that one transformer feeds, before the run is routed.
struct Stretch {
    const ContentRow* row = nullptr;
    int transformer = -1;
    std::vector<const ContentRack*> racks;
};

/// Deals the racks out in order: each goes to the transformer within whose share of the load its
/// middle falls.
std::vector<Stretch> dealRacks(const HallContent& content, const Side& side, double total_W) {
    std::vector<Stretch> stretches;
    double before_W = 0.0;
    const auto deal = [&](const ContentRow* row, const ContentRack& rack) {
        int transformer = -1;
        if (!side.transformers.empty()) {
            const double middle =
                total_W > 0.0 ? (before_W + 0.5 * rack.demand.peak_W) / total_W : 0.0;
            const auto it =
                std::lower_bound(side.shareUpTo.begin(), side.shareUpTo.end() - 1, middle);
            transformer = static_cast<int>(it - side.shareUpTo.begin());
        }
        before_W += rack.demand.peak_W;
        if (stretches.empty() || stretches.back().row != row ||
            stretches.back().transformer != transformer)
            stretches.push_back({row, transformer, {}});
        stretches.back().racks.push_back(&rack);
    };
    for (const auto& row : content.rows)
        for (const auto& rack : row.racks)
            deal(&row, rack);
    for (const auto& rack : content.alone)
        deal(nullptr, rack);
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

std::string letterOf(FeedSide side) {
    return side == FeedSide::A ? "A" : side == FeedSide::B ? "B" : "";
}

/// "BW-06A", "BW-06A2"; without a side "BW-06", "BW-06/2"; racks that stand alone hang on "BW-00".
std::string nameOf(const Stretch& stretch, FeedSide side, int nth) {
    std::string name = "BW-" + padded(stretch.row ? stretch.row->number : 0) + letterOf(side);
    if (nth > 1 && side == FeedSide::None)
        name += '/';
    if (nth > 1)
        name += std::to_string(nth);
    return name;
}

void addRuns(const HallContent& content, const catalog::Catalog& catalog, const Side& side,
             double total_W, HallInterior& interior) {
    const auto& recipe = content.hall->recipe;
    const auto* busway = catalog.cable(recipe.buswayType);
    const ContentRow* lastRow = nullptr;
    int nth = 0;
    for (const auto& stretch : dealRacks(content, side, total_W)) {
        nth = !interior.busways.empty() && nth > 0 && stretch.row == lastRow ? nth + 1 : 1;
        lastRow = stretch.row;
        const auto index = static_cast<std::size_t>(std::max(0, stretch.transformer));
        const auto* transformer = stretch.transformer < 0 ? nullptr : side.transformers[index];
        BuswayRun run;
        run.name = nameOf(stretch, side.side, nth);
        run.row = stretch.row ? stretch.row->row->id : RowId{};
        run.side = side.side;
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
            const double voltage_V = transformer && side.lowVoltage_V[index] > 0.0
                                         ? side.lowVoltage_V[index]
                                         : busway->voltage_V;
            const double current_A = designCurrent_A(peak_W, voltage_V, busway->directCurrent);
            run.parallel = std::max(1, static_cast<int>(std::ceil(current_A / busway->ampacity_A)));
        }
        interior.busways.push_back(std::move(run));
    }
}

/// Each UPS block belongs to the transformer of its side that stands nearest.
void shareOutUps(const HallContent& content, const Side& side, HallInterior& interior) {
    const auto first = interior.supplies.size();
    for (const auto* transformer : side.transformers)
        interior.supplies.push_back({transformer->id, side.side, {}});
    for (const auto* block : content.ups) {
        const bool mine = side.side == FeedSide::None || block->side == side.side ||
                          (block->side == FeedSide::None && side.side == FeedSide::A);
        if (!mine || side.transformers.empty())
            continue;
        std::size_t nearest = 0;
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < side.transformers.size(); ++i) {
            const double away = geometry::length(side.transformers[i]->placement.position_m -
                                                 block->placement.position_m);
            if (away < least) {
                least = away;
                nearest = i;
            }
        }
        interior.supplies[first + nearest].ups.push_back(block->id);
    }
}

} // namespace

void deriveFeeds(const HallContent& content, const catalog::Catalog& catalog,
                 HallInterior& interior) {
    double total_W = 0.0;
    for (const auto& row : content.rows)
        for (const auto& rack : row.racks)
            total_W += rack.demand.peak_W;
    for (const auto& rack : content.alone)
        total_W += rack.demand.peak_W;
    for (const auto& side : sidesOf(content, catalog)) {
        auto& ids = side.side == FeedSide::B ? interior.transformersB : interior.transformersA;
        for (const auto* transformer : side.transformers)
            ids.push_back(transformer->id);
        shareOutUps(content, side, interior);
        addRuns(content, catalog, side, total_W, interior);
    }
    if (!interior.supplies.empty())
        return;
    for (const auto& row : content.rows)
        for (const auto& rack : row.racks)
            interior.racksWithoutFeed.push_back(rack.rack->id);
    for (const auto& rack : content.alone)
        interior.racksWithoutFeed.push_back(rack.rack->id);
}

} // namespace hallwright::model
