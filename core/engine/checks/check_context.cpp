#include "core/engine/checks/check_context.h"

#include "core/model/words.h"

#include <cmath>
#include <utility>

namespace hallwright::engine {

namespace {

const std::string kThinSpace = "\u2009";

/// Three significant digits or so, with a unit.
std::string measured(double value, const std::string& unit) {
    const double size = std::abs(value);
    const int decimals = size >= 100.0 ? 0 : size >= 10.0 ? 1 : 2;
    return model::fixed(value, decimals) + kThinSpace + unit;
}

} // namespace

Finding& CheckContext::add(Severity severity, std::string rule, model::EntityId element,
                           std::string sentence, std::string remedy, double value, double limit,
                           std::string unit) const {
    return findings.emplace_back(Finding{severity, std::move(rule), element, campus.nameOf(element),
                                         std::move(sentence), std::move(remedy), value, limit,
                                         std::move(unit)});
}

std::string percent(double fraction) {
    const double value = 100.0 * fraction;
    return model::fixed(value, std::abs(value) < 10.0 ? 1 : 0) + kThinSpace + "%";
}

std::string amperes(double current_A) {
    return model::fixed(current_A, 0) + kThinSpace + "A";
}

std::string voltAmperes(double power_VA) {
    return power_VA >= 1e6 ? measured(power_VA / 1e6, "MVA") : measured(power_VA / 1e3, "kVA");
}

std::string watts(double power_W) {
    return power_W >= 1e6 ? measured(power_W / 1e6, "MW") : measured(power_W / 1e3, "kW");
}

std::string degrees(double t_C) {
    return model::fixed(t_C, 1) + kThinSpace + "\u00b0C";
}

std::string kelvins(double difference_K) {
    return model::fixed(difference_K, 1) + kThinSpace + "K";
}

std::string metresPerSecond(double speed) {
    return model::fixed(speed, 2) + kThinSpace + "m/s";
}

std::string andMore(const std::string& worst, std::size_t count) {
    return count <= 1 ? worst : worst + " and " + std::to_string(count - 1) + " more";
}

std::string counted(std::size_t count, const std::string& noun) {
    return model::fixed(static_cast<double>(count), 0) + " " + noun + (count == 1 ? "" : "s");
}

} // namespace hallwright::engine
