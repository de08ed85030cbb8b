#pragma once

#include "core/model/hall_content.h"
#include "core/model/hall_interior.h"

namespace hallwright::model {

/// Fills in the technology-cooling loops and the racks without coolant.
void deriveLoops(const HallContent& content, const catalog::Catalog& catalog,
                 HallInterior& interior);

} // namespace hallwright::model
