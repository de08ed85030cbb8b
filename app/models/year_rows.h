#pragma once

#include "core/engine/year_run.h"

#include <QVariantList>

namespace hallwright::app {

/// What the year panel shows of a result, ready to be laid out: numbers as text, energies in MWh.
struct YearRows {
    QVariantList figures;    ///< [{name, value, unit, formula, source}], known ones alone
    QVariantList groups;     ///< [{name, value, unit, share, inStack}] uses in groups, IT first
    QVariantList months;     ///< [{name, parts: [MWh a group of the stack], total}]
    double monthMost = 0.0;  ///< highest total of a month [MWh]
    QVariantList monthScale; ///< [{at: share of the highest total, text}]
    QVariantList curves;     ///< [{name, unit, values: 101, highest first; least, most: in words}]
    QVariantList setpoints;  ///< [{name, hours, warmest, isAbove}]
    QString accuracy;
};

[[nodiscard]] YearRows yearRows(const engine::YearResult& result);

} // namespace hallwright::app
