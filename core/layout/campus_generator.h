#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/layout/campus_brief.h"
#include "core/model/campus.h"

namespace hallwright::layout {

/// Lays a campus out from a brief: halls in a grid with roads between them, dry-cooler plants north
/// and south of each hall, chilled water where air units need it, substations with one transformer
/// to spare to the south, A and B rings at medium voltage with open points, a generator yard, roads
/// and a fence. Deterministic: the same brief and catalogue give the same campus, ids included.
/// Fails, with all reasons, where the catalogue lacks a type or the brief asks for the impossible.
[[nodiscard]] base::Result<model::Campus> generateCampus(const CampusBrief& brief,
                                                         const catalog::Catalog& catalog);

/// A site without anything on it: a boundary of 400 m x 300 m and a scenario.
[[nodiscard]] model::Campus emptyCampus(const CampusBrief& brief);

} // namespace hallwright::layout
