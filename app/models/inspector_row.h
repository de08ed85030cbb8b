#pragma once

#include "app/models/quantity_field.h"
#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace hallwright::app {

/// What an inspector line is drawn as.
enum class InspectorRowKind {
    Section, ///< heading with a caption at the right
    Cell,    ///< short field of the placement, several share a line
    Field,   ///< label and a field that takes an expression
    Choice,  ///< label and a list
    Switch,  ///< label and on/off
    Value,   ///< label and a derived value; nothing to type
    Bar,     ///< label, bar, value, limit
    Check    ///< sign and sentence of a finding
};

/// One line of the inspector, ready to show.
struct InspectorRow {
    QString key; ///< names the property over changes and in `editFor`
    InspectorRowKind kind = InspectorRowKind::Value;
    QString label;
    QString value;
    QString unit;
    QString extra; ///< in a quieter colour after the value: limit, share
    QString severity;
    QStringList options; ///< of a Choice
    int option = -1;
    bool mixed = false;     ///< the selected things differ here
    double fraction = -1.0; ///< of a Bar
    friend bool operator==(const InspectorRow&, const InspectorRow&) = default;
};

using InspectorRows = std::vector<InspectorRow>;

/// What the inspector reads from; nothing in it is owned or changed.
struct InspectorContext {
    const model::Campus& campus;
    const catalog::Catalog& catalog;
    engine::SolutionPtr solution; ///< null before the first solve
};

} // namespace hallwright::app
