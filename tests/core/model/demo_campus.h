#pragma once

#include "tests/core/model/test_catalog.h"

namespace hallwright::model::test {

/// The catalogue of makeCatalog, made once.
[[nodiscard]] const catalog::Catalog& types();

/// Two small halls (one turned by 90 degrees), a substation with two transformers and a plant with
/// three coolers.
[[nodiscard]] Campus demoCampus();

/// The row with the highest id, which is the newest.
template <class T>
[[nodiscard]] const T& last(const Table<T>& table) {
    return *(table.end() - 1);
}

} // namespace hallwright::model::test
