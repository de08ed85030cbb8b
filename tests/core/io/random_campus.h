#pragma once

#include "core/model/campus.h"

#include <cstdint>

namespace hallwright::test {

/// A campus with a few entities of every kind, all fields set to random values that the file
/// format allows; references lead to entities of the right kind. The same seed, the same campus.
[[nodiscard]] model::Campus randomCampus(std::uint32_t seed);

} // namespace hallwright::test
