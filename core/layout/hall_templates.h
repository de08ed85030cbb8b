#pragma once

#include "core/catalog/catalog.h"
#include "core/model/entities.h"

#include <optional>
#include <string_view>
#include <vector>

namespace hallwright::layout {

/// The hall modules that ship with the program: "HM-38" (12 x 24 GB300 NVL72, 38 MW), "HM-19"
/// (6 x 24), Vera Rubin, demonstration and air-cooled halls. Only those whose equipment types are
/// all in the catalogue.
[[nodiscard]] std::vector<model::HallTemplate> hallTemplates(const catalog::Catalog& catalog);

/// One of them by name; none where it is unknown or its types are missing.
[[nodiscard]] std::optional<model::HallTemplate> hallTemplate(const catalog::Catalog& catalog,
                                                              std::string_view name);

} // namespace hallwright::layout
