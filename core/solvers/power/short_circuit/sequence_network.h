#pragma once

#include "core/solvers/power/short_circuit/short_circuit_problem.h"
#include "core/solvers/power/short_circuit/voltage_factor.h"

#include <utility>
#include <vector>

namespace hallwright::short_circuit {

/// What a network of sequence impedances is made for.
struct NetworkView {
    FaultCase faultCase = FaultCase::Maximum;
    VoltageRules rules;
    bool withMotors = true;
    int faultedUnit = kNone; ///< transformer of the unit that has the fault between its two parts
    bool isSteady = false;   ///< machines behind their synchronous reactance, without correction
};

/// The problem as impedances per unit between nodes, corrected by IEC 60909-0 and ready to be
/// factored: buses that links join are one node, each three-winding transformer adds one. All
/// per-unit values are on kBase_MVA and the buses' nominal voltages.
class SequenceNetwork {
public:
    static constexpr double kBase_MVA = 100.0;

    struct Series {
        int from = 0; ///< the side of the ratio
        int to = 0;
        double ratio = 1.0; ///< from over to, per unit
        Complex z1;         ///< at the `to` side
        Complex z0;
        bool carriesZero = false;
    };
    struct Shunt { ///< to earth, or to the source behind it
        int node = 0;
        Complex z1;
        Complex z1Peak; ///< with the fictitious resistance of machines
        Complex z0;
        bool hasPositive = false;
        bool hasZero = false;
        int generator = kNone;
        int motor = kNone;
    };

    SequenceNetwork(const ShortCircuitProblem& problem, const NetworkView& view);

    [[nodiscard]] int nodeCount() const { return static_cast<int>(m_base_kV.size()); }
    /// Node of a bus; kNone where no source reaches it.
    [[nodiscard]] int nodeOf(int bus) const { return m_nodeOfBus[static_cast<std::size_t>(bus)]; }
    [[nodiscard]] double base_kV(int node) const {
        return m_base_kV[static_cast<std::size_t>(node)];
    }
    [[nodiscard]] double baseImpedance_ohm(int node) const;
    [[nodiscard]] double baseCurrent_kA(int node) const;
    [[nodiscard]] const std::vector<Series>& series() const { return m_series; }
    [[nodiscard]] const std::vector<Shunt>& shunts() const { return m_shunts; }
    /// Whether an earth current finds a way back from a node.
    [[nodiscard]] bool hasEarthPath(int node) const {
        return m_hasEarthPath[static_cast<std::size_t>(node)];
    }
    /// Whether a node's island has a source with a voltage and with it the current of a network
    /// feeder, which does not decay.
    [[nodiscard]] bool hasNetworkFeeder(int node) const {
        return m_hasFeeder[static_cast<std::size_t>(node)];
    }
    /// Island of a node or, without a voltage source, of a bus: which converters share it.
    [[nodiscard]] int islandOfBus(int bus) const {
        return m_islandOfBus[static_cast<std::size_t>(bus)];
    }

    [[nodiscard]] std::vector<std::pair<int, int>> edges() const;
    /// Correction factors by row of the problem: K_T or K_S; K_G or K_S; by pair of windings.
    [[nodiscard]] const std::vector<double>& transformerCorrections() const { return m_kT; }
    [[nodiscard]] const std::vector<double>& generatorCorrections() const { return m_kG; }

private:
    void findNodes();
    void addFeeders();
    void addLines();
    void addTransformers();
    void addThreeWindingTransformers();
    void addGenerators();
    void addMotors();
    void findEarthPaths();
    [[nodiscard]] double cOf(double nominal_kV, FaultCase faultCase) const;
    [[nodiscard]] double cMaxAt(int bus) const;
    void addWindingZero(const Transformer& transformer, Series& series, Complex z0,
                        double nodeToOhm);

    const ShortCircuitProblem& m_problem;
    NetworkView m_view;
    std::vector<int> m_nodeOfBus, m_islandOfBus;
    std::vector<int> m_starNode; ///< of each three-winding transformer
    std::vector<double> m_base_kV;
    std::vector<bool> m_hasFeeder, m_hasEarthPath;
    std::vector<Series> m_series;
    std::vector<Shunt> m_shunts;
    std::vector<double> m_kT, m_kG;
};

} // namespace hallwright::short_circuit
