#pragma once

#include "app/report/report_data.h"

#include <QString>
#include <QStringList>

#include <limits>
#include <vector>

namespace hallwright::app::report {

inline constexpr double kUnknown_C = -std::numeric_limits<double>::infinity();

/// What takes heat from racks: the CDUs of a loop or the air units of the hall, with what they
/// serve below them.
struct CoolingChain {
    QString device;
    QStringList deviceLines;
    QString load;
    QStringList loadLines;
    double supply_C = kUnknown_C;
    double return_C = kUnknown_C;
    QString flow;
    bool isAir = false;
    bool isOver = false;
    bool takesWater = true; ///< from the header
};

/// Plants that deliver about the same temperature, and the chains that take their water.
struct CoolingCircuit {
    std::vector<const model::Plant*> plants;
    std::vector<CoolingChain> chains;
};

/// "12.3 L/s".
[[nodiscard]] QString flowText(double m3_per_s);

/// What cools a hall. As the facility water is shared out: CDUs hang on the warmest of a hall's
/// circuits, air units on the coldest.
[[nodiscard]] std::vector<CoolingCircuit> coolingCircuits(const ReportData& data,
                                                          const model::Hall& hall);

} // namespace hallwright::app::report
