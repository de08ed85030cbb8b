#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"
#include "core/model/edit.h"
#include "core/model/footprint.h"

#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace hallwright::app {

/// What a row, a substation and a cooling plant come with when they are placed.
inline constexpr int kRacksARow = 10;
inline constexpr int kTransformersASubstation = 2;
inline constexpr int kCoolerColumnsAPlant = 6;
inline constexpr int kCoolerLinesAPlant = 2;

/// Something from the catalogue that is about to be placed: what it looks like, where it may stand
/// and the edit that puts it there.
struct PlacingItem {
    QString key;
    QString name; ///< "HM-38", "CDU 1350"
    model::EntityKind kind = model::EntityKind::Equipment;
    /// Stands in a hall and nowhere else.
    bool needsHall = false;
    base::Vec3 size_m;
    /// Its own box first, then what stands in it; about the origin, not turned.
    std::vector<model::OrientedBox> boxes;
    /// Where it goes: `placement` is in the frame of the container; invalid container: site axes.
    struct Spot {
        model::EntityId container;
        model::RowId row; ///< racks only: the row that it joins
        model::Placement placement;
    };
    std::function<model::Edit(const Spot& spot)> edit;
};

/// Reads a key of the catalogue list: an id, "template:<name>", "row:<rack id>",
/// "substation:<transformer id>", "grid:<voltage in V>", "plant:<cooler id>". Says in words why
/// there is none.
[[nodiscard]] base::Result<PlacingItem> placingItem(const std::string& key,
                                                    const catalog::Catalog& catalog);

} // namespace hallwright::app
