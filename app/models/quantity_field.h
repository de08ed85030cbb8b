#pragma once

#include "core/base/result.h"

#include <QString>

namespace hallwright::app {

/// What a field of the inspector measures; decides which units it understands.
enum class Dimension {
    Number,
    Length,
    Angle,
    Power,
    ApparentPower,
    ReactivePower,
    Voltage,
    Temperature,
    Fraction,
    Pressure
};

/// Reads what a user typed into a field: an expression of + − * / and brackets, with units where
/// wanted ("12*0.6+1.2", "38 MW", "33kV", "1.2 m + 30 cm"). The answer is in the unit that the
/// model keeps (m, degrees, W, VA, V, degC, 1, Pa). An expression without any unit counts in
/// `defaultUnit`. Fails with one sentence: what is wrong and what the field takes.
[[nodiscard]] base::Result<double> parseQuantity(const QString& text, Dimension dimension,
                                                 const QString& defaultUnit = {});

/// A number with a unit in all units of its dimension that people use: "38 MW" -> "38 000 kW".
/// Empty where `text` is not a number with a unit.
[[nodiscard]] QStringList conversionsOf(const QString& text);

} // namespace hallwright::app
