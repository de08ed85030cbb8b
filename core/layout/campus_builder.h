#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"
#include "core/model/edit.h"

namespace hallwright::layout {

/// A campus that grows edit by edit; the findings of edits that can't be made are collected.
class CampusBuilder {
public:
    explicit CampusBuilder(const catalog::Catalog& catalog) : m_catalog(catalog) {}

    /// Makes an edit that places one thing and gives its id (edits number from the campus's next
    /// number on); invalid where it can't be made, which is noted.
    model::EntityId place(const model::Edit& edit);
    /// Puts rows as they are.
    void put(model::ChangeSet change) { m_campus.apply(std::move(change)); }
    void note(base::Diagnostics findings);

    [[nodiscard]] const model::Campus& campus() const { return m_campus; }
    [[nodiscard]] const catalog::Catalog& catalog() const { return m_catalog; }
    [[nodiscard]] const base::Diagnostics& findings() const { return m_findings; }

private:
    const catalog::Catalog& m_catalog;
    model::Campus m_campus;
    base::Diagnostics m_findings;
};

} // namespace hallwright::layout
