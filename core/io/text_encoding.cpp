#include "core/io/text_encoding.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace hallwright::io {

namespace {

/// Characters 0x80 to 0x9F of Windows-1252; all others are those of Latin-1.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

/// Bytes of the sequence that `lead` begins, and the least code point that needs so many; 0 bytes
/// where none begins so.
struct Sequence {
    std::size_t bytes;
    std::uint32_t least;
};

Sequence sequenceOf(unsigned char lead) {
    if (lead < 0x80)
        return {1, 0};
    if ((lead & 0xE0) == 0xC0)
        return {2, 0x80};
    if ((lead & 0xF0) == 0xE0)
        return {3, 0x800};
    if ((lead & 0xF8) == 0xF0)
        return {4, 0x10000};
    return {0, 0};
}

void append(std::string& text, std::uint32_t character) {
    if (character < 0x80) {
        text += static_cast<char>(character);
    } else if (character < 0x800) {
        text += static_cast<char>(0xC0 | (character >> 6));
        text += static_cast<char>(0x80 | (character & 0x3F));
    } else {
        text += static_cast<char>(0xE0 | (character >> 12));
        text += static_cast<char>(0x80 | ((character >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (character & 0x3F));
    }
}

} // namespace

bool isUtf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const Sequence sequence = sequenceOf(lead);
        if (sequence.bytes == 0 || i + sequence.bytes > text.size())
            return false;
        std::uint32_t character = sequence.bytes == 1 ? lead : lead & (0x7Fu >> sequence.bytes);
        for (std::size_t k = 1; k < sequence.bytes; ++k) {
            const auto byte = static_cast<unsigned char>(text[i + k]);
            if ((byte & 0xC0) != 0x80)
                return false;
            character = (character << 6) | (byte & 0x3Fu);
        }
        const bool isSurrogate = character >= 0xD800 && character <= 0xDFFF;
        if (character < sequence.least || character > 0x10FFFF || isSurrogate)
            return false;
        i += sequence.bytes;
    }
    return true;
}

std::string utf8FromWindows1252(std::string_view text) {
    std::string result;
    result.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isOwn = byte >= 0x80 && byte < 0xA0;
        append(result, isOwn ? kWindows1252[byte - 0x80u] : byte);
    }
    return result;
}

} // namespace hallwright::io
