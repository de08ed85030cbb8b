#include "core/io/matpower/matpower_problem.h"

#include "core/solvers/power/branch_parameters.h"

#include <cmath>

namespace hallwright::io {

MatpowerProblem toPowerProblem(const MatpowerCase& matpowerCase) {
    MatpowerProblem result;
    power::PowerProblem& problem = result.problem;
    const double base_MVA = problem.base_MVA = matpowerCase.base_MVA;
    const auto isIsolated = [&](int bus) {
        return matpowerCase.buses[bus].type == MatpowerBusType::Isolated;
    };

    std::vector<int> sourceOfBus(matpowerCase.buses.size(), -1);
    for (std::size_t i = 0; i < matpowerCase.buses.size(); ++i) {
        const MatpowerBus& bus = matpowerCase.buses[i];
        const int index = static_cast<int>(i);
        problem.buses.push_back({bus.base_kV, bus.gs_MW / base_MVA, bus.bs_Mvar / base_MVA});
        if ((bus.pd_MW != 0.0 || bus.qd_Mvar != 0.0) && !isIsolated(index))
            problem.loads.push_back({index, bus.pd_MW / base_MVA, bus.qd_Mvar / base_MVA});
        if (bus.type == MatpowerBusType::Reference) {
            sourceOfBus[i] = static_cast<int>(problem.sources.size());
            problem.sources.push_back({index, bus.vm_pu, power::degreesToRadians(bus.va_deg)});
        }
    }

    // As in runpf, the last generator in service of a bus names its voltage.
    std::vector<double> setPoint(matpowerCase.buses.size(), 0.0);
    for (const MatpowerGenerator& row : matpowerCase.generators)
        if (row.inService)
            setPoint[row.bus] = row.vg_pu;
    for (std::size_t i = 0; i < matpowerCase.generators.size(); ++i) {
        const MatpowerGenerator& row = matpowerCase.generators[i];
        if (!row.inService || isIsolated(row.bus))
            continue;
        if (const int source = sourceOfBus[row.bus]; source >= 0) {
            problem.sources[source].vm_pu = setPoint[row.bus];
            continue;
        }
        power::Generator generator;
        generator.bus = row.bus;
        generator.p_pu = row.pg_MW / base_MVA;
        generator.q_pu = row.qg_Mvar / base_MVA;
        generator.vSet_pu = setPoint[row.bus];
        generator.qMin_pu = row.qMin_Mvar / base_MVA;
        generator.qMax_pu = row.qMax_Mvar / base_MVA;
        generator.controlsVoltage = matpowerCase.buses[row.bus].type == MatpowerBusType::Generator;
        problem.generators.push_back(generator);
        result.generatorRows.push_back(static_cast<int>(i));
    }

    for (const MatpowerBranch& row : matpowerCase.branches) {
        const bool inService = row.inService && !isIsolated(row.from) && !isIsolated(row.to);
        const bool isLink = row.r_pu == 0.0 && row.x_pu == 0.0;
        result.linkOfRow.push_back(isLink ? static_cast<int>(problem.links.size()) : -1);
        result.branchOfRow.push_back(isLink ? -1 : static_cast<int>(problem.branches.size()));
        if (isLink) {
            problem.links.push_back({row.from, row.to, inService});
            continue;
        }
        power::Branch branch;
        branch.from = row.from;
        branch.to = row.to;
        branch.r_pu = row.r_pu;
        branch.x_pu = row.x_pu;
        branch.b_pu = row.b_pu;
        // A negative ratio is a winding the other way round.
        branch.tap = row.ratio == 0.0 ? 1.0 : std::abs(row.ratio);
        branch.shift_rad =
            power::degreesToRadians(row.ratio < 0.0 ? row.shift_deg + 180.0 : row.shift_deg);
        branch.rating_MVA = row.rateA_MVA;
        branch.inService = inService;
        problem.branches.push_back(branch);
    }
    return result;
}

} // namespace hallwright::io
