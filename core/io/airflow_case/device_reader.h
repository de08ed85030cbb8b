#pragma once

#include "core/io/airflow_case/case_reader.h"

#include <initializer_list>
#include <optional>
#include <vector>

namespace hallwright::io {

/// Reads the parts of which racks, air units and walls are made: coils, fan curves, rear doors,
/// shares, screens. Members that none of them knows are findings: most of these are optional, and a
/// misspelt one would be left out without a word.
class DeviceReader {
public:
    using Json = CaseReader::Json;

    explicit DeviceReader(CaseReader& reader) : m_reader(reader) {}

    /// A number of 0 to 1, or to below 1; absent: 0.
    enum class Share { UpToOne, BelowOne };
    [[nodiscard]] double share(const Json& object, const char* key, const std::string& where,
                               Share bounds);
    [[nodiscard]] std::optional<airflow::Coil> coil(const Json& unit, const std::string& where);
    [[nodiscard]] std::optional<airflow::FanCurve> fans(const Json& device,
                                                        const std::string& where);
    /// Sets the door of `rack`, and its fans where the door has some of its own.
    void readDoor(const Json& device, const std::string& where, airflow::Rack& rack);
    [[nodiscard]] airflow::Screen screen(const Json& item, const std::string& where);
    [[nodiscard]] airflow::PorousBody porousBody(const Json& item, const std::string& where);
    /// Degrees Celsius as kelvin; a finding below absolute zero.
    [[nodiscard]] double temperature_K(const Json& object, const char* key,
                                       const std::string& where);

private:
    /// The object under `key`; null, with a finding unless it is absent, where it is none.
    [[nodiscard]] const Json* part(const Json& object, const char* key, const std::string& where);
    void requireKnown(const Json& object, const std::string& where,
                      std::initializer_list<const char*> keys);
    [[nodiscard]] airflow::Coil coilOf(const Json& object, const std::string& where);
    [[nodiscard]] std::optional<std::vector<double>> numbers(const Json& object, const char* key,
                                                             const std::string& where);

    CaseReader& m_reader;
};

} // namespace hallwright::io
