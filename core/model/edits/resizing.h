#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <string>
#include <vector>

namespace hallwright::model {

/// Gives mains other sizes of their pipe family and pumps other types, all in one change.
struct ResizeWater {
    struct MainSize {
        MainId main;
        int dn = 0;
    };
    struct PumpChoice {
        EquipmentId pump;
        std::string type; ///< catalogue id
    };
    std::vector<MainSize> mains;
    std::vector<PumpChoice> pumps;

    [[nodiscard]] bool isEmpty() const { return mains.empty() && pumps.empty(); }
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

} // namespace hallwright::model
