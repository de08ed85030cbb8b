#include "core/io/airflow_case/cavity_case.h"

#include <algorithm>
#include <cmath>

namespace hallwright::io {
namespace {

using Json = CaseReader::Json;
using Range = CaseReader::Range;
using airflow::Axis;

constexpr double kCold_K = 273.15;
constexpr double kHot_K = 274.15;
constexpr double kGravity_m_per_s2 = 9.81;

/// Unit cavity; one layer of cells across z is two-dimensional, more make a cube.
void makeUnitCavity(AirflowCase& result, const Json& root, CaseReader& reader, double cell_m) {
    airflow::AirflowProblem& p = result.problem;
    p.cells = reader.cells(root, "");
    if (cell_m > 0.0) {
        const int count = static_cast<int>(std::lround(std::clamp(1.0 / cell_m, 1.0, 4096.0)));
        p.cells = {count, count, p.cells[2] > 1 ? count : 1};
    }
    if (p.cells[0] < 2 || p.cells[1] < 2)
        reader.add("/cells", "a cavity needs at least 2 cells along x and y", "use more cells");
    p.isTwoDimensional = p.cells[2] == 1;
    p.size_m = {1.0, 1.0, p.isTwoDimensional ? 1.0 / p.cells[0] : 1.0};
    p.turbulence = airflow::Turbulence::Laminar;
    p.air.density_kg_per_m3 = 1.0;
    p.air.heatCapacity_J_per_kgK = 1.0;
    p.air.reference_K = 0.5 * (kCold_K + kHot_K);
    p.initial_K = p.air.reference_K;
}

void makeLidDriven(AirflowCase& result, const Json& root, CaseReader& reader) {
    airflow::AirflowProblem& p = result.problem;
    p.air.viscosity_m2_per_s = 1.0 / reader.number(root, "reynolds", "", Range::Positive);
    p.air.expansion_per_K = 0.0;
    p.lidVelocity_m_per_s = {1.0, 0.0, 0.0};
}

void makeHeated(AirflowCase& result, const Json& root, CaseReader& reader) {
    airflow::AirflowProblem& p = result.problem;
    const double rayleigh = reader.number(root, "rayleigh", "", Range::Positive);
    const double prandtl = reader.numberOr(root, "prandtl", "", Range::Positive, 0.71);
    // Diffusivity 1 and a difference of 1 K: velocities come out in diffusivity over length, and
    // gravity times expansion is Ra Pr.
    p.air.prandtl = prandtl;
    p.air.viscosity_m2_per_s = prandtl;
    p.air.gravity_m_per_s2 = {0.0, -kGravity_m_per_s2, 0.0};
    p.air.expansion_per_K = rayleigh * prandtl / kGravity_m_per_s2;
    const double depth_m = p.size_m.z;
    p.wallTemperatures = {{{Axis::X, {0, 0, 0}, {0, 1, depth_m}}, kHot_K},
                          {{Axis::X, {1, 0, 0}, {1, 1, depth_m}}, kCold_K}};
}

/// The plate of Carslaw and Jaeger: 1 on the side y = 1, 0 on the three others.
void makeConduction(AirflowCase& result) {
    airflow::AirflowProblem& p = result.problem;
    p.air.prandtl = 1.0;
    p.air.viscosity_m2_per_s = 1.0;
    p.air.expansion_per_K = 0.0;
    const double depth_m = p.size_m.z;
    p.wallTemperatures = {{{Axis::X, {0, 0, 0}, {0, 1, depth_m}}, kCold_K},
                          {{Axis::X, {1, 0, 0}, {1, 1, depth_m}}, kCold_K},
                          {{Axis::Y, {0, 0, 0}, {1, 0, depth_m}}, kCold_K},
                          {{Axis::Y, {0, 1, 0}, {1, 1, depth_m}}, kHot_K}};
    p.initial_K = kCold_K;
}

/// A straight duct along x with uniform air in at one end and out at the other.
void makeDuct(AirflowCase& result, const Json& root, CaseReader& reader) {
    airflow::AirflowProblem& p = result.problem;
    p.cells = reader.cells(root, "");
    p.size_m = reader.vector(root, "size_m", "");
    if (!(p.size_m.x > 0.0 && p.size_m.y > 0.0 && p.size_m.z > 0.0)) {
        reader.add("/size_m", "expected three lengths above 0", "give the inner size of the duct");
        return;
    }
    p.isTwoDimensional = p.cells[2] == 1;
    p.turbulence = airflow::Turbulence::Laminar;
    p.air.expansion_per_K = 0.0;
    p.air.viscosity_m2_per_s = reader.number(root, "viscosity_m2_per_s", "", Range::Positive);
    p.initial_K = p.air.reference_K;
    const double speed = reader.number(root, "mean_velocity_m_per_s", "", Range::Positive);
    const double flow = speed * p.size_m.y * p.size_m.z;
    p.openings.push_back(
        {"inlet", {Axis::X, {0, 0, 0}, {0, p.size_m.y, p.size_m.z}}, flow, p.air.reference_K});
    p.openings.push_back(
        {"outlet", {Axis::X, {p.size_m.x, 0, 0}, p.size_m}, -flow, p.air.reference_K});
}

void readProbes(AirflowCase& result, const Json& root, CaseReader& reader) {
    reader.forEach(root, "probes", "", [&](const Json& item, const std::string& where) {
        result.problem.probes.push_back(
            {reader.text(item, "id", where, where), reader.vector(item, "at_m", where)});
        airflow::Probe& probe = result.problem.probes.back();
        if (result.problem.isTwoDimensional)
            probe.at_m.z = 0.5 * result.problem.size_m.z; // the flow is the same at any depth
    });
}

} // namespace

std::optional<AirflowCase> readCavityCase(const Json& root, const std::string& type,
                                          CaseReader& reader, double cell_m) {
    AirflowCase result;
    result.name = reader.text(root, "name", "", type);
    if (type == "lid_driven_cavity")
        result.kind = AirflowCaseKind::LidDrivenCavity;
    else if (type == "heated_cavity")
        result.kind = AirflowCaseKind::HeatedCavity;
    else if (type == "conduction")
        result.kind = AirflowCaseKind::Conduction;
    else if (type == "duct")
        result.kind = AirflowCaseKind::Duct;
    else
        return std::nullopt;

    if (result.kind == AirflowCaseKind::Duct) {
        makeDuct(result, root, reader);
    } else {
        makeUnitCavity(result, root, reader, cell_m);
        if (result.kind == AirflowCaseKind::LidDrivenCavity)
            makeLidDriven(result, root, reader);
        else if (result.kind == AirflowCaseKind::HeatedCavity)
            makeHeated(result, root, reader);
        else
            makeConduction(result);
    }
    readProbes(result, root, reader);
    return result;
}

} // namespace hallwright::io
