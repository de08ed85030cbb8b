#pragma once

#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <vector>

namespace hallwright::model {

/// Temperature rise that facility-water mains are sized for [K]: that of dry coolers' and CDUs'
/// rated states.
inline constexpr double kFacilityWaterRise_K = 10.0;

/// Power that an end of a feeder takes at full load [W]: the racks' peak and the pumps and fans of
/// a hall, fans and pumps of a plant, the transformers of a substation; 0 for other things.
[[nodiscard]] double peakPower_W(const Campus& campus, const catalog::Catalog& catalog,
                                 EntityId end);

/// Heat that a hall gives to facility water at nominal load, or that a plant rejects [W].
[[nodiscard]] double facilityHeat_W(const Campus& campus, const catalog::Catalog& catalog,
                                    EntityId end);

/// Gives a feeder the smallest cable of its ends' voltage that carries the far end's peak in its
/// circuits; where none does, the largest and as many circuits as that needs. Ends of unknown
/// voltage, and those for which the catalogue has no cable, stay a busbar connection.
void chooseCable(const Campus& campus, const catalog::Catalog& catalog, Feeder& feeder);

/// Gives a main the family with the largest pipes where it names none, and where its size is 0 the
/// smallest that carries the heat of its hall (of its plant between plants) at a rise of
/// kFacilityWaterRise_K.
void choosePipe(const Campus& campus, const catalog::Catalog& catalog, Main& main);

enum class TrunkKind { Feeder, Main };

/// Corners of a route beside roads and around everything that stands on the site.
[[nodiscard]] std::vector<Vec2> trunkRoute(const Campus& campus, const catalog::Catalog& catalog,
                                           EntityId from, EntityId to, TrunkKind kind);

} // namespace hallwright::model
