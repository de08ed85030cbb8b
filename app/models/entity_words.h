#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/finding.h"
#include "core/model/campus.h"

#include <QString>

namespace hallwright::app {

/// "Rack", "Dry cooler": what an entity is, in a word of the field.
[[nodiscard]] QString kindName(const model::Campus& campus, const catalog::Catalog& catalog,
                               model::EntityId id);
/// The plural heading of a kind of equipment: "CDUs", "Air units".
[[nodiscard]] QString equipmentGroupName(model::EquipmentKind kind);
/// Name of the icon that shows an entity.
[[nodiscard]] QString iconName(const model::Campus& campus, model::EntityId id);
/// Name of the icon that shows a catalogue category.
[[nodiscard]] QString iconName(catalog::Category category);
/// Display name of a catalogue id; the id itself where the catalogue does not know it.
[[nodiscard]] QString typeName(const catalog::Catalog& catalog, const std::string& id);
/// "fault", "warning", "note": how the window calls severities.
[[nodiscard]] QString severityName(engine::Severity severity);

[[nodiscard]] inline QString fromUtf8(const std::string& text) {
    return QString::fromStdString(text);
}

} // namespace hallwright::app
