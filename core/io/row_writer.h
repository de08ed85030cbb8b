#pragma once

#include "core/io/campus_fields.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::io {

/// A number in the shortest form that reads back to the same double; -0 becomes 0.
void appendNumber(std::string& out, double value);

/// A text as a JSON string; bytes that are not UTF-8 become U+FFFD.
void appendText(std::string& out, std::string_view text);

/// Appends a row as a JSON object without a line break.
template <class Row>
void writeRow(std::string& out, const Row& row);

/// Visitor that writes one row as a JSON object on one line.
class RowWriter {
public:
    explicit RowWriter(std::string& out) : m_out(out) {}

    template <class Id>
    void id(std::string_view key, Id id) {
        integer(key, id.number);
    }
    void text(std::string_view key, const std::string& value);
    void text(std::string_view key, const std::string& value, std::string_view standard) {
        if (value != standard)
            text(key, value);
    }
    void number(std::string_view key, double value, Range);
    void number(std::string_view key, double value, Range range, double standard) {
        if (value != standard)
            number(key, value, range);
    }
    void integer(std::string_view key, std::int64_t value);
    void integer(std::string_view key, int value, int, int, int standard) {
        if (value != standard)
            integer(key, value);
    }
    void flag(std::string_view key, bool value, bool standard);
    template <class Enum, std::size_t N>
    void choice(std::string_view key, Enum value, const std::array<std::string_view, N>& words) {
        word(key, words[static_cast<std::size_t>(value)]);
    }
    template <class Enum, std::size_t N>
    void choice(std::string_view key, Enum value, const std::array<std::string_view, N>& words,
                Enum standard) {
        if (value != standard)
            choice(key, value, words);
    }
    void point(std::string_view key, base::Vec2 value);
    void size(std::string_view key, base::Vec3 value);
    void points(std::string_view key, const std::vector<base::Vec2>& value);
    template <class Id>
    void ref(std::string_view key, Id value, model::EntityKind, Presence) {
        if (value.isValid())
            integer(key, value.number);
    }
    void entityRef(std::string_view key, model::EntityId value, KindSet, Presence presence) {
        ref(key, value, model::EntityKind::None, presence);
    }
    void entityRefs(std::string_view key, const std::vector<model::EntityId>& value);
    void numbers(std::string_view key, const std::map<std::string, double>& value);
    template <class Part>
    void object(std::string_view key, const Part& part) {
        startField(key);
        writeRow(m_out, part);
    }

private:
    void startField(std::string_view key);
    void word(std::string_view key, std::string_view word);
    void appendPoint(base::Vec2 value);

    std::string& m_out;
    bool m_first = true;
};

template <class Row>
void writeRow(std::string& out, const Row& row) {
    out += '{';
    RowWriter writer(out);
    visitFields(writer, row);
    out += '}';
}

} // namespace hallwright::io
