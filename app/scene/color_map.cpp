#include "app/scene/color_map.h"

#include <algorithm>
#include <cmath>

namespace hallwright::app {

namespace {

QColor mix(QRgb a, QRgb b, double t) {
    const auto channel = [t](int from, int to) { return int(std::lround(from + t * (to - from))); };
    return QColor(channel(qRed(a), qRed(b)), channel(qGreen(a), qGreen(b)),
                  channel(qBlue(a), qBlue(b)));
}

} // namespace

ColorMap::ColorMap(QString name, QString unit, double low, double high,
                   const std::array<QRgb, kStops>& stops, std::optional<double> mark,
                   std::optional<Overrange> overrange)
    : m_name(std::move(name)), m_unit(std::move(unit)), m_low(low), m_high(high), m_stops(stops),
      m_mark(mark), m_overrange(overrange) {}

const ColorMap& ColorMap::airTemperature() {
    static const ColorMap map("Air temperature", "°C", 18.0, 40.0,
                              {0xFF18366B, 0xFF54358E, 0xFF8C3B83, 0xFFB64972, 0xFFD36066,
                               0xFFEC7C5A, 0xFFFB9D53, 0xFFFEC25C, 0xFFF7E88A},
                              27.0);
    return map;
}

const ColorMap& ColorMap::electricalLoading() {
    static const ColorMap map("Electrical loading", "%", 0.0, 100.0,
                              {0xFF2B3F55, 0xFF2B556A, 0xFF306C7B, 0xFF3D8288, 0xFF539892,
                               0xFF70AD96, 0xFF94C297, 0xFFBED398, 0xFFE9E2A6},
                              100.0, Overrange{120.0, 0xFFF0506A, 0xFFD11A5B});
    return map;
}

/// Also a share of what equipment is rated for: the stops of loading, and the same break.
const ColorMap& ColorMap::faultLevel() {
    static const ColorMap map = [] {
        ColorMap copy = electricalLoading();
        copy.m_name = "Fault level";
        return copy;
    }();
    return map;
}

const ColorMap& ColorMap::coolantTemperature() {
    static const ColorMap map("Coolant temperature", "°C", 25.0, 60.0,
                              {0xFF14404F, 0xFF095372, 0xFF2E6491, 0xFF5474A6, 0xFF7584B8,
                               0xFF9695C7, 0xFFB8A6D2, 0xFFD9B9D9, 0xFFF4CFDD});
    return map;
}

const ColorMap& ColorMap::coolantFlow() {
    static const ColorMap map = [] {
        ColorMap made("Coolant flow", "L/s", 1.0, 1000.0,
                      {0xFF22384A, 0xFF234D65, 0xFF27627E, 0xFF317793, 0xFF3F8BA6, 0xFF50A1BA,
                       0xFF65B9CB, 0xFF8CCFD5, 0xFFB5E2DE});
        made.m_isLogarithmic = true;
        return made;
    }();
    return map;
}

/// A share of a flow: the stops of coolant flow.
const ColorMap& ColorMap::supplyAir() {
    static const ColorMap map = [] {
        ColorMap copy = coolantFlow().withRange(0.0, 100.0);
        copy.m_name = "Supply air";
        copy.m_unit = "%";
        copy.m_isLogarithmic = false;
        return copy;
    }();
    return map;
}

const ColorMap& ColorMap::pressure() {
    static const ColorMap map("Facility-water pressure", "kPa", 0.0, 600.0,
                              {0xFF2F2F3D, 0xFF414058, 0xFF545174, 0xFF69638D, 0xFF7C76A1,
                               0xFF8F89B6, 0xFFA6A0CB, 0xFFBEBADD, 0xFFD6D3EA});
    return map;
}

const ColorMap& ColorMap::plumeTemperature() {
    static const ColorMap map("Air over ambient", "K", 0.0, 6.0,
                              {0xFF3B3A5E, 0xFF5C4072, 0xFF82447B, 0xFFA44C79, 0xFFBE5B76,
                               0xFFD46E75, 0xFFE68375, 0xFFEF9E7E, 0xFFF6B98B});
    return map;
}

const ColorMap& ColorMap::voltageDeviation() {
    static const ColorMap map("Voltage deviation", "%", -10.0, 10.0,
                              {0xFF7CC0FF, 0xFF7BA6D3, 0xFF768FA9, 0xFF6B7988, 0xFF5E646B,
                               0xFF7E7C76, 0xFFA1957B, 0xFFCCAC72, 0xFFFFC04D});
    return map;
}

QColor ColorMap::colorAt(double fraction) const {
    const double position = std::clamp(fraction, 0.0, 1.0) * (kStops - 1);
    const int low = std::min(int(position), kStops - 2);
    return mix(m_stops[std::size_t(low)], m_stops[std::size_t(low) + 1], position - low);
}

QColor ColorMap::color(double value) const {
    if (std::isnan(value))
        return unknown();
    if (m_overrange && value > m_high) {
        const double share = (value - m_high) / (m_overrange->top - m_high);
        return mix(m_overrange->first, m_overrange->last, std::min(share, 1.0));
    }
    return colorAt(m_isLogarithmic ? share(value) : (value - m_low) / (m_high - m_low));
}

double ColorMap::share(double value) const {
    return m_isLogarithmic ? std::log(std::max(value, m_low) / m_low) / std::log(top() / m_low)
                           : (value - m_low) / (top() - m_low);
}

ColorMap ColorMap::withRange(double low, double high) const {
    ColorMap map = *this;
    if (map.m_overrange)
        map.m_overrange->top =
            high + (map.m_overrange->top - m_high) / (m_high - m_low) * (high - low);
    map.m_low = low;
    map.m_high = high;
    return map;
}

} // namespace hallwright::app
