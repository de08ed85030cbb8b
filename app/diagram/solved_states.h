#pragma once

#include "app/diagram/diagram.h"
#include "app/diagram/fragment.h"
#include "core/engine/solution.h"

#include <map>
#include <optional>
#include <string>
#include <tuple>

namespace hallwright::app::diagram {

/// What a solution says of the things that a one-line diagram shows: status and words. Without a
/// solution, or where power did not converge, nothing is known and values are "—".
class SolvedStates {
public:
    /// `solution` may be null and must outlive this.
    explicit SolvedStates(const engine::Solution* solution);

    [[nodiscard]] const engine::BranchState* feeder(model::FeederId id) const;
    [[nodiscard]] const engine::BranchState* transformer(model::EquipmentId id) const;
    [[nodiscard]] const engine::BranchState* grid(model::GridConnectionId id) const;
    [[nodiscard]] const engine::BranchState* busway(model::HallId hall,
                                                    const std::string& name) const;
    [[nodiscard]] const engine::UnitState* unit(model::EquipmentId id) const;
    /// Position of a tap changer that the solve has set; none for transformers without one.
    [[nodiscard]] std::optional<int> tap(model::EquipmentId id) const;
    [[nodiscard]] const engine::BusState* bus(model::EntityId entity, int section,
                                              double nominal_V) const;
    /// The bus of an entity that has one alone (a transformer's board, an intake).
    [[nodiscard]] const engine::BusState* bus(model::EntityId entity, int section) const;

    [[nodiscard]] Status status(const engine::BranchState* state) const;
    [[nodiscard]] Status status(const engine::BusState* state) const;
    [[nodiscard]] Status status(const engine::UnitState* state) const;

    /// "61.3 %", with the role of a fault above 100 %; "dead" where no voltage arrives, "standby"
    /// where it does and nothing is carried.
    [[nodiscard]] Text loading(const Status& status) const;
    [[nodiscard]] Text current(const engine::BranchState* state) const;
    [[nodiscard]] Text power(const engine::BranchState* state) const;
    [[nodiscard]] Text voltage(const engine::BusState* state) const;
    /// Initial short-circuit current of a bus at most; a fault where its switchgear withstands
    /// less. Empty until the study has answered.
    [[nodiscard]] Text faultCurrent(const engine::BusState* state) const;
    /// Lines for the probe: loading with rating, power, loss.
    [[nodiscard]] std::vector<QString> words(const QString& name, const engine::BranchState* state,
                                             const QString& ratingUnit) const;
    [[nodiscard]] bool isKnown() const { return m_known; }

private:
    const engine::Solution* m_solution;
    bool m_known = false;
    std::map<std::pair<model::HallId, std::string>, const engine::BranchState*> m_busways;
    std::map<std::tuple<model::EntityId, int, long long>, const engine::BusState*> m_buses;
};

/// "33 kV", "415 V".
[[nodiscard]] QString voltageText(double volts);

} // namespace hallwright::app::diagram
