#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <string>
#include <vector>

namespace hallwright::model {

struct Rename {
    EntityId entity;
    std::string name;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

/// Gives racks another type; their load becomes that type's nominal power.
struct SetRackType {
    std::vector<RackId> racks;
    std::string type;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

struct SetRackLoad {
    std::vector<RackId> racks;
    double itLoad_W = 0.0;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

struct SetInService {
    EquipmentId equipment;
    enum class State { InService, Out } state = State::InService;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

/// Replaces an entity of any kind by one with the same id: what the inspector's fields use.
/// The new row is checked like one that was read from a file.
template <class T>
struct Replace {
    T row;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

struct SetSite {
    Site site;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

} // namespace hallwright::model
