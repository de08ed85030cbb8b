#include "core/io/airflow_case/hall_case.h"

#include "core/base/physical_constants.h"

#include <array>
#include <cmath>

namespace hallwright::io {
namespace {

using Json = CaseReader::Json;
using Range = CaseReader::Range;

constexpr double kDefaultCell_m = 0.2;
constexpr double kSlack_m = 1e-3; // rounding of coordinates

std::array<double, 3> components(base::Vec3 v) {
    return {v.x, v.y, v.z};
}

} // namespace

HallCase::HallCase(const Json& root, CaseReader& reader)
    : m_root(root), m_reader(reader), m_devices(reader) {}

AirflowCase HallCase::read(double cell_m) {
    readHall(cell_m);
    readAir();
    readInflowTurbulence();
    readRacks();
    readAirUnits();
    readObstacles();
    readOpenings();
    readProbes();
    AirflowCase result;
    result.kind = AirflowCaseKind::Hall;
    result.name = m_reader.text(m_root, "name", "", "hall");
    result.problem = std::move(m_problem);
    return result;
}

void HallCase::readHall(double cell_m) {
    const Json* hall = CaseReader::find(m_root, "hall");
    if (!hall || !hall->is_object()) {
        m_reader.add("/hall", hall ? "expected an object" : "missing",
                     "add {\"size_m\": [length, width, height]}");
        return;
    }
    m_problem.size_m = m_reader.vector(*hall, "size_m", "/hall");
    const auto size = components(m_problem.size_m);
    constexpr double kLongest_m = 2000.0;
    for (std::size_t d = 0; d < 3; ++d)
        if (CaseReader::find(*hall, "size_m") && !(size[d] > 0.0 && size[d] <= kLongest_m))
            m_reader.add("/hall/size_m/" + std::to_string(d),
                         "expected a length above 0 and up to 2000 m, got " +
                             std::to_string(size[d]),
                         "give the inner size of the hall in metres");
    m_problem.initial_K = base::kZeroCelsius_K + m_reader.numberOr(*hall, "initial_temperature_C",
                                                                   "/hall", Range::Any, 23.0);
    m_problem.cell_m = m_reader.numberOr(m_root, "cell_m", "", Range::Positive, kDefaultCell_m);
    if (cell_m > 0.0)
        m_problem.cell_m = cell_m;
}

void HallCase::readAir() {
    const Json* air = CaseReader::find(m_root, "air");
    if (!air)
        return;
    if (!air->is_object()) {
        m_reader.add("/air", "expected an object, got " + describe(*air), "write { ... }");
        return;
    }
    airflow::AirProperties& p = m_problem.air;
    const auto read = [&](const char* key, Range range, double fallback) {
        return m_reader.numberOr(*air, key, "/air", range, fallback);
    };
    p.density_kg_per_m3 = read("rho_kg_m3", Range::Positive, p.density_kg_per_m3);
    p.heatCapacity_J_per_kgK = read("cp_J_kgK", Range::Positive, p.heatCapacity_J_per_kgK);
    p.viscosity_m2_per_s = read("nu_m2_s", Range::Positive, p.viscosity_m2_per_s);
    p.prandtl = read("Pr", Range::Positive, p.prandtl);
    p.turbulentPrandtl = read("Pr_t", Range::Positive, p.turbulentPrandtl);
    p.expansion_per_K = read("beta_1_K", Range::NotNegative, p.expansion_per_K);
    p.reference_K =
        base::kZeroCelsius_K + read("T_ref_C", Range::Any, p.reference_K - base::kZeroCelsius_K);
    p.gravity_m_per_s2 = {0.0, 0.0, -read("g_m_s2", Range::NotNegative, 9.81)};
}

void HallCase::readInflowTurbulence() {
    const Json* inflow = CaseReader::find(m_root, "inflow_turbulence");
    if (!inflow)
        return;
    if (!inflow->is_object()) {
        m_reader.add("/inflow_turbulence", "expected an object, got " + describe(*inflow),
                     "write { ... }");
        return;
    }
    airflow::InflowTurbulence& t = m_problem.inflow;
    t.intensity =
        m_reader.numberOr(*inflow, "intensity", "/inflow_turbulence", Range::Positive, t.intensity);
    t.length_m = m_reader.numberOr(*inflow, "mixing_length_m", "/inflow_turbulence",
                                   Range::Positive, t.length_m);
}

void HallCase::requireInside(const airflow::Box& box, const std::string& where) {
    const auto low = components(box.min_m), high = components(box.max_m),
               size = components(m_problem.size_m);
    for (std::size_t d = 0; d < 3; ++d)
        if (low[d] < -kSlack_m || high[d] > size[d] + kSlack_m) {
            m_reader.add(where, "lies outside the hall", "move it inside, or enlarge /hall/size_m");
            return;
        }
}

void HallCase::requireVolume(const airflow::Box& box, const std::string& where) {
    if (!(box.max_m.x > box.min_m.x && box.max_m.y > box.min_m.y && box.max_m.z > box.min_m.z))
        m_reader.add(where + "/box_m", "the box has no volume", "give three positive edge lengths");
}

void HallCase::requireOnSide(const airflow::FaceRect& face, const airflow::Box& box,
                             const std::string& where) {
    const auto d = static_cast<std::size_t>(face.normal);
    const double plane = components(face.min_m)[d];
    const auto low = components(box.min_m), high = components(box.max_m);
    constexpr double kNear_m = 0.05;
    const bool isOnPlane =
        std::abs(plane - low[d]) <= kNear_m || std::abs(plane - high[d]) <= kNear_m;
    bool isWithin = true;
    for (std::size_t a = 0; a < 3; ++a)
        if (a != d && (components(face.min_m)[a] < low[a] - kNear_m ||
                       components(face.max_m)[a] > high[a] + kNear_m))
            isWithin = false;
    if (!isOnPlane || !isWithin)
        m_reader.add(where, "the face does not lie on a side of its box_m",
                     "give it the plane and the extent of that side");
}

void HallCase::readRacks() {
    m_reader.forEach(m_root, "racks", "",
                     [&](const Json& item, const std::string& where) { readRack(item, where); });
}

void HallCase::readRackFlow(const Json& item, const std::string& where, airflow::Rack& rack) {
    const double heatCapacity = m_problem.air.heatCapacity_J_per_m3K();
    const auto flow = m_reader.maybeNumber(item, "flow_m3_s", where, Range::NotNegative);
    const auto rise_K = m_reader.maybeNumber(item, "delta_T_K", where, Range::Positive);
    if (flow)
        rack.flow_m3_per_s = *flow;
    else if (rise_K)
        rack.flow_m3_per_s = rack.heat_W / (heatCapacity * *rise_K);
    else if (rack.fans)
        rack.flow_m3_per_s = rack.fans->flowAgainst_m3_per_s(0.0);
    else
        m_reader.add(where + "/flow_m3_s", "missing", "add the flow, delta_T_K or a fan_curve");
    if (rack.heat_W > 0.0 && flow && *flow == 0.0)
        m_reader.add(where + "/flow_m3_s", "a rack with power needs air flow",
                     "give a flow above 0");
    constexpr double kAgreement = 0.02;
    if (flow && rise_K && rack.heat_W > 0.0 &&
        std::abs(*flow * heatCapacity * *rise_K / rack.heat_W - 1.0) > kAgreement)
        m_reader.add(where + "/delta_T_K",
                     "power, flow and temperature rise disagree by more than 2 %",
                     "leave one of flow_m3_s and delta_T_K out");
    rack.flow_m3_per_s *= 1.0 - rack.recirculatedShare;
}

void HallCase::readRack(const Json& item, const std::string& where) {
    airflow::Rack rack;
    rack.id = m_reader.text(item, "id", where, where);
    const bool wasClean = m_reader.isClean();
    rack.box = m_reader.box(item, where);
    for (const auto& [key, face] : {std::pair{"front", &rack.front}, {"rear", &rack.rear}}) {
        const std::string place = where + '/' + key;
        if (const Json* value = CaseReader::find(item, key))
            *face = m_reader.face(*value, place);
        else
            m_reader.add(place, "missing", "add the face where the air passes");
    }
    if (const Json* chimney = CaseReader::find(item, "chimney"))
        rack.chimney = m_reader.box(*chimney, where + "/chimney");
    rack.heat_W =
        m_reader.number(item, "power_W", where, Range::NotNegative) *
        (1.0 - m_devices.share(item, "liquid_share", where, DeviceReader::Share::UpToOne));
    rack.recirculatedShare =
        m_devices.share(item, "leakage_share", where, DeviceReader::Share::BelowOne);
    rack.fans = m_devices.fans(item, where);
    m_devices.readDoor(item, where, rack);
    readRackFlow(item, where, rack);
    if (wasClean && m_reader.isClean()) {
        requireVolume(rack.box, where);
        requireInside(rack.box, where);
        requireOnSide(rack.front, rack.box, where + "/front");
        if (rack.chimney) {
            requireVolume(*rack.chimney, where + "/chimney");
            requireInside(*rack.chimney, where + "/chimney");
        }
        requireOnSide(rack.rear, rack.chimney ? *rack.chimney : rack.box, where + "/rear");
    }
    m_problem.racks.push_back(std::move(rack));
}

std::vector<airflow::FaceRect> HallCase::faces(const Json& object, const char* key,
                                               const std::string& where) {
    std::vector<airflow::FaceRect> result;
    const std::string place = where + '/' + key;
    const Json* value = CaseReader::find(object, key);
    if (!value) {
        m_reader.add(place, "missing", "add the face where the air passes");
    } else if (value->is_array()) {
        for (std::size_t n = 0; n < value->size(); ++n)
            result.push_back(m_reader.face((*value)[n], place + '/' + std::to_string(n)));
        if (value->empty())
            m_reader.add(place, "no face in the list", "add at least one");
    } else {
        result.push_back(m_reader.face(*value, place));
    }
    return result;
}

void HallCase::readAirUnits() {
    for (const char* list : {"crahs", "air_units"})
        m_reader.forEach(m_root, list, "", [&](const Json& item, const std::string& where) {
            airflow::AirUnit unit;
            unit.id = m_reader.text(item, "id", where, where);
            const bool wasClean = m_reader.isClean();
            if (CaseReader::find(item, "box_m"))
                unit.box = m_reader.box(item, where);
            unit.supplies = faces(item, "supply", where);
            unit.returns = faces(item, "return", where);
            unit.fans = m_devices.fans(item, where);
            unit.flow_m3_per_s =
                unit.fans ? m_reader.numberOr(item, "flow_m3_s", where, Range::NotNegative,
                                              unit.fans->flowAgainst_m3_per_s(0.0))
                          : m_reader.number(item, "flow_m3_s", where, Range::NotNegative);
            unit.supply_K = m_devices.temperature_K(item, "supply_temperature_C", where);
            unit.capacity_W = m_reader.maybeNumber(item, "capacity_W", where, Range::NotNegative);
            unit.coil = m_devices.coil(item, where);
            if (wasClean && m_reader.isClean() && unit.box) {
                requireVolume(*unit.box, where);
                requireInside(*unit.box, where);
                for (const airflow::FaceRect& face : unit.supplies)
                    requireOnSide(face, *unit.box, where + "/supply");
                for (const airflow::FaceRect& face : unit.returns)
                    requireOnSide(face, *unit.box, where + "/return");
            }
            m_problem.airUnits.push_back(std::move(unit));
        });
}

void HallCase::readObstacles() {
    for (const char* list : {"columns", "boxes"})
        m_reader.forEach(m_root, list, "", [&](const Json& item, const std::string& where) {
            m_problem.solids.push_back(m_reader.box(item, where));
        });
    m_reader.forEach(m_root, "baffles", "",
                     [&](const Json& item, const std::string& where) { readBaffle(item, where); });
    m_reader.forEach(m_root, "screens", "", [&](const Json& item, const std::string& where) {
        m_problem.screens.push_back(m_devices.screen(item, where));
    });
    m_reader.forEach(m_root, "porous_boxes", "", [&](const Json& item, const std::string& where) {
        m_problem.porousBodies.push_back(m_devices.porousBody(item, where));
        requireInside(m_problem.porousBodies.back().box, where);
    });
}

void HallCase::readBaffle(const Json& item, const std::string& where) {
    const airflow::FaceRect face = m_reader.face(item, where);
    const double leakage =
        m_devices.share(item, "leakage_share", where, DeviceReader::Share::UpToOne);
    if (leakage > 0.0)
        m_problem.screens.push_back({m_reader.text(item, "id", where, where), face,
                                     airflow::perforatedPlateLoss(leakage), leakage});
    else
        m_problem.baffles.push_back(face);
}

void HallCase::readOpenings() {
    m_reader.forEach(m_root, "openings", "", [&](const Json& item, const std::string& where) {
        airflow::Opening opening;
        opening.id = m_reader.text(item, "id", where, where);
        opening.face = m_reader.face(item, where);
        opening.flow_m3_per_s = m_reader.maybeNumber(item, "flow_m3_s", where, Range::Any);
        opening.temperature_K = base::kZeroCelsius_K +
                                m_reader.numberOr(item, "temperature_C", where, Range::Any, 20.0);
        m_problem.openings.push_back(std::move(opening));
    });
    m_reader.forEach(
        m_root, "wall_temperatures", "", [&](const Json& item, const std::string& where) {
            airflow::WallTemperature wall;
            wall.face = m_reader.face(item, where);
            wall.temperature_K =
                base::kZeroCelsius_K + m_reader.number(item, "temperature_C", where, Range::Any);
            m_problem.wallTemperatures.push_back(wall);
        });
}

void HallCase::readProbes() {
    m_reader.forEach(m_root, "probes", "", [&](const Json& item, const std::string& where) {
        m_problem.probes.push_back(
            {m_reader.text(item, "id", where, where), m_reader.vector(item, "at_m", where)});
    });
}

} // namespace hallwright::io
