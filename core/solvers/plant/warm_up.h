#pragma once

#include "core/solvers/plant/interpolation.h"

#include <limits>
#include <optional>
#include <stop_token>
#include <vector>

namespace hallwright::plant {

/// A body of coolant at one temperature: C dT/dt = heat put in - heat taken out.
struct WarmUpBody {
    double capacity_J_per_K = 0.0; ///< rho cp V, above 0
    double start_K = 293.15;
    double heat_W = 0.0;
    double limit_K = std::numeric_limits<double>::infinity(); ///< warmest that is allowed
};

/// Coolant that goes round between two bodies, what is supplied and what comes back.
struct WarmUpStream {
    int supply = 0;
    int back = 0;
    double capacity_W_per_K = 0.0; ///< rho cp Q
};

/// An exchanger on a stream: coolant enters it from `back` and leaves into `supply`, and its heat
/// goes to a second stream, from whose `primarySupply` into its `primaryBack`:
/// q = k (T_back - T_primarySupply), never backwards. Its valve keeps what leaves from getting
/// colder than `hold_K`: q <= C (T_back - hold).
struct WarmUpExchange {
    int supply = 0;
    int back = 0;
    int primarySupply = 0;
    int primaryBack = 0;
    double conductance_W_per_K = 0.0;
    double capacity_W_per_K = 0.0; ///< of the stream that is cooled
    double hold_K = 0.0;
};

/// What cools a stream to outdoors: heat [W] over the temperature [K] that comes back, taken out of
/// what is supplied. One body alone has both ends.
struct WarmUpSink {
    int supply = 0;
    int back = 0;
    Interpolation removed_W;
};

struct WarmUpProblem {
    std::vector<WarmUpBody> bodies;
    std::vector<WarmUpStream> streams;
    std::vector<WarmUpExchange> exchanges;
    std::vector<WarmUpSink> sinks;
    double end_s = 4.0 * 3600.0;
};

struct WarmUp {
    std::vector<double> time_s;                     ///< of the points of the course
    std::vector<std::vector<double>> temperature_K; ///< at each of them, by body
    std::optional<double> limitAt_s; ///< first limit that is passed; none: not before the end
    int firstBody = -1;              ///< that passes it
};

/// Temperatures until the first body passes its limit or the end. Classical Runge-Kutta of fourth
/// order with a fixed step of a fifth of the shortest time constant; a body by itself follows its
/// straight line T = T0 + Q t / C exactly. Two bodies to a stream stand between one that is mixed
/// all through and plug flow: water that passes a dead cooler comes out as warm as it went in.
[[nodiscard]] WarmUp solveWarmUp(const WarmUpProblem& problem, std::stop_token stop = {});

} // namespace hallwright::plant
