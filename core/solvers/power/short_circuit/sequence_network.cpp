#include "core/solvers/power/short_circuit/sequence_network.h"

#include "core/base/index.h"
#include "core/solvers/power/disjoint_sets.h"
#include "core/solvers/power/short_circuit/correction_factors.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hallwright::short_circuit {

namespace {

using base::at;

/// Impedance with a given magnitude and ratio R/X.
Complex withRatio(double magnitude, double rOverX) {
    const double x = magnitude / std::sqrt(1.0 + rOverX * rOverX);
    return {x * rOverX, x};
}

/// r + jx of a short-circuit voltage and its resistive part.
Complex fromVoltages(double uk, double ur) {
    return {ur, std::sqrt(std::max(0.0, uk * uk - ur * ur))};
}

/// Resistance at a temperature over that at 20 degC: IEC 60909-0 equation (33), for copper and
/// aluminium alike.
double heated(double temperature_C) {
    return 1.0 + 0.004 * (temperature_C - 20.0);
}

} // namespace

SequenceNetwork::SequenceNetwork(const ShortCircuitProblem& problem, const NetworkView& view)
    : m_problem(problem), m_view(view) {
    findNodes();
    addFeeders();
    addLines();
    addTransformers();
    addThreeWindingTransformers();
    addGenerators();
    addMotors();
    findEarthPaths();
}

double SequenceNetwork::baseImpedance_ohm(int node) const {
    return base_kV(node) * base_kV(node) / kBase_MVA;
}

double SequenceNetwork::baseCurrent_kA(int node) const {
    return kBase_MVA / (std::numbers::sqrt3 * base_kV(node));
}

double SequenceNetwork::cOf(double nominal_kV, FaultCase faultCase) const {
    return voltageFactor(nominal_kV, faultCase, m_view.rules);
}

double SequenceNetwork::cMaxAt(int bus) const {
    return cOf(m_problem.buses[at(bus)].nominal_kV, FaultCase::Maximum);
}

/// Numbers what a source with a voltage reaches; the rest stays out of the matrix.
void SequenceNetwork::findNodes() {
    const int buses = static_cast<int>(m_problem.buses.size());
    power::DisjointSets merged(buses), islands(buses);
    for (const auto& link : m_problem.links) {
        merged.join(link.from, link.to);
        islands.join(link.from, link.to);
    }
    for (const auto& line : m_problem.lines)
        islands.join(line.from, line.to);
    for (const auto& transformer : m_problem.transformers)
        islands.join(transformer.highBus, transformer.lowBus);
    for (const auto& transformer : m_problem.threeWindingTransformers)
        for (int w = 1; w < 3; ++w)
            islands.join(transformer.bus[0], transformer.bus[at(w)]);
    std::vector<bool> isFed(at(buses), false), hasFeeder(at(buses), false);
    for (const auto& feeder : m_problem.feeders) {
        hasFeeder[at(islands.find(feeder.bus))] = true;
        isFed[at(islands.find(feeder.bus))] = true;
    }
    for (const auto& generator : m_problem.generators)
        isFed[at(islands.find(generator.bus))] = true;

    m_nodeOfBus.assign(at(buses), kNone);
    m_islandOfBus.resize(at(buses));
    for (int bus = 0; bus < buses; ++bus) {
        const int island = islands.find(bus);
        m_islandOfBus[at(bus)] = island;
        if (!isFed[at(island)])
            continue;
        const int first = merged.find(bus); // the smallest of its set, so numbered already
        if (first == bus) {
            m_nodeOfBus[at(bus)] = nodeCount();
            m_base_kV.push_back(m_problem.buses[at(bus)].nominal_kV);
            m_hasFeeder.push_back(hasFeeder[at(island)]);
        } else {
            m_nodeOfBus[at(bus)] = m_nodeOfBus[at(first)];
        }
    }
    for (const auto& transformer : m_problem.threeWindingTransformers) {
        const bool isLive = isFed[at(islands.find(transformer.bus[0]))];
        m_starNode.push_back(isLive ? nodeCount() : kNone);
        if (!isLive)
            continue;
        m_base_kV.push_back(transformer.rated_kV[0]);
        m_hasFeeder.push_back(hasFeeder[at(islands.find(transformer.bus[0]))]);
    }
}

void SequenceNetwork::addFeeders() {
    for (const auto& feeder : m_problem.feeders) {
        const int node = nodeOf(feeder.bus);
        const double c = cOf(base_kV(node), m_view.faultCase);
        const bool isMinimum = m_view.faultCase == FaultCase::Minimum && feeder.minPower_MVA > 0.0;
        const double power_MVA = isMinimum ? feeder.minPower_MVA : feeder.maxPower_MVA;
        Shunt shunt;
        shunt.node = node;
        shunt.z1 = withRatio(c * kBase_MVA / power_MVA, feeder.rOverX);
        shunt.z1Peak = shunt.z1;
        shunt.hasPositive = true;
        shunt.hasZero = feeder.x0OverX1 > 0.0;
        const double x0 = feeder.x0OverX1 * shunt.z1.imag();
        shunt.z0 = {feeder.r0OverX0 * x0, x0};
        m_shunts.push_back(shunt);
    }
}

void SequenceNetwork::addLines() {
    for (const auto& line : m_problem.lines) {
        Series series;
        series.from = nodeOf(line.from);
        series.to = nodeOf(line.to);
        if (series.from < 0 || series.from == series.to)
            continue;
        const double heat =
            m_view.faultCase == FaultCase::Minimum ? heated(line.endTemperature_C) : 1.0;
        const double base_ohm = baseImpedance_ohm(series.to);
        const double from_kV = base_kV(series.from), to_kV = base_kV(series.to);
        series.ratio = to_kV / from_kV; // 1 but where nominal voltages of a line's ends differ
        series.z1 = Complex{line.z1_ohm.real() * heat, line.z1_ohm.imag()} / base_ohm;
        series.z0 = Complex{line.z0_ohm.real() * heat, line.z0_ohm.imag()} / base_ohm;
        series.carriesZero = line.z0_ohm != Complex{};
        m_series.push_back(series);
    }
}

void SequenceNetwork::addTransformers() {
    for (const auto& transformer : m_problem.transformers) {
        m_kT.push_back(1.0);
        Series series;
        series.from = nodeOf(transformer.highBus);
        series.to = nodeOf(transformer.lowBus);
        if (series.from < 0 || series.from == series.to)
            continue;
        const Complex relative = fromVoltages(transformer.uk, transformer.ur);
        double k = transformerCorrection(relative.imag(), cMaxAt(transformer.lowBus));
        if (transformer.unitGenerator >= 0) {
            const auto& generator = m_problem.generators[at(transformer.unitGenerator)];
            const bool isFaulted = m_view.faultedUnit >= 0 &&
                                   &transformer == &m_problem.transformers[at(m_view.faultedUnit)];
            k = isFaulted ? 1.0
                          : unitCorrection(transformer, generator, base_kV(series.from),
                                           cMaxAt(transformer.highBus), relative.imag());
        }
        m_kT.back() = k;
        const double rated_ohm = transformer.low_kV * transformer.low_kV /
                                 (transformer.rating_MVA * transformer.parallel);
        const double scale = rated_ohm / baseImpedance_ohm(series.to);
        series.ratio = (transformer.high_kV / base_kV(series.from)) /
                       (transformer.low_kV / base_kV(series.to));
        series.z1 = k * scale * relative;
        const Complex relative0 =
            transformer.uk0 > 0.0 ? fromVoltages(transformer.uk0, transformer.ur0) : relative;
        addWindingZero(transformer, series, k * scale * relative0,
                       1.0 / baseImpedance_ohm(series.to));
        m_series.push_back(series);
    }
}

/// Where the zero-sequence impedance of a two-winding transformer lies: IEC 60909-0 annex B and
/// table 3; the magnetising branch, some hundred times larger, is neglected. Impedances per unit
/// at the low side; neutrals, which K_T does not touch, count three times.
void SequenceNetwork::addWindingZero(const Transformer& transformer, Series& series, Complex z0,
                                     double perOhmLow) {
    const double turns = transformer.high_kV / transformer.low_kV;
    const double units = transformer.parallel;
    const Complex highNeutral =
        3.0 * transformer.highNeutral_ohm / (turns * turns) * perOhmLow / units;
    const Complex lowNeutral = 3.0 * transformer.lowNeutral_ohm * perOhmLow / units;
    const auto high = transformer.highWinding, low = transformer.lowWinding;
    const auto addShunt = [&](int node, Complex z) {
        Shunt shunt;
        shunt.node = node;
        shunt.z0 = z;
        shunt.hasZero = true;
        m_shunts.push_back(shunt);
    };
    if (high == Winding::EarthedStar && low == Winding::EarthedStar) {
        series.z0 = z0 + highNeutral + lowNeutral;
        series.carriesZero = true;
        return;
    }
    // A delta on one side carries the zero-sequence current of the other; a zigzag its own.
    const double ratio2 = series.ratio * series.ratio;
    if (high == Winding::EarthedZigzag || (high == Winding::EarthedStar && low == Winding::Delta))
        addShunt(series.from, (z0 + highNeutral) * ratio2);
    if (low == Winding::EarthedZigzag || (low == Winding::EarthedStar && high == Winding::Delta))
        addShunt(series.to, z0 + lowNeutral);
}

void SequenceNetwork::addThreeWindingTransformers() {
    constexpr int kPairs[3][2] = {{0, 1}, {1, 2}, {0, 2}};
    for (std::size_t row = 0; row < m_problem.threeWindingTransformers.size(); ++row) {
        const auto& transformer = m_problem.threeWindingTransformers[row];
        const int star = m_starNode[row];
        if (star < 0)
            continue;
        std::array<Complex, 3> pair; // per unit at rated voltage
        for (std::size_t p = 0; p < 3; ++p) {
            const auto [a, b] = std::pair(at(kPairs[p][0]), at(kPairs[p][1]));
            const double reference_MVA =
                std::min(transformer.rating_MVA[a], transformer.rating_MVA[b]);
            const Complex relative = fromVoltages(transformer.uk[p], transformer.ur[p]);
            const double k = transformerCorrection(relative.imag(), cMaxAt(transformer.bus[b]));
            pair[p] = k * relative * kBase_MVA / reference_MVA;
        }
        const std::array<Complex, 3> arm{0.5 * (pair[0] + pair[2] - pair[1]),
                                         0.5 * (pair[0] + pair[1] - pair[2]),
                                         0.5 * (pair[1] + pair[2] - pair[0])};
        for (std::size_t w = 0; w < 3; ++w) {
            Series series;
            series.from = nodeOf(transformer.bus[w]);
            series.to = star;
            series.ratio = transformer.rated_kV[w] / base_kV(series.from);
            series.z1 = arm[w];
            series.z0 = arm[w];
            series.carriesZero = transformer.winding[w] == Winding::EarthedStar;
            m_series.push_back(series);
            if (transformer.winding[w] == Winding::Delta) {
                Shunt shunt;
                shunt.node = star;
                shunt.z0 = arm[w];
                shunt.hasZero = true;
                m_shunts.push_back(shunt);
            }
        }
    }
}

void SequenceNetwork::addGenerators() {
    for (int row = 0; row < static_cast<int>(m_problem.generators.size()); ++row) {
        const auto& generator = m_problem.generators[at(row)];
        const int node = nodeOf(generator.bus);
        double k = generatorCorrection(generator, base_kV(node), cMaxAt(generator.bus));
        for (std::size_t t = 0; t < m_problem.transformers.size(); ++t) {
            const auto& unit = m_problem.transformers[t];
            if (unit.unitGenerator != row)
                continue;
            k = static_cast<int>(t) == m_view.faultedUnit
                    ? unitFaultCorrection(unit, generator, cMaxAt(generator.bus))
                    : m_kT[t];
        }
        m_kG.push_back(k);
        Shunt shunt;
        shunt.node = node;
        shunt.generator = row;
        shunt.hasPositive = true;
        double x = subtransientReactance_ohm(generator);
        if (m_view.isSteady) {
            k = 1.0;
            x *= std::max(1.0, generator.xdSynchronous_pu / generator.xd_pu);
        }
        const double base_ohm = baseImpedance_ohm(node);
        shunt.z1 = k / base_ohm * Complex{generator.r_ohm, x};
        shunt.z1Peak = k / base_ohm * Complex{fictitiousResistance_ohm(generator), x};
        shunt.hasZero = generator.isEarthed && generator.x0_pu > 0.0;
        const double perUnit_ohm = generator.rated_kV * generator.rated_kV / generator.rating_MVA;
        shunt.z0 = (k * Complex{0.0, generator.x0_pu * perUnit_ohm} + 3.0 * generator.neutral_ohm) /
                   base_ohm;
        m_shunts.push_back(shunt);
    }
}

void SequenceNetwork::addMotors() {
    if (!m_view.withMotors)
        return;
    for (int row = 0; row < static_cast<int>(m_problem.motors.size()); ++row) {
        const auto& motor = m_problem.motors[at(row)];
        Shunt shunt;
        shunt.node = nodeOf(motor.bus);
        if (shunt.node < 0)
            continue;
        shunt.motor = row;
        shunt.hasPositive = true;
        shunt.z1 = motorImpedance_ohm(motor) / baseImpedance_ohm(shunt.node);
        shunt.z1Peak = shunt.z1;
        m_shunts.push_back(shunt);
    }
}

void SequenceNetwork::findEarthPaths() {
    power::DisjointSets sets(nodeCount());
    for (const auto& series : m_series)
        if (series.carriesZero)
            sets.join(series.from, series.to);
    std::vector<bool> isEarthedSet(m_base_kV.size(), false);
    for (const auto& shunt : m_shunts)
        if (shunt.hasZero)
            isEarthedSet[at(sets.find(shunt.node))] = true;
    m_hasEarthPath.resize(m_base_kV.size());
    for (int node = 0; node < nodeCount(); ++node)
        m_hasEarthPath[at(node)] = isEarthedSet[at(sets.find(node))];
}

std::vector<std::pair<int, int>> SequenceNetwork::edges() const {
    std::vector<std::pair<int, int>> places;
    places.reserve(m_series.size());
    for (const auto& series : m_series)
        places.emplace_back(series.from, series.to);
    return places;
}

} // namespace hallwright::short_circuit
