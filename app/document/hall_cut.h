#pragma once

#include "core/catalog/catalog.h"
#include "core/model/campus.h"

namespace hallwright::app {

/// Height [m] that shells are cut at when a campus is looked at first: low enough to see into every
/// hall, and 5.2 m at most.
[[nodiscard]] double cutIntoHalls_m(const model::Campus& campus, const catalog::Catalog& catalog);

} // namespace hallwright::app
