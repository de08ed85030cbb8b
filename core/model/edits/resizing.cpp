#include "core/model/edits/resizing.h"

#include "core/model/edits/edit_support.h"
#include "core/model/words.h"

#include <algorithm>

namespace hallwright::model {

base::Result<ChangeSet> ResizeWater::plan(const Campus& campus,
                                          const catalog::Catalog& catalog) const {
    ChangeSet changes;
    for (const MainSize& size : mains) {
        const Main* main = campus.mains().find(size.main);
        if (!main)
            return unknownEntity(entity(size.main));
        const auto* family = catalog.pipe(main->pipeFamily);
        if (!family || std::none_of(family->sizes.begin(), family->sizes.end(),
                                    [&](const auto& one) { return one.dn == size.dn; }))
            return base::failure("/dn",
                                 "DN " + std::to_string(size.dn) + " is no size of the pipes of " +
                                     quoted(main->name),
                                 "Choose a size of its pipe family.");
        Main resized = *main;
        resized.dn = size.dn;
        if (!(resized == *main))
            changes.put(std::move(resized));
    }
    for (const PumpChoice& choice : pumps) {
        const Equipment* pump = campus.equipment().find(choice.pump);
        if (!pump || pump->kind != EquipmentKind::Pump)
            return unknownEntity(entity(choice.pump));
        if (!catalog.pump(choice.type))
            return base::failure("/type", quoted(choice.type) + " is not a pump of the catalogue",
                                 "Choose a pump.");
        Equipment changed = *pump;
        changed.type = choice.type;
        if (!(changed == *pump))
            changes.put(std::move(changed));
    }
    return changes;
}

} // namespace hallwright::model
