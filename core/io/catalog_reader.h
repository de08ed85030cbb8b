#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"

#include <filesystem>
#include <string_view>
#include <vector>

namespace hallwright::io {

/// Reads every .json file of the folders, in the order given and by file name within each, and
/// converts all figures to SI. An entry of a later folder replaces the entry of the same id of an
/// earlier one (same category); an id twice in one folder is an error. All findings of all files
/// are given, `where` being "racks.json#/entries/3/power_nominal_kw"; with any finding there is no
/// catalogue. A folder that does not exist is a finding.
[[nodiscard]] base::Result<catalog::Catalog>
readCatalog(const std::vector<std::filesystem::path>& folders);

/// The shipped catalogue together with the user's own folder where that exists.
[[nodiscard]] base::Result<catalog::Catalog> readDefaultCatalog();

/// Reads one catalogue file's text into `into` (not indexed); `fileName` names it in findings.
[[nodiscard]] base::Diagnostics readCatalogText(std::string_view text, const std::string& fileName,
                                                catalog::Catalog& into);

} // namespace hallwright::io
