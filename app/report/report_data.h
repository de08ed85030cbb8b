#pragma once

#include "app/report/report_writer.h"
#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <QPolygonF>
#include <QString>

#include <optional>
#include <vector>

namespace hallwright::app::report {

/// What all pages of one report draw from, with the few look-ups that several of them need.
struct ReportData {
    const model::Campus& campus;
    const catalog::Catalog& catalog;
    const engine::Solution& solution;
    const ReportOptions& options;

    [[nodiscard]] QString campusName() const;
    /// "Design hour, 30.0 °C, all racks at 100 %".
    [[nodiscard]] QString stateLine() const;
    /// Short hash of the campus's content, so that a print can be matched with a file.
    [[nodiscard]] QString contentHash() const;
    [[nodiscard]] const engine::Kpi* kpi(const char* id) const;
    /// Corners of a thing's footprint in site axes.
    [[nodiscard]] QPolygonF outline(model::EntityId id) const;
    /// The same in the frame of the container that it stands in.
    [[nodiscard]] QPolygonF localOutline(model::EntityId container, model::EntityId id) const;
    /// From end to end of a feeder or a main in site axes.
    [[nodiscard]] QPolygonF path(model::EntityId from, const std::vector<model::Vec2>& route_m,
                                 model::EntityId to) const;
    /// Halls in groups of the same recipe, each in id order; the first of a group stands for it.
    [[nodiscard]] std::vector<std::vector<const model::Hall*>> hallGroups() const;
    /// Plants that a main joins with the hall, in id order.
    [[nodiscard]] std::vector<const model::Plant*> plantsOf(model::HallId hall) const;
    /// Equipment that stands in a container, in id order.
    [[nodiscard]] std::vector<const model::Equipment*> equipmentIn(model::EntityId container) const;
    /// Highest busway loading of a row over its runs; none where no run was solved.
    [[nodiscard]] std::optional<double> rowLoading(model::RowId row) const;
};

template <class Map, class Id>
[[nodiscard]] auto stateOf(const Map& map, Id id) -> const typename Map::mapped_type* {
    const auto it = map.find(id);
    return it == map.end() ? nullptr : &it->second;
}

} // namespace hallwright::app::report
