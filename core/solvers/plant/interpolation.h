#pragma once

#include <vector>

namespace hallwright::plant {

/// y over x by straight lines; held constant beyond both ends. x strictly increasing, same length
/// as y.
struct Interpolation {
    std::vector<double> x;
    std::vector<double> y;

    [[nodiscard]] bool isEmpty() const { return x.empty(); }
    /// Value at `at`; `whenEmpty` if there are no points.
    [[nodiscard]] double valueAt(double at, double whenEmpty = 1.0) const;
};

} // namespace hallwright::plant
