#pragma once

#include <type_traits>

namespace hallwright::compute {

namespace detail {
void runChunks(int count, int grain, void (*call)(void*, int, int), void* body);
}

/// Calls body(begin, end) for chunks that together cover [0, count), on CPU threads. `grain` is the
/// smallest chunk; with count <= grain everything runs on the calling thread. The body must write
/// to places of its own only: then the answer does not depend on the number of threads.
template <class Body>
void parallelChunks(int count, int grain, Body&& body) {
    using Plain = std::remove_reference_t<Body>;
    detail::runChunks(
        count, grain,
        [](void* context, int begin, int end) { (*static_cast<Plain*>(context))(begin, end); },
        const_cast<std::remove_const_t<Plain>*>(&body));
}

} // namespace hallwright::compute
