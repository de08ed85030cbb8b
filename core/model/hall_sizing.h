#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/entities.h"
#include "core/model/hall_rules.h"

#include <vector>

namespace hallwright::model {

/// What a hall template needs, in numbers: the types it names and how many of each.
struct HallSizing {
    const catalog::RackType* rack = nullptr;
    const catalog::CduType* cdu = nullptr;                 ///< nullptr: no CDUs
    const catalog::AirUnitType* airUnit = nullptr;         ///< nullptr: no air units
    const catalog::TransformerType* transformer = nullptr; ///< nullptr: fed from elsewhere
    const catalog::PowerDeviceType* ups = nullptr;         ///< nullptr: no UPS

    int racks = 0;
    RackDemand demand;             ///< of one rack
    double itLoad_W = 0.0;         ///< all racks at nominal load
    double heatToLiquid_W = 0.0;   ///< all racks at nominal load
    double heatToAir_W = 0.0;      ///< racks, supply losses, fans
    double airFlow_m3_per_s = 0.0; ///< all racks at nominal load

    std::vector<int> loopOfRow; ///< cooling loop of each row; empty for air-cooled racks
    std::vector<int> cduOfLoop; ///< CDUs of each loop, spare included
    int airUnits = 0;           ///< spare included; one a rack for rear doors
    int transformersPerSide = 0;
    int sides = 1;
    int upsPerTransformer = 0;

    [[nodiscard]] bool hasRearDoors() const;
    [[nodiscard]] int cdus() const;
};

/// Checks a template and sizes its equipment:
/// - CDUs of a loop: the larger of heat over capacity and flow over secondary flow, plus
/// `cduSpare`;
/// - air units: the larger of heat over capacity and rack flow over unit flow, plus `airUnitSpare`;
///   the heat is that of racks, fans and all that is lost on the way to the racks;
/// - transformers of a side: as many as carry the peak of all racks and the hall's pumps and fans
///   at 100 % at most, dealt out rack by rack;
/// - UPS blocks: as many per transformer as carry its peak.
/// Gives all faults of the template with place ("/recipe/...") and remedy.
[[nodiscard]] base::Result<HallSizing> sizeHall(const HallTemplate& recipe,
                                                const catalog::Catalog& catalog);

/// Losses of UPS blocks, transformers and busways on the way to racks at nominal load and to
/// `mechanical_W` of pumps and fans [W].
[[nodiscard]] double supplyLosses_W(const HallSizing& sizing, double mechanical_W);

} // namespace hallwright::model
