#pragma once

#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <QString>

#include <vector>

namespace hallwright::app {

/// One kind of thing that the campus is made of.
struct BillRow {
    QString key; ///< catalogue id
    QString group;
    QString name;
    double amount = 0.0;
    QString unit;                ///< "" for pieces, "m" for lengths
    double unitPrice_eur = -1.0; ///< negative: not in the catalogue
    QString confidence;
    friend bool operator==(const BillRow&, const BillRow&) = default;
};

/// What has to be bought, as economics::billOf counts it, in words.
[[nodiscard]] std::vector<BillRow> billOfMaterials(const model::Campus& campus,
                                                   const catalog::Catalog& catalog);

} // namespace hallwright::app
