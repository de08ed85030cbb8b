#pragma once

#include "core/catalog/catalog.h"
#include "core/model/campus.h"
#include "core/model/hall_interior.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hallwright::economics {

using Interiors = std::map<model::HallId, std::shared_ptr<const model::HallInterior>>;

/// One kind of thing that the campus is made of.
struct BillLine {
    catalog::Category category = catalog::Category::Rack;
    const catalog::EquipmentType* type = nullptr;
    int dn = 0; ///< of pipes
    double amount = 0.0;
    bool isLength = false;               ///< amount in metres instead of pieces
    std::optional<double> unitPrice_eur; ///< none: not in the catalogue
    bool isEstimate = false;             ///< of the price

    [[nodiscard]] double price_eur() const { return amount * unitPrice_eur.value_or(0.0); }
};

/// What has to be bought, counted from the layout, in catalogue order: racks and equipment in
/// pieces; a panel of a substation's medium-voltage board for each of its transformers, feeders and
/// ties; trunk cables a circuit, facility-water pipes and the loops' manifolds (supply and return)
/// and busways in metres. `interiors`: of the halls, as derived; halls without one count without
/// busways and manifolds.
[[nodiscard]] std::vector<BillLine>
billOf(const model::Campus& campus, const catalog::Catalog& catalog, const Interiors& interiors);

/// The interiors of all halls, for those who have no solution that holds them.
[[nodiscard]] Interiors deriveInteriors(const model::Campus& campus,
                                        const catalog::Catalog& catalog);

/// Purchase price of what was counted, with how far the counting reaches.
struct CapexTally {
    double price_eur = 0.0;
    double priced = 0.0;        ///< items with a price in the catalogue; a run of metres is one
    double unpriced = 0.0;      ///< items without one; they are not in the sum
    double estimated_eur = 0.0; ///< of the price: estimates
    std::vector<std::string> unpricedNames; ///< kinds without a price
};
enum class BillPart { Racks, AllButRacks };
[[nodiscard]] CapexTally tally(const std::vector<BillLine>& bill, BillPart part);

} // namespace hallwright::economics
