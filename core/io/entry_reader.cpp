#include "core/io/entry_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace hallwright::io {

namespace {
const std::vector<std::string_view> kConfidenceWords{"published", "typical", "estimate"};
}

bool EntryReader::scaled(std::string_view key, double& into, double factor, Range range,
                         Presence presence) {
    double value = 0.0;
    if (!m_object.number(key, value, range, presence))
        return false;
    into = value * factor;
    return true;
}

void EntryReader::common(catalog::EquipmentType& type, const std::string& fileName) {
    type.file = fileName;
    m_object.text("id", type.id);
    const bool idGood = std::all_of(type.id.begin(), type.id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
    if (!idGood)
        m_object.report("id",
                        "expected small letters, digits, _ and - only, got \"" + type.id + "\"");
    m_object.text("name", type.name);
    optional("width_mm", type.size_m.x, unit::kMilli);
    optional("depth_mm", type.size_m.y, unit::kMilli);
    optional("height_mm", type.size_m.z, unit::kMilli);
    optional("mass_kg", type.mass_kg);
    double price = 0.0;
    if (optional("price_eur_indicative", price))
        type.price_eur = price;
    readLeadTime(type);
    m_object.texts("sources", type.sources);
    if (type.sources.empty() && m_object.has("sources"))
        m_object.report("sources", "is empty", "Say where the figures come from.");
    std::size_t word = 0;
    if (m_object.choice("confidence", word, kConfidenceWords))
        type.confidence = static_cast<catalog::Confidence>(word);
    readFieldConfidence(type);
}

void EntryReader::readLeadTime(catalog::EquipmentType& type) {
    std::vector<double> weeks;
    if (!m_object.numbers("lead_time_weeks", weeks))
        return;
    if (weeks.size() != 2 || weeks[0] < 0.0 || weeks[1] < weeks[0]) {
        m_object.report("lead_time_weeks", "expected [shortest, longest] in weeks");
        return;
    }
    type.leadTimeMin_weeks = weeks[0];
    type.leadTimeMax_weeks = weeks[1];
}

void EntryReader::readFieldConfidence(catalog::EquipmentType& type) {
    const Json* value = m_object.take("field_confidence");
    if (!value)
        return;
    const Place place{&m_object.place(), "field_confidence"};
    ObjectReader fields(*value, place, m_object.findings());
    if (!fields.isObject())
        return;
    for (const auto& item : value->items()) {
        std::size_t word = 0;
        if (!m_object.has(item.key()))
            fields.report(item.key(), "the entry has no such field", "Correct the field's name.");
        if (fields.choice(item.key(), word, kConfidenceWords))
            type.fieldConfidence[item.key()] = static_cast<catalog::Confidence>(word);
    }
}

void EntryReader::curve(std::string_view key, catalog::Curve& into, Presence presence) {
    std::vector<base::Vec2> points;
    if (!m_object.points(key, points, presence))
        return;
    const bool rising = std::is_sorted(points.begin(), points.end(),
                                       [](base::Vec2 a, base::Vec2 b) { return a.x <= b.x; });
    if (points.empty() || !rising) {
        m_object.report(key, "expected points [[x, y], ...] with rising x");
        return;
    }
    into.clear();
    for (const auto point : points)
        into.push_back({point.x, point.y});
}

void EntryReader::keptNumbers(std::initializer_list<std::string_view> keys) {
    for (const auto key : keys) {
        double value = 0.0;
        m_object.number(key, value, kAnyNumber, Presence::Optional);
    }
}

void EntryReader::keptTexts(std::initializer_list<std::string_view> keys) {
    for (const auto key : keys) {
        std::string value;
        m_object.text(key, value, Presence::Optional);
    }
}

void EntryReader::keptCurves(std::initializer_list<std::string_view> keys) {
    for (const auto key : keys) {
        catalog::Curve value;
        curve(key, value);
    }
}

void EntryReader::finish() {
    m_object.finish();
}

} // namespace hallwright::io
