#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace hallwright::io {

/// JSON with keys in file order.
using Json = nlohmann::ordered_json;

/// Parses UTF-8 JSON strictly: no comments, no NaN or infinity, no key twice in an object, no
/// nesting beyond `depthMax`. A finding of syntax stands at "line 12, column 5"; that of a key
/// given twice at its JSON pointer.
[[nodiscard]] base::Result<Json> parseJson(std::string_view text, std::size_t depthMax = 16);

/// What a value is, for messages: `"12kW"`, `12`, `an object`.
[[nodiscard]] std::string describe(const Json& value);

/// A number in the shortest form that reads back to the same double.
[[nodiscard]] std::string shortest(double value);

} // namespace hallwright::io
