#pragma once

#include "app/models/inspector_fields.h"
#include "app/models/inspector_row.h"
#include "core/model/campus.h"

namespace hallwright::app {

/// How a cooling plant is run: rows for the settings that what stands in it makes use of.
void addPlantSettings(InspectorRows& rows, const model::Campus& campus, const model::Plant& plant);

/// Sets the plant's field of a row; false where `key` is none of a plant. `whole` is the option of
/// a choice.
[[nodiscard]] bool setPlantField(model::Plant& plant, const QString& key, double number, int whole);

} // namespace hallwright::app
