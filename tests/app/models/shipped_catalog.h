#pragma once

#include "core/catalog/catalog.h"
#include "core/io/catalog_reader.h"

#include <memory>

/// The catalogue that ships with the program, read from the source tree; null where that fails.
inline std::shared_ptr<const hallwright::catalog::Catalog> shippedCatalog() {
    auto catalog = hallwright::io::readCatalog({HALLWRIGHT_SOURCE_DIR "/assets/catalog"});
    return catalog
               ? std::make_shared<const hallwright::catalog::Catalog>(std::move(catalog).value())
               : nullptr;
}
