#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"

namespace hallwright::model {

/// Checks of form for one row that is to be put into `campus`: references that lead nowhere or to
/// the wrong kind, types that the catalogue lacks or that are of the wrong category, numbers that
/// are not finite or out of range, ends that a feeder or main can't have. The row itself need not
/// be in the campus yet. Places are JSON pointers by table and id: "/racks/1042/type".
template <class T>
[[nodiscard]] base::Diagnostics validateRow(const Campus& campus, const catalog::Catalog& catalog,
                                            const T& row);

extern template base::Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Hall&);
extern template base::Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Row&);
extern template base::Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Rack&);
extern template base::Diagnostics validateRow(const Campus&, const catalog::Catalog&,
                                              const Equipment&);
extern template base::Diagnostics validateRow(const Campus&, const catalog::Catalog&,
                                              const Substation&);
extern template base::Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Plant&);
extern template base::Diagnostics validateRow(const Campus&, const catalog::Catalog&,
                                              const GridConnection&);
extern template base::Diagnostics validateRow(const Campus&, const catalog::Catalog&,
                                              const Feeder&);
extern template base::Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Main&);
extern template base::Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Zone&);
extern template base::Diagnostics validateRow(const Campus&, const catalog::Catalog&,
                                              const Scenario&);

/// The same for what holds for the whole site; places begin with "/site/".
[[nodiscard]] base::Diagnostics validateSite(const Campus& campus, const Site& site);

/// All of a campus: the site, then every row of every table, and ids that two tables share.
[[nodiscard]] base::Diagnostics validate(const Campus& campus, const catalog::Catalog& catalog);

} // namespace hallwright::model
