#pragma once

#include "core/solvers/airflow/device_air.h"
#include "core/solvers/airflow/lattice.h"

#include <array>
#include <stop_token>
#include <vector>

namespace hallwright::airflow {

/// The steady heat equation of a frozen flow, as a linear system in the temperature: upwind
/// advection, diffusion, what racks, units, openings, leaks and warm walls exchange. It says at
/// once where hours of slow warming or cooling at this flow would lead, and closes the heat balance
/// of a mean field: its columns sum to what leaves the hall, so that heat in equals heat out.
class HeatBalance {
public:
    HeatBalance(const AirflowProblem& problem, const Lattice& lattice);

    /// Takes over the flow. `wallSpeed_m_per_s` is that of the turbulent wall law, see
    /// MomentumView; `carried`: what leaves the devices of what enters them. The answer is the
    /// change within `duration_s` (one implicit step); HUGE_VAL: until all is steady. Ends early
    /// where a stop is requested; solve() then does nothing.
    void setFlow(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                 const std::vector<float>& eddyViscosity_m2_per_s,
                 const std::vector<float>& wallSpeed_m_per_s, const CarriedShares& carried,
                 double duration_s, const std::stop_token& stop = {});

    /// Takes over the flow for something that air carries and that spreads like heat, but that no
    /// wall and no device holds or passes on; steady.
    void setPassiveFlow(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                        const std::vector<float>& eddyViscosity_m2_per_s,
                        const std::stop_token& stop = {});
    /// Turns the equations of a passive flow into their adjoint: those of the flow run backwards.
    void transpose();

    /// Finds the change of temperature that takes the residual (K/s, what the present field gains
    /// in each cell) away. `correction_K` is where to start and becomes the answer. Gives the
    /// 2-norm of what is left over that of the residual; stops early when a stop is requested.
    double solve(const std::vector<float>& residual_K_per_s, std::vector<float>& correction_K,
                 int mostIterations, double tolerance, const std::stop_token& stop);

private:
    /// Air that a device takes in at one port and gives back at another.
    struct Transfer {
        const Port* from;
        const Port* to;
        float rate_per_s; ///< flow that carries, over the volume of a cell
    };

    /// For the arrays, from when they are needed first; false if stopped.
    [[nodiscard]] bool makeRoom(const std::stop_token& stop);
    void setTransport(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                      const std::vector<float>& eddyViscosity_m2_per_s,
                      const CarriedShares& carried, double duration_s);
    void invertLoss();
    void addLoss(const Port& port, double flow_m3_per_s);
    void addDevices(const CarriedShares& carried);
    [[nodiscard]] double meanAt(const Port& port, const std::vector<float>& x) const;
    /// y = losses x - gains x
    void apply(const std::vector<float>& x, std::vector<float>& y) const;
    /// Gauss-Seidel there and back from zero: x is about the inverse of the operator times b.
    void precondition(const std::vector<float>& b, std::vector<float>& x,
                      const std::stop_token& stop);
    void sweepForward(const std::vector<float>& b, std::vector<float>& x,
                      const std::stop_token& stop) const;
    void sweepBackward(const std::vector<float>& b, std::vector<float>& x,
                       const std::stop_token& stop) const;
    void carryThroughDevices(const std::vector<float>& b, const std::vector<float>& x);
    /// The same whatever the number of threads.
    [[nodiscard]] double dot(const std::vector<float>& a, const std::vector<float>& b);

    const AirflowProblem& m_problem;
    const Lattice& m_lattice;
    std::array<std::vector<float>, 3> m_fromNear; ///< gain of cell c from c - stride
    std::array<std::vector<float>, 3> m_fromFar;  ///< at face c: gain of c - stride from c
    std::vector<float> m_loss, m_inverseLoss;
    std::vector<Transfer> m_transfers;
    bool m_hasRoom = false;
    std::vector<float> m_source; ///< right side with what devices bring
    std::vector<float> m_rowSums;
    std::vector<float> m_residual, m_shadow, m_direction, m_image, m_smooth, m_secondImage;
};

} // namespace hallwright::airflow
