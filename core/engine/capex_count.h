#pragma once

#include "core/catalog/catalog.h"
#include "core/economics/bill.h"
#include "core/model/campus.h"

namespace hallwright::engine {

/// The price of everything but the racks, counted again only where something that it hangs on
/// changed: loads, scenarios and what a solve finds do not.
class CapexCount {
public:
    const economics::CapexTally& of(const model::Campus& campus, const catalog::Catalog& catalog,
                                    const economics::Interiors& interiors);

private:
    [[nodiscard]] bool isCurrent(const model::Campus& campus,
                                 const economics::Interiors& interiors) const;

    model::Campus m_campus; ///< shares tables; tells at once that nothing changed
    economics::Interiors m_interiors;
    bool m_isCounted = false;
    economics::CapexTally m_tally;
};

} // namespace hallwright::engine
