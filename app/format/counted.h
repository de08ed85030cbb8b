#pragma once

#include "app/format/number_format.h"

namespace hallwright::app {

/// "1 hall", "24 halls".
[[nodiscard]] inline QString counted(std::size_t number, const QString& one, const QString& many) {
    return formatNumber(static_cast<double>(number), 0) + QLatin1Char(' ') +
           (number == 1 ? one : many);
}

} // namespace hallwright::app
