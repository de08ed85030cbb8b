#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"

namespace hallwright::model {

/// The intake of a hall with several that has no feeder yet; A where all have one. None for halls
/// with a single block and for other things.
[[nodiscard]] FeedSide freeIntake(const Campus& campus, EntityId end);

/// Draws a power feeder; id and, where empty, name are given by the edit. An empty cable type is
/// chosen from the catalogue by the voltage of the ends; without a side it takes a free intake.
struct ConnectFeeder {
    Feeder feeder;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

/// Draws a pair of facility-water mains; dn 0 is sized for the heat of the hall at its far end.
struct ConnectMain {
    Main main;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

} // namespace hallwright::model
