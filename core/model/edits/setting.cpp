#include "core/model/edits/setting.h"

#include "core/model/edits/edit_support.h"
#include "core/model/naming.h"
#include "core/model/validation.h"
#include "core/model/words.h"

#include <algorithm>
#include <cmath>

namespace hallwright::model {

base::Result<ChangeSet> Rename::plan(const Campus& campus, const catalog::Catalog&) const {
    if (name.find_first_not_of(" \t") == std::string::npos)
        return base::failure("/name", "is empty", "Type a name.");
    if (std::any_of(name.begin(), name.end(),
                    [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
        return base::failure("/name", "holds a control character", "Type it on one line.");
    ChangeSet changes;
    const bool isKnown = visitEntity(campus, entity, [&](const auto& row) {
        auto renamed = row;
        renamed.name = name;
        if (!(renamed == row))
            changes.put(std::move(renamed));
    });
    if (!isKnown)
        return unknownEntity(entity);
    return changes;
}

namespace {

/// Plans a change of racks; `change` edits a copy. A rack named twice is changed once.
template <class Change>
base::Result<ChangeSet> changeRacks(const Campus& campus, std::vector<RackId> racks,
                                    Change&& change) {
    std::sort(racks.begin(), racks.end());
    racks.erase(std::unique(racks.begin(), racks.end()), racks.end());
    ChangeSet changes;
    for (const auto id : racks) {
        const auto* rack = campus.racks().find(id);
        if (!rack)
            return unknownEntity(entity(id));
        Rack changed = *rack;
        change(changed);
        if (!(changed == *rack))
            changes.put(std::move(changed));
    }
    return changes;
}

} // namespace

base::Result<ChangeSet> SetRackType::plan(const Campus& campus,
                                          const catalog::Catalog& catalog) const {
    const auto* found = catalog.rack(type);
    if (!found)
        return base::failure("/type", quoted(type) + " is not a rack of the catalogue",
                             "Choose a rack.");
    auto changes = changeRacks(campus, racks, [&](Rack& rack) {
        rack.type = type;
        rack.itLoad_W = found->powerNominal_W;
    });
    if (!changes)
        return changes;
    const auto touched = changes->of<Rack>();
    for (const auto& change : touched)
        markDetached(campus, entity(change.after->hall), *changes);
    return changes;
}

base::Result<ChangeSet> SetRackLoad::plan(const Campus& campus, const catalog::Catalog&) const {
    if (!std::isfinite(itLoad_W) || itLoad_W < 0.0)
        return base::failure("/it_load_w", "is not a load", "Set a number of 0 or more.");
    return changeRacks(campus, racks, [&](Rack& rack) { rack.itLoad_W = itLoad_W; });
}

base::Result<ChangeSet> SetInService::plan(const Campus& campus, const catalog::Catalog&) const {
    const auto* item = campus.equipment().find(equipment);
    if (!item)
        return unknownEntity(entity(equipment));
    ChangeSet changes;
    const bool wanted = state == State::InService;
    if (item->inService != wanted) {
        Equipment changed = *item;
        changed.inService = wanted;
        changes.put(std::move(changed));
    }
    return changes;
}

template <class T>
base::Result<ChangeSet> Replace<T>::plan(const Campus& campus,
                                         const catalog::Catalog& catalog) const {
    const T* before = campus.table<T>().find(row.id);
    if (!before)
        return unknownEntity(entity(row.id));
    if (auto faults = validateRow(campus, catalog, row); !faults.empty())
        return faults;
    ChangeSet changes;
    if (!(*before == row))
        changes.put(row);
    return changes;
}

template struct Replace<Hall>;
template struct Replace<Row>;
template struct Replace<Rack>;
template struct Replace<Equipment>;
template struct Replace<Substation>;
template struct Replace<Plant>;
template struct Replace<GridConnection>;
template struct Replace<Feeder>;
template struct Replace<Main>;
template struct Replace<Zone>;
template struct Replace<Scenario>;

base::Result<ChangeSet> SetSite::plan(const Campus& campus, const catalog::Catalog&) const {
    if (auto faults = validateSite(campus, site); !faults.empty())
        return faults;
    ChangeSet changes;
    if (!(site == campus.site()))
        changes.site = site;
    return changes;
}

} // namespace hallwright::model
