#pragma once

#include "core/catalog/catalog.h"
#include "core/model/entities.h"

#include <QString>

#include <vector>

namespace hallwright::app {

/// One figure of an equipment type with how well it is founded.
struct SheetLine {
    QString label;
    QString value;
    QString confidence; ///< "published", "typical", "estimate"
    friend bool operator==(const SheetLine&, const SheetLine&) = default;
};

/// Every figure of a type that its source states, in the order of use; zeros are not stated.
[[nodiscard]] std::vector<SheetLine> sheetOf(const catalog::Catalog::Entry& entry);

/// The two figures that tell the types of a category apart: "132 kW · peak 142 kW".
[[nodiscard]] QString definingValues(const catalog::Catalog::Entry& entry);
[[nodiscard]] QString definingValues(const model::HallTemplate& recipe,
                                     const catalog::Catalog& catalog);

[[nodiscard]] QString confidenceName(catalog::Confidence confidence);

} // namespace hallwright::app
