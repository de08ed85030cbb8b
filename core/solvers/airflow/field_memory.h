#pragma once

#include <algorithm>
#include <cstddef>
#include <stop_token>
#include <vector>

namespace hallwright::airflow {

namespace detail {
/// Asks the system for large pages in this memory, before it is written for the first time. Fresh
/// pages cost more than what is written to them: a field of 5 million cells takes 4 ms in large
/// ones, 16 ms in small ones, and the steps then miss fewer of their addresses.
void askForLargePages(void* memory, std::size_t bytes);

template <class Value>
void reserve(std::vector<Value>& field, std::size_t size) {
    if (field.capacity() >= size)
        return;
    std::vector<Value> fresh;
    fresh.reserve(size);
    askForLargePages(fresh.data(), size * sizeof(Value));
    field.swap(fresh);
}

/// Calls append(begin, end) for pieces of [0, size) until a stop is requested.
template <class Append>
void inPieces(std::size_t size, const std::stop_token& stop, const Append& append) {
    constexpr std::size_t kPiece = std::size_t{1} << 18; // a third of a millisecond
    for (std::size_t begin = 0; begin < size && !stop.stop_requested(); begin += kPiece)
        append(begin, std::min(begin + kPiece, size));
}
} // namespace detail

/// Makes `field` hold `size` times `value`. Where a stop is requested it ends early and the field
/// is shorter: of no use.
template <class Value>
void fillField(std::vector<Value>& field, std::size_t size, Value value,
               const std::stop_token& stop) {
    field.clear();
    detail::reserve(field, size);
    detail::inPieces(size, stop, [&](std::size_t, std::size_t end) { field.resize(end, value); });
}

/// Makes `to` the same as `from`; likewise.
template <class Value>
void copyField(const std::vector<Value>& from, std::vector<Value>& to,
               const std::stop_token& stop) {
    to.clear();
    detail::reserve(to, from.size());
    detail::inPieces(from.size(), stop, [&](std::size_t begin, std::size_t end) {
        const auto first = from.begin();
        to.insert(to.end(), first + static_cast<std::ptrdiff_t>(begin),
                  first + static_cast<std::ptrdiff_t>(end));
    });
}

} // namespace hallwright::airflow
