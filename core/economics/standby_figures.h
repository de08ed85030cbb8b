#pragma once

#include "core/economics/kpi_graph.h"

namespace hallwright::economics {

/// What carries the site without the grid: batteries by their minutes, generators by their fuel.
/// Inputs: ups_autonomy_rated, ups_loading, ups_loading_one_out; standby_sets, standby_rating,
/// standby_load, standby_start, fuel_at_half, fuel_at_three_quarters, fuel_at_full, fuel_hours,
/// fuel_tank. Batteries give what their rating takes in their autonomy, however slowly, as
/// lithium-ion cells nearly do. Fuel follows the sets' curve between 50, 75 and 100 % of their
/// rating, and below 50 % the straight line of its first two points (Willans line).
void addStandbyFigures(KpiGraph& graph);

} // namespace hallwright::economics
