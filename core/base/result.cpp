#include "core/base/result.h"

namespace hallwright::base {

std::string Diagnostic::text() const {
    std::string line = where.empty() ? what : where + ": " + what;
    if (!remedy.empty())
        line += "; " + remedy;
    return line;
}

} // namespace hallwright::base
