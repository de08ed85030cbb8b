#pragma once

#include "core/io/campus_fields.h"
#include "core/io/object_reader.h"
#include "core/model/change_set.h"

#include <cstdint>
#include <limits>
#include <map>
#include <string>

namespace hallwright::io {

/// Visitor that fills one row from a JSON object; what does not fit becomes a finding.
class RowReader {
public:
    RowReader(const Json& value, const Place& place, base::Diagnostics& findings)
        : m_object(value, place, findings) {}
    void finish() { m_object.finish(); }

    template <class Id>
    void id(std::string_view key, Id& id) {
        readId(key, id.number, Presence::Required);
    }
    void text(std::string_view key, std::string& value) { m_object.text(key, value); }
    void text(std::string_view key, std::string& value, std::string_view standard) {
        value = standard;
        m_object.text(key, value, Presence::Optional);
    }
    void number(std::string_view key, double& value, Range range) {
        m_object.number(key, value, range);
    }
    void number(std::string_view key, double& value, Range range, double standard) {
        value = standard;
        m_object.number(key, value, range, Presence::Optional);
    }
    void integer(std::string_view key, int& value, int low, int high, int standard) {
        std::int64_t read = standard;
        m_object.integer(key, read, low, high, Presence::Optional);
        value = static_cast<int>(read);
    }
    void flag(std::string_view key, bool& value, bool standard) {
        value = standard;
        m_object.flag(key, value, Presence::Optional);
    }
    template <class Enum, std::size_t N>
    void choice(std::string_view key, Enum& value, const std::array<std::string_view, N>& words) {
        readChoice(key, value, {words.begin(), words.end()}, Presence::Required);
    }
    template <class Enum, std::size_t N>
    void choice(std::string_view key, Enum& value, const std::array<std::string_view, N>& words,
                Enum standard) {
        value = standard;
        readChoice(key, value, {words.begin(), words.end()}, Presence::Optional);
    }
    void point(std::string_view key, base::Vec2& value) { m_object.point(key, value); }
    void size(std::string_view key, base::Vec3& value) {
        m_object.vector(key, value, kNonNegative);
    }
    void points(std::string_view key, std::vector<base::Vec2>& value) {
        m_object.points(key, value);
    }
    template <class Id>
    void ref(std::string_view key, Id& value, model::EntityKind, Presence presence) {
        readId(key, value.number, presence);
    }
    void entityRef(std::string_view key, model::EntityId& value, KindSet, Presence presence) {
        readId(key, value.number, presence);
    }
    void entityRefs(std::string_view key, std::vector<model::EntityId>& value);
    void numbers(std::string_view key, std::map<std::string, double>& value);
    template <class Part>
    void object(std::string_view key, Part& part) {
        if (const Json* value = m_object.take(key, Presence::Required)) {
            const Place place{&m_object.place(), key};
            RowReader reader(*value, place, m_object.findings());
            visitFields(reader, part);
            reader.finish();
        }
    }

private:
    void readId(std::string_view key, std::uint32_t& number, Presence presence);
    template <class Enum>
    void readChoice(std::string_view key, Enum& value, const std::vector<std::string_view>& words,
                    Presence presence) {
        std::size_t index = 0;
        if (m_object.choice(key, index, words, presence))
            value = static_cast<Enum>(index);
    }

    ObjectReader m_object;
};

/// Reads the optional number that the next new entity gets.
void readNextNumber(ObjectReader& reader, std::string_view key, model::ChangeSet& into);

/// Fills a row from a JSON object, reporting unknown keys too.
template <class Row>
void readRow(const Json& value, const Place& place, base::Diagnostics& findings, Row& row) {
    RowReader reader(value, place, findings);
    visitFields(reader, row);
    reader.finish();
}

} // namespace hallwright::io
