#include "app/diagram/one_line_layout.h"

#include "app/diagram/ring_links.h"
#include "app/diagram/trunk_drawing.h"

#include <algorithm>

namespace hallwright::app::diagram {

namespace {

using model::EntityKind;
using model::FeedSide;

constexpr int kFewFeeders = 40; ///< of a campus whose substations are shown open
constexpr int kFewBoards = 8;   ///< of a campus whose halls are shown open
constexpr double kBetweenRoots = 36.0;
constexpr double kMargin = 16.0;

/// Which nodes a scope takes in, and which of them stand without a parent.
struct Scope {
    std::vector<bool> within;
    std::vector<int> roots;
};

Scope wholeCampus(const TrunkTree& tree) {
    return {std::vector<bool>(tree.nodes().size(), true), tree.roots()};
}

Scope scopeOf(const TrunkTree& tree, model::EntityId entity) {
    Scope scope{std::vector<bool>(tree.nodes().size(), false), {}};
    for (const FeedSide side :
         {FeedSide::None, FeedSide::A, FeedSide::B, FeedSide::C, FeedSide::D, FeedSide::Reserve})
        if (const int n = tree.nodeOf(entity, side);
            n >= 0 && (tree.node(n).edges.size() > 0 || side != FeedSide::B)) {
            scope.roots.push_back(n);
            scope.within[std::size_t(n)] = true;
        }
    // Whatever hangs on it; parents come before their children only by chance, so until it rests.
    for (bool grows = true; grows;) {
        grows = false;
        for (std::size_t n = 0; n < tree.nodes().size(); ++n) {
            const int parent = tree.nodes()[n].parent;
            if (!scope.within[n] && parent >= 0 && scope.within[std::size_t(parent)])
                scope.within[n] = grows = true;
        }
    }
    return scope;
}

/// Takes out what a folded substation hides.
void hideFolded(const Sheet& sheet, std::vector<bool>& within) {
    const auto isHidden = [&](int n) {
        for (int child = n, parent = sheet.tree.node(n).parent; parent >= 0;
             child = parent, parent = sheet.tree.node(parent).parent) {
            const auto& above = sheet.tree.node(parent);
            const auto kind = sheet.tree.node(child).kind;
            const bool folds =
                above.kind == EntityKind::Substation && kind != EntityKind::Substation;
            if (folds && within[std::size_t(parent)] && !sheet.isOpen(above.entity))
                return true;
        }
        return false;
    };
    std::vector<bool> shown = within;
    for (int n = 0; n < int(within.size()); ++n)
        if (within[std::size_t(n)] && isHidden(n))
            shown[std::size_t(n)] = false;
    within = std::move(shown);
}

/// What no feeder reaches: one box a thing under a heading.
Fragment aloneBoxes(const Sheet& sheet, double maxWidth) {
    Fragment part;
    std::vector<Fragment> boxes;
    std::vector<model::EntityId> done;
    for (const int n : sheet.tree.alone()) {
        const auto& node = sheet.tree.node(n);
        if (std::find(done.begin(), done.end(), node.entity) != done.end())
            continue;
        // A hall of which one side is fed says so on that side's absence in the checks.
        const bool otherSideIsFed =
            node.kind == EntityKind::Hall &&
            std::any_of(sheet.tree.nodes().begin(), sheet.tree.nodes().end(),
                        [&](const auto& other) {
                            return other.entity == node.entity && !other.edges.empty();
                        });
        if (otherSideIsFed || (node.kind == EntityKind::Plant)) // plants may live on halls' boards
            continue;
        done.push_back(node.entity);
        BoxSign box;
        box.entity = node.entity;
        box.status.supply = sheet.states.isKnown() ? Status::Supply::Dead : Status::Supply::Unknown;
        box.lines = {{sheet.name(node.entity), TextRole::Name},
                     {QStringLiteral("no feeder"), TextRole::Detail}};
        box.words = {sheet.name(node.entity), QStringLiteral("No feeder ends here")};
        boxes.push_back(boxOf(sheet.type, box));
    }
    if (boxes.empty())
        return part;
    double y = sheet.type.stack(part, 0.0, 0.0, maxWidth,
                                {{QStringLiteral("Not connected"), TextRole::Heading}}, {}) +
               8.0;
    double x = 0.0;
    for (auto& box : boxes) {
        if (x > 0.0 && x + box.width > maxWidth) {
            x = 0.0;
            y = part.height + 8.0;
        }
        const double step = box.width + 8.0;
        part.place(std::move(box), x, y);
        x += step;
    }
    return part;
}

} // namespace

Diagram layOut(const model::Campus& campus, const catalog::Catalog& catalog,
               const engine::Solution* solution, const View& view, const TextWidth& textWidth) {
    const engine::CampusIndex index(campus);
    const engine::ServiceState service(solution ? solution->scenario : campus.activeScenario());
    const TrunkTree tree(index, catalog, service);
    const SolvedStates states(solution);
    const TypeSetter type(textWidth);

    int boards = 0;
    for (const auto& item : campus.equipment())
        if (item.kind == model::EquipmentKind::Transformer &&
            campus.kindOf(item.parent) == EntityKind::Hall)
            ++boards;
    const bool fewFeeders = int(tree.edges().size()) <= kFewFeeders;
    const bool fewBoards = boards <= kFewBoards;
    const auto isOpen = [&](model::EntityId id) {
        if (const auto chosen = view.open.find(id); chosen != view.open.end())
            return chosen->second;
        if (id == view.scope)
            return true;
        return campus.kindOf(id) == EntityKind::Substation ? fewFeeders : fewBoards;
    };
    const Sheet sheet{campus, catalog, index, tree, states, service, type, view, isOpen};

    Scope scope = view.scope.isValid() ? scopeOf(tree, view.scope) : wholeCampus(tree);
    hideFolded(sheet, scope.within);
    ColumnWindow window(view.firstColumn, view.lastColumn);
    TrunkDrawing trunk(sheet, scope.within, window);
    Fragment all;
    double x = 0.0, y = 0.0;
    for (const int n : scope.roots) {
        const int before = window.taken();
        Fragment root = trunk.root(n);
        // Of a hall on several sheets, a side without columns on this one is left out.
        const bool isPart =
            window.count() > 0 && (view.firstColumn > 0 || view.lastColumn < window.count());
        if (isPart && tree.node(n).kind == EntityKind::Hall && window.taken() == before)
            continue;
        if (x > 0.0 && x + root.width > view.maxWidth) {
            x = 0.0;
            y = all.height + kBetweenRoots;
        }
        const double step = root.width + kBetweenRoots;
        all.place(std::move(root), x, y);
        x += step;
    }
    joinStubs(sheet, all);
    endStubs(sheet, all);
    if (!view.scope.isValid()) {
        auto rest = aloneBoxes(sheet, view.maxWidth);
        if (!rest.drawing.symbols.empty())
            all.place(std::move(rest), 0.0, all.height > 0.0 ? all.height + kBetweenRoots : 0.0);
    }
    Fragment framed;
    framed.place(std::move(all), kMargin, kMargin);
    Diagram diagram = std::move(framed.drawing);
    if (!diagram.isEmpty())
        diagram.size = QSizeF(framed.width + kMargin, framed.height + kMargin);
    diagram.columns = window.count();
    return diagram;
}

} // namespace hallwright::app::diagram
