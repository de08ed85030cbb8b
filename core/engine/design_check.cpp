#include "core/engine/design_check.h"

#include "core/engine/checks/check_context.h"
#include "core/engine/checks/layout_checks.h"
#include "core/model/placement_rules.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

/// How far beyond its limit a finding is, as a share of the limit.
double excess(const Finding& finding) {
    const double limit = std::abs(finding.limit);
    return limit > 0.0 ? std::abs(finding.value - finding.limit) / limit : std::abs(finding.value);
}

/// Halls of one recipe number their racks alike, so a name in a hall needs the hall's.
void sayWhichHall(const model::Campus& campus, std::vector<Finding>& findings) {
    if (campus.halls().size() < 2)
        return;
    for (Finding& finding : findings) {
        const model::EntityId container = campus.containerOf(finding.element);
        if (campus.kindOf(container) != model::EntityKind::Hall)
            continue;
        const std::string hall = campus.nameOf(container);
        if (finding.elementName.find(hall) == std::string::npos)
            finding.elementName.insert(0, hall + ' ');
    }
}

} // namespace

std::vector<Finding> checkLayout(const model::Campus& campus, const catalog::Catalog& catalog) {
    std::vector<Finding> findings;
    const Solution nothing;
    checkLayoutRules({campus, catalog, nothing, findings});
    sayWhichHall(campus, findings);
    sortFindings(findings);
    return findings;
}

std::vector<Finding> checkSolution(const model::Campus& campus, const catalog::Catalog& catalog,
                                   const Solution& solution) {
    std::vector<Finding> findings;
    const CheckContext context{campus, catalog, solution, findings};
    checkConvergence(context);
    // Figures that did not converge are no ground for a finding.
    if (solution.powerConverged) {
        checkElectrical(context);
        checkVoltageDrops(context);
    }
    checkShortCircuit(context); // hangs on no load flow
    if (solution.powerConverged && solution.coolantConverged) {
        checkCooling(context);
        checkCoolantLimits(context);
        checkRedundancy(context);
        checkAir(context);
        checkPlume(context);
    }
    sayWhichHall(campus, findings);
    sortFindings(findings);
    return findings;
}

void sortFindings(std::vector<Finding>& findings) {
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        if (a.severity != b.severity)
            return a.severity > b.severity;
        return excess(a) > excess(b);
    });
}

int ruleCount() {
    return static_cast<int>(ruleKeys().size() + model::placementRules().size());
}

} // namespace hallwright::engine
