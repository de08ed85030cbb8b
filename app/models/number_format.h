#pragma once

#include <QString>

namespace hallwright::app {

/// A number as it is shown, with its unit apart, because the two are set in different colours.
struct Figure {
    QString value; ///< "1 011.6"
    QString unit;  ///< "MW"; empty for plain numbers
    /// Both with a thin space between.
    [[nodiscard]] QString text() const;
};

/// Fixed decimals, thin-space thousands, true minus; "—" for a number that is not finite.
[[nodiscard]] QString formatNumber(double value, int decimals);
/// Three to four significant digits without trailing zeros.
[[nodiscard]] QString formatCompact(double value);
/// A value in a unit with three to four significant digits; W, VA, J and m grow a prefix
/// (kW below 1 000, then MW), fractions given as "%" are not scaled.
[[nodiscard]] Figure formatFigure(double value, const QString& unit);
[[nodiscard]] Figure formatPower(double watts);
/// Celsius with one decimal.
[[nodiscard]] Figure formatTemperature(double celsius);
/// A fraction as percent with one decimal.
[[nodiscard]] Figure formatPercent(double fraction);
/// Metres with two decimals.
[[nodiscard]] Figure formatLength(double metres);

} // namespace hallwright::app
