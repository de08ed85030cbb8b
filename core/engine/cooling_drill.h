#pragma once

#include "core/engine/campus_index.h"
#include "core/engine/coolant_warm_up.h"
#include "core/engine/coupled_solve.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::engine {

/// Cooling that is taken out at one go.
struct CoolingOutage {
    model::EntityId element;       ///< a plant, a main or a piece of cooling equipment
    bool isRejectionAlone = false; ///< of a plant: its pumps run on
    std::string name;              ///< "CP-01", "CP-01 heat rejection"
    std::vector<model::EntityId> out;
};

/// The steady state without it, and how long the coolant's thermal mass puts it off.
struct CoolingVerdict {
    CoolingOutage outage;
    bool converged = false;
    std::size_t racksOver = 0;     ///< whose supply ends above what their makers allow
    std::size_t racksUncooled = 0; ///< of them: nothing takes their heat
    std::size_t racksShort = 0;    ///< that get less than 95 % of the flow they had
    double warmest_C = 0.0;        ///< supply that a cooled rack ends at; 0: no steady state
    /// Until the first rack gets coolant above its limit; none: it never does, or not within
    /// four hours.
    std::optional<double> untilLimit_s;
    std::string firstHall;          ///< whose rack that is
    double facility_m3 = 0.0;       ///< facility water that its circuit warms
    double loop_m3 = 0.0;           ///< coolant in its loop
    std::vector<double> time_s;     ///< course of that circuit until the limit, or until the end
    std::vector<double> facility_C; ///< supply from the plants
    std::vector<double> loop_C;     ///< supply of the loop that is first

    [[nodiscard]] bool holds() const { return converged && racksOver == 0 && racksShort == 0; }
};

/// What can fail one by one: each plant, its heat rejection alone, each main; of equal units of a
/// plant or of a hall's CDUs, one. In this order, by ascending ids.
[[nodiscard]] std::vector<CoolingOutage> coolingOutages(const CampusIndex& index);

/// One element of the file as an outage; none where it carries no coolant.
[[nodiscard]] std::optional<CoolingOutage>
coolingOutageOf(const CampusIndex& index, model::EntityId element, bool isRejectionAlone);

/// Takes cooling out of a campus, one outage at a time. Heat goes on as before; what is left of
/// the cooling works on. The steady state is that of the coupled solve (where heat rejection alone
/// stops, that after four hours); where racks end above their limit, the water in mains, tanks,
/// coolers, manifolds, CDUs and racks warms from the state before (solveWarmUp), mixed within each
/// circuit and each loop, until the first limit.
/// Coolers take in air that is warmer than the scenario's by `rises`, before the outage and after.
class CoolingDrill {
public:
    CoolingDrill(const CampusIndex& index, const catalog::Catalog& catalog,
                 const model::Scenario& scenario, IntakeRises rises = {});

    /// On all threads; the answers are in the order of `outages`.
    [[nodiscard]] std::vector<CoolingVerdict> run(const std::vector<CoolingOutage>& outages,
                                                  std::stop_token stop = {});

    /// The state that the outages start from has been solved.
    [[nodiscard]] bool isSolved() const { return m_isSolved; }

private:
    void judgeRejection(CoolingVerdict& verdict, std::stop_token stop) const;
    bool takeCourse(const CoolantWarmUp& warming, CoolingVerdict& verdict) const;
    void judge(CoupledSolve& worker, CoolingVerdict& verdict, std::stop_token stop) const;

    const CampusIndex& m_index;
    const catalog::Catalog& m_catalog;
    const model::Scenario& m_scenario;
    IntakeRises m_rises;
    CoupledSolve m_base;
    bool m_isSolved = false;
};

} // namespace hallwright::engine
