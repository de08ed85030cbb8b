#pragma once

#include "core/model/hall_content.h"
#include "core/model/hall_interior.h"

namespace hallwright::model {

/// Fills in transformers, their UPS blocks, busway runs and the racks without feed.
void deriveFeeds(const HallContent& content, const catalog::Catalog& catalog,
                 HallInterior& interior);

} // namespace hallwright::model
