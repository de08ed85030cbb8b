#include "core/layout/campus_builder.h"

namespace hallwright::layout {

model::EntityId CampusBuilder::place(const model::Edit& edit) {
    const model::EntityId id{m_campus.nextNumber()};
    auto change = edit.plan(m_campus, m_catalog);
    if (!change) {
        note(change.error());
        return {};
    }
    m_campus.apply(std::move(*change));
    return id;
}

void CampusBuilder::note(base::Diagnostics findings) {
    m_findings.insert(m_findings.end(), findings.begin(), findings.end());
}

} // namespace hallwright::layout
