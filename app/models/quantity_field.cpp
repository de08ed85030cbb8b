#include "app/models/quantity_field.h"

#include "app/format/number_format.h"

#include <QStringList>

#include <array>
#include <cmath>
#include <optional>
#include <span>

namespace hallwright::app {

namespace {

/// value in the model's unit = number * factor + offset
struct Unit {
    const char16_t* name;
    double factor;
    double offset = 0.0;
};

constexpr std::array kLengths{Unit{u"m", 1.0},  Unit{u"mm", 1e-3},   Unit{u"cm", 1e-2},
                              Unit{u"km", 1e3}, Unit{u"ft", 0.3048}, Unit{u"in", 0.0254}};
constexpr std::array kAngles{Unit{u"°", 1.0}, Unit{u"deg", 1.0}, Unit{u"rad", 57.29577951308232}};
constexpr std::array kPowers{Unit{u"W", 1.0}, Unit{u"kW", 1e3}, Unit{u"MW", 1e6}, Unit{u"GW", 1e9}};
constexpr std::array kApparentPowers{Unit{u"VA", 1.0}, Unit{u"kVA", 1e3}, Unit{u"MVA", 1e6},
                                     Unit{u"GVA", 1e9}};
constexpr std::array kReactivePowers{Unit{u"var", 1.0}, Unit{u"kvar", 1e3}, Unit{u"Mvar", 1e6}};
constexpr std::array kVoltages{Unit{u"V", 1.0}, Unit{u"kV", 1e3}};
constexpr std::array kTemperatures{Unit{u"°C", 1.0},
                                   Unit{u"C", 1.0},
                                   Unit{u"degC", 1.0},
                                   Unit{u"K", 1.0, -273.15},
                                   Unit{u"°F", 5.0 / 9.0, -160.0 / 9.0},
                                   Unit{u"F", 5.0 / 9.0, -160.0 / 9.0}};
constexpr std::array kFractions{Unit{u"%", 1e-2}};
constexpr std::array kPressures{Unit{u"Pa", 1.0}, Unit{u"kPa", 1e3}, Unit{u"bar", 1e5},
                                Unit{u"psi", 6894.757293168}};

std::span<const Unit> unitsOf(Dimension dimension) {
    switch (dimension) {
    case Dimension::Length:
        return kLengths;
    case Dimension::Angle:
        return kAngles;
    case Dimension::Power:
        return kPowers;
    case Dimension::ApparentPower:
        return kApparentPowers;
    case Dimension::ReactivePower:
        return kReactivePowers;
    case Dimension::Voltage:
        return kVoltages;
    case Dimension::Temperature:
        return kTemperatures;
    case Dimension::Fraction:
        return kFractions;
    case Dimension::Pressure:
        return kPressures;
    case Dimension::Number:
        break;
    }
    return {};
}

const Unit* findUnit(Dimension dimension, QStringView name) {
    const auto units = unitsOf(dimension);
    for (const Unit& unit : units)
        if (name == unit.name)
            return &unit;
    // "mw" and "KV" are what hands type in a hurry; a case slip is no other unit here, except
    // between milli and mega, and the model has no milliwatts.
    for (const Unit& unit : units)
        if (name.compare(unit.name, Qt::CaseInsensitive) == 0)
            return &unit;
    return nullptr;
}

struct Term {
    double value = 0.0;
    bool hasUnit = false;
};

/// Recursive descent: sum = product {(+|-) product}; product = factor {(*|/) factor};
/// factor = -factor | (sum) [unit] | number [unit].
class Parser {
public:
    Parser(const QString& text, Dimension dimension) : m_text(text), m_dimension(dimension) {}

    std::optional<Term> parse() {
        const auto term = sum();
        skipSpace();
        if (term && m_at < m_text.size())
            return fail(QStringLiteral("“%1” is not understood here").arg(m_text.mid(m_at)));
        return term;
    }
    [[nodiscard]] const QString& problem() const { return m_problem; }

private:
    std::optional<Term> fail(const QString& problem) {
        if (m_problem.isEmpty())
            m_problem = problem;
        return std::nullopt;
    }
    void skipSpace() {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }
    bool take(QStringView characters) {
        skipSpace();
        if (m_at >= m_text.size() || !characters.contains(m_text[m_at]))
            return false;
        m_taken = m_text[m_at++];
        return true;
    }

    std::optional<Term> sum() {
        auto left = product();
        while (left && take(u"+-−–")) {
            const bool minus = m_taken != u'+';
            const auto right = product();
            if (!right)
                return std::nullopt;
            if (left->hasUnit != right->hasUnit)
                return fail(QStringLiteral("one part has a unit and the other has none"));
            left->value += minus ? -right->value : right->value;
        }
        return left;
    }

    std::optional<Term> product() {
        auto left = factor();
        while (left && take(u"*/×·÷")) {
            const bool divides = m_taken == u'/' || m_taken == u'÷';
            const auto right = factor();
            if (!right)
                return std::nullopt;
            if (divides && right->value == 0.0)
                return fail(QStringLiteral("nothing can be divided by 0"));
            if (right->hasUnit && (left->hasUnit != divides))
                return fail(QStringLiteral("the units do not give a single quantity"));
            left->value = divides ? left->value / right->value : left->value * right->value;
            left->hasUnit =
                divides ? left->hasUnit && !right->hasUnit : left->hasUnit || right->hasUnit;
        }
        return left;
    }

    std::optional<Term> factor() {
        if (++m_depth > kDepthMax)
            return fail(QStringLiteral("too many brackets"));
        const auto term = signedFactor();
        --m_depth;
        return term;
    }

    std::optional<Term> signedFactor() {
        if (take(u"-−–")) {
            auto term = factor();
            if (term)
                term->value = -term->value;
            return term;
        }
        if (take(u"+"))
            return factor();
        if (take(u"(")) {
            const auto inner = sum();
            if (!inner)
                return std::nullopt;
            if (!take(u")"))
                return fail(QStringLiteral("a closing bracket is missing"));
            return withUnit(*inner);
        }
        return number();
    }

    std::optional<Term> number() {
        skipSpace();
        QString digits;
        bool point = false;
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at];
            const bool group = (c == QChar(0x202F) || c == QChar(0x2009) || c == QChar(0xA0)) &&
                               m_at + 1 < m_text.size() && m_text[m_at + 1].isDigit();
            if (c.isDigit() && c.unicode() < 128)
                digits += c;
            else if ((c == u'.' || c == u',') && !point) {
                digits += u'.';
                point = true;
            } else if ((c == u'e' || c == u'E') && isExponent()) {
                digits += u'e';
                if (!m_text[m_at + 1].isDigit())
                    digits += m_text[++m_at] == u'+' ? u'+' : u'-';
            } else if (!group)
                break;
            ++m_at;
        }
        bool isNumber = false;
        const double value = digits.toDouble(&isNumber);
        if (!isNumber)
            return fail(m_at < m_text.size()
                            ? QStringLiteral("“%1” is not a number").arg(m_text.mid(m_at))
                            : QStringLiteral("a number is missing"));
        return withUnit({value, false});
    }

    [[nodiscard]] bool isExponent() const {
        qsizetype next = m_at + 1;
        if (next < m_text.size() && (m_text[next] == u'+' || m_text[next] == u'-'))
            ++next;
        return next < m_text.size() && m_text[next].isDigit();
    }

    std::optional<Term> withUnit(Term term) {
        skipSpace();
        const qsizetype start = m_at;
        const auto isUnitLetter = [](QChar c) {
            return c.isLetter() || c == u'°' || c == u'%' || c == u'²' || c == u'³';
        };
        while (m_at < m_text.size() && isUnitLetter(m_text[m_at]))
            ++m_at;
        if (m_at == start)
            return term;
        const QString name = m_text.mid(start, m_at - start);
        const Unit* unit = findUnit(m_dimension, name);
        if (unit == nullptr)
            return fail(QStringLiteral("“%1” is not a unit of this field").arg(name));
        if (term.hasUnit)
            return fail(QStringLiteral("“%1” is one unit too many").arg(name));
        return Term{term.value * unit->factor + unit->offset, true};
    }

    static constexpr int kDepthMax = 64;
    QString m_text;
    Dimension m_dimension;
    qsizetype m_at = 0;
    QChar m_taken;
    int m_depth = 0;
    QString m_problem;
};

QString remedyFor(Dimension dimension) {
    QStringList names;
    for (const Unit& unit : unitsOf(dimension))
        names += QString::fromUtf16(unit.name);
    if (names.isEmpty())
        return QStringLiteral("Type a number or an expression such as 12*0.6.");
    return QStringLiteral("Type a number, with a unit if wanted: %1.")
        .arg(names.join(QStringLiteral(", ")));
}

} // namespace

base::Result<double> parseQuantity(const QString& text, Dimension dimension,
                                   const QString& defaultUnit) {
    const auto refuse = [&](QString problem) {
        problem[0] = problem[0].toUpper();
        return base::failure("", problem.toStdString(), remedyFor(dimension).toStdString());
    };
    Parser parser(text, dimension);
    const auto term = parser.parse();
    if (!term)
        return refuse(parser.problem());
    double value = term->value;
    if (!term->hasUnit && !defaultUnit.isEmpty())
        if (const Unit* unit = findUnit(dimension, defaultUnit))
            value = value * unit->factor + unit->offset;
    if (!std::isfinite(value))
        return refuse(QStringLiteral("the result is not a finite number"));
    return value;
}

QStringList conversionsOf(const QString& text) {
    for (const Dimension dimension :
         {Dimension::Power, Dimension::ApparentPower, Dimension::Voltage, Dimension::Temperature,
          Dimension::Length, Dimension::Pressure}) {
        const QString plain = text.trimmed();
        // A bare number means nothing yet: only a quantity with its unit can be converted.
        if (plain.isEmpty() || plain.back().isDigit())
            return {};
        Parser parser(plain, dimension);
        const auto term = parser.parse();
        if (!term || !term->hasUnit)
            continue;
        qsizetype unitStart = plain.size();
        while (unitStart > 0 && (plain[unitStart - 1].isLetter() || plain[unitStart - 1] == u'°'))
            --unitStart;
        const Unit* own = findUnit(dimension, QStringView(plain).mid(unitStart));
        QStringList answers;
        for (const Unit& unit : unitsOf(dimension)) {
            const bool sameScale =
                own != nullptr && own->factor == unit.factor && own->offset == unit.offset;
            const QString name = QString::fromUtf16(unit.name);
            if (!sameScale && name != u"C" && name != u"degC" && name != u"F")
                answers +=
                    Figure{formatCompact((term->value - unit.offset) / unit.factor), name}.text();
        }
        return answers;
    }
    return {};
}

} // namespace hallwright::app
