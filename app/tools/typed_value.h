#pragma once

#include <QString>

#include <optional>

namespace hallwright::app {

/// Digits that are typed while a tool runs: sign, digits, one point; Backspace takes one back.
class TypedValue {
public:
    /// Whether the key belongs to a number.
    bool key(int key, const QString& text);
    void clear() { m_text.clear(); }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    [[nodiscard]] const QString& text() const { return m_text; }
    /// The number so far; none while only a sign or nothing is there.
    [[nodiscard]] std::optional<double> value() const;

private:
    QString m_text;
};

} // namespace hallwright::app
