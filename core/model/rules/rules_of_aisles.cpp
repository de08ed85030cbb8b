#include "core/geometry/frame.h"
#include "core/model/hall_rules.h"
#include "core/model/naming.h"
#include "core/model/rules/rule_context.h"
#include "core/model/words.h"

#include <algorithm>
#include <cmath>

namespace hallwright::model {

namespace {

using Neighbour = RuleContext::Neighbour;

/// The strip of floor in front of a box (behind it: `rear`).
OrientedBox stripBeside(const OrientedBox& box, double depth_m, bool rear) {
    const auto turn = geometry::Direction::ofDegrees(box.rotation_deg);
    const double offset_m = 0.5 * (box.size_m.y + depth_m) * (rear ? 1.0 : -1.0);
    OrientedBox strip = box;
    strip.centre_m = box.centre_m + turn.turn({0.0, offset_m});
    strip.size_m.y = depth_m;
    return strip;
}

/// Free depth in front of (or behind) a box up to another one that reaches into its strip.
double gapTo(const OrientedBox& box, const Neighbour& other, bool rear) {
    const auto turn = geometry::Direction::ofDegrees(box.rotation_deg);
    double least_m = 1e9;
    for (const Vec2 corner : other.rectangle().corners()) {
        const double out = turn.turnBack(corner - box.centre_m).y * (rear ? 1.0 : -1.0);
        least_m = std::min(least_m, out - 0.5 * box.size_m.y);
    }
    return std::max(0.0, least_m);
}

bool isRearDoor(const RuleContext& context, const Neighbour& other) {
    const auto* unit = context.catalog().airUnit(context.typeOf(other.id));
    return unit && (unit->form == catalog::AirUnitForm::RearDoorActive ||
                    unit->form == catalog::AirUnitForm::RearDoorPassive);
}

struct Aisle {
    bool rear;
    double least_m;
    std::string_view key;
    std::string_view name;
    std::string_view source;
};
constexpr Aisle kFront{false, kColdAisleMin_m, "front-aisle", "Front aisle", "TIA-942-A"};
constexpr Aisle kRear{true, kHotAisleMin_m, "rear-aisle", "Rear aisle", "EN 50600-2-1"};

Refusal aisleRefusal(const RuleContext& context, const Aisle& aisle, const Neighbour& other,
                     double gap_m, Vec2 away) {
    std::string rule = joined(aisle.name, " ");
    rule += inMetres(gap_m);
    rule += joined(" against ", context.campus().nameOf(other.id));
    rule += joined(", at least ", inMetres(aisle.least_m));
    rule += joined(" (", aisle.source);
    rule += ").";
    return {std::string(aisle.key),
            std::move(rule),
            moveSentence((aisle.least_m - gap_m) * away),
            other.id,
            gap_m,
            aisle.least_m};
}

void checkAisle(const RuleContext& context, const Aisle& aisle, std::vector<Refusal>& refusals) {
    if (context.kind != EntityKind::Rack && context.kind != EntityKind::Row)
        return;
    const auto turn = geometry::Direction::ofDegrees(context.box.rotation_deg);
    const Vec2 back = turn.turn({0.0, aisle.rear ? -1.0 : 1.0});
    // Side by side racks only touch the strip: it is a little narrower than they are.
    auto strip = stripBeside(context.box, aisle.least_m, aisle.rear);
    strip.size_m.x = std::max(0.0, strip.size_m.x - 0.02);
    for (const auto& other : context.overlapping(strip)) {
        if (aisle.rear && isRearDoor(context, other))
            continue;
        const double gap_m = gapTo(context.box, other, aisle.rear);
        // Things that overlap are told of by that rule.
        const bool overlaps =
            geometry::penetration(context.box.rectangle(), other.rectangle()) > 1e-3;
        if (overlaps)
            continue;
        // Two fronts (or two rears) that face each other share an aisle: told once.
        const double facing =
            std::abs(std::remainder(other.box->rotation_deg - context.box.rotation_deg, 360.0));
        if (other.kind == EntityKind::Rack && facing > 179.0 && context.isToldByOther(other.id))
            continue;
        refusals.push_back(aisleRefusal(context, aisle, other, gap_m, back));
    }
    if (context.self.isValid())
        return;
    // A ghost may also stand in the aisle of a rack that faces away from it.
    for (const auto& other : context.within(aisle.least_m)) {
        if (other.kind != EntityKind::Rack || other.container != context.container)
            continue;
        const OrientedBox theirs{other.box->centre_m, other.box->bottom_m, other.box->size_m,
                                 other.box->rotation_deg};
        auto theirStrip = stripBeside(theirs, aisle.least_m, aisle.rear);
        theirStrip.size_m.x = std::max(0.0, theirStrip.size_m.x - 0.02);
        const bool overlaps =
            geometry::penetration(context.box.rectangle(), theirs.rectangle()) > 1e-3;
        const bool reachesIn =
            geometry::penetration(context.box.rectangle(), theirStrip.rectangle()) > 1e-3;
        const bool isTold = std::any_of(refusals.begin(), refusals.end(), [&](const auto& one) {
            return one.other == other.id && one.key == aisle.key;
        });
        if (overlaps || !reachesIn || isTold)
            continue;
        const geometry::IndexedBox mine{0, context.box.centre_m, context.box.bottom_m,
                                        context.box.size_m, context.box.rotation_deg};
        const double gap_m = gapTo(theirs, {EntityId{}, context.kind, {}, &mine}, aisle.rear);
        const Vec2 out = geometry::Direction::ofDegrees(theirs.rotation_deg)
                             .turn({0.0, aisle.rear ? 1.0 : -1.0});
        refusals.push_back(aisleRefusal(context, aisle, other, gap_m, out));
    }
}

EquipmentKind kindOfType(const RuleContext& context, bool& isKnown) {
    isKnown = true;
    switch (context.catalog().find(context.type).category) {
    case catalog::Category::Cdu:
        return EquipmentKind::Cdu;
    case catalog::Category::AirUnit:
        return EquipmentKind::AirUnit;
    case catalog::Category::Switchgear:
        return EquipmentKind::Switchgear;
    case catalog::Category::PowerDevice:
        return EquipmentKind::PowerDevice;
    case catalog::Category::PowerShelf:
        return EquipmentKind::PowerRack;
    default:
        isKnown = false;
        return EquipmentKind::Module;
    }
}

} // namespace

WorkingSpace workingSpaceOf(EquipmentKind kind) {
    switch (kind) {
    case EquipmentKind::Cdu:
        return {1.0, 0.9, "CDU gallery: 1.00 m in front, 0.90 m behind"};
    case EquipmentKind::Switchgear:
        return {1.5, 0.0, "IEC 61936-1 clause 7, switchgear aisle"};
    case EquipmentKind::PowerDevice:
    case EquipmentKind::PowerRack:
        return {1.2, 0.0, "NEC 110.26, condition 3"};
    default:
        return {};
    }
}

void checkFrontAisle(const RuleContext& context, std::vector<Refusal>& refusals) {
    checkAisle(context, kFront, refusals);
}

void checkRearAisle(const RuleContext& context, std::vector<Refusal>& refusals) {
    checkAisle(context, kRear, refusals);
}

void checkWorkingSpace(const RuleContext& context, std::vector<Refusal>& refusals) {
    if (context.kind != EntityKind::Equipment || context.type.empty())
        return;
    bool isKnown = false;
    const auto space = workingSpaceOf(kindOfType(context, isKnown));
    const auto* cdu = context.catalog().cdu(context.type);
    if (!isKnown || (cdu && cdu->mounting == "in-rack"))
        return;
    const auto turn = geometry::Direction::ofDegrees(context.box.rotation_deg);
    for (const bool rear : {false, true}) {
        const double least_m = rear ? space.rear_m : space.front_m;
        if (least_m <= 0.0)
            continue;
        auto strip = stripBeside(context.box, least_m, rear);
        strip.size_m.x = std::max(0.0, strip.size_m.x - 0.02);
        for (const auto& other : context.overlapping(strip)) {
            if (geometry::penetration(context.box.rectangle(), other.rectangle()) > 1e-3)
                continue;
            const double gap_m = gapTo(context.box, other, rear);
            std::string rule = rear ? "Room behind it " : "Room in front of it ";
            rule += inMetres(gap_m);
            rule += joined(" up to ", context.campus().nameOf(other.id));
            rule += joined(", at least ", inMetres(least_m));
            rule += joined(" (", space.source);
            rule += ").";
            refusals.push_back(
                {"working-space", std::move(rule),
                 moveSentence((least_m - gap_m) * turn.turn({0.0, rear ? -1.0 : 1.0})), other.id,
                 gap_m, least_m});
        }
    }
}

} // namespace hallwright::model
