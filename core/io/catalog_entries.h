#pragma once

#include "core/catalog/catalog.h"
#include "core/io/object_reader.h"

#include <string_view>

namespace hallwright::io {

/// Reads one entry of the catalogue list named `category` ("racks", "cdus", ...) and adds it to
/// that list of `into`, converted to SI; what is wrong with it becomes findings and it is not
/// added. False where there is no such category.
bool readCatalogEntry(std::string_view category, const Json& value, const Place& place,
                      const std::string& fileName, base::Diagnostics& findings,
                      catalog::Catalog& into);

/// The names of all categories, in catalogue order.
[[nodiscard]] const std::vector<std::string_view>& catalogCategories();

} // namespace hallwright::io
