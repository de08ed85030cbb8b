#pragma once

#include "core/engine/hall_power.h"
#include "core/solvers/power/power_solution.h"

#include <memory>
#include <vector>

namespace hallwright::engine {

/// Where the rows of a hall start in the problem of the whole campus, and what its racks ask for.
struct HallPart {
    model::HallId hall;
    std::shared_ptr<const HallPower> power;
    std::vector<int> intake;
    int firstBus = 0; ///< of the hall's own first local bus
    int firstBranch = 0;
    int firstLink = 0;
    int firstLoad = 0;
    int firstSource = 0;
    std::vector<int> position;          ///< which bar each outlet is switched to: 0, 1, or -1
    std::vector<double> outletDemand_W; ///< racks' load on each outlet, as power->outlets
    std::vector<double> rackLoad_W;     ///< served; 0 for a dead rack; as power->racks
    std::vector<double> expectedDraw_W; ///< of devices, as their loads are set; before any solve

    [[nodiscard]] int bus(int local) const {
        return local < power->intakes ? intake[static_cast<std::size_t>(local)]
                                      : firstBus + local - power->intakes;
    }
};

/// Units of one kind in parallel.
struct DeviceState {
    double loss_W = 0.0;
    double loading = 0.0; ///< of the rating of those in service
    double output_W = 0.0;
};

/// What the UPS units, transfer switches, PDUs and power racks of a hall carry and lose: by a
/// solution, or before there is one by what the racks ask for. A view: part, problem and solution
/// must outlive it.
class SupplyDevices {
public:
    /// `isLive`: of the problem's buses; `solution`: nullptr before the first.
    SupplyDevices(const HallPart& part, const power::PowerProblem& problem,
                  const std::vector<bool>& isLive, const power::PowerSolution* solution)
        : m_part(part), m_problem(problem), m_isLive(isLive), m_solution(solution) {}

    [[nodiscard]] DeviceState ups(std::size_t bar) const;
    /// Share of it that the units of one board carry.
    [[nodiscard]] DeviceState upsOf(const HallPower::Board& board) const;
    [[nodiscard]] DeviceState transferSwitch(std::size_t outlet) const;
    [[nodiscard]] DeviceState pdu(std::size_t outlet) const;
    [[nodiscard]] DeviceState rectifier(std::size_t outlet) const;
    /// What all of them lose [W].
    [[nodiscard]] double loss_W() const;
    /// The same by what the racks ask for, whatever the solution; with it what transformers inside
    /// the hall lose at that load. Busways, which lose a few per mille, are left out.
    [[nodiscard]] double expectedIndoorLoss_W() const;
    /// What each board passes on to its bar or UPS by what the racks ask for [W], as power->boards.
    [[nodiscard]] std::vector<double> expectedOutputs_W() const;
    /// UPS units of a board in service; 0 where the board has no supply.
    [[nodiscard]] std::size_t upsUnits(const HallPower::Board& board) const {
        return isOn(board) ? board.upsUnits.size() : 0;
    }

    /// UPS units that share what those of a board carry: all on its bar, or in eco mode its own.
    [[nodiscard]] std::size_t upsInParallel(const HallPower::Board& board) const {
        return board.bypass >= 0 ? upsUnits(board) : upsUnits(static_cast<std::size_t>(board.bar));
    }

private:
    [[nodiscard]] std::size_t upsUnits(std::size_t bar) const;
    [[nodiscard]] DeviceState bypass(const HallPower::Board& board) const;
    [[nodiscard]] bool isOn(const HallPower::Board& board) const {
        return m_isLive[static_cast<std::size_t>(m_part.bus(board.bus))];
    }
    [[nodiscard]] SupplyDevices expected() const { return {m_part, m_problem, m_isLive, nullptr}; }
    [[nodiscard]] DeviceState converter(const HallPower::Converter& units, std::size_t working,
                                        double demand_W) const;
    [[nodiscard]] DeviceState passage(const HallPower::Passage& units, double demand_W) const;
    [[nodiscard]] double demandOfPdu_W(std::size_t outlet) const;    ///< what its racks ask of it
    [[nodiscard]] double demandOfSwitch_W(std::size_t outlet) const; ///< and with its loss
    [[nodiscard]] double demandOfBar_W(std::size_t bar) const;

    const HallPart& m_part;
    const power::PowerProblem& m_problem;
    const std::vector<bool>& m_isLive;
    const power::PowerSolution* m_solution;
};

} // namespace hallwright::engine
