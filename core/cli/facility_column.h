#pragma once

#include "core/base/result.h"
#include "core/catalog/figure_set.h"
#include "core/cli/campus_input.h"
#include "core/cli/year_command.h"
#include "core/economics/facility_figures.h"
#include "core/economics/year_kpis.h"

#include <optional>
#include <string>

namespace hallwright::cli {

/// A facility whose figures are shown: a campus, or a preset.
struct FacilityColumn {
    std::string id;
    std::string name;
    std::string basis; ///< what its year is
    economics::FacilityFigures figures;
};

enum class YearBasis { Hours, SolvedHour };

/// A campus over its year: by the hours of the weather, or, where that is asked for or the campus
/// has none, by its solved hour. `isSound` becomes false where the failure is that a state did not
/// converge.
[[nodiscard]] base::Result<FacilityColumn> campusColumn(const CampusInput& input,
                                                        const YearOptions& options, YearBasis basis,
                                                        const catalog::FigureSet& assumptions,
                                                        bool& isSound);

/// Price, carbon, water and renewable share of the place that presets are compared at: that of
/// `--site`, or the campus's; nothing known where there is neither.
[[nodiscard]] base::Result<economics::YearKpiInputs>
comparisonSite(const YearOptions& options, const std::optional<CampusInput>& input);

/// A preset of `it_MW` at a place; at its own utilisation where none is given.
[[nodiscard]] base::Result<FacilityColumn>
presetColumn(const catalog::FigureSet& preset, const catalog::FigureSet& assumptions,
             const catalog::Catalog& catalog, double it_MW, std::optional<double> utilisation,
             const economics::YearKpiInputs& site);

} // namespace hallwright::cli
