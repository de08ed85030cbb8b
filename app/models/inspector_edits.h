#pragma once

#include "app/models/inspector_row.h"
#include "core/base/result.h"
#include "core/model/edit.h"

namespace hallwright::app {

/// Several edits made as one, each planned on the campus that the ones before it leave.
struct EditSequence {
    std::vector<model::Edit> edits;
    [[nodiscard]] base::Result<model::ChangeSet> plan(const model::Campus& campus,
                                                      const catalog::Catalog& catalog) const;
};

/// The edit that gives a property of all `entities` (none: of the campus) the value typed in
/// `text`; for a Choice or a Switch `text` is the number of the option. Fails with a sentence where
/// the text is not understood.
[[nodiscard]] base::Result<model::Edit> editFor(const InspectorContext& context,
                                                const std::vector<model::EntityId>& entities,
                                                const QString& key, const QString& text);

} // namespace hallwright::app
