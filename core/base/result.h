#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace hallwright::base {

/// One thing found wrong with an input: where it stands, what is wrong, what to do about it.
/// `where` is a JSON pointer ("/racks/3/it_load_w"), "line 12", or a file name.
struct Diagnostic {
    std::string where;
    std::string what;
    std::string remedy;

    /// "where: what; remedy" on one line, the form that the command line prints.
    [[nodiscard]] std::string text() const;
    friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

using Diagnostics = std::vector<Diagnostic>;

/// A value or the reasons why there is none; shaped like C++23's std::expected.
template <class T, class E = Diagnostics>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(E error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool hasValue() const { return m_state.index() == 0; }
    explicit operator bool() const { return hasValue(); }

    [[nodiscard]] const T& value() const& {
        assert(hasValue());
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] T& value() & {
        assert(hasValue());
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] T&& value() && {
        assert(hasValue());
        return std::move(*std::get_if<0>(&m_state));
    }
    [[nodiscard]] const E& error() const {
        assert(!hasValue());
        return *std::get_if<1>(&m_state);
    }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

private:
    std::variant<T, E> m_state;
};

/// A failure with a single diagnostic.
[[nodiscard]] inline Diagnostics failure(std::string where, std::string what,
                                         std::string remedy = {}) {
    return {Diagnostic{std::move(where), std::move(what), std::move(remedy)}};
}

} // namespace hallwright::base
