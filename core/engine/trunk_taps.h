#pragma once

#include "core/engine/trunk_power.h"
#include "core/solvers/power/power_solution.h"

#include <vector>

namespace hallwright::engine {

/// The on-load tap changers of the trunk's transformers: each holds the voltage of its low-voltage
/// bar at the set-point and within the dead band of its catalogue type. The solver moves them from
/// neutral during the first solve of a campus, so that where they stand depends on the campus
/// alone and not on what was solved before; then they stay until something changes that could make
/// one of them stand elsewhere.
class TrunkTaps {
public:
    /// What has changed since the positions were found.
    struct Change {
        bool isOtherNetwork = false; ///< structure, or a value of the trunk's branches
        double rebuilt_W = 0.0;      ///< racks' load of halls whose rows were made anew
    };

    /// Begins with a joined problem: gives it the changers, and the rows of their transformers the
    /// positions found earlier, or neutral ones where these may no longer hold. `isRackLoad`: as
    /// the problem's loads. True where rows were changed that the network was told otherwise.
    bool begin(const TrunkPower& trunk, power::PowerProblem& problem,
               const std::vector<bool>& isLive, const std::vector<bool>& isRackLoad,
               const Change& change);

    /// Whether the positions are found; else the next solve is to move the changers.
    [[nodiscard]] bool areFound() const { return m_areFound; }

    /// Takes over the positions that a converged solve has found. True where one is not neutral.
    bool take(const TrunkPower& trunk, power::PowerProblem& problem,
              const power::PowerSolution& solution, const std::vector<bool>& isRackLoad);

    /// Makes the next begin() start from neutral, whatever was solved before.
    void forget();

    /// Of each trunk transformer, as trunk.transformers.
    [[nodiscard]] const std::vector<int>& positions() const { return m_positions; }

    /// Row of trunk.transformers that a row of the problem's changers belongs to.
    [[nodiscard]] std::size_t transformerOf(std::size_t changer) const {
        return m_transformerOf[changer];
    }

private:
    [[nodiscard]] bool stillHold(const TrunkPower& trunk, const power::PowerProblem& problem,
                                 const std::vector<bool>& isRackLoad, const Change& change) const;
    void setRows(const TrunkPower& trunk, power::PowerProblem& problem) const;

    std::vector<int> m_positions;
    std::vector<std::size_t> m_transformerOf; ///< of each changer, row of trunk.transformers
    bool m_areFound = false;
    double m_margin_pu = 0.0;         ///< least change of a bar's voltage that could move one
    std::vector<double> m_foundAt_pu; ///< racks' loads that they were found for, as problem.loads
};

} // namespace hallwright::engine
