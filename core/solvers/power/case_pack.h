#pragma once

#include "core/solvers/power/case_changes.h"
#include "core/solvers/power/lanes.h"
#include "core/solvers/power/node_state.h"
#include "core/solvers/power/sweep_plan.h"

#include <span>
#include <vector>

namespace hallwright::power {

/// Powers and start voltages of kLanes cases, a case a lane. Lengths: see SweepView.
struct CasePack {
    std::vector<Phasor<Lanes>> power;
    std::vector<Phasor<Lanes>> currentShare;   ///< empty where no load has such a share
    std::vector<Phasor<Lanes>> impedanceShare; ///< empty where no load has such a share
    std::vector<Phasor<Lanes>> voltage;
    std::vector<Phasor<Lanes>> current; ///< working space of the sweeps
};

/// Puts cases that change powers and source voltages only into packs.
class PackFiller {
public:
    PackFiller(const PowerProblem& base, const NetworkStructure& structure, const SweepPlan& plan,
               const NodeState& start);

    [[nodiscard]] bool dependsOnVoltage() const { return m_dependsOnVoltage; }
    [[nodiscard]] CasePack makePack() const;

    /// `which`: one to kLanes of `cases`; the last one fills the lanes that are left.
    void fill(std::span<const CaseChanges> cases, std::span<const int> which, CasePack& pack) const;

private:
    struct FlatLoad {
        int node;
        int row;
        Phasor<double> power;
        ZipShares zip;
    };
    void fillVoltages(std::span<const CaseChanges* const> lanes, CasePack& pack) const;
    void fillLoads(std::span<const CaseChanges* const> lanes, CasePack& pack) const;
    void changeLoads(std::span<const CaseChanges* const> lanes, CasePack& pack) const;
    void changeGenerators(std::span<const CaseChanges* const> lanes, CasePack& pack) const;
    void draw(const FlatLoad& load, const Phasor<Lanes>& power, CasePack& pack) const;

    const PowerProblem& m_base;
    const NetworkStructure& m_structure;
    const SweepPlan& m_plan;
    bool m_dependsOnVoltage = false;
    std::vector<FlatLoad> m_loads;       ///< in service, at nodes with unknown voltage
    std::vector<int> m_flatOfLoad;       ///< [loads] -1: not among them
    std::vector<Phasor<double>> m_fed;   ///< [nodes] by generators
    std::vector<Phasor<double>> m_start; ///< [voltage places]
};

} // namespace hallwright::power
