#include "core/solvers/power/problem_check.h"

#include <cmath>
#include <initializer_list>
#include <string>

namespace hallwright::power {
namespace {

class ProblemChecker {
public:
    explicit ProblemChecker(const PowerProblem& problem)
        : m_problem(problem), m_busCount(static_cast<int>(problem.buses.size())) {}

    base::Diagnostics check() {
        if (!(m_problem.base_MVA > 0.0) || !std::isfinite(m_problem.base_MVA))
            m_findings.push_back({"/base_MVA", "the base power is not a positive number",
                                  "give the common base in MVA, for example 100"});
        each("/buses/", m_problem.buses, [&](const Bus& bus) {
            requireFinite({bus.base_kV, bus.shuntG_pu, bus.shuntB_pu});
        });
        each("/branches/", m_problem.branches, [&](const Branch& branch) { checkBranch(branch); });
        each("/links/", m_problem.links, [&](const Link& link) {
            requireBus(link.from);
            requireBus(link.to);
        });
        each("/loads/", m_problem.loads, [&](const Load& load) {
            requireBus(load.bus);
            requireFinite(
                {load.p_pu, load.q_pu, load.zip.power, load.zip.current, load.zip.impedance});
        });
        each("/generators/", m_problem.generators,
             [&](const Generator& generator) { checkGenerator(generator); });
        each("/sources/", m_problem.sources, [&](const Source& source) {
            requireBus(source.bus);
            requireFinite({source.vm_pu, source.va_rad, source.r_pu, source.x_pu});
            if (source.inService)
                requirePositive(source.vm_pu, "voltage");
        });
        each("/tapChangers/", m_problem.tapChangers,
             [&](const TapChanger& changer) { checkTapChanger(changer); });
        each("/couplings/", m_problem.couplings,
             [&](const Coupling& coupling) { checkCoupling(coupling); });
        return std::move(m_findings);
    }

private:
    template <class Row, class Check>
    void each(const char* table, const std::vector<Row>& rows, Check check) {
        m_table = table;
        for (m_row = 0; m_row < rows.size(); ++m_row)
            check(rows[m_row]);
    }

    void checkBranch(const Branch& branch) {
        requireBus(branch.from);
        requireBus(branch.to);
        requireFinite({branch.r_pu, branch.x_pu, branch.g_pu, branch.b_pu, branch.tap,
                       branch.shift_rad, branch.rating_MVA});
        if (!branch.inService)
            return;
        requirePositive(branch.tap, "tap ratio");
        if (branch.r_pu == 0.0 && branch.x_pu == 0.0)
            find("the series impedance is zero", "use a closed link between the two buses");
    }

    void checkGenerator(const Generator& generator) {
        requireBus(generator.bus);
        requireFinite({generator.p_pu, generator.q_pu, generator.vSet_pu});
        if (std::isnan(generator.qMin_pu) || std::isnan(generator.qMax_pu))
            find("a reactive power limit is not a number", "use infinity where there is no limit");
        if (generator.inService && generator.controlsVoltage)
            requirePositive(generator.vSet_pu, "voltage set-point");
    }

    void checkTapChanger(const TapChanger& changer) {
        requireBus(changer.controlledBus);
        if (changer.branch < 0 || changer.branch >= static_cast<int>(m_problem.branches.size()))
            find("branch index " + std::to_string(changer.branch) + " is outside the table",
                 "put it on a branch of this problem");
        requireFinite({changer.vSet_pu, changer.band_pu, changer.neutralTap, changer.step});
        requirePositive(changer.vSet_pu, "voltage set-point");
        requirePositive(changer.neutralTap, "tap ratio");
        if (!(std::abs(changer.step) > 0.0) || changer.minPosition > changer.position ||
            changer.position > changer.maxPosition ||
            !(1.0 + changer.step * changer.minPosition > 0.0) ||
            !(1.0 + changer.step * changer.maxPosition > 0.0))
            find("its steps or positions do not fit together",
                 "give a step such as 0.0125 and a position between the lowest and the highest");
        else if (changer.band_pu < 1.2 * std::abs(changer.step))
            find("the dead band is narrower than 1.2 steps, so that no position may hold it",
                 "widen the band or make the steps smaller");
    }

    void checkCoupling(const Coupling& coupling) {
        requireBus(coupling.from);
        requireBus(coupling.to);
        requireFinite({coupling.rating_MVA, coupling.lossConstant, coupling.lossLinear,
                       coupling.lossQuadratic, coupling.vm_pu, coupling.va_rad});
        requirePositive(coupling.vm_pu, "output voltage");
        const double factor = std::abs(coupling.inputPowerFactor);
        if (!(factor > 0.0 && factor <= 1.0))
            find("the power factor of the input is not between 0 and 1",
                 "give it as a number such as 0.99, negative where it is capacitive");
        if (!(coupling.rating_MVA >= 0.0) || coupling.lossConstant < 0.0 ||
            coupling.lossLinear < 0.0 || coupling.lossQuadratic < 0.0)
            find("the rating or a share of the losses is negative",
                 "give losses as fractions of the rating, 0.02 for 2 %");
    }

    void requireBus(int bus) {
        if (bus < 0 || bus >= m_busCount)
            find("bus index " + std::to_string(bus) + " is outside the table of " +
                     std::to_string(m_busCount) + " buses",
                 "connect it to a bus of this problem");
    }

    void requireFinite(std::initializer_list<double> values) {
        for (const double value : values)
            if (!std::isfinite(value)) {
                find("a value is not a finite number", "check the data it was computed from");
                return;
            }
    }

    void requirePositive(double value, const char* name) {
        if (!(value > 0.0))
            find(std::string("the ") + name + " is not positive", "give it in per unit, about 1");
    }

    void find(std::string what, std::string remedy) {
        m_findings.push_back({m_table + std::to_string(m_row), std::move(what), std::move(remedy)});
    }

    const PowerProblem& m_problem;
    int m_busCount;
    std::string m_table;
    std::size_t m_row = 0;
    base::Diagnostics m_findings;
};

} // namespace

base::Diagnostics checkProblem(const PowerProblem& problem) {
    return ProblemChecker(problem).check();
}

} // namespace hallwright::power
