#include "core/model/rules/rule_context.h"

#include "core/model/words.h"

#include <algorithm>
#include <cmath>

namespace hallwright::model {

namespace {

/// Depth below which two things only touch [m].
constexpr double kTouch_m = 1e-3;

geometry::IndexedBox indexed(const OrientedBox& box) {
    return {0, box.centre_m, box.bottom_m, box.size_m, box.rotation_deg};
}

} // namespace

bool RuleContext::isIgnored(EntityId id, EntityId itsContainer) const {
    const auto listed = [&](EntityId wanted) {
        return std::binary_search(ignoring.begin(), ignoring.end(), wanted);
    };
    if (id == self || (self.isValid() && itsContainer == self))
        return true;
    if (ignoring.empty())
        return false;
    if (listed(id) || listed(itsContainer))
        return true;
    const auto* rack = m_campus.racks().find({id.number});
    return rack && listed(entity(rack->row));
}

RuleContext::Neighbour RuleContext::neighbour(std::uint32_t number) const {
    const EntityId id{number};
    const auto* place = m_index.find(number);
    if (const auto* rack = m_campus.racks().find({number}))
        return {id, EntityKind::Rack, entity(rack->hall), place};
    if (const auto* item = m_campus.equipment().find({number}))
        return {id, EntityKind::Equipment, item->parent, place};
    return {id, m_campus.kindOf(id), EntityId{}, place};
}

std::vector<RuleContext::Neighbour> RuleContext::overlapping(const OrientedBox& region) const {
    std::vector<Neighbour> found;
    for (const auto number : m_index.overlapping(indexed(region), kTouch_m)) {
        const auto other = neighbour(number);
        if (other.container != container || isIgnored(other.id, other.container))
            continue;
        const double top =
            std::min(region.bottom_m + region.size_m.z, other.box->bottom_m + other.box->size_m.z);
        const double bottom = std::max(region.bottom_m, other.box->bottom_m);
        if (top - bottom > kTouch_m)
            found.push_back(other);
    }
    return found;
}

std::vector<RuleContext::Neighbour> RuleContext::within(double distance_m) const {
    std::vector<Neighbour> found;
    for (const auto number : m_index.within(indexed(box), distance_m - kTouch_m)) {
        const auto other = neighbour(number);
        if (!isIgnored(other.id, other.container))
            found.push_back(other);
    }
    return found;
}

std::string_view RuleContext::typeOf(EntityId id) const {
    if (const auto* item = m_campus.equipment().find({id.number}))
        return item->type;
    if (const auto* rack = m_campus.racks().find({id.number}))
        return rack->type;
    return {};
}

std::string moveSentence(Vec2 shift_m) {
    const bool alongX = std::abs(shift_m.x) > std::abs(shift_m.y);
    const double largest = std::max(std::abs(shift_m.x), std::abs(shift_m.y));
    const double least = std::min(std::abs(shift_m.x), std::abs(shift_m.y));
    // Rounded up, so that the move that is named is enough.
    const auto step = [](double value_m) {
        return inMetres(std::ceil(std::abs(value_m) * 100.0 - 1e-6) / 100.0);
    };
    std::string text = "Move it ";
    if (least > 0.005 && least > 0.05 * largest) {
        const Vec2 x{shift_m.x, 0.0}, y{0.0, shift_m.y};
        text += step(shift_m.x) + " to the " + compassWord(x) + " and " + step(shift_m.y) +
                " to the " + compassWord(y);
    } else {
        text += step(largest) + " to the " +
                compassWord(alongX ? Vec2{shift_m.x, 0.0} : Vec2{0.0, shift_m.y});
    }
    text += '.';
    return text;
}

} // namespace hallwright::model
