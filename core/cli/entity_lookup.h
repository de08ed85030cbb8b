#pragma once

#include "core/model/campus.h"

#include <charconv>
#include <string_view>
#include <vector>

namespace hallwright::cli {

/// The entities that `text` names on a command line: the one with that id, or all with that name
/// in the tables given (`campus.plants()`, …). A number that is no id counts as a name.
template <class... Tables>
[[nodiscard]] std::vector<model::EntityId>
entitiesNamed(const model::Campus& campus, std::string_view text, const Tables&... tables) {
    std::uint32_t number = 0;
    const char* const end = text.data() + text.size();
    if (const auto read = std::from_chars(text.data(), end, number);
        read.ec == std::errc{} && read.ptr == end &&
        campus.kindOf({number}) != model::EntityKind::None)
        return {{number}};
    std::vector<model::EntityId> named;
    const auto look = [&](const auto& table) {
        for (const auto& row : table)
            if (row.name == text)
                named.push_back(model::entity(row.id));
    };
    (look(tables), ...);
    return named;
}

} // namespace hallwright::cli
