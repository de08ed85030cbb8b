#pragma once

#include "core/catalog/catalog.h"
#include "core/model/campus.h"
#include "core/model/edit.h"

namespace hallwright::model::test {

/// A small catalogue with the figures of assets/catalog that halls and placement rules use, so that
/// these tests need no file.
[[nodiscard]] catalog::Catalog makeCatalog();

/// 12 rows x 24 GB300 NVL72 with 2N power: 288 racks, 38 MW.
[[nodiscard]] HallTemplate largeHall();
/// 1 row x 4 GB300.
[[nodiscard]] HallTemplate smallHall();

/// Plans and applies; fails the program with the reasons where the plan does.
ChangeSet applied(Campus& campus, const catalog::Catalog& catalog, const Edit& edit);

/// A campus with a boundary of 600 m x 400 m around its datum.
[[nodiscard]] Campus emptySite();

} // namespace hallwright::model::test
