#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/finding.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <string>
#include <vector>

namespace hallwright::engine {

/// What the checks of a solution read, and where they write.
struct CheckContext {
    const model::Campus& campus;
    const catalog::Catalog& catalog;
    const Solution& solution;
    std::vector<Finding>& findings;

    /// Adds a finding on an entity; the element's name is looked up.
    Finding& add(Severity severity, std::string rule, model::EntityId element, std::string sentence,
                 std::string remedy, double value, double limit, std::string unit) const;
};

// Numbers in the words of a finding, with thin space and unit.
[[nodiscard]] std::string percent(double fraction);      ///< "104 %"
[[nodiscard]] std::string amperes(double current_A);     ///< "666 A"
[[nodiscard]] std::string voltAmperes(double power_VA);  ///< "3.15 MVA"
[[nodiscard]] std::string watts(double power_W);         ///< "1.35 MW", "820 kW"
[[nodiscard]] std::string degrees(double t_C);           ///< "27.4 °C"
[[nodiscard]] std::string kelvins(double difference_K);  ///< "1.2 K"
[[nodiscard]] std::string metresPerSecond(double speed); ///< "2.6 m/s"
/// "R-01", "R-01 and 1 more", "R-01 and 11 more": who is meant, by the worst and a count.
[[nodiscard]] std::string andMore(const std::string& worst, std::size_t count);
/// "1 rack", "12 racks"
[[nodiscard]] std::string counted(std::size_t count, const std::string& noun);

void checkElectrical(const CheckContext& context);
void checkCooling(const CheckContext& context);
void checkCoolantLimits(const CheckContext& context);
void checkAir(const CheckContext& context);
void checkPlume(const CheckContext& context);
void checkRedundancy(const CheckContext& context);
void checkShortCircuit(const CheckContext& context);
void checkVoltageDrops(const CheckContext& context);
void checkConvergence(const CheckContext& context);

/// Keys of all rules that the checks of layout and solution apply.
[[nodiscard]] const std::vector<std::string>& ruleKeys();

} // namespace hallwright::engine
