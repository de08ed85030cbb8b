#pragma once

#include "app/models/inspector_row.h"

namespace hallwright::app {

/// How the field of a key is read: its dimension and the unit that a bare number counts in.
struct FieldSpec {
    Dimension dimension = Dimension::Number;
    QString unit;
};
[[nodiscard]] FieldSpec fieldSpec(const QString& key);

/// Lines of the inspector by what is typed into them.
namespace inspect {

[[nodiscard]] InspectorRow section(const QString& key, const QString& label,
                                   const QString& caption = {});
/// Shows `value` (in the model's unit) in the unit of its spec; a negative number of decimals
/// leaves their choice to the value.
[[nodiscard]] InspectorRow field(const QString& key, const QString& label, double value,
                                 int decimals, InspectorRowKind kind = InspectorRowKind::Field);
[[nodiscard]] InspectorRow choice(const QString& key, const QString& label,
                                  const QStringList& options, int option);
[[nodiscard]] InspectorRow onOff(const QString& key, const QString& label, bool on);
[[nodiscard]] InspectorRow nameField(const std::string& name);
[[nodiscard]] InspectorRow fixed(const QString& key, const QString& label, const QString& value,
                                 const QString& extra = {});

} // namespace inspect

} // namespace hallwright::app
