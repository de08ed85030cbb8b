#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/campus_index.h"
#include "core/engine/trunk_power.h"

#include <map>
#include <vector>

namespace hallwright::app::diagram {

/// The trunk network as a diagram orders it: what hangs on what. The bars of one substation are one
/// node, so are the intakes of each side of a hall. Topology is the solver's own (TrunkPower).
class TrunkTree {
public:
    static constexpr int kNone = -1;

    /// A bar of a node: a substation's high-voltage bar or a section; others have one bar only.
    struct Bar {
        bool isHigh = false;
        int section = 0;
        friend auto operator<=>(const Bar&, const Bar&) = default;
    };
    struct End {
        int node = kNone;
        Bar bar;
    };
    struct Edge { ///< a feeder
        const model::Feeder* feeder = nullptr;
        End from, to;
        bool open = false;   ///< an open point, or out of service
        bool isTree = false; ///< drawn from the parent down to its child
        [[nodiscard]] const End& at(int node) const { return from.node == node ? from : to; }
        [[nodiscard]] const End& opposite(int node) const { return from.node == node ? to : from; }
    };
    struct Node {
        model::EntityId entity;
        model::EntityKind kind = model::EntityKind::None;
        model::FeedSide side = model::FeedSide::None; ///< of a hall's intake
        std::vector<int> edges;                       ///< in id order of the feeders
        int parent = kNone;
        int parentEdge = kNone;
        /// A grid connection that only strengthens a network which another one feeds already: drawn
        /// on top of the bar where its first feeder ends.
        bool isBeside = false;
        std::vector<const engine::TrunkPower::TransformerRow*> transformers;
        bool hasHighBar = false;
    };

    TrunkTree(const engine::CampusIndex& index, const catalog::Catalog& catalog,
              const engine::ServiceState& service);
    TrunkTree(const TrunkTree&) = delete; // nodes point into m_trunk
    TrunkTree& operator=(const TrunkTree&) = delete;

    [[nodiscard]] const std::vector<Node>& nodes() const { return m_nodes; }
    [[nodiscard]] const std::vector<Edge>& edges() const { return m_edges; }
    [[nodiscard]] const Node& node(int n) const { return m_nodes[std::size_t(n)]; }
    [[nodiscard]] const Edge& edge(int e) const { return m_edges[std::size_t(e)]; }
    /// Nodes without a parent that have something to show, in order of the campus.
    [[nodiscard]] const std::vector<int>& roots() const { return m_roots; }
    /// Nodes that no feeder reaches and that feed nothing.
    [[nodiscard]] const std::vector<int>& alone() const { return m_alone; }
    [[nodiscard]] int nodeOf(model::EntityId entity,
                             model::FeedSide side = model::FeedSide::None) const;
    /// Edges from a bar down the tree, in id order.
    [[nodiscard]] std::vector<int> childEdges(int node, Bar bar) const;
    /// Edges that end on a bar without being of the tree; those of grids beside are left out.
    [[nodiscard]] std::vector<int> crossEdges(int node, Bar bar) const;
    /// First edges of the grids that stand beside the tree over a bar.
    [[nodiscard]] std::vector<int> besideEdges(int node, Bar bar) const;
    [[nodiscard]] int sectionOf(const engine::TrunkPower::TransformerRow& row) const;
    /// Section of its second low-voltage winding; kNone without one.
    [[nodiscard]] int secondSectionOf(const engine::TrunkPower::TransformerRow& row) const;

private:
    int addNode(model::EntityId entity, model::EntityKind kind, model::FeedSide side);
    End endOf(int bus, model::EntityId entity);
    void addNodes(const engine::CampusIndex& index);
    void addEdges(const engine::CampusIndex& index, const engine::ServiceState& service);
    void growTree();
    void growFrom(std::vector<int> front, bool throughOpen);
    [[nodiscard]] bool mayEnter(const End& end) const;

    engine::TrunkPower m_trunk;
    std::vector<Node> m_nodes;
    std::vector<Edge> m_edges;
    std::vector<int> m_roots, m_alone;
    std::vector<bool> m_reached;
    std::map<std::pair<model::EntityId, model::FeedSide>, int> m_nodeOf;
    std::vector<End> m_endOfBus; ///< as the trunk's buses
};

} // namespace hallwright::app::diagram
