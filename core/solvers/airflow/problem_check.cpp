#include "core/solvers/airflow/problem_check.h"

#include "core/solvers/airflow/lattice.h"

#include <cmath>

namespace hallwright::airflow {
namespace {

constexpr double kMostCells = 2e8;

bool isBounded(double value) {
    return std::abs(value) <= kMostFigure;
}

class ProblemCheck {
public:
    void require(bool isTrue, const std::string& where, const std::string& what,
                 const std::string& remedy) {
        if (!isTrue)
            m_findings.push_back({where, what, remedy});
    }
    void requirePositive(double value, const std::string& where, const std::string& name) {
        require(value > 0.0 && value <= kMostFigure, where,
                name + " is not a number above 0, up to 1e9", "give a positive " + name);
    }
    void requireNotNegative(double value, const std::string& where, const std::string& name) {
        require(value >= 0.0 && value <= kMostFigure, where,
                name + " is not a number from 0 to 1e9", "give a " + name + " of 0 or more");
    }
    void requireLoss(double value, const std::string& where, const std::string& name) {
        require(std::isfinite(value) && value >= 0.0, where, name + " is not a number from 0",
                "give a " + name + " of 0 or more");
    }
    void requireFinite(base::Vec3 v, const std::string& where) {
        require(isBounded(v.x) && isBounded(v.y) && isBounded(v.z), where,
                "a coordinate is not a number between -1e9 and 1e9", "give finite coordinates");
    }
    void requireBox(const Box& box, const std::string& where) {
        requireFinite(box.min_m, where);
        requireFinite(box.max_m, where);
        require(box.min_m.x <= box.max_m.x && box.min_m.y <= box.max_m.y &&
                    box.min_m.z <= box.max_m.z,
                where, "the box's min lies beyond its max", "swap the corners");
    }
    void requireFace(const FaceRect& face, const std::string& where) {
        requireBox({face.min_m, face.max_m}, where);
    }
    void requireCoil(const Coil& coil, const std::string& where) {
        require(coil.effectiveness >= 0.0 && coil.effectiveness <= 1.0, where,
                "effectiveness of the coil is not between 0 and 1", "give a share of 0 to 1");
        requirePositive(coil.water_K, where, "water temperature");
    }
    void requireDoor(const RearDoor& door, const std::string& where) {
        requireCoil(door.coil, where);
        if (door.least_K)
            requirePositive(*door.least_K, where, "least temperature behind the door");
        if (door.capacity_W)
            requireNotNegative(*door.capacity_W, where, "capacity of the door");
    }
    void requireFans(const FanCurve& fans, const std::string& where) {
        requireLoss(fans.ownLoss_Pa_s2_per_m6, where, "loss inside");
        for (const FanCurve::Point& point : fans.points)
            require(isBounded(point.flow_m3_per_s) && isBounded(point.rise_Pa), where,
                    "a point of the fan curve is not two numbers between -1e9 and 1e9",
                    "give points in m3/s and Pa");
        require(fans.isFalling(), where, "the fan curve is not one of falling pressure",
                "give two or more points, each with more flow and less pressure");
    }
    base::Diagnostics take() { return std::move(m_findings); }

private:
    base::Diagnostics m_findings;
};

} // namespace

base::Diagnostics checkProblem(const AirflowProblem& problem) {
    ProblemCheck check;
    check.requirePositive(problem.size_m.x, "size", "length along x");
    check.requirePositive(problem.size_m.y, "size", "length along y");
    check.requirePositive(problem.size_m.z, "size", "length along z");
    const AirProperties& air = problem.air;
    check.requirePositive(air.density_kg_per_m3, "air", "density");
    check.requirePositive(air.heatCapacity_J_per_kgK, "air", "heat capacity");
    check.requirePositive(air.viscosity_m2_per_s, "air", "viscosity");
    check.requirePositive(air.prandtl, "air", "Prandtl number");
    check.requirePositive(air.turbulentPrandtl, "air", "turbulent Prandtl number");
    check.requirePositive(problem.initial_K, "air", "initial temperature");
    check.requireFinite(air.gravity_m_per_s2, "air");
    check.requireFinite(problem.lidVelocity_m_per_s, "lid");
    check.requirePositive(problem.inflow.intensity, "inflow turbulence", "intensity");
    check.requirePositive(problem.inflow.length_m, "inflow turbulence", "mixing length");
    check.require(isBounded(air.expansion_per_K) && isBounded(air.reference_K), "air",
                  "a property is not a number between -1e9 and 1e9", "give finite properties");
    for (std::size_t n = 0; n < problem.solids.size(); ++n)
        check.requireBox(problem.solids[n], "box " + std::to_string(n));
    for (std::size_t n = 0; n < problem.baffles.size(); ++n)
        check.requireFace(problem.baffles[n], "baffle " + std::to_string(n));
    for (const Screen& screen : problem.screens) {
        const std::string where = "screen " + screen.id;
        check.requireFace(screen.face, where);
        check.requireLoss(screen.lossCoefficient, where, "loss coefficient");
        check.require(screen.openShare >= 0.0 && screen.openShare <= 1.0, where,
                      "open share is not between 0 and 1", "give a share of 0 to 1");
    }
    for (std::size_t n = 0; n < problem.porousBodies.size(); ++n) {
        const std::string where = "porous body " + std::to_string(n);
        check.requireBox(problem.porousBodies[n].box, where);
        check.requireLoss(problem.porousBodies[n].loss_per_m, where, "loss a metre");
    }
    for (const Rack& rack : problem.racks) {
        const std::string where = "rack " + rack.id;
        check.requireBox(rack.box, where);
        check.requireFace(rack.front, where);
        check.requireFace(rack.rear, where);
        check.requireNotNegative(rack.flow_m3_per_s, where, "flow");
        check.requireNotNegative(rack.heat_W, where, "heat");
        check.require(rack.recirculatedShare >= 0.0 && rack.recirculatedShare < 1.0, where,
                      "share of air that comes back inside is not below 1", "give 0 to below 1");
        if (rack.chimney)
            check.requireBox(*rack.chimney, where);
        if (rack.fans)
            check.requireFans(*rack.fans, where);
        if (rack.rearDoor)
            check.requireDoor(*rack.rearDoor, where);
        check.require(!(rack.heat_W > 0.0) || rack.flow_m3_per_s > 0.0, where,
                      "heat without air flow", "give the rack a flow, or no heat to the air");
    }
    for (const AirUnit& unit : problem.airUnits) {
        const std::string where = "air unit " + unit.id;
        if (unit.box)
            check.requireBox(*unit.box, where);
        for (const FaceRect& face : unit.returns)
            check.requireFace(face, where);
        for (const FaceRect& face : unit.supplies)
            check.requireFace(face, where);
        check.requireNotNegative(unit.flow_m3_per_s, where, "flow");
        check.requirePositive(unit.supply_K, where, "supply temperature");
        if (unit.capacity_W)
            check.requireNotNegative(*unit.capacity_W, where, "capacity");
        if (unit.fans)
            check.requireFans(*unit.fans, where);
        if (unit.coil)
            check.requireCoil(*unit.coil, where);
    }
    for (const Opening& opening : problem.openings) {
        const std::string where = "opening " + opening.id;
        check.requireFace(opening.face, where);
        check.requirePositive(opening.temperature_K, where, "temperature");
        check.require(!opening.flow_m3_per_s || isBounded(*opening.flow_m3_per_s), where,
                      "flow is not a number between -1e9 and 1e9", "give a finite flow, or none");
    }
    for (std::size_t n = 0; n < problem.wallTemperatures.size(); ++n) {
        const std::string where = "wall " + std::to_string(n);
        check.requireFace(problem.wallTemperatures[n].face, where);
        check.requirePositive(problem.wallTemperatures[n].temperature_K, where, "temperature");
    }
    if (problem.openAir) {
        const OpenAir& open = *problem.openAir;
        check.requirePositive(open.height_m, "wind", "height of the wind");
        check.requirePositive(open.roughness_m, "wind", "roughness");
        check.requireFinite({open.wind_m_per_s.x, open.wind_m_per_s.y, 0.0}, "wind");
        check.require(problem.initial_K == air.reference_K, "wind",
                      "the air does not start at the temperature that the wind has",
                      "start from the reference temperature");
        check.require(problem.openings.empty(), "wind", "openings in open air",
                      "leave them out: sides and top are open");
    }
    for (const Rack& rack : problem.racks) {
        check.requireNotNegative(rack.jetSpeed_m_per_s, "rack " + rack.id, "speed of its jets");
        check.require(!rack.isDeck || problem.openAir, "rack " + rack.id, "a deck inside a hall",
                      "use a rack with a front and a rear");
    }
    for (const Probe& probe : problem.probes)
        check.requireFinite(probe.at_m, "probe " + probe.id);

    const bool hasCells = problem.cells[0] > 0 && problem.cells[1] > 0 && problem.cells[2] > 0;
    if (!hasCells)
        check.requirePositive(problem.cell_m, "grid", "cell edge");
    base::Diagnostics findings = check.take();
    if (!findings.empty())
        return findings;
    const double cellCount = hasCells
                                 ? double(problem.cells[0]) * problem.cells[1] * problem.cells[2]
                                 : problem.size_m.x * problem.size_m.y * problem.size_m.z /
                                       (problem.cell_m * problem.cell_m * problem.cell_m);
    if (cellCount > kMostCells)
        return base::failure("grid", "more than 200 million cells", "use larger cells");
    return {};
}

} // namespace hallwright::airflow
