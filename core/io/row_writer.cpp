#include "core/io/row_writer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace hallwright::io {

void appendNumber(std::string& out, double value) {
    char buffer[32];
    const double written = value == 0.0 ? 0.0 : value;
    // "400000" reads better than the equally exact "4e+05"; only extremes need an exponent.
    const double size = std::abs(written);
    const bool plain = size == 0.0 || (size >= 1e-5 && size < 1e15);
    out.append(
        buffer,
        plain ? std::to_chars(buffer, buffer + sizeof buffer, written, std::chars_format::fixed).ptr
              : std::to_chars(buffer, buffer + sizeof buffer, written).ptr);
}

void appendText(std::string& out, std::string_view text) {
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
    });
    if (plain) {
        out += '"';
        out += text;
        out += '"';
    } else {
        out += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
    }
}

void RowWriter::startField(std::string_view key) {
    m_out += m_first ? "\"" : ",\"";
    m_first = false;
    m_out += key;
    m_out += "\":";
}

void RowWriter::text(std::string_view key, const std::string& value) {
    startField(key);
    appendText(m_out, value);
}

void RowWriter::word(std::string_view key, std::string_view word) {
    startField(key);
    appendText(m_out, word);
}

void RowWriter::number(std::string_view key, double value, Range) {
    startField(key);
    appendNumber(m_out, value);
}

void RowWriter::integer(std::string_view key, std::int64_t value) {
    startField(key);
    m_out += std::to_string(value);
}

void RowWriter::flag(std::string_view key, bool value, bool standard) {
    if (value == standard)
        return;
    startField(key);
    m_out += value ? "true" : "false";
}

void RowWriter::point(std::string_view key, base::Vec2 value) {
    startField(key);
    appendPoint(value);
}

void RowWriter::size(std::string_view key, base::Vec3 value) {
    startField(key);
    m_out += '[';
    appendNumber(m_out, value.x);
    m_out += ',';
    appendNumber(m_out, value.y);
    m_out += ',';
    appendNumber(m_out, value.z);
    m_out += ']';
}

void RowWriter::points(std::string_view key, const std::vector<base::Vec2>& value) {
    if (value.empty())
        return;
    startField(key);
    m_out += '[';
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (i > 0)
            m_out += ',';
        appendPoint(value[i]);
    }
    m_out += ']';
}

void RowWriter::entityRefs(std::string_view key, const std::vector<model::EntityId>& value) {
    if (value.empty())
        return;
    startField(key);
    m_out += '[';
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (i > 0)
            m_out += ',';
        m_out += std::to_string(value[i].number);
    }
    m_out += ']';
}

void RowWriter::numbers(std::string_view key, const std::map<std::string, double>& value) {
    if (value.empty())
        return;
    startField(key);
    m_out += '{';
    bool isFirst = true;
    for (const auto& [name, number] : value) {
        if (!std::exchange(isFirst, false))
            m_out += ',';
        appendText(m_out, name);
        m_out += ':';
        appendNumber(m_out, number);
    }
    m_out += '}';
}

void RowWriter::appendPoint(base::Vec2 value) {
    m_out += '[';
    appendNumber(m_out, value.x);
    m_out += ',';
    appendNumber(m_out, value.y);
    m_out += ']';
}

} // namespace hallwright::io
