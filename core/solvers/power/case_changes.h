#pragma once

#include <vector>

namespace hallwright::power {

/// What one case of a batch changes in the base problem. Rows are those of the problem's tables;
/// what is not named stays, and a row is named once in a list. An empty CaseChanges is the base
/// itself.
struct CaseChanges {
    double loadFactor = 1.0;         ///< multiplies all loads
    std::vector<double> loadFactors; ///< [loads] multiplies each load further; empty: none

    struct LoadPower {
        int load;
        double p_pu; ///< at 1 pu voltage, instead of the base's, no factor applied
        double q_pu;
    };
    std::vector<LoadPower> loads;

    struct GeneratorPoint {
        int generator;
        double p_pu;
        double q_pu;
        double vSet_pu;
    };
    std::vector<GeneratorPoint> generators;

    struct SourceVoltage {
        int source;
        double vm_pu;
    };
    std::vector<SourceVoltage> sources;

    struct Tap {
        int branch;
        double tap;
        double shift_rad;
    };
    std::vector<Tap> taps;

    std::vector<int> branchesOut;
    std::vector<int> branchesIn; ///< back in service
    std::vector<int> linksOpened;
    std::vector<int> linksClosed;

    /// Another network than the base's: it must be compiled anew.
    [[nodiscard]] bool movesSwitches() const {
        return !branchesIn.empty() || !linksOpened.empty() || !linksClosed.empty();
    }
    /// Other admittances than the base's.
    [[nodiscard]] bool changesBranches() const {
        return movesSwitches() || !taps.empty() || !branchesOut.empty();
    }
};

} // namespace hallwright::power
