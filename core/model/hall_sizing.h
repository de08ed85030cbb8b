#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/entities.h"
#include "core/model/hall_rules.h"
#include "core/model/supply_pattern.h"

#include <vector>

namespace hallwright::model {

/// What a hall template needs, in numbers: the types it names and how many of each.
struct HallSizing {
    const catalog::RackType* rack = nullptr;
    const catalog::CduType* cdu = nullptr;                    ///< nullptr: no CDUs
    const catalog::AirUnitType* airUnit = nullptr;            ///< nullptr: no air units
    const catalog::TransformerType* transformer = nullptr;    ///< nullptr: fed from elsewhere
    const catalog::PowerDeviceType* ups = nullptr;            ///< nullptr: no UPS
    const catalog::PowerDeviceType* transferSwitch = nullptr; ///< nullptr: none
    const catalog::PowerDeviceType* pdu = nullptr;            ///< nullptr: none
    const catalog::PowerShelfType* rectifier = nullptr; ///< nullptr: alternating current to racks
    const SupplyPattern* pattern = nullptr;
    UpsMode upsMode = UpsMode::DoubleConversion;

    int racks = 0;
    RackDemand demand;             ///< of one rack
    double itLoad_W = 0.0;         ///< all racks at nominal load
    double heatToLiquid_W = 0.0;   ///< all racks at nominal load
    double heatToAir_W = 0.0;      ///< racks, supply losses, fans
    double airFlow_m3_per_s = 0.0; ///< all racks at nominal load

    std::vector<int> loopOfRow;   ///< cooling loop of each row; empty for air-cooled racks
    std::vector<int> cduOfLoop;   ///< CDUs of each loop, spare included
    int airUnits = 0;             ///< spare included; one a rack for rear doors
    int transformersPerBlock = 0; ///< the spare ones of N+1 included
    int upsPerTransformer = 0;
    int switchesPerTransformer = 0; ///< of blocks that the reserve stands in for
    int pdusPerTransformer = 0;     ///< of blocks that feed busways
    int rectifiersPerTransformer = 0;

    [[nodiscard]] bool hasRearDoors() const;
    [[nodiscard]] int cdus() const;
    /// Blocks that busways start from: all but the reserve.
    [[nodiscard]] int feedingBlocks() const;
};

/// Checks a template and sizes its equipment:
/// - CDUs of a loop: the larger of heat over capacity and flow over secondary flow, plus
/// `cduSpare`;
/// - air units: the larger of heat over capacity and rack flow over unit flow, plus `airUnitSpare`;
///   the heat is that of racks, fans and all that is lost on the way to the racks;
/// - transformers of a block: as many as carry the peak of all racks and the hall's pumps and fans
///   at 100 % at most with any one block out, dealt out rack by rack; for N+1 one more than that;
/// - UPS units, transfer switches, PDUs and rectifiers: as many per transformer as carry its peak.
/// Gives all faults of the template with place ("/recipe/...") and remedy.
[[nodiscard]] base::Result<HallSizing> sizeHall(const HallTemplate& recipe,
                                                const catalog::Catalog& catalog);

/// Losses of UPS units, transfer switches, PDUs, rectifiers, transformers and busways on the way to
/// racks at nominal load and to `mechanical_W` of pumps and fans [W].
[[nodiscard]] double supplyLosses_W(const HallSizing& sizing, double mechanical_W);

} // namespace hallwright::model
