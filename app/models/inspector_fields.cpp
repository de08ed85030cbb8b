#include "app/models/inspector_fields.h"

#include "app/format/number_format.h"
#include "app/models/entity_words.h"

#include <QHash>

namespace hallwright::app {

using Kind = InspectorRowKind;

FieldSpec fieldSpec(const QString& key) {
    static const QHash<QString, FieldSpec> kSpecs{
        {QStringLiteral("x"), {Dimension::Length, {}}},
        {QStringLiteral("y"), {Dimension::Length, {}}},
        {QStringLiteral("z"), {Dimension::Length, {}}},
        {QStringLiteral("rotation"), {Dimension::Angle, QStringLiteral("°")}},
        {QStringLiteral("load"), {Dimension::Power, QStringLiteral("kW")}},
        {QStringLiteral("rackPitch"), {Dimension::Length, QStringLiteral("m")}},
        {QStringLiteral("coldAisle"), {Dimension::Length, QStringLiteral("m")}},
        {QStringLiteral("hotAisle"), {Dimension::Length, QStringLiteral("m")}},
        {QStringLiteral("airSupply"), {Dimension::Temperature, QStringLiteral("°C")}},
        {QStringLiteral("setpoint"), {Dimension::Temperature, QStringLiteral("°C")}},
        {QStringLiteral("resetFrom"), {Dimension::Temperature, QStringLiteral("°C")}},
        {QStringLiteral("resetTo"), {Dimension::Temperature, QStringLiteral("°C")}},
        {QStringLiteral("resetSupply"), {Dimension::Temperature, QStringLiteral("°C")}},
        {QStringLiteral("wetAbove"), {Dimension::Temperature, QStringLiteral("°C")}},
        {QStringLiteral("reuseSupply"), {Dimension::Temperature, QStringLiteral("°C")}},
        {QStringLiteral("reuseReturn"), {Dimension::Temperature, QStringLiteral("°C")}},
        {QStringLiteral("reuseBelow"), {Dimension::Temperature, QStringLiteral("°C")}},
        {QStringLiteral("reuseFull"), {Dimension::Temperature, QStringLiteral("°C")}},
        {QStringLiteral("ambient"), {Dimension::Temperature, QStringLiteral("°C")}},
        {QStringLiteral("wetBulb"), {Dimension::Temperature, QStringLiteral("°C")}},
        {QStringLiteral("itFraction"), {Dimension::Fraction, QStringLiteral("%")}},
        {QStringLiteral("voltage"), {Dimension::Voltage, QStringLiteral("kV")}},
        {QStringLiteral("highVoltage"), {Dimension::Voltage, QStringLiteral("kV")}},
        {QStringLiteral("mediumVoltage"), {Dimension::Voltage, QStringLiteral("kV")}},
        {QStringLiteral("capacity"), {Dimension::ApparentPower, QStringLiteral("MVA")}},
        {QStringLiteral("shortCircuit"), {Dimension::ApparentPower, QStringLiteral("MVA")}},
        {QStringLiteral("generationPower"), {Dimension::Power, QStringLiteral("MW")}},
        {QStringLiteral("compensation"), {Dimension::ReactivePower, QStringLiteral("Mvar")}},
        {QStringLiteral("irradiance"), {Dimension::Number, QStringLiteral("W/m²")}},
        {QStringLiteral("wind"), {Dimension::Number, QStringLiteral("m/s")}},
        {QStringLiteral("windFrom"), {Dimension::Angle, QStringLiteral("°")}},
    };
    return kSpecs.value(key);
}

namespace inspect {

InspectorRow section(const QString& key, const QString& label, const QString& caption) {
    InspectorRow row;
    row.key = QStringLiteral("section/") + key;
    row.kind = Kind::Section;
    row.label = label;
    row.extra = caption;
    return row;
}

InspectorRow field(const QString& key, const QString& label, double value, int decimals,
                   InspectorRowKind kind) {
    const FieldSpec spec = fieldSpec(key);
    InspectorRow row;
    row.key = key;
    row.kind = kind;
    row.label = label;
    row.unit = spec.unit;
    double factor = 1.0;
    if (const auto one = parseQuantity(QStringLiteral("1"), spec.dimension, spec.unit);
        one && spec.dimension != Dimension::Temperature)
        factor = *one;
    row.value =
        decimals >= 0 ? formatNumber(value / factor, decimals) : formatCompact(value / factor);
    return row;
}

InspectorRow choice(const QString& key, const QString& label, const QStringList& options,
                    int option) {
    InspectorRow row;
    row.key = key;
    row.kind = Kind::Choice;
    row.label = label;
    row.options = options;
    row.option = option;
    row.value = options.value(option);
    return row;
}

InspectorRow onOff(const QString& key, const QString& label, bool on) {
    InspectorRow row;
    row.key = key;
    row.kind = Kind::Switch;
    row.label = label;
    row.option = on ? 1 : 0;
    row.value = on ? QStringLiteral("on") : QStringLiteral("off");
    return row;
}

InspectorRow nameField(const std::string& name) {
    InspectorRow row;
    row.key = QStringLiteral("name");
    row.kind = Kind::Field;
    row.label = QStringLiteral("Name");
    row.value = fromUtf8(name);
    return row;
}

InspectorRow fixed(const QString& key, const QString& label, const QString& value,
                   const QString& extra) {
    InspectorRow row;
    row.key = key;
    row.label = label;
    row.value = value;
    row.extra = extra;
    return row;
}

} // namespace inspect

} // namespace hallwright::app
