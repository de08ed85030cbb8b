#include "app/diagram/trunk_tree.h"

#include "core/model/supply_pattern.h"

#include <algorithm>

namespace hallwright::app::diagram {

using model::EntityKind;
using model::FeedSide;

TrunkTree::TrunkTree(const engine::CampusIndex& index, const catalog::Catalog& catalog,
                     const engine::ServiceState& service)
    : m_trunk(engine::buildTrunkPower(index, catalog, service)) {
    addNodes(index);
    addEdges(index, service);
    growTree();
}

int TrunkTree::addNode(model::EntityId entity, EntityKind kind, FeedSide side) {
    const auto [it, isNew] = m_nodeOf.try_emplace({entity, side}, int(m_nodes.size()));
    if (isNew) {
        m_nodes.emplace_back();
        m_nodes.back().entity = entity;
        m_nodes.back().kind = kind;
        m_nodes.back().side = side;
    }
    return it->second;
}

void TrunkTree::addNodes(const engine::CampusIndex& index) {
    const auto& campus = index.campus();
    std::map<model::EntityId, int> busesSeen;
    for (const auto& info : m_trunk.busInfo) {
        const auto kind = campus.kindOf(info.entity);
        const int nth = busesSeen[info.entity]++;
        FeedSide side = FeedSide::None;
        if (const auto* hall = campus.halls().find({info.entity.number})) {
            const auto& blocks = model::patternOf(hall->recipe.feeds).blocks;
            side = blocks.size() > 1   ? blocks[std::size_t(info.section)]
                   : info.section == 1 ? FeedSide::B
                                       : FeedSide::A;
        }
        // Of a substation's buses the first is the high-voltage bar, the others are its sections.
        const bool isHigh = kind == EntityKind::Substation && nth == 0;
        m_endOfBus.push_back({addNode(info.entity, kind, side), {isHigh, info.section}});
    }
    for (const auto& row : m_trunk.transformers) {
        const int n = m_endOfBus[std::size_t(row.highBus)].node;
        m_nodes[std::size_t(n)].transformers.push_back(&row);
        m_nodes[std::size_t(n)].hasHighBar |=
            m_nodes[std::size_t(n)].kind == EntityKind::Substation;
    }
    for (const auto& item : campus.equipment())
        if (item.kind == model::EquipmentKind::Generation)
            addNode(model::entity(item.id), EntityKind::Equipment, FeedSide::None);
}

TrunkTree::End TrunkTree::endOf(int bus, model::EntityId entity) {
    if (bus >= 0)
        return m_endOfBus[std::size_t(bus)];
    return {nodeOf(entity), {}}; // generation, which the trunk has no bus for
}

void TrunkTree::addEdges(const engine::CampusIndex& index, const engine::ServiceState& service) {
    const auto& campus = index.campus();
    for (const auto& row : m_trunk.feeders) {
        const auto* feeder = campus.feeders().find(row.feeder);
        if (!feeder)
            continue;
        int from = kNone, to = kNone;
        if (row.branch >= 0) {
            from = m_trunk.branches[std::size_t(row.branch)].from;
            to = m_trunk.branches[std::size_t(row.branch)].to;
        } else if (row.link >= 0) {
            from = m_trunk.links[std::size_t(row.link)].from;
            to = m_trunk.links[std::size_t(row.link)].to;
        }
        const auto sideless = [&](model::EntityId id, int section) -> End {
            const auto kind = campus.kindOf(id);
            if (kind == EntityKind::Hall) {
                const int own = nodeOf(id, feeder->side);
                return {own >= 0 ? own : nodeOf(id, FeedSide::A), {}};
            }
            const int n = nodeOf(id);
            return {n, {false, kind == EntityKind::Substation ? std::max(0, section) : 0}};
        };
        Edge edge{feeder, {}, {}, false, false};
        edge.from =
            from >= 0 ? endOf(from, feeder->from) : sideless(feeder->from, feeder->fromSection);
        edge.to = to >= 0 ? endOf(to, feeder->to) : sideless(feeder->to, feeder->toSection);
        if (edge.from.node < 0 || edge.to.node < 0)
            continue;
        for (End* end : {&edge.from, &edge.to}) {
            auto& node = m_nodes[std::size_t(end->node)];
            node.hasHighBar |= end->bar.isHigh;
            if (node.kind == EntityKind::Hall)
                end->bar = {};
        }
        edge.open = feeder->normallyOpen || service.isOut(feeder->id);
        const int number = int(m_edges.size());
        m_nodes[std::size_t(edge.from.node)].edges.push_back(number);
        if (edge.to.node != edge.from.node)
            m_nodes[std::size_t(edge.to.node)].edges.push_back(number);
        m_edges.push_back(edge);
    }
}

bool TrunkTree::mayEnter(const End& end) const {
    const auto& node = this->node(end.node);
    return node.kind != EntityKind::GridConnection &&
           (node.kind != EntityKind::Substation || end.bar.isHigh || !node.hasHighBar);
}

void TrunkTree::growFrom(std::vector<int> front, bool throughOpen) {
    for (std::size_t i = 0; i < front.size(); ++i) { // breadth first
        const int n = front[i];
        if (node(n).kind == EntityKind::Equipment && node(n).parent != kNone)
            continue; // nothing hangs on a generator
        for (const int e : node(n).edges) {
            auto& edge = m_edges[std::size_t(e)];
            const End& far = edge.opposite(n);
            if (m_reached[std::size_t(far.node)] || (edge.open && !throughOpen) || !mayEnter(far))
                continue;
            m_reached[std::size_t(far.node)] = true;
            edge.isTree = true;
            m_nodes[std::size_t(far.node)].parent = n;
            m_nodes[std::size_t(far.node)].parentEdge = e;
            front.push_back(far.node);
        }
    }
}

void TrunkTree::growTree() {
    m_reached.assign(m_nodes.size(), false);
    const auto reachedNodes = [&] {
        std::vector<int> list;
        for (int n = 0; n < int(m_nodes.size()); ++n)
            if (m_reached[std::size_t(n)])
                list.push_back(n);
        return list;
    };
    std::vector<int> roots;
    const auto startAt = [&](int n) {
        m_reached[std::size_t(n)] = true;
        roots.push_back(n);
    };
    for (int n = 0; n < int(m_nodes.size()); ++n)
        if (node(n).kind == EntityKind::GridConnection)
            startAt(n);
    growFrom(roots, false);
    growFrom(reachedNodes(), true); // what only an open point joins hangs on that
    // Islands: a substation leads, then whatever else has a feeder, generators last.
    for (const auto kind :
         {EntityKind::Substation, EntityKind::Hall, EntityKind::Plant, EntityKind::Equipment}) {
        for (int n = 0; n < int(m_nodes.size()); ++n) {
            const auto& candidate = node(n);
            if (m_reached[std::size_t(n)] || candidate.kind != kind ||
                (candidate.edges.empty() && kind != EntityKind::Substation))
                continue;
            startAt(n);
            growFrom({n}, false);
            growFrom({n}, true);
            growFrom(reachedNodes(), true);
        }
    }
    for (const int n : roots) {
        auto& root = m_nodes[std::size_t(n)];
        const bool hasChild = std::any_of(root.edges.begin(), root.edges.end(),
                                          [&](int e) { return edge(e).isTree; });
        root.isBeside =
            root.kind == EntityKind::GridConnection && !hasChild && !root.edges.empty() &&
            node(edge(root.edges.front()).opposite(n).node).kind != EntityKind::GridConnection;
        if (!root.isBeside &&
            (hasChild || root.kind == EntityKind::Substation || !root.edges.empty()))
            m_roots.push_back(n);
        else if (!root.isBeside)
            m_alone.push_back(n);
    }
    for (int n = 0; n < int(m_nodes.size()); ++n)
        if (!m_reached[std::size_t(n)])
            m_alone.push_back(n);
}

int TrunkTree::nodeOf(model::EntityId entity, FeedSide side) const {
    const auto it = m_nodeOf.find({entity, side});
    return it == m_nodeOf.end() ? kNone : it->second;
}

std::vector<int> TrunkTree::childEdges(int n, Bar bar) const {
    std::vector<int> list;
    for (const int e : node(n).edges)
        if (edge(e).isTree && e != node(n).parentEdge && edge(e).at(n).bar == bar)
            list.push_back(e);
    return list;
}

std::vector<int> TrunkTree::crossEdges(int n, Bar bar) const {
    std::vector<int> list;
    for (const int e : node(n).edges) {
        const auto& feeder = edge(e);
        const int far = feeder.opposite(n).node;
        const bool isBesideOfMine = node(far).isBeside && node(far).edges.front() == e;
        const bool isHere = feeder.from.node == feeder.to.node
                                ? feeder.from.bar == bar || feeder.to.bar == bar
                                : feeder.at(n).bar == bar;
        if (!feeder.isTree && !isBesideOfMine && isHere)
            list.push_back(e);
    }
    return list;
}

std::vector<int> TrunkTree::besideEdges(int n, Bar bar) const {
    std::vector<int> list;
    for (const int e : node(n).edges) {
        const int far = edge(e).opposite(n).node;
        if (far != n && node(far).isBeside && node(far).edges.front() == e &&
            edge(e).at(n).bar == bar)
            list.push_back(e);
    }
    return list;
}

int TrunkTree::sectionOf(const engine::TrunkPower::TransformerRow& row) const {
    return m_endOfBus[std::size_t(row.lowBus)].bar.section;
}

int TrunkTree::secondSectionOf(const engine::TrunkPower::TransformerRow& row) const {
    return row.secondBus < 0 ? kNone : m_endOfBus[std::size_t(row.secondBus)].bar.section;
}

} // namespace hallwright::app::diagram
