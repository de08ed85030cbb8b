#pragma once

#include "core/catalog/catalog.h"
#include "core/geometry/spatial_index.h"
#include "core/model/campus.h"
#include "core/model/footprint.h"
#include "core/model/placement_rules.h"

#include <string_view>
#include <vector>

namespace hallwright::model {

/// A thing whose place is checked, and everything that the rules ask about its surroundings.
class RuleContext {
public:
    RuleContext(const Campus& campus, const catalog::Catalog& catalog,
                const geometry::SpatialIndex& index)
        : m_campus(campus), m_catalog(catalog), m_index(index) {}

    EntityKind kind = EntityKind::None;
    EntityId self; ///< invalid for a ghost
    EntityId container;
    std::string_view type;
    OrientedBox box;
    std::vector<EntityId> ignoring; ///< ascending
    bool eachPairOnce = false;      ///< audit: symmetric rules are told at the lower number

    [[nodiscard]] const Campus& campus() const { return m_campus; }
    [[nodiscard]] const catalog::Catalog& catalog() const { return m_catalog; }

    struct Neighbour {
        EntityId id;
        EntityKind kind;
        EntityId container;
        const geometry::IndexedBox* box;
        [[nodiscard]] geometry::Rectangle rectangle() const {
            return {box->centre_m, {box->size_m.x, box->size_m.y}, box->rotation_deg};
        }
    };
    /// Things of the same container whose footprints overlap a box, heights included.
    [[nodiscard]] std::vector<Neighbour> overlapping(const OrientedBox& region) const;
    /// Things that come nearer than a distance to this one, wherever they are contained.
    [[nodiscard]] std::vector<Neighbour> within(double distance_m) const;
    /// Whether a symmetric rule leaves this pair to its other half.
    [[nodiscard]] bool isToldByOther(EntityId other) const { return eachPairOnce && other < self; }
    /// Type of a neighbour; empty for containers.
    [[nodiscard]] std::string_view typeOf(EntityId id) const;

private:
    [[nodiscard]] bool isIgnored(EntityId id, EntityId itsContainer) const;
    [[nodiscard]] Neighbour neighbour(std::uint32_t number) const;

    const Campus& m_campus;
    const catalog::Catalog& m_catalog;
    const geometry::SpatialIndex& m_index;
};

/// One rule: adds a refusal for each thing that breaks it.
struct PlacementRule {
    PlacementRuleInfo info;
    void (*check)(const RuleContext& context, std::vector<Refusal>& refusals);
};

void checkOverlap(const RuleContext& context, std::vector<Refusal>& refusals);
void checkContainer(const RuleContext& context, std::vector<Refusal>& refusals);
void checkBoundary(const RuleContext& context, std::vector<Refusal>& refusals);
void checkExclusion(const RuleContext& context, std::vector<Refusal>& refusals);
void checkRoads(const RuleContext& context, std::vector<Refusal>& refusals);
void checkFrontAisle(const RuleContext& context, std::vector<Refusal>& refusals);
void checkRearAisle(const RuleContext& context, std::vector<Refusal>& refusals);
void checkWorkingSpace(const RuleContext& context, std::vector<Refusal>& refusals);
void checkFireDistance(const RuleContext& context, std::vector<Refusal>& refusals);
void checkGeneratorDistance(const RuleContext& context, std::vector<Refusal>& refusals);
void checkBatteryDistance(const RuleContext& context, std::vector<Refusal>& refusals);
void checkCoolerSpacing(const RuleContext& context, std::vector<Refusal>& refusals);
void checkCoolerInlet(const RuleContext& context, std::vector<Refusal>& refusals);

/// "Move it 1.40 m to the west."
[[nodiscard]] std::string moveSentence(Vec2 shift_m);

/// Distance that IEC 61936-1 table 3 asks of a liquid-filled transformer [m], by its volume; 0 for
/// dry ones and small ones. Class O liquid, to other transformers and non-combustible surfaces.
[[nodiscard]] double fireDistance_m(double oilVolume_m3);

/// Free room in front of and behind equipment that is worked at [m].
struct WorkingSpace {
    double front_m = 0.0;
    double rear_m = 0.0;
    std::string_view source;
};
[[nodiscard]] WorkingSpace workingSpaceOf(EquipmentKind kind);

inline constexpr double kGeneratorGap_m = 3.0;
inline constexpr double kBatteryGap_m = 3.0;

} // namespace hallwright::model
