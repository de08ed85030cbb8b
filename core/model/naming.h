#pragma once

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

namespace hallwright::model {

/// A number with at least two digits: "06", "12", "104".
[[nodiscard]] inline std::string padded(int number) {
    const auto digits = std::to_string(number);
    std::string text(digits.size() < 2 ? 2 - digits.size() : 0, '0');
    text += digits;
    return text;
}

/// Two parts of a name as one.
[[nodiscard]] inline std::string joined(std::string_view first, std::string_view second) {
    std::string text(first);
    text += second;
    return text;
}

/// The number at the end of a name ("Row 6": 6); 0 where it ends otherwise.
[[nodiscard]] inline int trailingNumber(std::string_view name) {
    const auto last = name.find_last_not_of("0123456789");
    const auto digits = last == std::string_view::npos ? name : name.substr(last + 1);
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

/// The number that follows the highest of all names that begin with `prefix` and go on with digits
/// alone; 1 where there is none. Gaps stay: a deleted name is not given to something else.
template <class Rows>
[[nodiscard]] int nextNumberedName(const Rows& rows, std::string_view prefix) {
    int highest = 0;
    for (const auto& row : rows) {
        const std::string_view name = row.name;
        if (name.size() > prefix.size() && name.substr(0, prefix.size()) == prefix &&
            name.find_first_not_of("0123456789", prefix.size()) == std::string_view::npos)
            highest = std::max(highest, trailingNumber(name));
    }
    return highest + 1;
}

} // namespace hallwright::model
