#include "app/format/number_format.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace hallwright::app {

namespace {

const QString kThinSpace = QStringLiteral("\u2009");

/// Decimals that leave four significant digits, three below one.
int decimalsFor(double value) {
    const double size = std::abs(value);
    if (size == 0.0)
        return 0;
    const int magnitude = int(std::floor(std::log10(size)));
    return std::clamp(magnitude >= 0 ? 3 - magnitude : 2 - magnitude, 0, 9);
}

struct Prefix {
    double factor;
    const char* sign;
};

/// Power and energy: kW below 1 000, then MW and GW; what is below 1 kW stays in W. Giga begins at
/// `giga`: a gigawatt campus is spoken of in megawatts.
Figure scaled(double value, const QString& unit, double giga = 1e10) {
    static constexpr std::array<Prefix, 4> kPrefixes{
        {{1e9, "G"}, {1e6, "M"}, {1e3, "k"}, {1.0, ""}}};
    const double size = std::abs(value);
    for (const auto& prefix : kPrefixes) {
        const double from = prefix.factor == 1e9 ? giga : prefix.factor;
        if (size >= from || prefix.factor == 1.0) {
            const double shown = value / prefix.factor;
            return {formatNumber(shown, std::abs(shown) >= 1000.0 ? 1 : decimalsFor(shown)),
                    QLatin1String(prefix.sign) + unit};
        }
    }
    return {};
}

QString withoutTrailingZeros(QString text) {
    if (text.contains(QLatin1Char('.'))) {
        while (text.endsWith(QLatin1Char('0')))
            text.chop(1);
        if (text.endsWith(QLatin1Char('.')))
            text.chop(1);
    }
    return text;
}

} // namespace

QString Figure::text() const {
    return unit.isEmpty() || value == kNoValue ? value : value + kThinSpace + unit;
}

QString formatNumber(double value, int decimals) {
    if (!std::isfinite(value))
        return QStringLiteral("—");
    QString digits = QString::number(std::abs(value), 'f', decimals);
    int point = int(digits.indexOf(QLatin1Char('.')));
    if (point < 0)
        point = int(digits.size());
    for (int i = point - 3; i > 0; i -= 3)
        digits.insert(i, kThinSpace);
    const bool isZero = digits.count(QLatin1Char('0')) + digits.count(QLatin1Char('.')) +
                            digits.count(kThinSpace) ==
                        digits.size();
    return value < 0.0 && !isZero ? QStringLiteral("\u2212") + digits : digits;
}

QString formatCompact(double value) {
    return withoutTrailingZeros(formatNumber(value, decimalsFor(value)));
}

Figure formatRating(double value, const QString& unit) {
    Figure figure = formatFigure(value, unit);
    figure.value = withoutTrailingZeros(figure.value);
    return figure;
}

Figure formatFigure(double value, const QString& unit) {
    static const QStringList kScaledUnits{QStringLiteral("W"), QStringLiteral("VA"),
                                          QStringLiteral("J")};
    if (std::isfinite(value) && kScaledUnits.contains(unit))
        return scaled(value, unit);
    static const QStringList kOneDecimal{QStringLiteral("°C"), QStringLiteral("K"),
                                         QStringLiteral("%")};
    return {formatNumber(value, kOneDecimal.contains(unit) ? 1 : decimalsFor(value)), unit};
}

Figure formatPower(double watts) {
    return formatFigure(watts, QStringLiteral("W"));
}

Figure formatTemperature(double celsius) {
    return {formatNumber(celsius, 1), QStringLiteral("°C")};
}

Figure formatPercent(double fraction) {
    return {formatNumber(fraction * 100.0, 1), QStringLiteral("%")};
}

Figure formatLength(double metres) {
    return {formatNumber(metres, 2), QStringLiteral("m")};
}

Figure formatQuantity(double value, const QString& unit) {
    const auto is = [&unit](std::initializer_list<const char*> names) {
        return std::any_of(names.begin(), names.end(),
                           [&unit](const char* name) { return unit == QString::fromUtf8(name); });
    };
    if (!std::isfinite(value))
        return {QString::fromUtf16(kNoValue), {}};
    if (is({"W", "VA"}))
        return formatFigure(value, unit);
    if (is({"kW", "kVA"}))
        return formatFigure(value * 1e3, unit.mid(1));
    if (is({"MW", "MVA"}))
        return formatFigure(value * 1e6, unit.mid(1));
    if (is({"V", "Pa"}))
        return std::abs(value) < 1e3 ? Figure{formatCompact(value), unit}
                                     : Figure{formatCompact(value / 1e3), u'k' + unit};
    // Energies stand in columns: they keep their decimals, 37.00 under 38.96.
    if (is({"kWh", "MWh", "GWh"}))
        return {formatNumber(value, decimalsFor(value)), unit};
    if (is({"1/s"}) && std::abs(value) >= 1e3) // tokens: "2.780 G/s"
        return scaled(value, QStringLiteral("/s"), 1e9);
    if (is({"A"}))
        return {formatNumber(value, std::abs(value) < 10.0 ? 1 : 0), unit};
    if (is({"fraction"}))
        return formatPercent(value);
    if (is({"%"}))
        return formatPercent(value / 100.0);
    if (is({"degC", "C", "°C"}))
        return formatTemperature(value);
    if (is({"K"}))
        return {formatNumber(value, 1), unit};
    if (is({"deg", "°"}))
        return {formatNumber(value, 1), QStringLiteral("°")};
    if (is({"m"}))
        return formatLength(value);
    if (is({"m3/s", "m³/s"}))
        // A rack drinks litres a minute, a plant cubic metres an hour.
        return std::abs(value) < 0.02
                   ? Figure{formatCompact(value * 60e3), QStringLiteral("L/min")}
                   : Figure{formatCompact(value * 3600.0), QStringLiteral("m³/h")};
    if (is({"m3"}))
        return {formatCompact(value), QStringLiteral("m³")};
    return {formatCompact(value), unit == u"-" ? QString() : unit};
}

Figure formatKpi(double value, const QString& unit) {
    const bool isRatio = unit.isEmpty() || unit == u"L/kWh" || unit == u"kg/kWh";
    return isRatio && std::abs(value) < 10.0 ? Figure{formatNumber(value, 3), unit}
                                             : formatQuantity(value, unit);
}

QString formatDuration(double time_ms) {
    if (!std::isfinite(time_ms))
        return QString::fromUtf16(kNoValue);
    if (time_ms < 1000.0)
        return Figure{formatNumber(time_ms, time_ms < 10.0 ? 1 : 0), QStringLiteral("ms")}.text();
    if (time_ms < 60e3)
        return Figure{formatNumber(time_ms / 1000.0, 1), QStringLiteral("s")}.text();
    return formatClock(time_ms / 1000.0);
}

QString formatClock(double time_s) {
    if (!std::isfinite(time_s))
        return QString::fromUtf16(kNoValue);
    const auto whole_s = qint64(std::lround(std::max(0.0, time_s)));
    return QStringLiteral("%1:%2").arg(whole_s / 60).arg(whole_s % 60, 2, 10, QChar(u'0'));
}

QString formatChange(double value, int decimals) {
    const QString size = formatNumber(std::abs(value), decimals);
    if (size == formatNumber(0.0, decimals))
        return QStringLiteral("±") + size;
    return (value < 0.0 ? QStringLiteral("−") : QStringLiteral("+")) + size;
}

} // namespace hallwright::app
