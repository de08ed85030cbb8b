#pragma once

#include <QColor>
#include <QString>

#include <array>
#include <optional>

namespace hallwright::app {

/// A colour scale from values to colours: nine stops at equal steps, linear between in sRGB, ends
/// held. The one home of these colours: scene, legend and report read them here. The stops rise
/// monotonically in lightness, so a scale stays readable in grey and in every colour vision.
class ColorMap {
public:
    static const ColorMap& airTemperature();     ///< degC
    static const ColorMap& electricalLoading();  ///< percent of rating, hard break above 100 %
    static const ColorMap& coolantTemperature(); ///< degC
    static const ColorMap& coolantFlow();        ///< L/s, logarithmic: racks drink 2, mains 900
    static const ColorMap& pressure();           ///< kPa
    static const ColorMap& supplyAir();          ///< percent of air straight from units
    static const ColorMap& plumeTemperature();   ///< K over ambient
    static const ColorMap& voltageDeviation();   ///< percent of nominal, diverging about 0
    static const ColorMap& faultLevel();         ///< percent of rating, hard break above 100 %

    static constexpr int kStops = 9;
    /// A surface whose value is not known, and one that has no value in this layer.
    static QColor unknown() { return QColor(0x6B, 0x71, 0x78); }
    static QColor neutral() { return QColor(0x9A, 0xA2, 0xAB); }

    [[nodiscard]] const QString& name() const { return m_name; }
    [[nodiscard]] const QString& unit() const { return m_unit; }
    [[nodiscard]] double low() const { return m_low; }
    /// Upper end of the nine stops; values above it are over the limit where hasOverrange().
    [[nodiscard]] double high() const { return m_high; }
    /// Upper end of what the legend shows: above high() where there is an overrange.
    [[nodiscard]] double top() const { return m_overrange ? m_overrange->top : m_high; }
    [[nodiscard]] bool hasOverrange() const { return m_overrange.has_value(); }
    /// A limit worth a tick on the legend.
    [[nodiscard]] std::optional<double> mark() const { return m_mark; }

    [[nodiscard]] bool isLogarithmic() const { return m_isLogarithmic; }
    /// Where a value lies on the legend, from low() to top(), 0 to 1; not clamped.
    [[nodiscard]] double share(double value) const;
    /// Colour of a value in the map's unit; not a number gives unknown().
    [[nodiscard]] QColor color(double value) const;
    /// Colour at a share of the nine stops, 0 to 1; clamped.
    [[nodiscard]] QColor colorAt(double fraction) const;
    [[nodiscard]] QColor stop(int index) const { return QColor(m_stops.at(std::size_t(index))); }
    /// The same stops over another range.
    [[nodiscard]] ColorMap withRange(double low, double high) const;

private:
    struct Overrange {
        double top = 0.0;
        QRgb first = 0, last = 0;
    };
    ColorMap(QString name, QString unit, double low, double high,
             const std::array<QRgb, kStops>& stops, std::optional<double> mark = {},
             std::optional<Overrange> overrange = {});

    QString m_name;
    QString m_unit;
    double m_low;
    double m_high;
    std::array<QRgb, kStops> m_stops;
    std::optional<double> m_mark;
    std::optional<Overrange> m_overrange;
    bool m_isLogarithmic = false; ///< equal steps of the stops are equal factors of the value
};

} // namespace hallwright::app
