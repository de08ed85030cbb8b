#include "app/scene/capacity_layer.h"

#include <algorithm>
#include <array>

namespace hallwright::app {

namespace {

constexpr std::array kCategories{
    CapacityCategory{"space", 0xFFD8DCE0}, CapacityCategory{"power", 0xFFB79CF7},
    CapacityCategory{"coolant", 0xFF2F7FD0}, CapacityCategory{"air", 0xFFF2994B},
    CapacityCategory{"floor", 0xFF2F9E83}};

} // namespace

std::span<const CapacityCategory> capacityCategories() {
    return kCategories;
}

int categoryOf(engine::Resource resource) {
    using engine::Resource;
    switch (resource) {
    case Resource::Feed:
    case Resource::Grid:
        return 1;
    case Resource::Coolant:
        return 2;
    case Resource::Air:
        return 3;
    case Resource::Floor:
        return 4;
    case Resource::Space:
    case Resource::Count:
        break;
    }
    return 0;
}

const engine::RackCapacity* rackIn(const engine::CampusCapacity& capacity, model::RackId rack) {
    // As in the campus: by rising id.
    const auto at = std::lower_bound(capacity.racks.begin(), capacity.racks.end(), rack.number,
                                     [](const engine::RackCapacity& entry, std::uint32_t number) {
                                         return entry.rack.number < number;
                                     });
    return at != capacity.racks.end() && at->rack == rack ? &*at : nullptr;
}

} // namespace hallwright::app
