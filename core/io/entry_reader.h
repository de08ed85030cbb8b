#pragma once

#include "core/catalog/equipment_types.h"
#include "core/io/object_reader.h"

namespace hallwright::io {

/// Factors from the units in the catalogue's key names to SI.
namespace unit {
inline constexpr double kKilo = 1e3;
inline constexpr double kBar = 1e5;
inline constexpr double kMega = 1e6;
inline constexpr double kMilli = 1e-3;
inline constexpr double kPerKilometre = 1e-3;
inline constexpr double kNanoPerKilometre = 1e-12;
inline constexpr double kLitre = 1e-3;
inline constexpr double kLitrePerMinute = 1e-3 / 60.0;
inline constexpr double kLitrePerHour = 1e-3 / 3600.0;
inline constexpr double kCubicMetrePerHour = 1.0 / 3600.0;
inline constexpr double kPercent = 1e-2;
inline constexpr double kMinute = 60.0;
inline constexpr double kKilowattHour = 3.6e6;
} // namespace unit

/// Reads the fields of one catalogue entry; numbers are multiplied by a factor to SI.
class EntryReader {
public:
    EntryReader(const Json& value, const Place& place, base::Diagnostics& findings)
        : m_object(value, place, findings) {}

    /// id, name, size, mass, price, lead time, sources and confidence, which all entries have.
    void common(catalog::EquipmentType& type, const std::string& fileName);
    bool required(std::string_view key, double& into, double factor = 1.0,
                  Range range = kPositive) {
        return scaled(key, into, factor, range, Presence::Required);
    }
    bool optional(std::string_view key, double& into, double factor = 1.0,
                  Range range = kNonNegative) {
        return scaled(key, into, factor, range, Presence::Optional);
    }
    /// Pairs [[x, y], ...] with rising x.
    void curve(std::string_view key, catalog::Curve& into, Presence presence = Presence::Optional);
    ObjectReader& object() { return m_object; }
    /// Facts that are kept in the file for readers and other programs; the model has no use for
    /// them, so only their kind is checked.
    void keptNumbers(std::initializer_list<std::string_view> keys);
    void keptTexts(std::initializer_list<std::string_view> keys);
    void keptCurves(std::initializer_list<std::string_view> keys);
    void finish();

private:
    bool scaled(std::string_view key, double& into, double factor, Range range, Presence presence);
    void readFieldConfidence(catalog::EquipmentType& type);
    void readLeadTime(catalog::EquipmentType& type);

    ObjectReader m_object;
};

} // namespace hallwright::io
