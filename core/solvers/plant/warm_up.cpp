#include "core/solvers/plant/warm_up.h"

#include "core/base/index.h"

#include <algorithm>
#include <cmath>

namespace hallwright::plant {

namespace {

constexpr double kStepShare = 0.2; ///< of the shortest time constant
constexpr double kLongestStep_s = 5.0;
constexpr double kShortestStep_s = 0.01;
constexpr int kCoursePoints = 240;

using base::at;

class Run {
public:
    explicit Run(const WarmUpProblem& problem) : m_problem(problem) {}

    WarmUp solve(std::stop_token stop) {
        std::vector<double> t_K;
        for (const auto& body : m_problem.bodies)
            t_K.push_back(body.start_K);
        WarmUp course;
        record(course, 0.0, t_K);
        if (passes(t_K) >= 0) {
            course.limitAt_s = 0.0;
            course.firstBody = passes(t_K);
            return course;
        }
        const double step_s = step();
        const double record_s = m_problem.end_s / kCoursePoints;
        for (double time_s = 0.0; time_s < m_problem.end_s && !stop.stop_requested();) {
            const double h = std::min(step_s, m_problem.end_s - time_s);
            const auto next_K = advance(t_K, h);
            if (const int body = passes(next_K); body >= 0) {
                course.firstBody = body;
                course.limitAt_s = time_s + h * shareUntilLimit(t_K, next_K, course.firstBody);
                record(course, *course.limitAt_s,
                       mix(t_K, next_K, (*course.limitAt_s - time_s) / h));
                return course;
            }
            time_s += h;
            t_K = next_K;
            if (time_s - course.time_s.back() >= record_s)
                record(course, time_s, t_K);
        }
        return course;
    }

private:
    double step() const {
        std::vector<double> conductance(m_problem.bodies.size(), 0.0);
        for (const auto& stream : m_problem.streams)
            for (const int body : {stream.supply, stream.back})
                conductance[at(body)] += stream.capacity_W_per_K;
        for (const auto& exchange : m_problem.exchanges)
            for (const int body : {exchange.supply, exchange.back, exchange.primaryBack})
                conductance[at(body)] +=
                    std::max(exchange.conductance_W_per_K, exchange.capacity_W_per_K);
        for (const auto& sink : m_problem.sinks)
            for (std::size_t i = 1; i < sink.removed_W.x.size(); ++i)
                conductance[at(sink.supply)] =
                    std::max(conductance[at(sink.supply)],
                             std::abs(sink.removed_W.y[i] - sink.removed_W.y[i - 1]) /
                                 (sink.removed_W.x[i] - sink.removed_W.x[i - 1]));
        double step_s = kLongestStep_s;
        for (std::size_t i = 0; i < m_problem.bodies.size(); ++i)
            if (conductance[i] > 0.0)
                step_s = std::min(step_s, kStepShare * m_problem.bodies[i].capacity_J_per_K /
                                              conductance[i]);
        return std::max(kShortestStep_s, step_s);
    }

    /// dT/dt of all bodies.
    std::vector<double> slopes(const std::vector<double>& t_K) const {
        std::vector<double> heat_W;
        for (const auto& body : m_problem.bodies)
            heat_W.push_back(body.heat_W);
        for (const auto& stream : m_problem.streams) {
            const double q_W =
                stream.capacity_W_per_K * (t_K[at(stream.back)] - t_K[at(stream.supply)]);
            heat_W[at(stream.supply)] += q_W;
            heat_W[at(stream.back)] -= q_W;
        }
        for (const auto& exchange : m_problem.exchanges) {
            const double back_K = t_K[at(exchange.back)];
            const double q_W =
                std::max(0.0, std::min(exchange.conductance_W_per_K *
                                           (back_K - t_K[at(exchange.primarySupply)]),
                                       exchange.capacity_W_per_K * (back_K - exchange.hold_K)));
            heat_W[at(exchange.supply)] -= q_W;
            heat_W[at(exchange.primaryBack)] += q_W;
        }
        for (const auto& sink : m_problem.sinks)
            heat_W[at(sink.supply)] -= sink.removed_W.valueAt(t_K[at(sink.back)], 0.0);
        for (std::size_t i = 0; i < heat_W.size(); ++i)
            heat_W[i] /= m_problem.bodies[i].capacity_J_per_K;
        return heat_W;
    }

    static std::vector<double> plus(const std::vector<double>& a, const std::vector<double>& b,
                                    double factor) {
        std::vector<double> sum(a);
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum[i] += factor * b[i];
        return sum;
    }

    static std::vector<double> mix(const std::vector<double>& a, const std::vector<double>& b,
                                   double share) {
        std::vector<double> between(a);
        for (std::size_t i = 0; i < between.size(); ++i)
            between[i] += share * (b[i] - a[i]);
        return between;
    }

    std::vector<double> advance(const std::vector<double>& t_K, double h) const {
        const auto k1 = slopes(t_K);
        const auto k2 = slopes(plus(t_K, k1, 0.5 * h));
        const auto k3 = slopes(plus(t_K, k2, 0.5 * h));
        const auto k4 = slopes(plus(t_K, k3, h));
        std::vector<double> next(t_K);
        for (std::size_t i = 0; i < next.size(); ++i)
            next[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        return next;
    }

    /// First body beyond its limit; -1: none.
    int passes(const std::vector<double>& t_K) const {
        for (std::size_t i = 0; i < t_K.size(); ++i)
            if (t_K[i] > m_problem.bodies[i].limit_K)
                return static_cast<int>(i);
        return -1;
    }

    /// Share of the step after which the first of all limits is passed; names its body.
    double shareUntilLimit(const std::vector<double>& before_K, const std::vector<double>& after_K,
                           int& body) const {
        double least = 1.0;
        for (std::size_t i = 0; i < before_K.size(); ++i) {
            const double limit_K = m_problem.bodies[i].limit_K;
            if (after_K[i] <= limit_K || after_K[i] <= before_K[i])
                continue;
            const double share = (limit_K - before_K[i]) / (after_K[i] - before_K[i]);
            if (share < least) {
                least = share;
                body = static_cast<int>(i);
            }
        }
        return std::clamp(least, 0.0, 1.0);
    }

    static void record(WarmUp& course, double time_s, const std::vector<double>& t_K) {
        course.time_s.push_back(time_s);
        course.temperature_K.push_back(t_K);
    }

    const WarmUpProblem& m_problem;
};

} // namespace

WarmUp solveWarmUp(const WarmUpProblem& problem, std::stop_token stop) {
    return Run(problem).solve(std::move(stop));
}

} // namespace hallwright::plant
