#include "core/geometry/frame.h"
#include "core/geometry/oriented_box.h"
#include "core/model/naming.h"
#include "core/model/rules/rule_context.h"
#include "core/model/words.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace hallwright::model {

namespace {

using Neighbour = RuleContext::Neighbour;
using catalog::GenerationForm;

constexpr double kFireDistanceMax_m = 15.0;

/// Shift that opens a gap between two footprints to `wanted_m`, along the line of their centres'
/// larger difference.
Vec2 openingShift(const OrientedBox& mine, const geometry::Rectangle& theirs, double gap_m,
                  double wanted_m) {
    const Vec2 apart = mine.centre_m - theirs.centre_m;
    const double lack_m = wanted_m - gap_m;
    if (std::abs(apart.x) > std::abs(apart.y))
        return {apart.x < 0.0 ? -lack_m : lack_m, 0.0};
    return {0.0, apart.y < 0.0 ? -lack_m : lack_m};
}

Refusal distanceRefusal(const RuleContext& context, std::string_view key, const Neighbour& other,
                        double gap_m, double limit_m, std::string_view source) {
    std::string rule = joined("Distance to ", context.campus().nameOf(other.id));
    rule += ' ';
    rule += inMetres(gap_m);
    rule += joined(", at least ", inMetres(limit_m));
    rule += joined(" (", source);
    rule += ").";
    return {std::string(key),
            std::move(rule),
            moveSentence(openingShift(context.box, other.rectangle(), gap_m, limit_m)),
            other.id,
            gap_m,
            limit_m};
}

bool isContainer(EntityKind kind) {
    return kind == EntityKind::Hall || kind == EntityKind::Substation || kind == EntityKind::Plant;
}

/// Fire distance that a thing asks for; transformers in halls stand in walled bays.
double fireDistanceOf(const RuleContext& context, std::string_view type, EntityId container) {
    const auto* transformer = context.catalog().transformer(type);
    if (!transformer || context.campus().halls().contains({container.number}))
        return 0.0;
    return fireDistance_m(transformer->oilVolume_m3);
}

const catalog::GenerationType* generationOf(const RuleContext& context, std::string_view type) {
    return context.catalog().generationUnit(type);
}

bool isEngine(const catalog::GenerationType* type) {
    return type &&
           (type->form == GenerationForm::DieselSet || type->form == GenerationForm::GasEngine ||
            type->form == GenerationForm::GasTurbine);
}

bool isBattery(const catalog::GenerationType* type) {
    return type && type->form == GenerationForm::Battery;
}

bool isCooler(const RuleContext& context, std::string_view type) {
    const auto* chiller = context.catalog().chiller(type);
    return context.catalog().heatRejection(type) || (chiller && !chiller->waterCooled);
}

/// Free width between two boxes across the long side of the first; none where they do not stand
/// beside each other along it.
std::optional<double> gapBeside(const OrientedBox& mine, const geometry::Rectangle& theirs) {
    const auto turn = geometry::Direction::ofDegrees(mine.rotation_deg);
    const bool longIsY = mine.size_m.y >= mine.size_m.x;
    double lowAlong = 1e9, highAlong = -1e9, lowAcross = 1e9, highAcross = -1e9;
    for (const Vec2 corner : theirs.corners()) {
        const Vec2 own = turn.turnBack(corner - mine.centre_m);
        const double along = longIsY ? own.y : own.x, across = longIsY ? own.x : own.y;
        lowAlong = std::min(lowAlong, along);
        highAlong = std::max(highAlong, along);
        lowAcross = std::min(lowAcross, across);
        highAcross = std::max(highAcross, across);
    }
    const double halfLong = 0.5 * std::max(mine.size_m.x, mine.size_m.y);
    const double halfShort = 0.5 * std::min(mine.size_m.x, mine.size_m.y);
    if (lowAlong > halfLong - 1e-3 || highAlong < -halfLong + 1e-3)
        return std::nullopt;
    return std::max({lowAcross - halfShort, -highAcross - halfShort, 0.0});
}

} // namespace

double fireDistance_m(double oilVolume_m3) {
    if (oilVolume_m3 < 1.0)
        return 0.0;
    if (oilVolume_m3 < 2.0)
        return 3.0;
    if (oilVolume_m3 < 20.0)
        return 5.0;
    return oilVolume_m3 < 45.0 ? 10.0 : 15.0;
}

void checkFireDistance(const RuleContext& context, std::vector<Refusal>& refusals) {
    const double mine_m = fireDistanceOf(context, context.type, context.container);
    const bool isBuilding = context.kind == EntityKind::Hall;
    if (mine_m <= 0.0 && !isBuilding && context.kind != EntityKind::Equipment)
        return;
    // Only transformers ask for distance: others look for one nearby, a transformer for anything.
    if (mine_m <= 0.0 && context.container.isValid())
        return;
    for (const auto& other : context.within(mine_m > 0.0 ? mine_m : kFireDistanceMax_m)) {
        // Fire walls part the transformers of one substation; what stands inside a hall is behind
        // its wall, and the hall is told of instead.
        const bool isTogether =
            other.id == context.container ||
            (context.container.isValid() && other.container == context.container);
        const bool isInHall = context.campus().halls().contains({other.container.number});
        if (isTogether || isInHall)
            continue;
        const double theirs_m = fireDistanceOf(context, context.typeOf(other.id), other.container);
        const bool isBurnable =
            other.kind == EntityKind::Hall || other.kind == EntityKind::Equipment;
        if (!isBurnable || (mine_m <= 0.0 && theirs_m <= 0.0))
            continue;
        // An audit tells of a pair at its transformer, or at the lower number of two.
        if (context.eachPairOnce &&
            (mine_m <= 0.0 || (theirs_m > 0.0 && context.isToldByOther(other.id))))
            continue;
        const double limit_m = std::max(mine_m, theirs_m);
        const double gap_m = geometry::distance(context.box.rectangle(), other.rectangle());
        if (gap_m < limit_m - 1e-3)
            refusals.push_back(distanceRefusal(context, "fire-distance", other, gap_m, limit_m,
                                               "IEC 61936-1 table 3, or a fire wall"));
    }
}

void checkGeneratorDistance(const RuleContext& context, std::vector<Refusal>& refusals) {
    const bool isMine = isEngine(generationOf(context, context.type));
    if (!isMine && context.kind != EntityKind::Hall)
        return;
    for (const auto& other : context.within(kGeneratorGap_m)) {
        const bool isTheirs = isEngine(generationOf(context, context.typeOf(other.id)));
        const bool clashes = isMine ? isTheirs || other.kind == EntityKind::Hall : isTheirs;
        if (!clashes || other.id == context.container)
            continue;
        if (context.eachPairOnce && (!isMine || (isTheirs && context.isToldByOther(other.id))))
            continue;
        const double gap_m = geometry::distance(context.box.rectangle(), other.rectangle());
        refusals.push_back(distanceRefusal(context, "generator-distance", other, gap_m,
                                           kGeneratorGap_m,
                                           "NFPA 37, container exhausts and building openings"));
    }
}

void checkBatteryDistance(const RuleContext& context, std::vector<Refusal>& refusals) {
    const bool isMine = isBattery(generationOf(context, context.type));
    if (!isMine && context.kind != EntityKind::Hall)
        return;
    for (const auto& other : context.within(kBatteryGap_m)) {
        const bool isTheirs = isBattery(generationOf(context, context.typeOf(other.id)));
        // Battery containers may stand closely together; buildings keep away from them.
        const bool clashes = isMine ? other.kind == EntityKind::Hall : isTheirs;
        if (!clashes || other.id == context.container || (context.eachPairOnce && !isMine))
            continue;
        const double gap_m = geometry::distance(context.box.rectangle(), other.rectangle());
        refusals.push_back(
            distanceRefusal(context, "battery-distance", other, gap_m, kBatteryGap_m, "NFPA 855"));
    }
}

void checkCoolerSpacing(const RuleContext& context, std::vector<Refusal>& refusals) {
    if (!isCooler(context, context.type))
        return;
    const double limit_m = std::min(context.box.size_m.x, context.box.size_m.y);
    for (const auto& other : context.within(limit_m)) {
        if (!isCooler(context, context.typeOf(other.id)) || context.isToldByOther(other.id))
            continue;
        const auto gap_m = gapBeside(context.box, other.rectangle());
        if (!gap_m || *gap_m <= 0.0 || *gap_m >= limit_m - 1e-3)
            continue;
        refusals.push_back(distanceRefusal(context, "cooler-spacing", other, *gap_m, limit_m,
                                           "one unit's width between parallel coolers"));
    }
}

void checkCoolerInlet(const RuleContext& context, std::vector<Refusal>& refusals) {
    const bool isMine = isCooler(context, context.type);
    if (!isMine && context.kind != EntityKind::Hall)
        return;
    const double reach_m = isMine ? context.box.size_m.z : 5.0;
    for (const auto& other : context.within(reach_m)) {
        const bool clashes =
            isMine ? other.kind == EntityKind::Hall : isCooler(context, context.typeOf(other.id));
        if (!clashes || (context.eachPairOnce && !isMine) || isContainer(context.kind) == isMine)
            continue;
        const OrientedBox cooler = isMine ? context.box
                                          : OrientedBox{other.box->centre_m, other.box->bottom_m,
                                                        other.box->size_m, other.box->rotation_deg};
        const auto wall = isMine ? other.rectangle() : context.box.rectangle();
        const auto gap_m = gapBeside(cooler, wall);
        if (gap_m && *gap_m < cooler.size_m.z - 1e-3)
            refusals.push_back(distanceRefusal(context, "cooler-inlet", other, *gap_m,
                                               cooler.size_m.z,
                                               "coil height in front of an inlet face"));
    }
}

} // namespace hallwright::model
