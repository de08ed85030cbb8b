#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"

namespace hallwright::model {

/// Draws a power feeder; id and, where empty, name are given by the edit. An empty cable type is
/// chosen from the catalogue by the voltage of the ends.
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
