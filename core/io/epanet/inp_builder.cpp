#include "core/io/epanet/inp_builder.h"

#include "core/io/findings.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace hallwright::io {

using hydronic::Link;
using hydronic::LinkKind;

namespace {

constexpr double kLevelBand_m = 1.5e-4; ///< EPANET's 0.0005 ft
constexpr double kWaterDensity_kg_per_m3 = 998.2;
/// 8.814 ft4/s for one horsepower, EPANET's 550 ft lbf/s over 62.4 lbf/ft3.
constexpr double kHeadFlowPerWatt_m4_per_s =
    8.814 * 0.3048 * 0.3048 * 0.3048 * 0.3048 / kHorsepower_W;
/// 32.2 ft/s2, by which EPANET turns loss coefficients into head.
constexpr double kEpanetGravity_m_per_s2 = 32.2 * 0.3048;

} // namespace

InpBuilder::InpBuilder(const InpText& text, base::Diagnostics& findings, base::Diagnostics& notes)
    : m_text(text), m_findings(findings), m_notes(notes), m_options(readOptions(text, findings)),
      m_patterns(readPatterns(text, findings)), m_curves(readCurves(text, findings)) {}

EpanetNetwork InpBuilder::build() {
    hydronic::HydronicProblem& problem = m_network.problem;
    problem.friction = m_options.friction;
    problem.gravity_m_per_s2 = kEpanetGravity_m_per_s2;
    problem.fluid = {kWaterDensity_kg_per_m3 * m_options.specificGravity,
                     m_options.viscosity_m2_per_s};
    m_network.maxIterations = m_options.trials;
    m_network.trueFlow = m_options.units.trueFlow;
    readTitle();
    readNodes();
    readDemands();
    readPipes();
    readPumps();
    readValves();
    readStatus();
    applyPumpPatterns();
    readControls();
    closeTanks();
    roundLossCoefficients();
    readEmitters();
    if (m_options.isPressureDriven)
        drivePressure();
    if (problem.nodes.empty())
        addFinding(m_findings, {"[JUNCTIONS]", "the file has no nodes", "add junctions"});
    return std::move(m_network);
}

/// EPANET takes 0.02517 K q^2 / d^4 in ft and ft3/s for K v^2 / 2g, 0.012 % less than its 32.2
/// ft/s2 gives: millimetres where a fitting loses tens of metres.
void InpBuilder::roundLossCoefficients() {
    constexpr double kQuarterPi = 0.25 * std::numbers::pi;
    constexpr double kRounded = 0.02517 * 2.0 * 32.2 * kQuarterPi * kQuarterPi;
    for (Link& link : m_network.problem.links)
        link.minorLossK *= kRounded;
    for (PressureControl& control : m_network.pressureControls)
        control.then.minorLossK *= kRounded;
}

void InpBuilder::finding(const InpLine& line, std::string what, std::string remedy) {
    addFinding(m_findings,
               {"line " + std::to_string(line.number), std::move(what), std::move(remedy)});
}

double InpBuilder::number(const InpLine& line, std::size_t word, double least, const char* name) {
    const auto value = parseNumber(line.words[word]);
    if (!value || *value < least) {
        std::string bound = least == kAnyValue ? "" : least > 0.0 ? " > 0" : " >= 0";
        finding(line, std::string(name) + " " + quotedBrief(line.words[word]) + " is unusable",
                "expected a number" + bound);
        return least > 0.0 ? 1.0 : 0.0;
    }
    return *value;
}

double InpBuilder::optionalNumber(const InpLine& line, std::size_t word, double least,
                                  const char* name, double otherwise) {
    return line.words.size() > word ? number(line, word, least, name) : otherwise;
}

bool InpBuilder::hasWord(const InpLine& line, std::size_t word) {
    return line.words.size() > word && !line.words[word].empty();
}

void InpBuilder::readTitle() {
    if (const InpSection* title = m_text.find("TITLE"))
        for (const InpLine& line : title->lines) {
            if (!m_network.title.empty())
                m_network.title += '\n';
            m_network.title += line.words.front();
        }
}

int InpBuilder::addNode(const InpLine& line, const hydronic::Node& node) {
    const std::string id(line.words[0]);
    const int index = m_network.problem.addNode(node);
    m_network.nodeIds.push_back(id);
    m_tankLevel_m.push_back(std::numeric_limits<double>::quiet_NaN());
    if (!m_nodeOf.emplace(id, index).second)
        finding(line, "node " + quotedBrief(id) + " is given twice", "rename one of them");
    return index;
}

double InpBuilder::patternFactor(const InpLine& line, std::string_view name) {
    const auto found = m_patterns.find(name);
    if (found == m_patterns.end()) {
        finding(line, "pattern " + quotedBrief(name) + " does not exist", "add it to [PATTERNS]");
        return 1.0;
    }
    if (found->second.empty())
        return 1.0;
    const double period = std::floor(m_options.patternStart_s / m_options.patternStep_s);
    const double length = static_cast<double>(found->second.size());
    const double index = std::fmod(period, length);
    if (!std::isfinite(index)) {
        finding(line, "the pattern start lies too many pattern steps ahead",
                "correct PATTERN START or PATTERN TIMESTEP in [TIMES]");
        return 1.0;
    }
    return found->second[static_cast<std::size_t>(index)];
}

void InpBuilder::readNodes() {
    const InpUnits& units = m_options.units;
    const auto basePattern = m_patterns.find(m_options.defaultPattern);
    forEachLine("JUNCTIONS", 1, [&](const InpLine& line) {
        const double elevation = optionalNumber(line, 1, kAnyValue, "elevation", 0.0);
        const double demand = optionalNumber(line, 2, kAnyValue, "demand", 0.0);
        double factor = m_options.demandMultiplier;
        if (hasWord(line, 3))
            factor *= patternFactor(line, line.words[3]);
        else if (basePattern != m_patterns.end())
            factor *= patternFactor(line, m_options.defaultPattern);
        addNode(line, hydronic::junction(elevation * units.length_m,
                                         demand * factor * units.flow_m3_per_s));
    });
    forEachLine("RESERVOIRS", 2, [&](const InpLine& line) {
        double head = number(line, 1, kAnyValue, "head") * units.length_m;
        if (hasWord(line, 2))
            head *= patternFactor(line, line.words[2]);
        addNode(line, hydronic::fixedHead(head, head));
    });
    forEachLine("TANKS", 2, [&](const InpLine& line) {
        const double elevation = number(line, 1, kAnyValue, "elevation") * units.length_m;
        if (line.words.size() <= 3) { // a reservoir, as old files write it
            const double factor = hasWord(line, 2) ? patternFactor(line, line.words[2]) : 1.0;
            addNode(line, hydronic::fixedHead(elevation * factor, elevation * factor));
            return;
        }
        const double level = number(line, 2, 0.0, "initial level") * units.length_m;
        if (optionalNumber(line, 5, 0.0, "diameter", 1.0) == 0.0) { // holds no water: a reservoir
            addNode(line, hydronic::fixedHead(elevation + level, elevation));
            return;
        }
        const int node = addNode(line, hydronic::fixedHead(elevation + level, elevation));
        m_tankLevel_m[static_cast<std::size_t>(node)] = level;
        const double least = optionalNumber(line, 3, 0.0, "lowest level", 0.0) * units.length_m;
        const double most = optionalNumber(line, 4, 0.0, "highest level", level) * units.length_m;
        const bool overflows = hasWord(line, 8) && beginsWith(line.words[8], "YES");
        const bool isFull = !overflows && level >= most - kLevelBand_m;
        const bool isEmpty = level <= least + kLevelBand_m;
        if (line.words.size() > 4 && (isFull || isEmpty))
            m_tankLimits.push_back({node, isFull, isEmpty});
    });
}

void InpBuilder::readDemands() {
    const auto basePattern = m_patterns.find(m_options.defaultPattern);
    std::vector<bool> isReplaced(m_network.problem.nodes.size(), false);
    forEachLine("DEMANDS", 2, [&](const InpLine& line) {
        if (isKeyword(line.words[0], "MULTIPLY")) {
            const double multiplier = number(line, 1, 0.0, "multiplier");
            const double factor = multiplier / m_options.demandMultiplier;
            if (!std::isfinite(factor)) {
                finding(line,
                        "cannot replace the DEMAND MULTIPLIER of [OPTIONS], which is next to 0",
                        "leave one of the two out");
                return;
            }
            for (hydronic::Node& node : m_network.problem.nodes)
                node.demand_m3_per_s *= factor;
            m_options.demandMultiplier *= factor;
            return;
        }
        const auto found = m_nodeOf.find(std::string(line.words[0]));
        if (found == m_nodeOf.end()) {
            finding(line, "node " + quotedBrief(line.words[0]) + " does not exist",
                    "add it or correct the name");
            return;
        }
        const auto index = static_cast<std::size_t>(found->second);
        hydronic::Node& node = m_network.problem.nodes[index];
        if (node.kind != hydronic::NodeKind::Junction) // a reservoir or tank has no demand
            return;
        double factor = m_options.demandMultiplier;
        if (hasWord(line, 2))
            factor *= patternFactor(line, line.words[2]);
        else if (basePattern != m_patterns.end())
            factor *= patternFactor(line, m_options.defaultPattern);
        if (!isReplaced[index])
            node.demand_m3_per_s = 0.0;
        isReplaced[index] = true;
        node.demand_m3_per_s +=
            number(line, 1, kAnyValue, "demand") * factor * m_options.units.flow_m3_per_s;
    });
}

/// Nothing flows into a full tank, nor out of an empty one.
void InpBuilder::closeTanks() {
    for (const TankLimit& tank : m_tankLimits)
        for (Link& link : m_network.problem.links) {
            const bool isFrom = link.from == tank.node;
            if (!isFrom && link.to != tank.node)
                continue;
            const bool isPipe = link.kind == LinkKind::Pipe;
            const bool stopsForward =
                (isFrom ? tank.isEmpty : tank.isFull) || (isPipe && link.hasReverseCheckValve);
            const bool stopsBackward = (isFrom ? tank.isFull : tank.isEmpty) ||
                                       link.kind == LinkKind::Pump || link.hasCheckValve;
            link.isClosed = link.isClosed || (stopsForward && stopsBackward);
            if (isPipe && !link.isClosed) {
                link.hasCheckValve = stopsBackward;
                link.hasReverseCheckValve = stopsForward;
            }
        }
}

bool InpBuilder::addEnds(const InpLine& line, Link& link) {
    const auto from = m_nodeOf.find(std::string(line.words[1]));
    const auto to = m_nodeOf.find(std::string(line.words[2]));
    for (std::size_t i = 1; i <= 2; ++i)
        if ((i == 1 ? from : to) == m_nodeOf.end())
            finding(line, "node " + quotedBrief(line.words[i]) + " does not exist",
                    "add it or correct the name");
    if (from == m_nodeOf.end() || to == m_nodeOf.end())
        return false;
    if (from->second == to->second) {
        finding(line, "the link begins and ends at the same node", "give two nodes");
        return false;
    }
    link.from = from->second;
    link.to = to->second;
    return true;
}

void InpBuilder::addLink(const InpLine& line, const Link& link) {
    const std::string id(line.words[0]);
    const auto index = static_cast<std::size_t>(m_network.problem.addLink(link));
    m_network.linkIds.push_back(id);
    if (!m_linkOf.emplace(id, index).second)
        finding(line, "link " + quotedBrief(id) + " is given twice", "rename one of them");
}

void InpBuilder::readPipes() {
    const InpUnits& units = m_options.units;
    const bool isDarcy = m_options.friction == hydronic::FrictionFormula::DarcyWeisbach;
    forEachLine("PIPES", 6, [&](const InpLine& line) {
        Link link;
        const bool hasEnds = addEnds(line, link);
        link.length_m = number(line, 3, kAboveZero, "length") * units.length_m;
        link.diameter_m = number(line, 4, kAboveZero, "diameter") * units.diameter_m;
        link.roughness = number(line, 5, isDarcy ? 0.0 : kAboveZero, "roughness") *
                         (isDarcy ? units.roughness_m : 1.0);
        if (isDarcy && link.roughness > 0.5 * link.diameter_m)
            finding(line, "roughness exceeds half of the diameter",
                    "give roughness in mm (or 0.001 ft)");
        for (std::size_t i = 6; i < line.words.size() && i < 8; ++i) {
            const std::string_view word = line.words[i];
            if (beginsWith(word, "CV"))
                link.hasCheckValve = true;
            else if (beginsWith(word, "CLOSED"))
                link.isClosed = true;
            else if (!beginsWith(word, "OPEN"))
                link.minorLossK = number(line, i, 0.0, "loss coefficient");
        }
        if (hasEnds)
            addLink(line, link);
    });
}

/// Version 1 of the format: power; or design head and flow; or shut-off head and two points.
InpCurve InpBuilder::readOldPumpCurve(const InpLine& line) {
    constexpr std::size_t kFirst = 3;
    const auto value = [&](std::size_t i) {
        return number(line, kFirst + i, 0.0, i % 2 == 0 && i > 0 ? "pump flow" : "pump head");
    };
    const std::size_t count = line.words.size() - kFirst;
    if (count == 2)
        return {line.number, {number(line, kFirst + 1, 0.0, "pump flow")}, {value(0)}};
    if (count >= 5)
        return {line.number, {0.0, value(2), value(4)}, {value(0), value(1), value(3)}};
    finding(line, "a pump by numbers has one, two or five of them",
            "write: power, or head flow, or shut-off head and two times head flow");
    return {};
}

void InpBuilder::setPumpCurve(const InpLine& line, const InpCurve& points, const std::string& name,
                              Link& link) {
    if (auto curve = pumpCurveOf(points, m_options.units))
        link.curve = m_network.problem.addCurve(std::move(*curve));
    else
        finding(line, name + " cannot be a pump's", "heads must fall as flows grow");
}

/// The file's fluid is left out on purpose: EPANET takes h = 8.814 hp / q in ft and ft3/s.
void InpBuilder::setPumpPower(const InpLine& line, std::size_t word, Link& link) {
    hydronic::HydronicProblem& problem = m_network.problem;
    const double power = number(line, word, kAboveZero, "power") * m_options.units.power_W;
    const double weight = problem.fluid.density_kg_per_m3 * problem.gravity_m_per_s2;
    link.curve =
        problem.addCurve(hydronic::constantPowerCurve(power * kHeadFlowPerWatt_m4_per_s * weight));
}

void InpBuilder::readPumpParameters(const InpLine& line, Link& link) {
    if (hasWord(line, 3) && parseNumber(line.words[3])) {
        if (line.words.size() == 4)
            setPumpPower(line, 3, link);
        else if (const InpCurve points = readOldPumpCurve(line); !points.x.empty())
            setPumpCurve(line, points, "the given curve", link);
        return;
    }
    for (std::size_t i = 3; i + 1 < line.words.size(); i += 2) {
        const std::string_view key = line.words[i];
        const std::string_view value = line.words[i + 1];
        if (beginsWith(key, "HEAD")) {
            const auto found = m_curves.find(value);
            if (found == m_curves.end()) {
                finding(line, "curve " + quotedBrief(value) + " does not exist",
                        "add it to [CURVES]");
                continue;
            }
            setPumpCurve(line, found->second, "curve " + quotedBrief(value), link);
        } else if (beginsWith(key, "POWE")) {
            setPumpPower(line, i + 1, link);
        } else if (beginsWith(key, "SPEE")) {
            link.speed = number(line, i + 1, 0.0, "speed");
        } else if (beginsWith(key, "PATT")) {
            m_pumpPatterns.push_back({&line, i + 1});
        } else {
            finding(line, "unknown pump keyword " + quotedBrief(key),
                    "use HEAD, POWER, SPEED or PATTERN");
        }
    }
    if (link.curve < 0)
        finding(line, "the pump has neither curve nor power", "add HEAD or POWER");
}

/// A pattern decides a pump's speed whatever [STATUS] says; speed 0 stops it.
void InpBuilder::applyPumpPatterns() {
    for (const PumpPattern& pattern : m_pumpPatterns) {
        const InpLine& line = *pattern.line;
        const double speed = patternFactor(line, line.words[pattern.word]);
        const auto link = m_linkOf.find(std::string(line.words[0]));
        if (!(speed >= 0.0))
            finding(line, "pump speed is negative", "give a pattern of speeds >= 0");
        else if (link != m_linkOf.end())
            setPumpSpeed(m_network.problem.links[link->second], speed);
    }
}

void InpBuilder::setPumpSpeed(Link& link, double speed) {
    link.speed = speed;
    link.isClosed = speed == 0.0;
}

void InpBuilder::readPumps() {
    forEachLine("PUMPS", 4, [&](const InpLine& line) {
        Link link;
        link.kind = LinkKind::Pump;
        const bool hasEnds = addEnds(line, link);
        readPumpParameters(line, link);
        if (hasEnds)
            addLink(line, link);
    });
}

} // namespace hallwright::io
