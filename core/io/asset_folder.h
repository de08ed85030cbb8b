#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <vector>

namespace hallwright::io {

/// The folder with the data that ships with the program (catalog, sites, campuses, schema).
/// Looked for in this order: the environment variable HALLWRIGHT_ASSETS; beside the executable
/// (../assets, ../share/hallwright/assets); the source tree that the program was built from.
[[nodiscard]] base::Result<std::filesystem::path> assetFolder();

/// The shipped equipment catalogue, `catalog` in the asset folder.
[[nodiscard]] base::Result<std::filesystem::path> catalogFolder();

/// The shipped site facts, `sites` in the asset folder.
[[nodiscard]] base::Result<std::filesystem::path> siteFolder();

/// The shipped sample campuses, `campuses` in the asset folder.
[[nodiscard]] base::Result<std::filesystem::path> campusFolder();

/// Where users put equipment of their own: `hallwright/catalog` in XDG_DATA_HOME, by default
/// ~/.local/share. Empty path where neither variable is set; the folder need not exist.
[[nodiscard]] std::filesystem::path userCatalogFolder();

} // namespace hallwright::io
