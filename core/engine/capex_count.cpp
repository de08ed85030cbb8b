#include "core/engine/capex_count.h"

namespace hallwright::engine {

bool CapexCount::isCurrent(const model::Campus& campus,
                           const economics::Interiors& interiors) const {
    const auto shares = [&](const auto& table, const auto& counted) {
        return table.sharesWith(counted);
    };
    return m_isCounted && shares(campus.equipment(), m_campus.equipment()) &&
           shares(campus.substations(), m_campus.substations()) &&
           shares(campus.feeders(), m_campus.feeders()) &&
           shares(campus.mains(), m_campus.mains()) && shares(campus.halls(), m_campus.halls()) &&
           shares(campus.plants(), m_campus.plants()) && shares(campus.grids(), m_campus.grids()) &&
           interiors == m_interiors;
}

const economics::CapexTally& CapexCount::of(const model::Campus& campus,
                                            const catalog::Catalog& catalog,
                                            const economics::Interiors& interiors) {
    if (!isCurrent(campus, interiors)) {
        m_campus = campus;
        m_interiors = interiors;
        m_tally = economics::tally(economics::billOf(campus, catalog, interiors),
                                   economics::BillPart::AllButRacks);
        m_isCounted = true;
    }
    return m_tally;
}

} // namespace hallwright::engine
