#include "core/io/short_circuit_case/network_reader.h"

#include "core/solvers/power/short_circuit/vector_group.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <numbers>

namespace hallwright::io {

namespace {

using namespace short_circuit;

constexpr double kPercent = 0.01;

bool optionalNumber(ObjectReader& reader, std::string_view key, double& into,
                    Range range = kNonNegative, double factor = 1.0) {
    double value = 0.0;
    const bool isGiven = reader.number(key, value, range, Presence::Optional);
    if (isGiven)
        into = value * factor;
    return isGiven;
}

void number(ObjectReader& reader, std::string_view key, double& into, Range range = kPositive,
            double factor = 1.0) {
    double value = 0.0;
    if (reader.number(key, value, range))
        into = value * factor;
}

std::string nameOf(ObjectReader& reader, const std::string& fallback) {
    std::string name;
    reader.text("name", name, Presence::Optional);
    return name.empty() ? fallback : name;
}

} // namespace

void NetworkReader::forEach(ObjectReader& network, std::string_view many, std::string_view one,
                            ReadRow readRow) {
    const auto readOne = [&](const Json& value, const Place& place) {
        ObjectReader reader(value, place, m_findings);
        if (!reader.isObject())
            return;
        reader.ignore({"note"});
        (this->*readRow)(reader);
        reader.finish();
    };
    if (const Json* list = network.take(many)) {
        const Place place{&m_place, many};
        if (!list->is_array())
            network.report(many, "expected a list, got " + describe(*list), "Write [ ... ].");
        else
            for (std::size_t i = 0; i < list->size(); ++i)
                readOne((*list)[i], Place{&place, {}, i});
    }
    if (one.empty())
        return;
    if (const Json* single = network.take(one))
        readOne(*single, Place{&m_place, one});
}

void NetworkReader::read(const Json& network) {
    ObjectReader reader(network, m_place, m_findings);
    if (!reader.isObject())
        return;
    optionalNumber(reader, "frequency_hz", m_problem.frequency_Hz, kPositive);
    double tolerance = 0.0;
    if (optionalNumber(reader, "low_voltage_tolerance_percent", tolerance)) {
        if (tolerance == 6.0)
            m_case.tolerance = LowVoltageTolerance::SixPercent;
        else if (tolerance == 10.0)
            m_case.tolerance = LowVoltageTolerance::TenPercent;
        else
            reader.report("low_voltage_tolerance_percent", "expected 6 or 10",
                          "Take the upper tolerance of the low-voltage system.");
    }
    m_hasBusList = reader.has("buses");
    forEach(reader, "buses", {}, &NetworkReader::readBus);
    forEach(reader, "feeders", "feeder", &NetworkReader::readFeeder);
    forEach(reader, "transformers_2w", {}, &NetworkReader::readTransformer);
    forEach(reader, "transformers", "transformer", &NetworkReader::readTransformer);
    forEach(reader, "transformers_3w", {}, &NetworkReader::readThreeWinding);
    forEach(reader, "generators", "generator", &NetworkReader::readGenerator);
    forEach(reader, "lines", "line", &NetworkReader::readLine);
    forEach(reader, "links", "link", &NetworkReader::readLink);
    forEach(reader, "motors", "motor", &NetworkReader::readMotor);
    forEach(reader, "converters", "converter", &NetworkReader::readConverter);
    reader.ignore({"note", "transformers_3w_note"});
    reader.finish();
    joinUnits();
    if (m_findings.empty() && m_problem.buses.empty())
        addFinding(m_findings, {m_place.pointer(), "the network has no buses",
                                "Name them under \"buses\" or where feeders and lines use them."});
}

void NetworkReader::readBus(ObjectReader& reader) {
    std::string name;
    Bus row;
    reader.text("name", name);
    number(reader, "un_kv", row.nominal_kV);
    if (!m_busOf.emplace(name, static_cast<int>(m_problem.buses.size())).second)
        reader.report("name", "there is a bus \"" + name + "\" already", "Give each its own name.");
    m_problem.buses.push_back(row);
    m_case.buses.push_back(name);
}

int NetworkReader::bus(ObjectReader& reader, std::string_view key, std::string_view voltageKey,
                       double fallback_kV) {
    double nominal_kV = fallback_kV;
    if (!voltageKey.empty())
        optionalNumber(reader, voltageKey, nominal_kV, kPositive);
    std::string name;
    if (!reader.text(key, name))
        return 0;
    if (const auto known = m_busOf.find(name); known != m_busOf.end())
        return known->second;
    if (m_hasBusList) {
        reader.report(key, "there is no bus \"" + name + "\"", "Name one of /network/buses.");
        return 0;
    }
    if (nominal_kV <= 0.0) {
        reader.report(key, "the nominal voltage of bus \"" + name + "\" is not known",
                      "List the buses with un_kv under /network/buses.");
        return 0;
    }
    const int row = static_cast<int>(m_problem.buses.size());
    m_busOf.emplace(name, row);
    m_problem.buses.push_back({nominal_kV});
    m_case.buses.push_back(name);
    return row;
}

void NetworkReader::readFeeder(ObjectReader& reader) {
    (void)nameOf(reader, {});
    NetworkFeeder row;
    row.bus = bus(reader, "bus", "un_kv");
    const double nominal_kV = m_problem.buses.empty()
                                  ? 1.0
                                  : m_problem.buses[static_cast<std::size_t>(row.bus)].nominal_kV;
    const double perAmpere = std::numbers::sqrt3 * nominal_kV;
    bool isKnown = false;
    for (const auto& [key, factor] : {std::pair{"ikss_ka", perAmpere},
                                      {"ikss_max_ka", perAmpere},
                                      {"skss_mva", 1.0},
                                      {"skss_max_mva", 1.0}})
        isKnown |= optionalNumber(reader, key, row.maxPower_MVA, kPositive, factor);
    for (const auto& [key, factor] : {std::pair{"ikss_min_ka", perAmpere}, {"skss_min_mva", 1.0}})
        optionalNumber(reader, key, row.minPower_MVA, kPositive, factor);
    if (!isKnown)
        reader.report(
            "skss_max_mva", "is missing",
            "Give the short-circuit power, or ikss_max_ka, that the grid operator states.");
    optionalNumber(reader, "r_over_x", row.rOverX);
    optionalNumber(reader, "x0_over_x1", row.x0OverX1);
    optionalNumber(reader, "r0_over_x0", row.r0OverX0);
    reader.ignore({"c_max"}); // follows from the voltage
    m_problem.feeders.push_back(row);
}

void NetworkReader::readLine(ObjectReader& reader) {
    (void)nameOf(reader, {});
    Line row;
    row.from = bus(reader, "from");
    const double from_kV = m_problem.buses.empty()
                               ? 0.0
                               : m_problem.buses[static_cast<std::size_t>(row.from)].nominal_kV;
    row.to = bus(reader, "to", {}, from_kV);
    double length_km = 0.0, r1 = 0.0, x1 = 0.0, r0 = 0.0, x0 = 0.0, parallel = 1.0;
    number(reader, "length_km", length_km);
    number(reader, "r1_ohm_km", r1, kNonNegative);
    number(reader, "x1_ohm_km", x1, kNonNegative);
    optionalNumber(reader, "r0_ohm_km", r0);
    optionalNumber(reader, "x0_ohm_km", x0);
    optionalNumber(reader, "parallel", parallel, Range{1.0, 1000.0});
    optionalNumber(reader, "end_temperature_degC", row.endTemperature_C, Range{-60.0, 400.0});
    if (r1 == 0.0 && x1 == 0.0)
        reader.report("x1_ohm_km", "the impedance of the line is zero",
                      "Join the two buses under \"links\" instead.");
    row.z1_ohm = length_km / parallel * Complex{r1, x1};
    row.z0_ohm = length_km / parallel * Complex{r0, x0};
    m_problem.lines.push_back(row);
}

void NetworkReader::readLink(ObjectReader& reader) {
    (void)nameOf(reader, {});
    bool isClosed = true;
    const int from = bus(reader, "from");
    const int to = bus(reader, "to");
    reader.flag("closed", isClosed, Presence::Optional);
    if (isClosed)
        m_problem.links.push_back({from, to});
}

void NetworkReader::windings(ObjectReader& reader, std::vector<Winding>& into) {
    for (const std::string_view key : {"vector_group", "vector_group_in_source"}) {
        std::string text;
        if (!reader.text(key, text, Presence::Optional))
            continue;
        if (auto found = windingsOfVectorGroup(text, into.size()))
            into = std::move(*found);
        else
            reader.report(key,
                          "\"" + text + "\" is no vector group of " + std::to_string(into.size()) +
                              " windings",
                          into.size() == 2 ? "Write one like Dyn11." : "Write one like YNyn0d5.");
    }
}

void NetworkReader::readTransformer(ObjectReader& reader) {
    Transformer row;
    m_case.transformers.push_back(
        nameOf(reader, "transformer " + std::to_string(m_problem.transformers.size() + 1)));
    row.highBus = bus(reader, "hv", "un_hv_bus_kv");
    row.lowBus = bus(reader, "lv", "un_lv_bus_kv");
    if (!optionalNumber(reader, "sn_mva_each", row.rating_MVA, kPositive))
        number(reader, "sn_mva", row.rating_MVA);
    else if (reader.take("sn_mva"))
        reader.report("sn_mva", "is given beside sn_mva_each", "Give the rating of one unit once.");
    number(reader, "u_hv_kv", row.high_kV);
    number(reader, "u_lv_kv", row.low_kV);
    number(reader, "uk_percent", row.uk, kPositive, kPercent);
    number(reader, "ukr_percent", row.ur, kNonNegative, kPercent);
    optionalNumber(reader, "uk0_percent", row.uk0, kPositive, kPercent);
    optionalNumber(reader, "ukr0_percent", row.ur0, kNonNegative, kPercent);
    if (row.ur > row.uk || (row.uk0 > 0.0 && row.ur0 > row.uk0))
        reader.report("ukr_percent", "is above the short-circuit voltage",
                      "Give both in percent of the rated voltage.");
    std::int64_t parallel = 1;
    reader.integer("parallel", parallel, 1, 1000, Presence::Optional);
    row.parallel = static_cast<int>(parallel);
    std::vector<Winding> found{row.highWinding, row.lowWinding};
    windings(reader, found);
    row.highWinding = found[0];
    row.lowWinding = found[1];
    double resistance = 0.0, reactance = 0.0;
    optionalNumber(reader, "star_point_resistance_ohm", resistance);
    optionalNumber(reader, "star_point_reactance_ohm", reactance);
    const bool isHighEarthed =
        row.highWinding == Winding::EarthedStar || row.highWinding == Winding::EarthedZigzag;
    (isHighEarthed ? row.highNeutral_ohm : row.lowNeutral_ohm) = {resistance, reactance};
    reader.flag("on_load_tap_changer", row.hasOnLoadTaps, Presence::Optional);
    optionalNumber(reader, "pt_percent", row.tapRange, kNonNegative, kPercent);
    // Impedances of IEC 60909-0 are those of the main tapping.
    reader.ignore({"tap_side", "tap_pos", "tap_step_percent", "tap_note"});
    std::string unit;
    if (reader.text("power_station_unit_with", unit, Presence::Optional))
        m_units.push_back({reader.place().pointer() + "/power_station_unit_with", unit,
                           m_problem.transformers.size()});
    m_problem.transformers.push_back(row);
}

void NetworkReader::readThreeWinding(ObjectReader& reader) {
    ThreeWindingTransformer row;
    m_case.threeWindingTransformers.push_back(nameOf(
        reader, "transformer 3w " + std::to_string(m_problem.threeWindingTransformers.size() + 1)));
    constexpr const char* kWindings[] = {"hv", "mv", "lv"};
    constexpr const char* kPairs[] = {"hv_mv", "mv_lv", "hv_lv"};
    for (std::size_t w = 0; w < 3; ++w) {
        const std::string winding = kWindings[w];
        row.bus[w] = bus(reader, winding);
        number(reader, "u_" + winding + "_kv", row.rated_kV[w]);
        number(reader, "sn_" + winding + "_mva", row.rating_MVA[w]);
        const std::string pair = kPairs[w];
        number(reader, "uk_" + pair + "_percent", row.uk[w], kPositive, kPercent);
        number(reader, "ukr_" + pair + "_percent", row.ur[w], kNonNegative, kPercent);
        if (row.ur[w] > row.uk[w])
            reader.report("ukr_" + pair + "_percent", "is above the short-circuit voltage",
                          "Give both in percent of the rated voltage.");
    }
    std::vector<Winding> found(row.winding.begin(), row.winding.end());
    windings(reader, found);
    std::copy(found.begin(), found.end(), row.winding.begin());
    m_problem.threeWindingTransformers.push_back(row);
}

void NetworkReader::readGenerator(ObjectReader& reader) {
    Generator row;
    m_case.generators.push_back(
        nameOf(reader, "generator " + std::to_string(m_problem.generators.size() + 1)));
    row.bus = bus(reader, "bus");
    number(reader, "sn_mva", row.rating_MVA);
    number(reader, "un_kv", row.rated_kV);
    number(reader, "xd2_pu", row.xd_pu);
    optionalNumber(reader, "xd_pu", row.xdSynchronous_pu, kPositive);
    optionalNumber(reader, "ceiling_excitation", row.ceilingExcitation, kNonNegative);
    optionalNumber(reader, "r_ohm", row.r_ohm);
    number(reader, "cos_phi", row.cosPhi, Range{0.0, 1.0, true});
    optionalNumber(reader, "p_g_percent", row.voltageRange, kNonNegative, kPercent);
    row.isEarthed = optionalNumber(reader, "x0_pu", row.x0_pu, kPositive);
    double neutral_ohm = 0.0;
    optionalNumber(reader, "neutral_resistance_ohm", neutral_ohm);
    row.neutral_ohm = neutral_ohm;
    m_problem.generators.push_back(row);
}

void NetworkReader::readMotor(ObjectReader& reader) {
    (void)nameOf(reader, {});
    Motor row;
    row.bus = bus(reader, "bus");
    number(reader, "p_mech_mw", row.power_MW);
    number(reader, "un_kv", row.rated_kV);
    number(reader, "cos_phi", row.cosPhi, Range{0.0, 1.0, true});
    number(reader, "efficiency", row.efficiency, Range{0.0, 1.0, true});
    number(reader, "i_lr_over_ir", row.startingRatio);
    optionalNumber(reader, "r_over_x", row.rOverX);
    std::int64_t polePairs = 1;
    reader.integer("pole_pairs", polePairs, 1, 100, Presence::Optional);
    row.polePairs = static_cast<int>(polePairs);
    m_problem.motors.push_back(row);
}

void NetworkReader::readConverter(ObjectReader& reader) {
    (void)nameOf(reader, {});
    Converter row;
    row.bus = bus(reader, "bus");
    number(reader, "ik_max_ka", row.max_kA, kNonNegative);
    row.min_kA = row.max_kA;
    optionalNumber(reader, "ik_min_ka", row.min_kA);
    m_problem.converters.push_back(row);
}

void NetworkReader::joinUnits() {
    for (const auto& unit : m_units) {
        const auto& names = m_case.generators;
        const auto it = std::find(names.begin(), names.end(), unit.generator);
        if (it == names.end())
            addFinding(m_findings,
                       {unit.pointer, "there is no generator \"" + unit.generator + "\"",
                        "Name one of /network/generators."});
        else
            m_problem.transformers[unit.transformer].unitGenerator =
                static_cast<int>(it - names.begin());
    }
}

} // namespace hallwright::io
