#pragma once

#include "core/catalog/catalog.h"
#include "core/layout/campus_generator.h"
#include "core/layout/hall_templates.h"

/// A generated campus with one hall of the first template, for models to look at.
inline hallwright::base::Result<hallwright::model::Campus>
oneHall(const hallwright::catalog::Catalog& catalog) {
    hallwright::layout::CampusBrief brief;
    brief.hallCount = 1;
    brief.halls = {{hallwright::layout::hallTemplates(catalog).front().name, 1.0}};
    return hallwright::layout::generateCampus(brief, catalog);
}
