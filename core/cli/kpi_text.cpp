#include "core/cli/kpi_text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace hallwright::cli {

namespace {

std::string withUnit(std::string value, const std::string& unit) {
    return unit.empty() ? value : std::move(value) + ' ' + unit;
}

} // namespace

std::string figureText(double value) {
    const double size = std::abs(value);
    char text[48];
    // An availability is read by what is missing to one.
    if (size < 1.0 && size > 0.99) {
        const int digits = 2 - static_cast<int>(std::floor(std::log10(1.0 - size)));
        std::snprintf(text, sizeof text, "%.*f", std::min(digits, 12), value);
        return text;
    }
    if (size >= 1e9)
        std::snprintf(text, sizeof text, "%.4g", value);
    else if (size >= 1000.0)
        std::snprintf(text, sizeof text, "%.0f", value);
    else
        std::snprintf(text, sizeof text, "%.5g", value);
    return text;
}

std::string valueText(const economics::Kpi& kpi) {
    return kpi.known ? withUnit(figureText(kpi.value), kpi.unit) : "unknown";
}

std::string formulaText(const economics::Kpi& kpi) {
    std::string text = kpi.formula;
    for (const auto& input : kpi.inputs) {
        text += &input == &kpi.inputs.front() ? "; " : ", ";
        text += input.name + ' ' +
                (input.known ? withUnit(figureText(input.value), input.unit) : "unknown");
    }
    return text;
}

} // namespace hallwright::cli
