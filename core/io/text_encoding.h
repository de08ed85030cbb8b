#pragma once

#include <string>
#include <string_view>

namespace hallwright::io {

/// Whether a text is valid UTF-8 throughout (RFC 3629: no overlong forms, no surrogates).
[[nodiscard]] bool isUtf8(std::string_view text);

/// The text in UTF-8, each byte taken as a character of Windows-1252, the code page in which
/// programs for Windows write western languages; its five unused bytes become U+FFFD.
[[nodiscard]] std::string utf8FromWindows1252(std::string_view text);

} // namespace hallwright::io
