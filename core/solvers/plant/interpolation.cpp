#include "core/solvers/plant/interpolation.h"

#include <algorithm>

namespace hallwright::plant {

double Interpolation::valueAt(double at, double whenEmpty) const {
    if (x.empty() || y.size() < x.size())
        return whenEmpty;
    const auto above = std::upper_bound(x.begin(), x.end(), at);
    if (above == x.begin())
        return y.front();
    if (above == x.end())
        return y[x.size() - 1];
    const auto i = static_cast<std::size_t>(above - x.begin());
    const double t = (at - x[i - 1]) / (x[i] - x[i - 1]);
    return y[i - 1] + t * (y[i] - y[i - 1]);
}

} // namespace hallwright::plant
