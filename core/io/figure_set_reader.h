#pragma once

#include "core/base/result.h"
#include "core/catalog/figure_set.h"

#include <string>
#include <string_view>
#include <vector>

namespace hallwright::io {

/// Reads the text of one set of figures; `fileName` names it in findings. All findings are given.
[[nodiscard]] base::Result<catalog::FigureSet> readFigureSetText(std::string_view text,
                                                                 const std::string& fileName);

/// The shipped assumptions, `economics/assumptions.json` in the asset folder.
[[nodiscard]] base::Result<catalog::FigureSet> readAssumptions();

/// The shipped presets, `economics/presets` in the asset folder, in the order of their ids.
[[nodiscard]] base::Result<std::vector<catalog::FigureSet>> readPresets();

/// The presets of these ids in this order; a finding at `where` for an unknown one that names those
/// there are.
[[nodiscard]] base::Result<std::vector<catalog::FigureSet>>
findPresets(const std::vector<std::string>& ids, const std::string& where);

} // namespace hallwright::io
