#pragma once

#include "core/base/result.h"
#include "core/base/vec.h"
#include "core/io/findings.h"
#include "core/io/json_document.h"

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::io {

/// A place in a document as a chain to its root; becomes a JSON pointer only where it is needed.
struct Place {
    const Place* parent = nullptr;
    std::string_view key;
    std::size_t index = 0; ///< used where the key is empty

    [[nodiscard]] std::string pointer() const;
};

/// What a number may be.
struct Range {
    double low = -std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::max();
    bool lowExcluded = false;

    [[nodiscard]] bool contains(double value) const;
    [[nodiscard]] std::string text() const; ///< "a number >= 0"
};
inline constexpr Range kAnyNumber{};
inline constexpr Range kNonNegative{0.0};
inline constexpr Range kPositive{0.0, std::numeric_limits<double>::max(), true};
inline constexpr Range kFraction{0.0, 1.0};

enum class Presence { Required, Optional };

/// Reads the fields of one JSON object: every value that is missing, of the wrong kind or out of
/// range becomes a finding with its place, and the target keeps its value. `finish` reports the
/// keys that nobody asked for.
class ObjectReader {
public:
    ObjectReader(const Json& value, const Place& place, base::Diagnostics& findings);

    /// False where the value is no object; that has been reported and reads find nothing.
    [[nodiscard]] bool isObject() const { return m_object != nullptr; }
    [[nodiscard]] bool has(std::string_view key) const;
    /// The value of a key, which counts as asked for; nullptr where there is none.
    [[nodiscard]] const Json* take(std::string_view key, Presence presence = Presence::Optional);
    void ignore(std::initializer_list<std::string_view> keys);

    bool number(std::string_view key, double& into, Range range = kAnyNumber,
                Presence presence = Presence::Required);
    bool integer(std::string_view key, std::int64_t& into, std::int64_t low, std::int64_t high,
                 Presence presence = Presence::Required);
    bool text(std::string_view key, std::string& into, Presence presence = Presence::Required);
    bool flag(std::string_view key, bool& into, Presence presence = Presence::Required);
    /// Index of the word given among `words`.
    bool choice(std::string_view key, std::size_t& into, const std::vector<std::string_view>& words,
                Presence presence = Presence::Required);
    bool point(std::string_view key, base::Vec2& into, Presence presence = Presence::Required);
    bool vector(std::string_view key, base::Vec3& into, Range range,
                Presence presence = Presence::Required);
    bool texts(std::string_view key, std::vector<std::string>& into,
               Presence presence = Presence::Required);
    bool points(std::string_view key, std::vector<base::Vec2>& into,
                Presence presence = Presence::Optional);
    bool numbers(std::string_view key, std::vector<double>& into,
                 Presence presence = Presence::Optional);

    void report(std::string_view key, std::string what, std::string remedy = {});
    void finish();

    [[nodiscard]] const Place& place() const { return m_place; }
    [[nodiscard]] base::Diagnostics& findings() { return m_findings; }

private:
    bool readNumber(const Json& value, const Place& place, double& into, Range range);

    const Json* m_object = nullptr;
    const Place& m_place;
    base::Diagnostics& m_findings;
    std::vector<bool> m_taken; ///< by position of the key in the object
};

} // namespace hallwright::io
