#include "core/solvers/power/short_circuit/short_circuit_solver.h"

#include <cmath>
#include <initializer_list>
#include <string>

namespace hallwright::short_circuit {

namespace {

class Checker {
public:
    explicit Checker(const ShortCircuitProblem& problem) : m_problem(problem) {}

    base::Diagnostics check() {
        each("/buses/", m_problem.buses,
             [&](const Bus& bus) { positive(bus.nominal_kV, "nominal voltage"); });
        each("/feeders/", m_problem.feeders, [&](const NetworkFeeder& feeder) {
            hasBus(feeder.bus);
            positive(feeder.maxPower_MVA, "short-circuit power");
            notNegative({feeder.minPower_MVA, feeder.rOverX, feeder.x0OverX1, feeder.r0OverX0});
        });
        each("/lines/", m_problem.lines, [&](const Line& line) {
            hasBus(line.from);
            hasBus(line.to);
            finite({line.z1_ohm.real(), line.z1_ohm.imag(), line.z0_ohm.real(), line.z0_ohm.imag(),
                    line.endTemperature_C});
            if (line.z1_ohm == Complex{})
                find("the impedance is zero", "use a link between the two buses");
        });
        each("/links/", m_problem.links, [&](const Link& link) {
            hasBus(link.from);
            hasBus(link.to);
        });
        each("/transformers/", m_problem.transformers,
             [&](const Transformer& transformer) { checkTransformer(transformer); });
        each("/three_winding_transformers/", m_problem.threeWindingTransformers,
             [&](const ThreeWindingTransformer& transformer) { checkThreeWinding(transformer); });
        each("/generators/", m_problem.generators, [&](const Generator& generator) {
            hasBus(generator.bus);
            positive(generator.rating_MVA, "rated power");
            positive(generator.rated_kV, "rated voltage");
            positive(generator.xd_pu, "subtransient reactance");
            notNegative({generator.r_ohm, generator.x0_pu, generator.xdSynchronous_pu,
                         generator.ceilingExcitation});
            cosine(generator.cosPhi);
        });
        each("/motors/", m_problem.motors, [&](const Motor& motor) {
            hasBus(motor.bus);
            positive(motor.power_MW, "rated power");
            positive(motor.rated_kV, "rated voltage");
            positive(motor.startingRatio, "ratio of starting to rated current");
            positive(motor.efficiency, "efficiency");
            notNegative({motor.rOverX});
            cosine(motor.cosPhi);
            if (motor.polePairs < 1)
                find("a motor has one pair of poles or more", "give its number of pole pairs");
        });
        each("/converters/", m_problem.converters, [&](const Converter& converter) {
            hasBus(converter.bus);
            notNegative({converter.max_kA, converter.min_kA});
        });
        return std::move(m_findings);
    }

private:
    template <class Row, class Check>
    void each(const char* table, const std::vector<Row>& rows, Check check) {
        m_table = table;
        for (m_row = 0; m_row < rows.size(); ++m_row)
            check(rows[m_row]);
    }

    void checkTransformer(const Transformer& transformer) {
        hasBus(transformer.highBus);
        hasBus(transformer.lowBus);
        positive(transformer.rating_MVA, "rated power");
        positive(transformer.high_kV, "rated voltage of the high side");
        positive(transformer.low_kV, "rated voltage of the low side");
        voltages(transformer.uk, transformer.ur);
        if (transformer.uk0 != 0.0)
            voltages(transformer.uk0, transformer.ur0);
        if (transformer.parallel < 1)
            find("one unit or more works", "give the number of parallel units");
        const int generator = transformer.unitGenerator;
        if (generator != kNone &&
            (generator < 0 || generator >= static_cast<int>(m_problem.generators.size())))
            find("its generator does not exist", "name a row of the generators");
    }

    void checkThreeWinding(const ThreeWindingTransformer& transformer) {
        for (std::size_t w = 0; w < 3; ++w) {
            hasBus(transformer.bus[w]);
            positive(transformer.rating_MVA[w], "rated power of each winding");
            positive(transformer.rated_kV[w], "rated voltage of each winding");
            voltages(transformer.uk[w], transformer.ur[w]);
        }
    }

    void voltages(double uk, double ur) {
        positive(uk, "short-circuit voltage");
        notNegative({ur});
        if (ur > uk)
            find("the resistive part is above the short-circuit voltage",
                 "give both as a share of the rated voltage");
    }

    void hasBus(int bus) {
        if (bus < 0 || bus >= static_cast<int>(m_problem.buses.size()))
            find("it names bus " + std::to_string(bus) + ", which does not exist",
                 "name a row of the buses, counted from 0");
    }
    void positive(double value, const std::string& what) {
        if (!(value > 0.0) || !std::isfinite(value))
            find("the " + what + " is not a positive number", "give it as on the name plate");
    }
    void notNegative(std::initializer_list<double> values) {
        for (const double value : values)
            if (!(value >= 0.0) || !std::isfinite(value))
                find("a value is negative or no number", "give numbers of 0 or more");
    }
    void finite(std::initializer_list<double> values) {
        for (const double value : values)
            if (!std::isfinite(value))
                find("a value is no finite number", "give finite numbers");
    }
    void cosine(double value) {
        if (!(value > 0.0 && value <= 1.0))
            find("the power factor is outside 0 to 1", "give the rated cos phi");
    }
    void find(std::string what, std::string remedy) {
        m_findings.push_back({m_table + std::to_string(m_row), std::move(what), std::move(remedy)});
    }

    const ShortCircuitProblem& m_problem;
    base::Diagnostics m_findings;
    std::string m_table;
    std::size_t m_row = 0;
};

} // namespace

base::Diagnostics checkProblem(const ShortCircuitProblem& problem) {
    return Checker(problem).check();
}

} // namespace hallwright::short_circuit
