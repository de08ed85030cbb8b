#pragma once

#include "core/economics/kpi.h"

#include <string>

namespace hallwright::cli {

/// A value to five digits or so, without trailing noise: "1.0584", "8458", "4.143e+09".
[[nodiscard]] std::string figureText(double value);

/// "1.0584", "8458 GWh"; "unknown" where it is not known.
[[nodiscard]] std::string valueText(const economics::Kpi& kpi);

/// "grid / IT; Grid energy 8458 GWh, IT energy 7991 GWh": the formula and its inputs.
[[nodiscard]] std::string formulaText(const economics::Kpi& kpi);

} // namespace hallwright::cli
