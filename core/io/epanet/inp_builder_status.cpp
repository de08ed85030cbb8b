#include "core/io/epanet/inp_builder.h"
#include "core/io/findings.h"

#include <charconv>

namespace hallwright::io {

using hydronic::Link;
using hydronic::LinkKind;

namespace {

/// The whole number that an id begins with; 0 where there is none.
long leadingNumber(std::string_view id) {
    long value = 0;
    std::from_chars(id.data(), id.data() + id.size(), value);
    return value;
}

} // namespace

std::optional<std::size_t> InpBuilder::linkNamed(const InpLine& line, std::size_t word) {
    const auto found = m_linkOf.find(std::string(line.words[word]));
    if (found != m_linkOf.end())
        return found->second;
    finding(line, "link " + quotedBrief(line.words[word]) + " does not exist", "correct the name");
    return std::nullopt;
}

/// Neither pump nor valve; a throttle valve is kept as a pipe without length.
bool InpBuilder::isPlainPipe(std::size_t index) const {
    const Link& link = m_network.problem.links[index];
    return link.kind == LinkKind::Pipe && !m_openLossOf.contains(index);
}

void InpBuilder::applySetting(const InpLine& line, std::size_t index, std::string_view value) {
    Link& link = m_network.problem.links[index];
    const bool isOpen = beginsWith(value, "OPEN");
    if (isOpen || beginsWith(value, "CLOSED")) {
        if (link.hasCheckValve) {
            finding(line, "a pipe with check valve has no other status", "remove the line");
            return;
        }
        link.isClosed = !isOpen;
        if (!isOpen)
            return;
        if (link.kind == LinkKind::Pump)
            link.speed = 1.0; // whatever [PUMPS] says
        const auto openLoss = m_openLossOf.find(index);
        // A valve fixed open has nothing left but its loss coefficient; one by a curve keeps it.
        if (openLoss != m_openLossOf.end() && link.kind != LinkKind::HeadLossCurve) {
            link.kind = LinkKind::Pipe;
            link.length_m = 0.0;
            link.minorLossK = openLoss->second;
        }
        return;
    }
    if (const auto number = parseNumber(value))
        applyNumber(line, index, *number);
    else
        finding(line, "status " + quotedBrief(value) + " is unusable",
                "expected OPEN, CLOSED or a setting");
}

void InpBuilder::applyNumber(const InpLine& line, std::size_t index, double number) {
    Link& link = m_network.problem.links[index];
    const bool holdsPressure =
        link.kind == LinkKind::PressureReducing || link.kind == LinkKind::PressureSustaining;
    if (number < 0.0 && !holdsPressure) {
        finding(line, "the setting is negative", "expected OPEN, CLOSED or a setting >= 0");
        return;
    }
    const InpUnits& units = m_options.units;
    const double head_m = number * m_options.headOf(units.pressure);
    const auto& nodes = m_network.problem.nodes;
    switch (link.kind) {
    case LinkKind::Pump:
        setPumpSpeed(link, number);
        return;
    case LinkKind::FlowControl:
        link.setting = number * units.flow_m3_per_s;
        break;
    case LinkKind::PressureReducing:
        link.setting = head_m + nodes[static_cast<std::size_t>(link.to)].elevation_m;
        break;
    case LinkKind::PressureSustaining:
        link.setting = head_m + nodes[static_cast<std::size_t>(link.from)].elevation_m;
        break;
    case LinkKind::PressureBreaker:
        link.setting = head_m;
        break;
    case LinkKind::Pipe:
        if (isPlainPipe(index)) {
            link.isClosed = number == 0.0;
            return;
        }
        link.minorLossK = number;
        break;
    default:
        finding(line, "this link takes no setting", "use OPEN or CLOSED");
        return;
    }
    link.isClosed = false;
}

/// A link or, between two ids, all links whose ids lie there: by number where both begin with one,
/// else by letters. A number means nothing to a pipe, nor any status to check valves of a range.
void InpBuilder::readStatus() {
    const InpSection* section = m_text.find("STATUS");
    if (section == nullptr)
        return;
    for (const InpLine& line : section->lines) {
        if (line.words.size() < 2) {
            finding(line, "too few values in [STATUS]", "write: link status");
            continue;
        }
        const std::string_view value = line.words.back();
        const bool isNumber = parseNumber(value).has_value();
        if (line.words.size() == 2) {
            const auto link = linkNamed(line, 0);
            if (link && !(isNumber && isPlainPipe(*link)))
                applySetting(line, *link, value);
            continue;
        }
        const long first = leadingNumber(line.words[0]);
        const long last = leadingNumber(line.words[1]);
        for (std::size_t k = 0; k < m_network.linkIds.size(); ++k) {
            const std::string& id = m_network.linkIds[k];
            const long at = leadingNumber(id);
            const bool isWithin = first > 0 && last > 0
                                      ? at >= first && at <= last
                                      : line.words[0] <= id && id <= line.words[1];
            if (isWithin && !m_network.problem.links[k].hasCheckValve &&
                !(isNumber && isPlainPipe(k)))
                applySetting(line, k, value);
        }
    }
}

} // namespace hallwright::io
