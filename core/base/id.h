#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace hallwright::base {

/// A number that names one entity and is never mixed up with that of another kind.
/// 0 names nothing. Numbers are unique over the whole campus, whatever the kind.
template <class Tag>
struct Id {
    std::uint32_t number = 0;

    [[nodiscard]] constexpr bool isValid() const { return number != 0; }
    constexpr auto operator<=>(const Id&) const = default;
};

} // namespace hallwright::base

template <class Tag>
struct std::hash<hallwright::base::Id<Tag>> {
    std::size_t operator()(hallwright::base::Id<Tag> id) const noexcept { return id.number; }
};
