#pragma once

#include <QString>

namespace hallwright::app {

/// A number as it is shown, with its unit apart, because the two are set in different colours.
struct Figure {
    QString value; ///< "1 011.6"
    QString unit;  ///< "MW"; empty for plain numbers
    /// Both with a thin space between.
    [[nodiscard]] QString text() const;
    friend bool operator==(const Figure&, const Figure&) = default;
};

/// What stands where a value is not known.
inline constexpr char16_t kNoValue[] = u"—";

/// Fixed decimals, thin-space thousands, true minus; "—" for a number that is not finite.
[[nodiscard]] QString formatNumber(double value, int decimals);
/// Three to four significant digits without trailing zeros.
[[nodiscard]] QString formatCompact(double value);
/// A value in a unit with three to four significant digits; W, VA, J and m grow a prefix
/// (kW below 1 000, then MW), fractions given as "%" are not scaled.
[[nodiscard]] Figure formatFigure(double value, const QString& unit);
[[nodiscard]] Figure formatPower(double watts);
/// A rating as it stands on a plate: "38 MW", "1.35 MW", without trailing zeros.
[[nodiscard]] Figure formatRating(double value, const QString& unit);
/// Celsius with one decimal.
[[nodiscard]] Figure formatTemperature(double celsius);
/// A fraction as percent with one decimal.
[[nodiscard]] Figure formatPercent(double fraction);
/// Metres with two decimals.
[[nodiscard]] Figure formatLength(double metres);
/// A value in the unit that solutions, findings and the catalogue hold it in, as people read it:
/// powers and voltages with their prefix, flows in L/min or m³/h, "fraction" as percent,
/// temperatures with one decimal. Units that are not known stay as they are.
[[nodiscard]] Figure formatQuantity(double value, const QString& unit);
/// The same for figures of a facility: ratios near one are told apart in the third decimal.
[[nodiscard]] Figure formatKpi(double value, const QString& unit);
/// A span of time: "3.1 ms", "41 ms", "2.4 s", "1:52".
[[nodiscard]] QString formatDuration(double time_ms);
/// The clock of a drill: minutes and seconds, "1:52".
[[nodiscard]] QString formatClock(double time_s);
/// A change, always with its sign: "+44.4", "−0.3", "±0.0".
[[nodiscard]] QString formatChange(double value, int decimals);

} // namespace hallwright::app
