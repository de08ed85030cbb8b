#pragma once

#include <type_traits>

namespace hallwright::compute {

namespace detail {
void runWavefront(int layers, int rows, void (*call)(void*, int, int), void* body);
}

/// Calls body(layer, row) for all rows of all layers on CPU threads, each after (layer, row - 1)
/// and (layer - 1, row): the order that a Gauss-Seidel sweep needs, and with it the answer that one
/// thread would give, whatever the number of threads.
template <class Body>
void wavefront(int layers, int rows, Body&& body) {
    using Plain = std::remove_reference_t<Body>;
    detail::runWavefront(
        layers, rows,
        [](void* context, int layer, int row) { (*static_cast<Plain*>(context))(layer, row); },
        const_cast<std::remove_const_t<Plain>*>(&body));
}

} // namespace hallwright::compute
