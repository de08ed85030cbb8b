#include "core/model/edits/connecting.h"

#include "core/model/edits/edit_support.h"
#include "core/model/naming.h"
#include "core/model/supply_pattern.h"
#include "core/model/trunk_sizing.h"
#include "core/model/validation.h"

#include <algorithm>

namespace hallwright::model {

namespace {

/// "C-17A" for a feeder that ends at "H-17"; "C-17A/2" where that is taken.
template <class T>
std::string connectionName(const Campus& campus, const Table<T>& table, std::string_view prefix,
                           EntityId to, std::string_view letter) {
    const int number = trailingNumber(campus.nameOf(to));
    auto name = joined(prefix, padded(number > 0 ? number : nextNumberedName(table, prefix)));
    name += letter;
    const auto isTaken = [&](const std::string& wanted) {
        return std::any_of(table.begin(), table.end(),
                           [&](const T& row) { return row.name == wanted; });
    };
    if (!isTaken(name))
        return name;
    for (int n = 2;; ++n)
        if (auto next = joined(joined(name, "/"), std::to_string(n)); !isTaken(next))
            return next;
}

} // namespace

FeedSide freeIntake(const Campus& campus, EntityId end) {
    const auto* hall = campus.halls().find({end.number});
    const auto* pattern = hall ? &patternOf(hall->recipe.feeds) : nullptr;
    if (!pattern || pattern->blocks.size() < 2)
        return FeedSide::None;
    for (const auto side : pattern->blocks)
        if (std::none_of(campus.feeders().begin(), campus.feeders().end(), [&](const auto& one) {
                return (one.from == end || one.to == end) && one.side == side;
            }))
            return side;
    return FeedSide::A;
}

base::Result<ChangeSet> ConnectFeeder::plan(const Campus& campus,
                                            const catalog::Catalog& catalog) const {
    Feeder drawn = feeder;
    drawn.id = {campus.nextNumber()};
    if (drawn.side == FeedSide::None) {
        drawn.side = freeIntake(campus, drawn.to);
        if (drawn.side == FeedSide::None)
            drawn.side = freeIntake(campus, drawn.from);
    }
    if (auto faults = validateRow(campus, catalog, drawn); !faults.empty())
        return faults;
    if (drawn.cableType.empty())
        chooseCable(campus, catalog, drawn);
    if (drawn.name.empty())
        drawn.name = connectionName(campus, campus.feeders(), "C-", drawn.to, letterOf(drawn.side));
    if (drawn.route_m.empty())
        drawn.route_m = trunkRoute(campus, catalog, drawn.from, drawn.to, TrunkKind::Feeder);
    ChangeSet changes;
    changes.put(std::move(drawn));
    return changes;
}

base::Result<ChangeSet> ConnectMain::plan(const Campus& campus,
                                          const catalog::Catalog& catalog) const {
    Main drawn = main;
    drawn.id = {campus.nextNumber()};
    if (auto faults = validateRow(campus, catalog, drawn); !faults.empty())
        return faults;
    if (drawn.pipeFamily.empty() || drawn.dn == 0)
        choosePipe(campus, catalog, drawn);
    if (drawn.name.empty())
        drawn.name = connectionName(campus, campus.mains(), "M-", drawn.to, "");
    if (drawn.route_m.empty())
        drawn.route_m = trunkRoute(campus, catalog, drawn.from, drawn.to, TrunkKind::Main);
    ChangeSet changes;
    changes.put(std::move(drawn));
    return changes;
}

} // namespace hallwright::model
