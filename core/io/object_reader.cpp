#include "core/io/object_reader.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace hallwright::io {

std::string Place::pointer() const {
    if (!parent)
        return "/"; // the document itself, in the form that people know from paths
    std::string text = parent->parent ? parent->pointer() : std::string();
    text += '/';
    if (key.empty())
        return text + std::to_string(index);
    for (const char c : key) {
        if (c == '~')
            text += "~0";
        else if (c == '/')
            text += "~1";
        else
            text += c;
    }
    return text;
}

bool Range::contains(double value) const {
    return std::isfinite(value) && (lowExcluded ? value > low : value >= low) && value <= high;
}

std::string Range::text() const {
    constexpr double kNone = std::numeric_limits<double>::max();
    if (low == -kNone && high == kNone)
        return "a number";
    if (high == kNone)
        return (lowExcluded ? "a number > " : "a number >= ") + shortest(low);
    if (low == -kNone)
        return "a number <= " + shortest(high);
    return "a number from " + shortest(low) + " to " + shortest(high);
}

ObjectReader::ObjectReader(const Json& value, const Place& place, base::Diagnostics& findings)
    : m_place(place), m_findings(findings) {
    if (value.is_object()) {
        m_object = &value;
        m_taken.resize(value.size(), false);
    } else {
        addFinding(m_findings, {place.pointer(), "expected an object, got " + describe(value), ""});
    }
}

bool ObjectReader::has(std::string_view key) const {
    return m_object && m_object->find(std::string(key)) != m_object->end();
}

const Json* ObjectReader::take(std::string_view key, Presence presence) {
    if (!m_object)
        return nullptr;
    std::size_t position = 0;
    for (auto it = m_object->begin(); it != m_object->end(); ++it, ++position) {
        if (it.key() == key) {
            m_taken[position] = true;
            return &it.value();
        }
    }
    if (presence == Presence::Required)
        report(key, "is missing", "Every entry of this kind needs it.");
    return nullptr;
}

void ObjectReader::ignore(std::initializer_list<std::string_view> keys) {
    for (const auto key : keys)
        (void)take(key);
}

void ObjectReader::report(std::string_view key, std::string what, std::string remedy) {
    const Place place{&m_place, key};
    addFinding(m_findings, {place.pointer(), std::move(what), std::move(remedy)});
}

bool ObjectReader::readNumber(const Json& value, const Place& place, double& into, Range range) {
    if (value.is_number()) {
        const double number = value.get<double>();
        if (range.contains(number)) {
            into = number;
            return true;
        }
    }
    addFinding(m_findings,
               {place.pointer(), "expected " + range.text() + ", got " + describe(value), ""});
    return false;
}

bool ObjectReader::number(std::string_view key, double& into, Range range, Presence presence) {
    const Json* value = take(key, presence);
    return value && readNumber(*value, Place{&m_place, key}, into, range);
}

bool ObjectReader::integer(std::string_view key, std::int64_t& into, std::int64_t low,
                           std::int64_t high, Presence presence) {
    const Json* value = take(key, presence);
    if (!value)
        return false;
    const bool fits = value->is_number_unsigned()
                          ? value->get<std::uint64_t>() <= static_cast<std::uint64_t>(high) &&
                                static_cast<std::int64_t>(value->get<std::uint64_t>()) >= low
                          : value->is_number_integer() && value->get<std::int64_t>() >= low &&
                                value->get<std::int64_t>() <= high;
    if (fits) {
        into = value->get<std::int64_t>();
        return true;
    }
    report(key, "expected a whole number from " + std::to_string(low) + " to " +
                    std::to_string(high) + ", got " + describe(*value));
    return false;
}

bool ObjectReader::text(std::string_view key, std::string& into, Presence presence) {
    const Json* value = take(key, presence);
    if (!value)
        return false;
    if (!value->is_string()) {
        report(key, "expected a text in quotes, got " + describe(*value));
        return false;
    }
    into = value->get<std::string>();
    return true;
}

bool ObjectReader::flag(std::string_view key, bool& into, Presence presence) {
    const Json* value = take(key, presence);
    if (!value)
        return false;
    if (!value->is_boolean()) {
        report(key, "expected true or false, got " + describe(*value));
        return false;
    }
    into = value->get<bool>();
    return true;
}

bool ObjectReader::choice(std::string_view key, std::size_t& into,
                          const std::vector<std::string_view>& words, Presence presence) {
    const Json* value = take(key, presence);
    if (!value)
        return false;
    std::string list;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (value->is_string() && value->get_ref<const std::string&>() == words[i]) {
            into = i;
            return true;
        }
        list += (i == 0 ? "\"" : ", \"") + std::string(words[i]) + "\"";
    }
    report(key, "expected one of " + list + ", got " + describe(*value));
    return false;
}

bool ObjectReader::point(std::string_view key, base::Vec2& into, Presence presence) {
    const Json* value = take(key, presence);
    if (!value)
        return false;
    if (!value->is_array() || value->size() != 2) {
        report(key, "expected two numbers [x, y], got " + describe(*value));
        return false;
    }
    const Place place{&m_place, key};
    base::Vec2 point;
    const bool xGood = readNumber((*value)[0], Place{&place, {}, 0}, point.x, kAnyNumber);
    const bool yGood = readNumber((*value)[1], Place{&place, {}, 1}, point.y, kAnyNumber);
    if (xGood && yGood)
        into = point;
    return xGood && yGood;
}

bool ObjectReader::vector(std::string_view key, base::Vec3& into, Range range, Presence presence) {
    const Json* value = take(key, presence);
    if (!value)
        return false;
    if (!value->is_array() || value->size() != 3) {
        report(key, "expected three numbers [x, y, z], got " + describe(*value));
        return false;
    }
    const Place place{&m_place, key};
    base::Vec3 vector;
    double* const parts[] = {&vector.x, &vector.y, &vector.z};
    bool good = true;
    for (std::size_t i = 0; i < 3; ++i)
        good &= readNumber((*value)[i], Place{&place, {}, i}, *parts[i], range);
    if (good)
        into = vector;
    return good;
}

bool ObjectReader::texts(std::string_view key, std::vector<std::string>& into, Presence presence) {
    const Json* value = take(key, presence);
    if (!value)
        return false;
    if (!value->is_array()) {
        report(key, "expected a list of texts, got " + describe(*value));
        return false;
    }
    const Place place{&m_place, key};
    std::vector<std::string> list;
    for (std::size_t i = 0; i < value->size(); ++i) {
        if ((*value)[i].is_string())
            list.push_back((*value)[i].get<std::string>());
        else
            addFinding(m_findings, {Place{&place, {}, i}.pointer(),
                                    "expected a text in quotes, got " + describe((*value)[i]), ""});
    }
    const bool good = list.size() == value->size();
    if (good)
        into = std::move(list);
    return good;
}

bool ObjectReader::points(std::string_view key, std::vector<base::Vec2>& into, Presence presence) {
    const Json* value = take(key, presence);
    if (!value)
        return false;
    if (!value->is_array()) {
        report(key, "expected a list of points [[x, y], ...], got " + describe(*value));
        return false;
    }
    const Place place{&m_place, key};
    std::vector<base::Vec2> list;
    bool good = true;
    for (std::size_t i = 0; i < value->size(); ++i) {
        const Json& item = (*value)[i];
        const Place itemPlace{&place, {}, i};
        if (!item.is_array() || item.size() != 2) {
            addFinding(m_findings, {itemPlace.pointer(),
                                    "expected two numbers [x, y], got " + describe(item), ""});
            good = false;
            continue;
        }
        base::Vec2 point;
        good &= readNumber(item[0], Place{&itemPlace, {}, 0}, point.x, kAnyNumber);
        good &= readNumber(item[1], Place{&itemPlace, {}, 1}, point.y, kAnyNumber);
        list.push_back(point);
    }
    if (good)
        into = std::move(list);
    return good;
}

bool ObjectReader::numbers(std::string_view key, std::vector<double>& into, Presence presence) {
    const Json* value = take(key, presence);
    if (!value)
        return false;
    if (!value->is_array()) {
        report(key, "expected a list of numbers, got " + describe(*value));
        return false;
    }
    const Place place{&m_place, key};
    std::vector<double> list(value->size());
    bool good = true;
    for (std::size_t i = 0; i < list.size(); ++i)
        good &= readNumber((*value)[i], Place{&place, {}, i}, list[i], kAnyNumber);
    if (good)
        into = std::move(list);
    return good;
}

void ObjectReader::finish() {
    if (!m_object)
        return;
    std::size_t position = 0;
    for (auto it = m_object->begin(); it != m_object->end(); ++it, ++position) {
        if (!m_taken[position])
            report(it.key(), "unknown key", "Correct its spelling or take it out.");
    }
}

} // namespace hallwright::io
