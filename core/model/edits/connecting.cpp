#include "core/model/edits/connecting.h"

#include "core/model/edits/edit_support.h"
#include "core/model/naming.h"
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

/// The intake of a 2N hall that has no feeder yet; A where both or neither have.
FeedSide freeSide(const Campus& campus, EntityId end) {
    const auto* hall = campus.halls().find({end.number});
    if (!hall || hall->recipe.feeds != FeedRedundancy::TwoN)
        return FeedSide::None;
    bool hasA = false, hasB = false;
    for (const auto& feeder : campus.feeders())
        if (feeder.from == end || feeder.to == end) {
            hasA |= feeder.side == FeedSide::A;
            hasB |= feeder.side == FeedSide::B;
        }
    return hasA && !hasB ? FeedSide::B : FeedSide::A;
}

} // namespace

base::Result<ChangeSet> ConnectFeeder::plan(const Campus& campus,
                                            const catalog::Catalog& catalog) const {
    Feeder drawn = feeder;
    drawn.id = {campus.nextNumber()};
    if (drawn.side == FeedSide::None) {
        drawn.side = freeSide(campus, drawn.to);
        if (drawn.side == FeedSide::None)
            drawn.side = freeSide(campus, drawn.from);
    }
    if (auto faults = validateRow(campus, catalog, drawn); !faults.empty())
        return faults;
    if (drawn.cableType.empty())
        chooseCable(campus, catalog, drawn);
    if (drawn.name.empty())
        drawn.name = connectionName(campus, campus.feeders(), "C-", drawn.to,
                                    drawn.side == FeedSide::A   ? "A"
                                    : drawn.side == FeedSide::B ? "B"
                                                                : "");
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
