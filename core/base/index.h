#pragma once

#include <cstddef>

namespace hallwright::base {

/// A place in a list, of one that is counted in int because grids and matrices are.
[[nodiscard]] constexpr std::size_t at(int place) {
    return static_cast<std::size_t>(place);
}

} // namespace hallwright::base
