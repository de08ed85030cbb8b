#pragma once

#include "app/format/number_format.h"
#include "app/models/inspector_row.h"

#include <QString>

namespace hallwright::app {

/// "42.1 → 52.0 °C"
[[nodiscard]] inline QString toSteps(double from_C, double to_C) {
    return formatNumber(from_C, 1) + QStringLiteral(" → ") + formatTemperature(to_C).text();
}

[[nodiscard]] inline QString minutes(double time_s) {
    return formatNumber(time_s / 60.0, 1) + QStringLiteral(" min");
}

/// Collects rows of one section; the heading is written with the first row, so that a section
/// without anything to say does not show.
class InspectorSection {
public:
    InspectorSection(InspectorRows& rows, const char* key, const QString& label,
                     QString caption = {})
        : m_rows(rows), m_key(QLatin1String(key)), m_label(label), m_caption(std::move(caption)) {}

    InspectorRow& add(const char* label, const QString& value, const QString& extra = {}) {
        if (!m_begun) {
            InspectorRow head;
            head.key = QStringLiteral("section/") + m_key;
            head.kind = InspectorRowKind::Section;
            head.label = m_label;
            head.extra = m_caption;
            m_rows.push_back(std::move(head));
            m_begun = true;
        }
        InspectorRow row;
        row.label = QString::fromUtf8(label);
        row.key = m_key + u'/' + row.label;
        row.value = value;
        row.extra = extra;
        m_rows.push_back(std::move(row));
        return m_rows.back();
    }
    InspectorRow& add(const char* label, double value, const char* unit,
                      const QString& extra = {}) {
        return add(label, formatQuantity(value, QLatin1String(unit)).text(), extra);
    }
    /// A bar against a rating; over it the value turns into a fault.
    void addLoading(const char* label, double loading, const QString& extra) {
        InspectorRow& row = add(label, formatPercent(loading).text(), extra);
        row.kind = InspectorRowKind::Bar;
        row.fraction = loading;
        if (loading > 1.0)
            row.severity = QStringLiteral("fault");
    }

private:
    InspectorRows& m_rows;
    QString m_key;
    QString m_label;
    QString m_caption;
    bool m_begun = false;
};

} // namespace hallwright::app
