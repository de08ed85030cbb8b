#include "core/io/epanet/inp_builder.h"
#include "core/io/findings.h"

#include <cmath>
#include <utility>

namespace hallwright::io {

/// A simple control as EPANET reads it; the words "LINK", "IF" and "NODE" are not looked at.
///   LINK id setting IF NODE id ABOVE|BELOW value  /  AT TIME t  /  AT CLOCKTIME t [AM|PM]
/// Acts at once where time 0 or a tank's level makes it hold; a control on a junction's pressure is
/// kept for the solve.
void InpBuilder::readControl(const InpLine& line) {
    const auto& words = line.words;
    const auto unreadable = [&] {
        finding(line, "unreadable control",
                "write: LINK id status IF NODE id ABOVE|BELOW value, or AT TIME t");
    };
    if (words.size() < 6)
        return unreadable();
    const auto link = linkNamed(line, 1);
    if (!link || beginsWith(words.back(), "DISABLED"))
        return;
    const bool isTime = beginsWith(words[4], "TIME");
    if (isTime || beginsWith(words[4], "CLOCKTIME")) {
        const auto time = parseTime_s(words, 5);
        if (!time)
            return unreadable();
        constexpr double kDay_s = 86400.0;
        if (std::round(*time) == 0.0 && isTime)
            applySetting(line, *link, words[2]);
        if (!isTime && std::fmod(std::round(*time), kDay_s) == m_options.startClock_s)
            applySetting(line, *link, words[2]);
        return;
    }
    if (words.size() < 8)
        return unreadable();
    const auto node = m_nodeOf.find(std::string(words[5]));
    const auto value = parseNumber(words[7]);
    const bool isAbove = beginsWith(words[6], "ABOVE");
    if (node == m_nodeOf.end())
        return finding(line, "node " + quotedBrief(words[5]) + " does not exist",
                       "add it or correct the name");
    if (!value || (!isAbove && !beginsWith(words[6], "BELOW")))
        return unreadable();
    const auto index = static_cast<std::size_t>(node->second);
    const double level = m_tankLevel_m[index];
    if (!std::isnan(level)) {
        const double limit = *value * m_options.units.length_m;
        if (isAbove ? level >= limit : level <= limit)
            applySetting(line, *link, words[2]);
        return;
    }
    const hydronic::Node& at = m_network.problem.nodes[index];
    if (at.kind == hydronic::NodeKind::FixedHead) {
        // A reservoir holds no volume at any level: EPANET, which compares volumes, always acts.
        applySetting(line, *link, words[2]);
        return;
    }
    PressureControl control;
    control.link = *link;
    control.node = index;
    control.isAbove = isAbove;
    control.head_m = at.elevation_m + *value * m_options.headOf(m_options.units.pressure);
    const hydronic::Link before = m_network.problem.links[*link];
    applySetting(line, *link, words[2]);
    control.then = std::exchange(m_network.problem.links[*link], before);
    m_network.pressureControls.push_back(control);
}

void InpBuilder::readControls() {
    forEachLine("CONTROLS", 1, [&](const InpLine& line) { readControl(line); });
    noteLeftOut("RULES", "[RULES] are left out: they act after time 0",
                "set what they would do in [STATUS]");
    noteLeftOut("SCRIPT", "[SCRIPT] is left out: it acts while EPANET runs",
                "set what it would do in [STATUS]");
    noteLeftOut("LEAKAGE", "[LEAKAGE] is left out: pipes are taken for tight",
                "give leaks as [EMITTERS]");
}

void InpBuilder::noteLeftOut(std::string_view section, const char* what, const char* remedy) {
    if (const InpSection* found = m_text.find(section); found != nullptr && !found->lines.empty())
        addFinding(m_notes, {"line " + std::to_string(found->lines.front().number), what, remedy});
}

} // namespace hallwright::io
