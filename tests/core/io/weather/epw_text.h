#pragma once

#include <string>

namespace hallwright::tests {

/// An EPW file as the format's data dictionary describes it, made in memory.
struct EpwText {
    std::string eol = "\n";
    std::string leapYear = "No";
    std::string period = "DATA PERIODS,1,1,Data,Sunday,1/1,12/31";
    int firstDay = 1; ///< of the year
    int days = 365;
    bool isLeapYear = false;
    int recordsPerHour = 1;

    /// The dry bulb of hour h (from 0) of day d (from 0) is 10 + 0.01 d + 0.1 h degC, relative
    /// humidity 70 %, pressure 100,500 Pa, wind 3.5 m/s from 230 degrees.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::string record(int day, int hour, int part) const;
};

} // namespace hallwright::tests
