#pragma once

#include "core/catalog/catalog.h"
#include "core/model/entities.h"

namespace hallwright::layout {

/// Gives a main the smallest pipe that carries a hall's whole flow within its family's velocity and
/// pressure gradient; by Darcy-Weisbach with the friction factor of Swamee & Jain, J. Hydraul. Div.
/// ASCE 102(5), 1976. Where none fits, the main stays as it is.
void chooseMainPipe(const catalog::Catalog& catalog, model::Main& main, double designFlow_m3_per_s);

} // namespace hallwright::layout
