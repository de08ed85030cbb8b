#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <QString>

#include <optional>
#include <vector>

namespace hallwright::app {

/// One kind of thing that the campus is made of.
struct BillLine {
    QString name;
    double quantity = 0.0;
    QString unit; ///< empty: pieces; "m" for cables, busways and pipes
    const catalog::EquipmentType* type = nullptr; ///< null where the catalogue does not know it
    std::optional<double> price_eur; ///< of all, where the catalogue has a price a piece or a metre
};

/// What has to be bought, counted from the layout: racks and equipment in pieces, trunk cables by
/// circuit, facility-water pipes (supply and return) and busways in metres. Busways are counted
/// from the interiors that the solution derived. In catalogue order.
[[nodiscard]] std::vector<BillLine> billOfMaterials(const model::Campus& campus,
                                                    const catalog::Catalog& catalog,
                                                    const engine::Solution& solution);

} // namespace hallwright::app
