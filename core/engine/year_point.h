#pragma once

#include "core/engine/coupled_solve.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::engine {

/// What the energy of a campus goes into; together they are all of it.
enum class EnergyUse {
    It,
    CduPumps,
    AirFans, ///< of CRAHs, fan walls and doors
    FacilityPumps,
    CoolerFans,    ///< of dry, adiabatic and hybrid coolers and of towers that cool facility water
    CondenserFans, ///< of towers that cool condensers
    Compressors,   ///< of chillers, with the fans that their COP includes
    FreeCoolingFans,
    Ups, ///< and transfer switches, PDUs and power racks
    HallTransformers,
    GridTransformers,
    Busways,
    Cables,
    Count
};
inline constexpr std::size_t kEnergyUses = static_cast<std::size_t>(EnergyUse::Count);

/// Id for files and words for tables of a use.
[[nodiscard]] std::string_view idOf(EnergyUse use);
[[nodiscard]] std::string_view nameOf(EnergyUse use);
/// Uses that are pumps, fans and compressors; the losses are those behind them.
[[nodiscard]] bool isCooling(EnergyUse use);

/// Plants, loops or air sides that share a set-point; the temperature followed is the warmest.
struct YearSetpoint {
    enum class Kind { FacilityWater, TechnologyLoop, SupplyAir };
    Kind kind = Kind::FacilityWater;
    double setpoint_K = 0.0;
    int members = 0;

    friend bool operator==(const YearSetpoint&, const YearSetpoint&) = default;
};
[[nodiscard]] std::string_view nameOf(YearSetpoint::Kind kind);

/// The powers and temperatures of one solved state, every one of which may be interpolated between
/// states. Straight lines keep sums, so energy closes between states as it does in them.
struct YearPoint {
    std::array<double, kEnergyUses> use_W{};
    double grid_W = 0.0;   ///< drawn by the site, on-site generation included
    double onSite_W = 0.0; ///< of it: fed on the site, less what batteries charge
    double water_m3_per_s = 0.0;
    double reused_W = 0.0;        ///< heat that the campus's own exchangers hand to customers
    double liquidHeat_W = 0.0;    ///< handed from technology loops to facility water
    double liquidReturn_K = 0.0;  ///< facility water that comes back from CDUs, mean by flow
    std::vector<double> supply_K; ///< as the set-points
    double residualFraction = 0.0;
    bool isConverged = false;
};

/// Power of pumps, fans and compressors.
[[nodiscard]] double coolingPower_W(const YearPoint& point);

/// Set-points of all that is cooled, plants first, each once.
[[nodiscard]] std::vector<YearSetpoint> setpointsOf(const CoolingSystem& cooling);

/// Sums up a solved state. `setpoints`: as setpointsOf() gives them for the same campus.
[[nodiscard]] YearPoint yearPoint(const CoupledSolve& solved, const CoupledSolve::Outcome& outcome,
                                  const std::vector<YearSetpoint>& setpoints);

} // namespace hallwright::engine
