#pragma once

#include "core/engine/capacity/capacity.h"

#include <QColor>
#include <QString>

#include <span>

namespace hallwright::app {

/// A kind of limit in the capacity layer: what binds a rack position, told by colour.
struct CapacityCategory {
    const char* name;
    QRgb color;
};

/// In the order of the legend; feed and grid are both power.
[[nodiscard]] std::span<const CapacityCategory> capacityCategories();
/// Place of a resource's category in that list.
[[nodiscard]] int categoryOf(engine::Resource resource);

/// A rack's entry; null where the study does not know it.
[[nodiscard]] const engine::RackCapacity* rackIn(const engine::CampusCapacity& capacity,
                                                 model::RackId rack);

} // namespace hallwright::app
