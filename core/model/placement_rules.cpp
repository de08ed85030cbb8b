#include "core/model/placement_rules.h"

#include "core/model/rules/rule_context.h"

#include <algorithm>
#include <array>

namespace hallwright::model {

namespace {

constexpr std::array<PlacementRule, 13> kRules{{
    {{"overlap", "Things do not overlap"}, checkOverlap},
    {{"container", "Content stays inside its hall, substation or plant"}, checkContainer},
    {{"boundary", "Everything stays inside the site boundary"}, checkBoundary},
    {{"exclusion", "Exclusion zones stay free"}, checkExclusion},
    {{"road", "Roads and fences stay free"}, checkRoads},
    {{"front-aisle", "Front aisles of racks are 1.20 m wide (TIA-942-A)"}, checkFrontAisle},
    {{"rear-aisle", "Rear aisles of racks are 0.90 m wide (EN 50600-2-1)"}, checkRearAisle},
    {{"working-space", "CDUs, switchgear and UPS have working space"}, checkWorkingSpace},
    {{"fire-distance", "Oil-filled transformers keep fire distances (IEC 61936-1 table 3)"},
     checkFireDistance},
    {{"generator-distance", "Generators keep 3 m from each other and from halls (NFPA 37)"},
     checkGeneratorDistance},
    {{"battery-distance", "Batteries keep 3 m from halls (NFPA 855)"}, checkBatteryDistance},
    {{"cooler-spacing", "Parallel coolers keep one unit's width"}, checkCoolerSpacing},
    {{"cooler-inlet", "Inlet faces of coolers keep their height from walls"}, checkCoolerInlet},
}};

void addBox(const Campus& campus, const catalog::Catalog& catalog, EntityId id,
            std::vector<geometry::IndexedBox>& boxes) {
    const auto box = footprintOf(campus, catalog, id);
    if (box.size_m.x > 0.0 && box.size_m.y > 0.0)
        boxes.push_back({id.number, box.centre_m, box.bottom_m, box.size_m, box.rotation_deg});
}

} // namespace

const std::vector<PlacementRuleInfo>& placementRules() {
    static const auto infos = [] {
        std::vector<PlacementRuleInfo> list;
        for (const auto& rule : kRules)
            list.push_back(rule.info);
        return list;
    }();
    return infos;
}

geometry::SpatialIndex indexCampus(const Campus& campus, const catalog::Catalog& catalog) {
    std::vector<geometry::IndexedBox> boxes;
    boxes.reserve(campus.racks().size() + campus.equipment().size() + campus.halls().size());
    const auto add = [&](const auto& table) {
        for (const auto& row : table)
            addBox(campus, catalog, entity(row.id), boxes);
    };
    add(campus.halls());
    add(campus.substations());
    add(campus.plants());
    add(campus.grids());
    add(campus.racks());
    add(campus.equipment());
    return geometry::SpatialIndex(std::move(boxes));
}

geometry::SpatialIndex reindexCampus(const geometry::SpatialIndex& index, const Campus& campus,
                                     const catalog::Catalog& catalog,
                                     const std::vector<EntityId>& touched) {
    constexpr std::size_t kFew = 24;
    std::vector<geometry::IndexedBox> boxes;
    std::vector<std::uint32_t> numbers;
    for (const EntityId id : touched) {
        const EntityKind kind = campus.kindOf(id);
        const bool takesContentAlong =
            kind == EntityKind::Hall || kind == EntityKind::Substation || kind == EntityKind::Plant;
        if (takesContentAlong || touched.size() > kFew)
            return indexCampus(campus, catalog);
        numbers.push_back(id.number);
        if (kind == EntityKind::Rack || kind == EntityKind::Equipment ||
            kind == EntityKind::GridConnection)
            addBox(campus, catalog, id, boxes);
    }
    return index.with(boxes, numbers);
}

std::vector<Refusal> checkPlacement(const Campus& campus, const catalog::Catalog& catalog,
                                    const geometry::SpatialIndex& index, EntityKind kind,
                                    EntityId container, const OrientedBox& box,
                                    const std::vector<EntityId>& ignoring, std::string_view type) {
    RuleContext context(campus, catalog, index);
    context.kind = kind;
    context.container = container;
    context.type = type;
    context.box = box;
    context.ignoring = ignoring;
    std::sort(context.ignoring.begin(), context.ignoring.end());
    std::vector<Refusal> refusals;
    for (const auto& rule : kRules)
        rule.check(context, refusals);
    return refusals;
}

std::vector<AuditFinding> auditLayout(const Campus& campus, const catalog::Catalog& catalog,
                                      const geometry::SpatialIndex& index) {
    std::vector<AuditFinding> findings;
    RuleContext context(campus, catalog, index);
    context.eachPairOnce = true;
    std::vector<Refusal> refusals;
    const auto audit = [&](EntityKind kind, EntityId id, EntityId container,
                           std::string_view type) {
        const auto* box = index.find(id.number);
        if (!box)
            return;
        context.kind = kind;
        context.self = id;
        context.container = container;
        context.type = type;
        context.box = {box->centre_m, box->bottom_m, box->size_m, box->rotation_deg};
        refusals.clear();
        for (const auto& rule : kRules)
            rule.check(context, refusals);
        for (auto& refusal : refusals)
            findings.push_back({id, std::move(refusal)});
    };
    for (const auto& hall : campus.halls())
        audit(EntityKind::Hall, entity(hall.id), {}, {});
    for (const auto& substation : campus.substations())
        audit(EntityKind::Substation, entity(substation.id), {}, {});
    for (const auto& plant : campus.plants())
        audit(EntityKind::Plant, entity(plant.id), {}, {});
    for (const auto& grid : campus.grids())
        audit(EntityKind::GridConnection, entity(grid.id), {}, {});
    for (const auto& rack : campus.racks())
        audit(EntityKind::Rack, entity(rack.id), entity(rack.hall), rack.type);
    for (const auto& item : campus.equipment())
        audit(EntityKind::Equipment, entity(item.id), item.parent, item.type);
    std::stable_sort(findings.begin(), findings.end(),
                     [](const auto& a, const auto& b) { return a.thing < b.thing; });
    return findings;
}

std::vector<AuditFinding> auditLayout(const Campus& campus, const catalog::Catalog& catalog) {
    return auditLayout(campus, catalog, indexCampus(campus, catalog));
}

} // namespace hallwright::model
