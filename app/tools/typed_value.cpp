#include "app/tools/typed_value.h"

namespace hallwright::app {

bool TypedValue::key(int key, const QString& text) {
    if (key == Qt::Key_Backspace) {
        const bool had = !m_text.isEmpty();
        m_text.chop(1);
        return had;
    }
    if (text.size() != 1)
        return false;
    const QChar c = text.at(0) == QLatin1Char(',') ? QLatin1Char('.') : text.at(0);
    const bool sign = c == QLatin1Char('-') && m_text.isEmpty();
    const bool point = c == QLatin1Char('.') && !m_text.contains(QLatin1Char('.'));
    if (!c.isDigit() && !sign && !point)
        return false;
    m_text.append(c);
    return true;
}

std::optional<double> TypedValue::value() const {
    bool isNumber = false;
    const double number = m_text.toDouble(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

} // namespace hallwright::app
