#include "core/solvers/power/synthetic_campus.h"

#include "core/solvers/power/branch_parameters.h"
#include "core/solvers/power/sequence.h"

#include <algorithm>

namespace hallwright::power {
namespace {

constexpr double kBase_MVA = 10.0;
constexpr double kHv_kV = 132.0;
constexpr double kMv_kV = 22.0;
constexpr double kLv_kV = 0.415;
constexpr int kLvPerSubstation = 25;
constexpr int kLvPerFeeder = 5;
constexpr int kBuswaysPerLv = 5;
constexpr int kRacksPerBusway = 20;

class CampusMaker {
public:
    CampusMaker(int rackCount, FeederLayout layout) : m_racksLeft(rackCount), m_layout(layout) {
        m_problem.base_MVA = kBase_MVA;
    }

    PowerProblem make() {
        const int grid = addBus(kHv_kV);
        m_problem.sources.push_back(gridSource(grid, 8000.0, 0.1, 1.02, kBase_MVA));
        while (m_racksLeft > 0)
            addSubstation(grid);
        return std::move(m_problem);
    }

private:
    int addBus(double base_kV) {
        m_problem.buses.push_back({base_kV});
        return static_cast<int>(m_problem.buses.size()) - 1;
    }

    void addSubstation(int grid) {
        const int busbar = addBus(kMv_kV);
        const TwoWindingTransformer unit{.ratedPower_VA = 80e6,
                                         .hvRated_kV = 132.0,
                                         .lvRated_kV = 23.0,
                                         .shortCircuitVoltage = 0.125,
                                         .shortCircuitLoss_W = 280e3,
                                         .noLoadLoss_W = 45e3,
                                         .noLoadCurrent = 0.003};
        m_problem.branches.push_back(
            transformerBranch(unit, grid, busbar, kHv_kV, kMv_kV, kBase_MVA));
        for (int lv = 0; lv < kLvPerSubstation && m_racksLeft > 0; lv += kLvPerFeeder)
            addFeeder(busbar);
    }

    void addFeeder(int busbar) {
        const CableData cable{.r_ohm_per_km = 0.0469,
                              .x_ohm_per_km = 0.0634,
                              .c_F_per_km = 1.93e-7,
                              .ratedCurrent_A = 600.0};
        int previous = busbar;
        for (int i = 0; i < kLvPerFeeder && m_racksLeft > 0; ++i) {
            const int unit = addBus(kMv_kV);
            m_problem.branches.push_back(cableBranch(cable, m_sequence.between(150.0, 400.0),
                                                     previous, unit, kMv_kV, kBase_MVA));
            addLvBoard(unit);
            previous = unit;
        }
        if (m_layout == FeederLayout::ClosedRing)
            m_problem.branches.push_back(cableBranch(cable, m_sequence.between(400.0, 900.0),
                                                     previous, busbar, kMv_kV, kBase_MVA));
    }

    void addLvBoard(int mvUnit) {
        const TwoWindingTransformer transformer{.ratedPower_VA = 2.5e6,
                                                .hvRated_kV = 22.0,
                                                .lvRated_kV = 0.433,
                                                .shortCircuitVoltage = 0.06,
                                                .shortCircuitLoss_W = 19e3,
                                                .noLoadLoss_W = 2200.0,
                                                .noLoadCurrent = 0.004,
                                                .clock = 11};
        const int board = addBus(kLv_kV);
        m_problem.branches.push_back(
            transformerBranch(transformer, mvUnit, board, kMv_kV, kLv_kV, kBase_MVA));
        for (int i = 0; i < kBuswaysPerLv && m_racksLeft > 0; ++i)
            addBusway(board);
    }

    void addBusway(int board) {
        const CableData busway{
            .r_ohm_per_km = 0.064, .x_ohm_per_km = 0.032, .ratedCurrent_A = 800.0};
        int previous = board;
        double length_m = m_sequence.between(8.0, 20.0);
        for (int i = 0; i < kRacksPerBusway && m_racksLeft > 0; ++i, --m_racksLeft) {
            const int rack = addBus(kLv_kV);
            m_problem.branches.push_back(
                cableBranch(busway, length_m, previous, rack, kLv_kV, kBase_MVA));
            m_problem.loads.push_back(loadFromWatts(rack, m_sequence.between(8e3, 22e3),
                                                    m_sequence.between(0.93, 0.99), kBase_MVA));
            previous = rack;
            length_m = m_sequence.between(0.8, 1.2);
        }
    }

    int m_racksLeft;
    FeederLayout m_layout;
    Sequence m_sequence;
    PowerProblem m_problem;
};

} // namespace

PowerProblem syntheticCampus(int rackCount, FeederLayout layout) {
    return CampusMaker(std::max(rackCount, 0), layout).make();
}

} // namespace hallwright::power
