#include "core/engine/automatic_transfer.h"

#include "core/solvers/power/disjoint_sets.h"

#include <algorithm>
#include <vector>

namespace hallwright::engine {

namespace {

/// Which buses of a trunk are connected to a source.
class Liveness {
public:
    explicit Liveness(const TrunkPower& trunk)
        : m_trunk(trunk), m_sets(static_cast<int>(trunk.buses.size())),
          m_isLive(trunk.buses.size(), false) {
        for (const auto& branch : trunk.branches)
            if (branch.inService)
                m_sets.join(branch.from, branch.to);
        for (const auto& link : trunk.links)
            if (link.closed)
                m_sets.join(link.from, link.to);
    }

    void feedFromGrids() {
        for (const auto& grid : m_trunk.grids)
            feed(grid.source);
    }
    void feed(int source) {
        const auto& row = m_trunk.sources[static_cast<std::size_t>(source)];
        if (row.inService)
            m_isLive[static_cast<std::size_t>(m_sets.find(row.bus))] = true;
    }
    [[nodiscard]] bool operator()(int bus) {
        return m_isLive[static_cast<std::size_t>(m_sets.find(bus))];
    }

private:
    const TrunkPower& m_trunk;
    power::DisjointSets m_sets;
    std::vector<bool> m_isLive;
};

Liveness gridLiveness(const TrunkPower& trunk) {
    Liveness live(trunk);
    live.feedFromGrids();
    return live;
}

/// Ends of a feeder's row; -1 where it has none.
std::pair<int, int> endsOf(const TrunkPower& trunk, const TrunkPower::FeederRow& row) {
    if (row.branch >= 0) {
        const auto& branch = trunk.branches[static_cast<std::size_t>(row.branch)];
        return {branch.from, branch.to};
    }
    if (row.link >= 0) {
        const auto& link = trunk.links[static_cast<std::size_t>(row.link)];
        return {link.from, link.to};
    }
    return {-1, -1};
}

void close(TrunkPower& trunk, TrunkPower::FeederRow& row) {
    if (row.branch >= 0)
        trunk.branches[static_cast<std::size_t>(row.branch)].inService = true;
    else
        trunk.links[static_cast<std::size_t>(row.link)].closed = true;
    row.closesOnLoss = false;
}

bool closeTies(TrunkPower& trunk) {
    auto live = gridLiveness(trunk);
    std::vector<model::SubstationId> wanting;
    for (const auto& tie : trunk.ties) {
        const auto& link = trunk.links[static_cast<std::size_t>(tie.link)];
        if (tie.transfers && live(link.from) != live(link.to))
            wanting.push_back(tie.substation);
    }
    for (auto& tie : trunk.ties)
        if (tie.transfers &&
            std::find(wanting.begin(), wanting.end(), tie.substation) != wanting.end()) {
            trunk.links[static_cast<std::size_t>(tie.link)].closed = true;
            tie.transfers = false;
        }
    return !wanting.empty();
}

bool closeOpenPoint(TrunkPower& trunk) {
    auto live = gridLiveness(trunk);
    for (auto& row : trunk.feeders) {
        const auto [from, to] = endsOf(trunk, row);
        if (!row.closesOnLoss || row.isGenerators || from < 0 || live(from) == live(to))
            continue;
        close(trunk, row);
        return true;
    }
    return false;
}

/// Generators whose feeders close onto what is dead; all of them, so that they share it.
void closeGenerators(TrunkPower& trunk) {
    auto live = gridLiveness(trunk);
    std::vector<bool> isIsland(trunk.buses.size(), false);
    for (const auto& unit : trunk.generation)
        if (unit.source >= 0 && trunk.sources[static_cast<std::size_t>(unit.source)].inService)
            isIsland[static_cast<std::size_t>(unit.bus)] = true;
    for (auto& row : trunk.feeders) {
        const auto [from, to] = endsOf(trunk, row);
        if (!row.closesOnLoss || !row.isGenerators || from < 0 || live(from) || live(to))
            continue;
        if (isIsland[static_cast<std::size_t>(from)] || isIsland[static_cast<std::size_t>(to)])
            close(trunk, row);
    }
}

bool isConnected(const TrunkPower& trunk, int bus) {
    return std::any_of(trunk.branches.begin(), trunk.branches.end(),
                       [&](const auto& row) {
                           return row.inService && (row.from == bus || row.to == bus);
                       }) ||
           std::any_of(trunk.links.begin(), trunk.links.end(), [&](const auto& row) {
               return row.closed && (row.from == bus || row.to == bus);
           });
}

} // namespace

void transferAutomatically(TrunkPower& trunk) {
    const bool hasIslands = std::any_of(trunk.generation.begin(), trunk.generation.end(),
                                        [](const auto& unit) { return unit.source >= 0; });
    const bool hasTransfers = std::any_of(trunk.feeders.begin(), trunk.feeders.end(),
                                          [](const auto& row) { return row.closesOnLoss; }) ||
                              std::any_of(trunk.ties.begin(), trunk.ties.end(),
                                          [](const auto& tie) { return tie.transfers; });
    while (hasTransfers && (closeTies(trunk) || closeOpenPoint(trunk))) {
    }
    if (!hasIslands)
        return;
    closeGenerators(trunk);
    auto live = gridLiveness(trunk);
    for (const auto& unit : trunk.generation)
        if (unit.source >= 0 && (live(unit.bus) || !isConnected(trunk, unit.bus)))
            trunk.sources[static_cast<std::size_t>(unit.source)].inService = false;
}

} // namespace hallwright::engine
