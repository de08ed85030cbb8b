#include "core/io/airflow_case/outdoor_case.h"

#include "core/base/physical_constants.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace hallwright::io {
namespace {

using Json = CaseReader::Json;
using Range = CaseReader::Range;
using airflow::Axis;
using airflow::Box;

constexpr double kGasConstant_J_per_kgK = 287.05; ///< of dry air
constexpr double kSeaLevel_Pa = 101325.0;
constexpr double kOutdoorCell_m = 8.0;
constexpr double kLongest_m = 20000.0;
constexpr double kColdest_C = -90.0, kWarmest_C = 60.0;
constexpr double kFastestWind_m_per_s = 60.0;
constexpr double kLowestWind_m = 1.0, kHighestWind_m = 300.0;
constexpr double kSmoothest_m = 1e-6, kRoughest_m = 5.0;
constexpr double kLeastExponent = 0.05, kMostExponent = 0.5;
constexpr double kFastestJet_m_per_s = 60.0;
constexpr double kMostHeat_W = 1e11, kMostFlow_m3_per_s = 1e7;

std::string text(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%g", value);
    return buffer;
}

} // namespace

OutdoorCase::OutdoorCase(const Json& root, CaseReader& reader) : m_root(root), m_reader(reader) {}

double OutdoorCase::bounded(const Json& object, const char* key, const std::string& where,
                            double fallback, double low, double high) {
    const double value = m_reader.numberOr(object, key, where, Range::Any, fallback);
    if (value >= low && value <= high)
        return value;
    m_reader.add(where + '/' + key,
                 "expected a number from " + text(low) + " to " + text(high) + ", got " +
                     text(value),
                 "give a value within these bounds");
    return low;
}

AirflowCase OutdoorCase::read(double cell_m) {
    readCountry(cell_m);
    readWind();
    m_reader.forEach(m_root, "buildings", "", [&](const Json& item, const std::string& where) {
        m_problem.solids.push_back(boxOf(item, where));
    });
    m_reader.forEach(m_root, "units", "",
                     [&](const Json& item, const std::string& where) { readUnit(item, where); });
    m_reader.forEach(m_root, "probes", "", [&](const Json& item, const std::string& where) {
        m_problem.probes.push_back(
            {m_reader.text(item, "id", where, where), m_reader.vector(item, "at_m", where)});
    });
    AirflowCase result;
    result.kind = AirflowCaseKind::Outdoor;
    result.name = m_reader.text(m_root, "name", "", "outdoor");
    result.problem = std::move(m_problem);
    return result;
}

void OutdoorCase::readCountry(double cell_m) {
    m_problem.size_m = m_reader.vector(m_root, "size_m", "");
    const double size[3] = {m_problem.size_m.x, m_problem.size_m.y, m_problem.size_m.z};
    for (std::size_t d = 0; d < 3; ++d)
        if (CaseReader::find(m_root, "size_m") && !(size[d] > 0.0 && size[d] <= kLongest_m))
            m_reader.add("/size_m/" + std::to_string(d),
                         "expected a length above 0 and up to 20 km, got " + text(size[d]),
                         "give length, width and height of the air in metres");
    if (CaseReader::find(m_root, "cells") && cell_m <= 0.0)
        m_problem.cells = m_reader.cells(m_root, "");
    m_problem.cell_m = m_reader.numberOr(m_root, "cell_m", "", Range::Positive, kOutdoorCell_m);
    if (cell_m > 0.0)
        m_problem.cell_m = cell_m;
    auto& air = m_problem.air;
    air.reference_K =
        base::kZeroCelsius_K + bounded(m_root, "ambient_c", "", 20.0, kColdest_C, kWarmest_C);
    air.expansion_per_K = 1.0 / air.reference_K;
    air.density_kg_per_m3 =
        bounded(m_root, "density_kg_m3", "",
                kSeaLevel_Pa / (kGasConstant_J_per_kgK * air.reference_K), 0.3, 2.0);
    m_problem.initial_K = air.reference_K;
}

void OutdoorCase::readWind() {
    airflow::OpenAir open;
    const Json* wind = CaseReader::find(m_root, "wind");
    if (wind && !wind->is_object()) {
        m_reader.add("/wind", "expected an object, got " + describe(*wind),
                     "write {\"speed_m_s\", \"from_deg\"}");
        wind = nullptr;
    }
    if (wind) {
        const double speed = bounded(*wind, "speed_m_s", "/wind", 0.0, 0.0, kFastestWind_m_per_s);
        const double from =
            bounded(*wind, "from_deg", "/wind", 270.0, -360.0, 360.0) * M_PI / 180.0;
        open.wind_m_per_s = {-speed * std::sin(from), -speed * std::cos(from)};
        open.height_m = bounded(*wind, "height_m", "/wind", 10.0, kLowestWind_m, kHighestWind_m);
        const bool hasExponent = CaseReader::find(*wind, "profile_exponent") != nullptr;
        if (hasExponent && CaseReader::find(*wind, "roughness_m"))
            m_reader.add("/wind/profile_exponent", "contradicts roughness_m",
                         "leave one of the two out");
        if (hasExponent)
            // The log profile that has the power law's slope, 1 / ln(z / z0), at the wind's height.
            open.roughness_m =
                open.height_m * std::exp(-1.0 / bounded(*wind, "profile_exponent", "/wind", 0.14,
                                                        kLeastExponent, kMostExponent));
        else
            open.roughness_m =
                bounded(*wind, "roughness_m", "/wind", open.roughness_m, kSmoothest_m, kRoughest_m);
    }
    m_problem.openAir = open;
}

Box OutdoorCase::boxOf(const Json& item, const std::string& where) {
    const bool wasClean = m_reader.isClean();
    const Box box = m_reader.box(item, where);
    if (!wasClean || !m_reader.isClean())
        return box;
    if (!(box.max_m.x > box.min_m.x && box.max_m.y > box.min_m.y && box.max_m.z > box.min_m.z))
        m_reader.add(where, "the box has no volume", "give three positive edge lengths");
    const auto& size = m_problem.size_m;
    constexpr double kSlack_m = 1e-3;
    if (std::min({box.min_m.x, box.min_m.y, box.min_m.z}) < -kSlack_m ||
        box.max_m.x > size.x + kSlack_m || box.max_m.y > size.y + kSlack_m ||
        box.max_m.z > size.z + kSlack_m)
        m_reader.add(where, "lies outside the air", "move it inside, or enlarge /size_m");
    return box;
}

void OutdoorCase::faceTowards(const std::string& side, const std::string& where,
                              airflow::Rack& unit) {
    const bool isAlongX = side == "east" || side == "west";
    if (!isAlongX && side != "north" && side != "south") {
        m_reader.add(where + "/discharge", "unknown side " + quotedBrief(side),
                     "use top, north, east, south or west");
        return;
    }
    const Box& box = unit.box;
    airflow::FaceRect high{isAlongX ? Axis::X : Axis::Y, box.min_m, box.max_m};
    airflow::FaceRect low = high;
    (isAlongX ? high.min_m.x : high.min_m.y) = isAlongX ? box.max_m.x : box.max_m.y;
    (isAlongX ? low.max_m.x : low.max_m.y) = isAlongX ? box.min_m.x : box.min_m.y;
    const bool blowsHigh = side == "east" || side == "north";
    unit.rear = blowsHigh ? high : low;
    unit.front = blowsHigh ? low : high;
}

void OutdoorCase::readUnit(const Json& item, const std::string& where) {
    airflow::Rack unit;
    unit.id = m_reader.text(item, "id", where, where);
    unit.box = boxOf(item, where);
    if (!CaseReader::find(item, "heat_w"))
        m_reader.add(where + "/heat_w", "missing", "add the heat that it gives to its air, in W");
    unit.heat_W = bounded(item, "heat_w", where, 0.0, 0.0, kMostHeat_W);
    const auto rise_K = m_reader.maybeNumber(item, "delta_t_k", where, Range::Positive);
    if (CaseReader::find(item, "flow_m3_s"))
        unit.flow_m3_per_s = bounded(item, "flow_m3_s", where, 0.0, 0.0, kMostFlow_m3_per_s);
    else if (rise_K)
        unit.flow_m3_per_s = std::min(
            unit.heat_W / (m_problem.air.heatCapacity_J_per_m3K() * *rise_K), kMostFlow_m3_per_s);
    else
        m_reader.add(where + "/flow_m3_s", "missing", "add the flow of its air, or delta_t_k");
    if (unit.heat_W > 0.0 && CaseReader::find(item, "flow_m3_s") && unit.flow_m3_per_s == 0.0)
        m_reader.add(where + "/flow_m3_s", "a unit with heat needs air", "give a flow above 0");
    unit.jetSpeed_m_per_s = bounded(item, "jet_m_s", where, 0.0, 0.0, kFastestJet_m_per_s);
    const std::string side = m_reader.text(item, "discharge", where, "top");
    if (side == "top") {
        unit.isDeck = true;
        unit.front = {
            Axis::Z, {unit.box.min_m.x, unit.box.min_m.y, unit.box.max_m.z}, unit.box.max_m};
        unit.rear = unit.front;
    } else {
        faceTowards(side, where, unit);
    }
    m_problem.racks.push_back(std::move(unit));
}

} // namespace hallwright::io
