#include "core/engine/checks/check_context.h"

namespace hallwright::engine {

namespace {

/// Energy that a solution may leave unaccounted for: what the coupling is solved to.
constexpr double kResidual = 1e-3;

} // namespace

void checkConvergence(const CheckContext& context) {
    const auto& solution = context.solution;
    for (const auto& stage : solution.stages) {
        const bool isAir = stage.stage == Stage::AirCoarse || stage.stage == Stage::AirFine ||
                           stage.stage == Stage::Plume;
        if (stage.converged || (isAir && stage.settledFraction < 1.0))
            continue; // still on its way
        auto& f =
            context.add(isAir ? Severity::Note : Severity::Fault,
                        isAir ? "air-not-converged" : "not-converged", {},
                        stage.name + " did not converge" +
                            (stage.detail.empty() ? std::string(".") : ": " + stage.detail),
                        isAir ? "Its figures are the last running mean; solve it on a finer grid."
                              : "Its figures are the last step's and are not to be relied on.",
                        stage.residual, 0.0, stage.residualUnit);
        f.elementName = stage.name;
    }
    const bool isKnown = solution.powerConverged && solution.coolantConverged;
    if (isKnown && solution.energy.residualFraction > kResidual) {
        auto& f = context.add(Severity::Warning, "energy-residual", {},
                              "Energy in and out differ by " +
                                  percent(solution.energy.residualFraction) + ".",
                              "Look for halls whose heat nothing takes away.",
                              solution.energy.residualFraction, kResidual, "");
        f.elementName = "Energy balance";
    }
}

const std::vector<std::string>& ruleKeys() {
    static const std::vector<std::string> keys{
        // electrical
        "grid-overload", "feeder-overload", "feeder-voltage", "transformer-overload",
        "ups-overload", "busway-overload", "busway-drop", "tap-at-end", "dead-bus", "bus-voltage",
        "rack-without-power", "rack-voltage", "rack-on-one-feed",
        // voltage and short circuit
        "feeder-drop", "supply-drop", "fault-levels", "fault-level", "busway-fault-level",
        "busway-least-fault", "feeder-least-fault",
        // cooling
        "rack-without-coolant", "coolant-too-warm", "rack-flow-short", "cdu-overload",
        "air-unit-overload", "pump-run-out", "plant-without-pump", "plant-too-warm",
        "chiller-without-tower", "pipe-velocity", "pipe-gradient", "main-without-flow",
        "manifold-velocity", "pipe-pressure", "pump-npsh", "supply-above-class",
        "coolant-below-dew-point", "facility-below-dew-point",
        // air
        "inlet-not-allowed", "inlet-above-recommended", "air-imbalance", "air-heat-not-taken",
        "cooler-recirculation",
        // redundancy
        "transformer-one-out", "feeder-without-intake", "intake-without-feeder", "hall-redundancy",
        "outage-drops-load", "outage-overload", "outage-stops-cooling", "generator-overload",
        "substation-one-out", "cdu-one-out", "pump-one-out", "cooler-one-out",
        // solve
        "not-converged", "air-not-converged", "energy-residual",
        // layout
        "rack-without-feed", "rack-without-loop", "hall-without-feeder", "hall-without-main",
        "substation-without-feeder", "substation-without-transformer", "plant-without-main",
        "floor-load", "long-row", "unknown-type"};
    return keys;
}

} // namespace hallwright::engine
