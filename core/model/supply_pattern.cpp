#include "core/model/supply_pattern.h"

#include <algorithm>
#include <cmath>

namespace hallwright::model {

namespace {

SupplyPattern makePattern(FeedRedundancy redundancy) {
    using enum FeedSide;
    SupplyPattern pattern;
    pattern.name = "N";
    pattern.blocks = {None};
    pattern.pairings = {{0, -1}};
    switch (redundancy) {
    case FeedRedundancy::N:
        break;
    case FeedRedundancy::NPlusOne:
        pattern.name = "N+1";
        pattern.spareUnits = 1;
        pattern.sharesBar = true;
        break;
    case FeedRedundancy::TwoN:
        pattern.name = "2N";
        pattern.blocks = {A, B};
        pattern.pairings = {{0, 1}};
        break;
    case FeedRedundancy::ThreeToMakeTwo:
        pattern.name = "3-to-make-2";
        pattern.blocks = {A, B, C};
        pattern.needed = 2;
        pattern.pairings = {{0, 1}, {1, 2}, {0, 2}};
        break;
    case FeedRedundancy::FourToMakeThree:
        pattern.name = "4-to-make-3";
        pattern.blocks = {A, B, C, D};
        pattern.needed = 3;
        pattern.pairings = {{0, 1}, {0, 2}, {0, 3}, {1, 3}, {1, 2}, {2, 3}};
        break;
    case FeedRedundancy::BlockRedundant:
        pattern.name = "block redundant";
        pattern.blocks = {A, B, C, Reserve};
        pattern.needed = 3;
        pattern.hasReserve = true;
        pattern.pairings = {{0, -1}, {1, -1}, {2, -1}};
        break;
    }
    return pattern;
}

/// Place on [0, 1] of the middle of each load within their sum.
std::vector<double> middlesOf(const std::vector<double>& load_W) {
    double total_W = 0.0;
    for (const double load : load_W)
        total_W += load;
    std::vector<double> middles;
    middles.reserve(load_W.size());
    double before_W = 0.0;
    for (const double load : load_W) {
        middles.push_back(total_W > 0.0 ? (before_W + 0.5 * load) / total_W : 0.0);
        before_W += load;
    }
    return middles;
}

} // namespace

int SupplyPattern::blockOf(FeedSide side) const {
    const auto it = std::find(blocks.begin(), blocks.end(), side);
    return it == blocks.end() ? -1 : static_cast<int>(it - blocks.begin());
}

const SupplyPattern& patternOf(FeedRedundancy redundancy) {
    static const std::array patterns{
        makePattern(FeedRedundancy::N),
        makePattern(FeedRedundancy::TwoN),
        makePattern(FeedRedundancy::NPlusOne),
        makePattern(FeedRedundancy::ThreeToMakeTwo),
        makePattern(FeedRedundancy::FourToMakeThree),
        makePattern(FeedRedundancy::BlockRedundant),
    };
    return patterns[static_cast<std::size_t>(redundancy)];
}

int intakesOf(FeedRedundancy redundancy) {
    return std::max(2, static_cast<int>(patternOf(redundancy).blocks.size()));
}

int intakeOf(FeedRedundancy redundancy, FeedSide side) {
    if (side == FeedSide::None || side == FeedSide::A)
        return 0;
    if (side == FeedSide::B)
        return 1;
    return patternOf(redundancy).blockOf(side);
}

std::vector<double> blockShares(const SupplyPattern& pattern, const std::vector<bool>& isOut) {
    std::vector<double> shares(pattern.blocks.size(), 0.0);
    const auto isOn = [&](int block) {
        return block >= 0 && (isOut.empty() || !isOut[static_cast<std::size_t>(block)]);
    };
    const int reserve = pattern.hasReserve ? static_cast<int>(pattern.blocks.size()) - 1 : -1;
    const double each = 1.0 / static_cast<double>(pattern.pairings.size());
    for (const auto& cords : pattern.pairings) {
        std::vector<int> takers;
        for (const int block : cords)
            if (isOn(block))
                takers.push_back(block);
        if (takers.empty() && isOn(reserve))
            takers.push_back(reserve);
        for (const int block : takers)
            shares[static_cast<std::size_t>(block)] += each / static_cast<double>(takers.size());
    }
    return shares;
}

std::string_view letterOf(FeedSide side) {
    constexpr std::array<std::string_view, 6> letters{"", "A", "B", "C", "D", "R"};
    return letters[static_cast<std::size_t>(side)];
}

std::vector<DealtFeed> dealFeeds(const SupplyPattern& pattern, const std::vector<double>& load_W,
                                 const std::vector<std::vector<double>>& rating_VA) {
    std::vector<DealtFeed> feeds(load_W.size());
    std::size_t most = 1;
    for (const auto& units : rating_VA)
        most = std::max(most, units.size());
    const auto pairings = pattern.pairings.size();
    const auto cells = static_cast<double>(most * pairings);
    const auto middles = middlesOf(load_W);
    for (std::size_t i = 0; i < feeds.size(); ++i) {
        const auto cell =
            static_cast<std::size_t>(std::max(0.0, std::ceil(middles[i] * cells) - 1));
        feeds[i].block = pattern.pairings[cell % pairings];
    }
    std::vector<double> blockLoad_W;
    std::vector<std::size_t> members;
    for (int block = 0; block < static_cast<int>(pattern.blocks.size()); ++block) {
        const auto& ratings = rating_VA[static_cast<std::size_t>(block)];
        if (ratings.empty())
            continue;
        std::vector<double> shareUpTo;
        double total_VA = 0.0;
        for (const double rating : ratings)
            shareUpTo.push_back(total_VA += std::max(1.0, rating));
        for (double& share : shareUpTo)
            share /= total_VA;
        blockLoad_W.clear();
        members.clear();
        for (std::size_t i = 0; i < feeds.size(); ++i)
            if (feeds[i].block[0] == block || feeds[i].block[1] == block) {
                members.push_back(i);
                blockLoad_W.push_back(load_W[i]);
            }
        const auto places = middlesOf(blockLoad_W);
        for (std::size_t k = 0; k < members.size(); ++k) {
            const auto it = std::lower_bound(shareUpTo.begin(), shareUpTo.end() - 1, places[k]);
            auto& feed = feeds[members[k]];
            feed.unit[feed.block[0] == block ? 0 : 1] = static_cast<int>(it - shareUpTo.begin());
        }
    }
    return feeds;
}

int reserveUnit(int unit, std::size_t reserveUnits) {
    return unit < 0 || reserveUnits == 0 ? -1 : unit % static_cast<int>(reserveUnits);
}

} // namespace hallwright::model
