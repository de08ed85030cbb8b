#include "core/cli/self_check.h"

#include <cmath>

namespace hallwright::cli {

bool Check::passed() const {
    return failure.empty() && skipped.empty() && std::abs(value - expected) <= tolerance;
}

} // namespace hallwright::cli
