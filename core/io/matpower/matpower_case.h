#pragma once

#include "core/base/result.h"

#include <vector>

namespace hallwright::io {

// The tables of a MATPOWER case, format version 2, in the file's order and units (MW, Mvar, kV,
// degrees, per unit on baseMVA). Column meanings: MATPOWER User's Manual, appendix B. Only columns
// that a power flow needs are kept. `line` is the place of the row in the file, from 1.

enum class MatpowerBusType { Load = 1, Generator = 2, Reference = 3, Isolated = 4 };

struct MatpowerBus {
    int line = 0;
    int id = 0;
    MatpowerBusType type = MatpowerBusType::Load;
    double pd_MW = 0.0;
    double qd_Mvar = 0.0;
    double gs_MW = 0.0;   ///< shunt, consumed at 1.0 pu
    double bs_Mvar = 0.0; ///< shunt, injected at 1.0 pu
    double vm_pu = 1.0;
    double va_deg = 0.0;
    double base_kV = 0.0;
};

struct MatpowerGenerator {
    int line = 0;
    int bus = 0; ///< row of the bus table, from 0
    double pg_MW = 0.0;
    double qg_Mvar = 0.0;
    double qMax_Mvar = 0.0;
    double qMin_Mvar = 0.0;
    double vg_pu = 1.0;
    bool inService = true;
};

struct MatpowerBranch {
    int line = 0;
    int from = 0; ///< row of the bus table, from 0
    int to = 0;
    double r_pu = 0.0;
    double x_pu = 0.0;
    double b_pu = 0.0;
    double rateA_MVA = 0.0; ///< 0: unlimited
    double ratio = 0.0;     ///< 0: a line, which means 1
    double shift_deg = 0.0;
    bool inService = true;
};

struct MatpowerCase {
    double base_MVA = 100.0;
    std::vector<MatpowerBus> buses;
    std::vector<MatpowerGenerator> generators;
    std::vector<MatpowerBranch> branches;
    base::Diagnostics warnings; ///< oddities that do not keep the case from being solved
};

} // namespace hallwright::io
