#include "core/io/asset_folder.h"

#include <cstdlib>

namespace hallwright::io {

namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

bool isAssetFolder(const fs::path& folder) {
    std::error_code error;
    return fs::is_directory(folder / "catalog", error);
}

base::Result<fs::path> partOfAssets(const char* name) {
    auto assets = assetFolder();
    if (!assets)
        return assets.error();
    return *assets / name;
}

} // namespace

base::Result<fs::path> assetFolder() {
    if (const std::string given = environment("HALLWRIGHT_ASSETS"); !given.empty()) {
        if (isAssetFolder(given))
            return fs::path(given);
        return base::failure("HALLWRIGHT_ASSETS",
                             "\"" + given + "\" is no asset folder (it has no \"catalog\")",
                             "Set it to the folder that ships with the program, or unset it.");
    }
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (!error) {
        const fs::path up = program.parent_path().parent_path();
        for (const fs::path& folder : {up / "assets", up / "share" / "hallwright" / "assets"}) {
            if (isAssetFolder(folder))
                return folder;
        }
    }
    if (const fs::path source = HALLWRIGHT_SOURCE_ASSETS; isAssetFolder(source))
        return source;
    return base::failure("assets", "the data that ships with the program was not found",
                         "Install Hallwright anew, or set HALLWRIGHT_ASSETS to its asset folder.");
}

base::Result<fs::path> catalogFolder() {
    return partOfAssets("catalog");
}

base::Result<fs::path> siteFolder() {
    return partOfAssets("sites");
}

base::Result<fs::path> campusFolder() {
    return partOfAssets("campuses");
}

fs::path userCatalogFolder() {
    if (const std::string data = environment("XDG_DATA_HOME"); !data.empty())
        return fs::path(data) / "hallwright" / "catalog";
    if (const std::string home = environment("HOME"); !home.empty())
        return fs::path(home) / ".local" / "share" / "hallwright" / "catalog";
    return {};
}

} // namespace hallwright::io
