#include "core/solvers/power/short_circuit/short_circuit_solver.h"

#include "core/base/index.h"
#include "core/solvers/power/complex_math.h"
#include "core/solvers/power/short_circuit/fault_formulas.h"
#include "core/solvers/power/short_circuit/sequence_network.h"
#include "core/solvers/power/short_circuit/symmetric_factor.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>

namespace hallwright::short_circuit {

namespace {

using std::numbers::sqrt2;
using std::numbers::sqrt3;

using base::at;

/// Share of the system frequency that method C computes at: 20 Hz of 50, 24 of 60.
constexpr double kEquivalentFrequency = 0.4;

enum class Sequence { Positive, PositiveForPeak, Zero };

/// One view of the problem, factored for the sequences that are asked for.
class FactoredNetwork {
public:
    FactoredNetwork(const ShortCircuitProblem& problem, const NetworkView& view)
        : m_network(problem, view), m_factor(m_network.nodeCount(), m_network.edges()) {}

    [[nodiscard]] const SequenceNetwork& network() const { return m_network; }

    /// Fills the matrix with admittances; `frequency` scales reactances. False: singular.
    bool factor(Sequence sequence, double frequency = 1.0) {
        std::vector<Complex> diagonal(at(m_network.nodeCount()));
        std::vector<Complex> offDiagonal(m_network.series().size());
        const bool isZero = sequence == Sequence::Zero;
        const auto admittance = [&](Complex z) {
            return power::inverse({z.real(), z.imag() * frequency});
        };
        std::size_t row = 0;
        for (const auto& series : m_network.series()) {
            const std::size_t place = row++;
            if (isZero && (!series.carriesZero || !m_network.hasEarthPath(series.from)))
                continue;
            const Complex y = admittance(isZero ? series.z0 : series.z1);
            diagonal[at(series.from)] += y / (series.ratio * series.ratio);
            diagonal[at(series.to)] += y;
            offDiagonal[place] = -y / series.ratio;
        }
        for (const auto& shunt : m_network.shunts())
            if (isZero ? shunt.hasZero : shunt.hasPositive)
                diagonal[at(shunt.node)] +=
                    admittance(isZero                                  ? shunt.z0
                               : sequence == Sequence::PositiveForPeak ? shunt.z1Peak
                                                                       : shunt.z1);
        if (isZero)
            for (int node = 0; node < m_network.nodeCount(); ++node)
                if (!m_network.hasEarthPath(node))
                    diagonal[at(node)] = 1.0; // never asked for
        return m_factor.factor(diagonal, offDiagonal);
    }

    [[nodiscard]] std::vector<Complex> impedances() const { return m_factor.inverseDiagonal(); }
    [[nodiscard]] std::vector<Complex> transfers(int node) const {
        return m_factor.inverseColumn(node);
    }

private:
    SequenceNetwork m_network;
    SymmetricFactor m_factor;
};

class Solver {
public:
    Solver(const ShortCircuitProblem& problem, const ShortCircuitOptions& options)
        : m_problem(problem), m_options(options) {
        m_view.faultCase = options.faultCase;
        m_view.rules = options.rules;
        m_view.withMotors = options.withMotors && options.faultCase == FaultCase::Maximum;
    }

    ShortCircuitSolution solve() {
        m_solution.buses.resize(m_problem.buses.size());
        std::vector<bool> all(m_problem.buses.size(), true);
        if (!solveBuses(m_view, all))
            return std::move(m_solution);
        for (int row = 0; row < static_cast<int>(m_problem.transformers.size()); ++row)
            if (!solveInsideUnit(row))
                return std::move(m_solution);
        addConverterIslands();
        m_solution.isSolved = true;
        return std::move(m_solution);
    }

private:
    /// Faults between a generator and its unit transformer have corrections of their own.
    bool solveInsideUnit(int row) {
        const auto& unit = m_problem.transformers[at(row)];
        if (unit.unitGenerator < 0)
            return true;
        auto view = m_view;
        view.faultedUnit = row;
        std::vector<bool> wanted(m_problem.buses.size(), false);
        wanted[at(unit.lowBus)] = true;
        m_unitVoltage = m_problem.generators[at(unit.unitGenerator)].rated_kV /
                        m_problem.buses[at(unit.lowBus)].nominal_kV;
        const bool isSolved = solveBuses(view, wanted);
        m_unitVoltage = 1.0;
        return isSolved;
    }

    bool solveBuses(const NetworkView& view, const std::vector<bool>& wanted) {
        FactoredNetwork factored(m_problem, view);
        const auto& network = factored.network();
        if (view.faultedUnit < 0) {
            m_solution.transformerCorrections = network.transformerCorrections();
            m_solution.generatorCorrections = network.generatorCorrections();
        }
        if (!factored.factor(Sequence::Positive))
            return fail();
        const auto z1 = factored.impedances();
        addMachines(factored, z1);
        const bool isEquivalent = m_options.peakMethod == PeakMethod::EquivalentFrequency;
        const double frequency = isEquivalent ? kEquivalentFrequency : 1.0;
        if (!factored.factor(Sequence::PositiveForPeak, frequency))
            return fail();
        const auto zPeak = factored.impedances();
        if (!factored.factor(Sequence::Zero))
            return fail();
        const auto z0 = factored.impedances();
        const auto steady = withoutMotors(view);
        if (!steady || !findMachinesAlone(view))
            return false;
        for (int bus = 0; bus < static_cast<int>(m_problem.buses.size()); ++bus) {
            const int node = network.nodeOf(bus);
            if (node < 0 || !wanted[at(bus)])
                continue;
            auto& level = m_solution.buses[at(bus)];
            level = {};
            level.isEnergised = true;
            setInitial(level, network, node, z1[at(node)], z0[at(node)]);
            setPeak(level, network, node, zPeak[at(node)], frequency);
            // Angles can make the sum of equation (75) larger than what it starts from.
            level.ib_kA = std::min(m_breaking_kA[at(node)], level.ik3_kA);
            if (network.hasNetworkFeeder(node))
                level.ik_kA =
                    steady->empty()
                        ? level.c * network.baseCurrent_kA(node) / std::abs(z1[at(node)])
                        : level.c * network.baseCurrent_kA(node) / std::abs((*steady)[at(node)]);
            else if (!m_machinesAlone_kA.empty())
                level.ik_kA = std::min(m_machinesAlone_kA[at(node)], level.ik3_kA);
            const double m =
                directCurrentHeat(level.kappa, m_problem.frequency_Hz, m_options.thermalDuration_s);
            level.ith_kA = level.ik3_kA * std::sqrt(m + 1.0);
        }
        return true;
    }

    bool fail() {
        m_solution.message = "The network's impedances cancel at some bus: no fault current can be "
                             "stated. Look for reactances of opposite sign.";
        return false;
    }

    /// Equivalent voltage at a node over its nominal voltage.
    [[nodiscard]] double c(const SequenceNetwork& network, int node) const {
        return m_unitVoltage * voltageFactor(network.base_kV(node), m_view.faultCase, m_view.rules);
    }

    void setInitial(FaultLevel& level, const SequenceNetwork& network, int node, Complex z1,
                    Complex z0) const {
        const double base_kA = network.baseCurrent_kA(node);
        level.c = c(network, node);
        level.z1_ohm = z1 * network.baseImpedance_ohm(node);
        const double voltage_kA = level.c * base_kA / std::abs(z1); // of the voltage sources
        level.ik3_kA = voltage_kA + m_converters_kA[at(node)];
        level.ik2_kA = 0.5 * sqrt3 * voltage_kA;
        level.hasEarthPath = network.hasEarthPath(node);
        if (!level.hasEarthPath)
            return;
        level.z0_ohm = z0 * network.baseImpedance_ohm(node);
        level.ik1_kA = 3.0 * level.c * base_kA / std::abs(2.0 * z1 + z0);
        const EarthFault two = twoPhasesToEarth(z1, z0);
        level.ik2e_kA = two.phase * level.c * base_kA;
        level.ike2e_kA = two.earth * level.c * base_kA;
    }

    void setPeak(FaultLevel& level, const SequenceNetwork& network, int node, Complex zPeak,
                 double frequency) const {
        level.rOverX = zPeak.real() / zPeak.imag() * frequency;
        level.kappa = peakFactor(level.rOverX);
        if (m_options.peakMethod == PeakMethod::RatioWithSafety) {
            constexpr double kLowVoltage_kV = 1.0;
            const double most = network.base_kV(node) <= kLowVoltage_kV ? 1.8 : 2.0;
            level.kappa = std::max(level.kappa, std::min(1.15 * level.kappa, most));
        }
        const double converters_kA = m_converters_kA[at(node)];
        level.ip_kA = sqrt2 * (level.kappa * (level.ik3_kA - converters_kA) + converters_kA);
    }

    /// What machines and converters add to faults at each node, from columns of the inverse.
    /// Breaking current of meshed networks, IEC 60909-0 9.1.3:
    ///   Ib = Ik - sum (dU / c Un) (1 - mu) I_machine - sum (dU / c Un) (1 - mu q) I_motor
    void addMachines(const FactoredNetwork& factored, const std::vector<Complex>& z1) {
        const auto& network = factored.network();
        const std::size_t nodes = z1.size();
        std::vector<Complex> breaking(nodes);
        m_converters_kA.assign(nodes, 0.0);
        for (std::size_t node = 0; node < nodes; ++node)
            breaking[node] = c(network, static_cast<int>(node)) / z1[node]; // of 1 / base current
        for (const auto& shunt : network.shunts()) {
            if (shunt.generator < 0 && shunt.motor < 0)
                continue;
            const auto transfer = factored.transfers(shunt.node);
            const Complex y = power::inverse(shunt.z1);
            const double rated_pu = ratedCurrent_pu(shunt, network);
            for (std::size_t node = 0; node < nodes; ++node) {
                if (transfer[node] == Complex{})
                    continue;
                const Complex share = transfer[node] / z1[node]; // of c Un, lost at the machine
                const Complex current = c(network, static_cast<int>(node)) * share * y;
                const double kept = keptShare(shunt, std::abs(current) / rated_pu);
                if (kept >= 1.0)
                    continue;
                const Complex drop = Complex{0.0, shunt.z1.imag()} * y * share;
                breaking[node] -= drop * (1.0 - kept) * current;
            }
        }
        addConverters(factored, z1);
        m_breaking_kA.resize(nodes);
        for (std::size_t node = 0; node < nodes; ++node)
            m_breaking_kA[node] =
                std::abs(breaking[node]) * network.baseCurrent_kA(static_cast<int>(node)) +
                m_converters_kA[node];
    }

    void addConverters(const FactoredNetwork& factored, const std::vector<Complex>& z1) {
        const auto& network = factored.network();
        std::map<int, double> sum_pu; // by node: one column each
        for (const auto& converter : m_problem.converters)
            if (const int node = network.nodeOf(converter.bus); node >= 0)
                sum_pu[node] += limit_kA(converter) / network.baseCurrent_kA(node);
        for (const auto& [node, current_pu] : sum_pu) {
            const auto transfer = factored.transfers(node);
            for (std::size_t i = 0; i < z1.size(); ++i)
                m_converters_kA[i] += std::abs(transfer[i]) / std::abs(z1[i]) * current_pu *
                                      network.baseCurrent_kA(static_cast<int>(i));
        }
    }

    [[nodiscard]] double limit_kA(const Converter& converter) const {
        return m_view.faultCase == FaultCase::Maximum ? converter.max_kA : converter.min_kA;
    }

    [[nodiscard]] double ratedCurrent_pu(const SequenceNetwork::Shunt& shunt,
                                         const SequenceNetwork& network) const {
        double rating_MVA = 0.0, rated_kV = 1.0;
        if (shunt.generator >= 0) {
            const auto& generator = m_problem.generators[at(shunt.generator)];
            rating_MVA = generator.rating_MVA;
            rated_kV = generator.rated_kV;
        } else {
            const auto& motor = m_problem.motors[at(shunt.motor)];
            rating_MVA = motor.power_MW / (motor.cosPhi * motor.efficiency);
            rated_kV = motor.rated_kV;
        }
        return rating_MVA / (sqrt3 * rated_kV) / network.baseCurrent_kA(shunt.node);
    }

    /// mu, or mu q of a motor.
    [[nodiscard]] double keptShare(const SequenceNetwork::Shunt& shunt, double ratio) const {
        const double mu = machineDecay(ratio, m_options.breakerDelay_s);
        if (shunt.motor < 0)
            return mu;
        const auto& motor = m_problem.motors[at(shunt.motor)];
        return mu * motorDecay(motor.power_MW / motor.polePairs, m_options.breakerDelay_s);
    }

    /// Impedances without motors, which feed no steady current; empty where there are none anyway;
    /// none where the network is singular.
    std::optional<std::vector<Complex>> withoutMotors(NetworkView view) {
        if (!view.withMotors || m_problem.motors.empty())
            return std::vector<Complex>{};
        view.withMotors = false;
        FactoredNetwork factored(m_problem, view);
        if (!factored.factor(Sequence::Positive)) {
            fail();
            return std::nullopt;
        }
        return factored.impedances();
    }

    /// Steady current of machines without a network feeder beside them, by node: their voltage
    /// behind the synchronous reactance is the excitation's, which is its ceiling at most and that
    /// of no load at least. This is what the factors lambda of IEC 60909-0 10.1 are drawn from (IEC
    /// TR 60909-1); not a number where a machine's xd is not known. False: singular.
    bool findMachinesAlone(NetworkView view) {
        m_machinesAlone_kA.clear();
        if (m_problem.generators.empty())
            return true;
        view.withMotors = false;
        view.isSteady = true;
        FactoredNetwork factored(m_problem, view);
        if (!factored.factor(Sequence::Positive))
            return fail();
        const auto& network = factored.network();
        const auto z1 = factored.impedances();
        std::vector<Complex> open(z1.size()); // voltage before the fault
        std::vector<bool> isKnown(z1.size(), true);
        for (const auto& shunt : network.shunts()) {
            if (shunt.generator < 0)
                continue;
            const auto& generator = m_problem.generators[at(shunt.generator)];
            const auto transfer = factored.transfers(shunt.node);
            const Complex current = excitation_pu(generator) * generator.rated_kV /
                                    network.base_kV(shunt.node) * power::inverse(shunt.z1);
            for (std::size_t node = 0; node < z1.size(); ++node) {
                open[node] += transfer[node] * current;
                if (transfer[node] != Complex{} && generator.xdSynchronous_pu <= 0.0)
                    isKnown[node] = false;
            }
        }
        for (std::size_t node = 0; node < z1.size(); ++node)
            m_machinesAlone_kA.push_back(isKnown[node]
                                             ? std::abs(open[node] / z1[node]) *
                                                   network.baseCurrent_kA(static_cast<int>(node))
                                             : FaultLevel::kNoValue);
        return true;
    }

    /// Voltage behind the synchronous reactance over rated voltage.
    [[nodiscard]] double excitation_pu(const Generator& generator) const {
        if (generator.ceilingExcitation <= 0.0)
            return 0.0;
        return m_view.faultCase == FaultCase::Maximum
                   ? generator.ceilingExcitation *
                         ratedExcitation(generator.xdSynchronous_pu, generator.cosPhi)
                   : 1.0;
    }

    /// Islands with converters alone give the sum of their limited currents in every fault.
    void addConverterIslands() {
        if (m_problem.converters.empty())
            return;
        const SequenceNetwork network(m_problem, m_view);
        std::map<int, double> island_kA;
        for (const auto& converter : m_problem.converters)
            if (network.nodeOf(converter.bus) < 0)
                island_kA[network.islandOfBus(converter.bus)] +=
                    limit_kA(converter) * m_problem.buses[at(converter.bus)].nominal_kV;
        for (int bus = 0; bus < static_cast<int>(m_problem.buses.size()); ++bus) {
            const auto island = island_kA.find(network.islandOfBus(bus));
            if (island == island_kA.end())
                continue;
            auto& level = m_solution.buses[at(bus)];
            const double current_kA = island->second / m_problem.buses[at(bus)].nominal_kV;
            level = {};
            level.isEnergised = true;
            level.isConverterFed = true;
            level.ik3_kA = level.ik2_kA = level.ik1_kA = current_kA;
            level.ik2e_kA = level.ike2e_kA = current_kA;
            level.ib_kA = level.ik_kA = level.ith_kA = current_kA;
            level.kappa = 1.0;
            level.ip_kA = sqrt2 * current_kA;
        }
    }

    const ShortCircuitProblem& m_problem;
    const ShortCircuitOptions& m_options;
    NetworkView m_view;
    double m_unitVoltage = 1.0; ///< UrG / Un while faults inside a unit are sought
    ShortCircuitSolution m_solution;
    // By node of the present view:
    std::vector<double> m_breaking_kA, m_converters_kA;
    std::vector<double> m_machinesAlone_kA; ///< empty where there are no machines
};

} // namespace

ShortCircuitSolution solveShortCircuit(const ShortCircuitProblem& problem,
                                       const ShortCircuitOptions& options) {
    return Solver(problem, options).solve();
}

} // namespace hallwright::short_circuit
