#include "core/base/result.h"

#include <algorithm>

namespace hallwright::base {

std::string Diagnostic::text() const {
    std::string line = where.empty() ? what : where + ": " + what;
    if (!remedy.empty())
        line += "; " + remedy;
    // Names and keys of a file may hold anything, line breaks and escape sequences too.
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    std::replace_if(line.begin(), line.end(), isControl, '?');
    return line;
}

} // namespace hallwright::base
