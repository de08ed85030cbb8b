#include "core/io/matpower/matpower_reader.h"

#include "core/io/atomic_file.h"
#include "core/io/findings.h"
#include "core/io/matpower/matpower_interpreter.h"

#include <cmath>
#include <limits>
#include <string>
#include <unordered_map>

namespace hallwright::io {
namespace {

/// Largest case file that is read [bytes]; a case of 80,000 buses takes about 20 MB.
constexpr std::size_t kCaseFileSizeMax = std::size_t{256} << 20;

// Columns, from 0: MATPOWER User's Manual, tables B-1 to B-3.
namespace bus_column {
enum { Id, Type, Pd, Qd, Gs, Bs, Area, Vm, Va, BaseKv, Required = 13 };
}
namespace generator_column {
enum { Bus, Pg, Qg, Qmax, Qmin, Vg, Mbase, Status, Required = 8 };
}
namespace branch_column {
enum { From, To, R, X, B, RateA, RateB, RateC, Ratio, Angle, Status, Required = 11 };
}

std::string atLine(int line) {
    return "line " + std::to_string(line);
}

/// "12" rather than "12.000000" for the whole numbers that people wrote.
std::string shown(double value) {
    if (value == std::floor(value) && std::abs(value) < 1e15)
        return std::to_string(static_cast<long long>(value));
    return std::to_string(value);
}

class CaseBuilder {
public:
    explicit CaseBuilder(std::string_view text) : m_interpreter(text) {}

    base::Result<MatpowerCase> build() {
        m_interpreter.run();
        m_findings = std::move(m_interpreter.findings());
        readVersion();
        readBase();
        readBuses();
        readGenerators();
        readBranches();
        settleReferences();
        noteDcLines();
        if (m_findings.empty())
            return std::move(m_case);
        return std::move(m_findings);
    }

private:
    void find(int line, std::string what, std::string remedy) {
        addFinding(m_findings, {atLine(line), std::move(what), std::move(remedy)});
    }

    void readVersion() {
        const MatpowerValue* found = field("version");
        if (!found) {
            find(1, "the case says no format version",
                 "start with mpc.version = '2'; convert older cases first");
            return;
        }
        const MatpowerValue& version = *found;
        const bool isTwo = version.text == "2" || (version.isNumber() && version.single() == 2.0);
        if (!isTwo && !version.isBad)
            find(version.line, "the format version is not 2",
                 "convert the case to version 2 and write mpc.version = '2'");
    }

    void readBase() {
        const MatpowerValue* base = field("baseMVA");
        if (!base) {
            find(1, "mpc.baseMVA is missing", "give the base power in MVA, such as 100");
            return;
        }
        if (base->isBad)
            return;
        if (base->isNumber())
            m_case.base_MVA = base->single();
        if (!base->isNumber() || !(base->single() > 0.0) || !std::isfinite(base->single()))
            find(base->line, "mpc.baseMVA is not a positive number",
                 "give the base power in MVA, such as 100");
    }

    [[nodiscard]] const MatpowerValue* field(std::string_view name) {
        const auto found = m_interpreter.fields().find(name);
        return found == m_interpreter.fields().end() ? nullptr : &found->second;
    }

    struct Row {
        int line;
        const double* values;
    };

    /// The rows of a matrix that have enough columns, all of them as many as the first.
    [[nodiscard]] std::vector<Row> rowsOf(const char* fieldName, int required, bool mayBeEmpty) {
        const MatpowerValue* matrix = field(fieldName);
        const std::string name = std::string("mpc.") + fieldName;
        if (!matrix) {
            const bool isVersionOne = m_interpreter.hasVariable(fieldName);
            find(1, name + " is missing",
                 isVersionOne ? "convert the case to format version 2, in which it is a field"
                              : "add the matrix; an empty one is written []");
            return {};
        }
        if (matrix->isBad)
            return {};
        if (matrix->kind != MatpowerValue::Kind::Matrix || (matrix->isNumber() && required > 1)) {
            find(matrix->line, name + " is not a matrix", "write it as [ rows ; ... ];");
            return {};
        }
        if (matrix->rows() == 0 && !mayBeEmpty)
            find(matrix->line, name + " has no rows", "a power flow needs at least one bus");
        std::vector<Row> good;
        good.reserve(static_cast<std::size_t>(matrix->rows()));
        for (int i = 0; i < matrix->rows(); ++i) {
            const int columns = matrix->columnsOf(i);
            const int line = matrix->lineOf(i);
            if (columns < required)
                find(line, "a row of " + name + " has " + std::to_string(columns) + " columns",
                     "at least " + std::to_string(required) + " are needed");
            else if (columns != matrix->columns())
                find(line,
                     "a row of " + name + " has " + std::to_string(columns) +
                         " columns, the first row has " + std::to_string(matrix->columns()),
                     "give all rows the same columns");
            else
                good.push_back({line, matrix->row(i)});
        }
        return good;
    }

    /// Reports columns that must be finite and are not. True where all are.
    bool requireFinite(const Row& row, const char* what,
                       std::initializer_list<std::pair<int, const char*>> columns) {
        for (const auto& [column, name] : columns)
            if (!std::isfinite(row.values[static_cast<std::size_t>(column)])) {
                find(row.line, std::string(name) + " of a " + what + " is not a finite number",
                     "write a number in column " + std::to_string(column + 1));
                return false;
            }
        return true;
    }

    void readBuses() {
        using namespace bus_column;
        const std::size_t before = m_findings.size();
        for (const Row& row : rowsOf("bus", Required, false)) {
            const double* v = row.values;
            if (!requireFinite(row, "bus",
                               {{Id, "the number"},
                                {Type, "the type"},
                                {Pd, "Pd"},
                                {Qd, "Qd"},
                                {Gs, "Gs"},
                                {Bs, "Bs"},
                                {Vm, "Vm"},
                                {Va, "Va"},
                                {BaseKv, "baseKV"}}))
                continue;
            if (v[Id] < 1.0 || v[Id] != std::floor(v[Id]) ||
                v[Id] > std::numeric_limits<int>::max()) {
                find(row.line, "the bus number " + shown(v[Id]) + " is not a positive integer",
                     "number buses 1, 2, 3, ... in any order, gaps allowed");
                continue;
            }
            const int id = static_cast<int>(v[Id]);
            const auto [other, isNew] =
                m_rowOfBus.emplace(id, static_cast<int>(m_case.buses.size()));
            if (!isNew) {
                find(row.line,
                     "bus " + std::to_string(id) + " is there already, at line " +
                         std::to_string(m_case.buses[other->second].line),
                     "give each bus its own number");
                continue;
            }
            MatpowerBus bus;
            if (v[Type] == 1.0 || v[Type] == 2.0 || v[Type] == 3.0 || v[Type] == 4.0)
                bus.type = static_cast<MatpowerBusType>(static_cast<int>(v[Type]));
            else
                find(row.line, "the bus type " + shown(v[Type]) + " is unknown",
                     "use 1 load, 2 generator, 3 reference, 4 isolated");
            bus.line = row.line;
            bus.id = id;
            bus.pd_MW = v[Pd];
            bus.qd_Mvar = v[Qd];
            bus.gs_MW = v[Gs];
            bus.bs_Mvar = v[Bs];
            bus.vm_pu = v[Vm];
            bus.va_deg = v[Va];
            bus.base_kV = v[BaseKv];
            m_case.buses.push_back(bus);
        }
        const MatpowerValue* matrix = field("bus");
        m_busesAreComplete = m_findings.size() == before && matrix && !matrix->isBad;
    }

    /// Row of a bus named by number, -1 (with a finding) where there is none.
    int rowOfBus(double id, int line, const char* what) {
        const auto found =
            id >= 1.0 && id <= std::numeric_limits<int>::max() && id == std::floor(id)
                ? m_rowOfBus.find(static_cast<int>(id))
                : m_rowOfBus.end();
        if (found != m_rowOfBus.end())
            return found->second;
        if (m_busesAreComplete) // else the bus's own row has the finding
            find(line,
                 std::string("a ") + what + " stands at bus " + shown(id) + ", which is unknown",
                 "name a bus of mpc.bus, or add it there");
        return -1;
    }

    void readGenerators() {
        using namespace generator_column;
        std::unordered_map<int, std::size_t> firstAtBus;
        for (const Row& row : rowsOf("gen", Required, true)) {
            const double* v = row.values;
            if (!requireFinite(
                    row, "generator",
                    {{Bus, "the bus"}, {Pg, "Pg"}, {Qg, "Qg"}, {Vg, "Vg"}, {Status, "the status"}}))
                continue;
            if (std::isnan(v[Qmax]) || std::isnan(v[Qmin])) {
                find(row.line, "a reactive limit of a generator is not a number",
                     "write Inf or -Inf where there is no limit");
                continue;
            }
            MatpowerGenerator generator;
            generator.bus = rowOfBus(v[Bus], row.line, "generator");
            if (generator.bus < 0)
                continue;
            generator.line = row.line;
            generator.pg_MW = v[Pg];
            generator.qg_Mvar = v[Qg];
            generator.qMax_Mvar = v[Qmax];
            generator.qMin_Mvar = v[Qmin];
            generator.vg_pu = v[Vg];
            generator.inService = v[Status] > 0.0;
            checkSetPoint(generator, firstAtBus);
            m_case.generators.push_back(generator);
        }
    }

    void checkSetPoint(const MatpowerGenerator& generator,
                       std::unordered_map<int, std::size_t>& firstAtBus) {
        const MatpowerBusType type = m_case.buses[generator.bus].type;
        if (!generator.inService ||
            (type != MatpowerBusType::Generator && type != MatpowerBusType::Reference))
            return;
        if (!(generator.vg_pu > 0.0)) {
            find(generator.line, "the voltage set-point Vg of a generator is not positive",
                 "give it in per unit, about 1");
            return;
        }
        const auto [first, isNew] = firstAtBus.emplace(generator.bus, m_case.generators.size());
        if (!isNew && m_case.generators[first->second].vg_pu != generator.vg_pu)
            m_case.warnings.push_back({atLine(generator.line),
                                       "the generators of bus " +
                                           std::to_string(m_case.buses[generator.bus].id) +
                                           " have different set-points",
                                       "the last one in service counts, as in MATPOWER"});
    }

    void readBranches() {
        using namespace branch_column;
        for (const Row& row : rowsOf("branch", Required, true)) {
            const double* v = row.values;
            if (!requireFinite(row, "branch",
                               {{From, "the from bus"},
                                {To, "the to bus"},
                                {R, "r"},
                                {X, "x"},
                                {B, "b"},
                                {Ratio, "the ratio"},
                                {Angle, "the angle"},
                                {Status, "the status"}}))
                continue;
            MatpowerBranch branch;
            branch.from = rowOfBus(v[From], row.line, "branch");
            branch.to = rowOfBus(v[To], row.line, "branch");
            if (branch.from < 0 || branch.to < 0)
                continue;
            branch.line = row.line;
            branch.r_pu = v[R];
            branch.x_pu = v[X];
            branch.b_pu = v[B];
            branch.rateA_MVA = std::isfinite(v[RateA]) ? v[RateA] : 0.0;
            branch.ratio = v[Ratio];
            branch.shift_deg = v[Angle];
            branch.inService = v[Status] != 0.0;
            checkBranch(branch);
            m_case.branches.push_back(branch);
        }
    }

    void checkBranch(const MatpowerBranch& branch) {
        if (!branch.inService)
            return;
        if (branch.ratio < 0.0)
            m_case.warnings.push_back(
                {atLine(branch.line),
                 "the tap ratio " + std::to_string(branch.ratio) + " is negative",
                 "it is taken as its amount with 180 degrees more of shift"});
        if (branch.r_pu != 0.0 || branch.x_pu != 0.0)
            return;
        const bool isPlain = (branch.ratio == 0.0 || branch.ratio == 1.0) &&
                             branch.shift_deg == 0.0 && branch.b_pu == 0.0;
        if (!isPlain)
            find(branch.line, "a branch with ratio, shift or charging has no impedance",
                 "give it r or x; only a plain connection may have none");
        else
            m_case.warnings.push_back({atLine(branch.line), "a branch has no impedance",
                                       "it is taken as a closed switch"});
    }

    /// Settles which buses are references as MATPOWER's bustypes() does: one without a generator in
    /// service is a load bus, and where none is left the first generator bus takes its place. A
    /// case without any generator keeps its reference, which MATPOWER would refuse.
    void settleReferences() {
        if (m_case.buses.empty() || !m_busesAreComplete)
            return;
        std::vector<char> hasGenerator(m_case.buses.size(), 0);
        for (const MatpowerGenerator& generator : m_case.generators)
            if (generator.inService)
                hasGenerator[generator.bus] = 1;
        std::vector<std::size_t> references;
        std::vector<std::size_t> empty;
        std::size_t first = m_case.buses.size(); // bus that can take over
        for (std::size_t i = m_case.buses.size(); i-- > 0;) {
            if (m_case.buses[i].type == MatpowerBusType::Reference)
                (hasGenerator[i] ? references : empty).push_back(i);
            if (m_case.buses[i].type == MatpowerBusType::Generator && hasGenerator[i])
                first = i;
        }
        const bool takesOver = references.empty() && first < m_case.buses.size();
        if (takesOver) {
            MatpowerBus& bus = m_case.buses[first];
            bus.type = MatpowerBusType::Reference;
            m_case.warnings.push_back(
                {atLine(bus.line), "no reference bus has a generator in service",
                 "bus " + std::to_string(bus.id) + " is the reference, as in MATPOWER"});
        }
        for (const std::size_t row : empty) {
            MatpowerBus& bus = m_case.buses[row];
            const bool isReplaced = takesOver || !references.empty();
            if (isReplaced)
                bus.type = MatpowerBusType::Load;
            else if (!(bus.vm_pu > 0.0))
                find(bus.line, "the reference bus has neither a generator nor a voltage Vm",
                     "put a generator in service there, or give Vm");
            if (isReplaced || bus.vm_pu > 0.0)
                m_case.warnings.push_back({atLine(bus.line),
                                           "the reference bus has no generator in service",
                                           isReplaced ? "it is taken as a load bus, as in MATPOWER"
                                                      : "its voltage is taken from column Vm"});
        }
        if (!takesOver && references.empty() && empty.empty())
            find(m_case.buses.front().line, "no bus is the reference (type 3)",
                 "set the type of the bus with the strongest source to 3");
    }

    /// MATPOWER's runpf leaves DC lines out unless they are switched on by toggle_dcline().
    void noteDcLines() {
        const MatpowerValue* lines = field("dcline");
        if (!lines || lines->isBad || lines->kind != MatpowerValue::Kind::Matrix)
            return;
        int inService = 0;
        for (int i = 0; i < lines->rows(); ++i)
            inService += lines->columnsOf(i) > 2 && lines->at(i, 2) > 0.0 ? 1 : 0;
        if (inService > 0)
            m_case.warnings.push_back({atLine(lines->line),
                                       std::to_string(inService) +
                                           " DC lines in service (mpc.dcline) are left out, as "
                                           "MATPOWER's power flow does unless they are toggled",
                                       "model each as a load and a generator if it is to count"});
    }

    MatpowerInterpreter m_interpreter;
    std::unordered_map<int, int> m_rowOfBus;
    bool m_busesAreComplete = false;
    MatpowerCase m_case;
    base::Diagnostics m_findings;
};

} // namespace

base::Result<MatpowerCase> readMatpowerCase(std::string_view text) {
    return CaseBuilder(text).build();
}

base::Result<MatpowerCase> readMatpowerFile(const std::filesystem::path& path) {
    const auto text = readFile(path, kCaseFileSizeMax);
    if (!text)
        return text.error();
    base::Result<MatpowerCase> result = readMatpowerCase(*text);
    if (result)
        return result;
    base::Diagnostics findings = result.error();
    for (base::Diagnostic& finding : findings)
        finding.where = path.string() + ", " + finding.where;
    return findings;
}

} // namespace hallwright::io
