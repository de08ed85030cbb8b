#pragma once

#include "app/scene/equipment_meshes.h"
#include "app/scene/instance_table.h"
#include "app/scene/layer_values.h"
#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"
#include "core/model/footprint.h"

#include <array>
#include <memory>
#include <vector>

namespace hallwright::app {

/// The shape that stands for an item of the catalogue.
[[nodiscard]] Shape shapeOf(const model::Equipment& equipment, const catalog::Catalog& catalog);

/// The instance tables of a campus, one a shape, and which entity each entry stands for.
class SceneTables {
public:
    SceneTables();

    [[nodiscard]] InstanceTable& table(Shape shape) const;
    /// Entities in the order of a table's entries; busway runs have none.
    [[nodiscard]] const std::vector<model::EntityId>& entities(Shape shape) const;

    void placeRacks(const model::Campus& campus, const catalog::Catalog& catalog);
    void placeEquipment(const model::Campus& campus, const catalog::Catalog& catalog);
    /// Busway runs above their rows, as the solution derived them; none without one.
    void placeBusways(const model::Campus& campus, const catalog::Catalog& catalog,
                      const engine::Solution* solution);
    void color(const model::Campus& campus, const LayerValues& values,
               const engine::Solution* solution);
    /// All boxes that throw a shadow.
    [[nodiscard]] std::vector<model::OrientedBox> boxes() const;

private:
    struct Part {
        std::unique_ptr<InstanceTable> table;
        std::vector<model::OrientedBox> boxes;
        std::vector<model::EntityId> entities;
    };
    [[nodiscard]] Part& part(Shape shape) { return m_parts.at(std::size_t(shape)); }
    std::array<Part, kShapes> m_parts;
    std::vector<std::size_t> m_buswayOf; ///< index of the solution's busway for each bar
};

} // namespace hallwright::app
