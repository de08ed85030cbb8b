#include "core/layout/tidy_campus.h"

#include <cmath>

namespace hallwright::layout {

namespace {

void tidy(double& value) {
    value = std::round(value * 1e4) / 1e4;
}

void tidy(model::Vec2& point) {
    tidy(point.x);
    tidy(point.y);
}

void tidy(model::Vec3& size) {
    tidy(size.x);
    tidy(size.y);
    tidy(size.z);
}

void tidy(model::Placement& placement) {
    tidy(placement.position_m);
    tidy(placement.z_m);
    tidy(placement.rotation_deg);
}

/// Tidies what a row has of placement, size, length, points and route.
template <class Row>
void tidyRow(Row& row) {
    if constexpr (requires { row.placement; })
        tidy(row.placement);
    if constexpr (requires { row.size_m; })
        tidy(row.size_m);
    if constexpr (requires { row.length_m; })
        tidy(row.length_m);
    if constexpr (requires { row.points_m; })
        for (auto& point : row.points_m)
            tidy(point);
    if constexpr (requires { row.route_m; })
        for (auto& point : row.route_m)
            tidy(point);
}

} // namespace

void tidyLengths(model::Campus& campus) {
    model::ChangeSet change;
    const auto tidyTable = [&]<class Entity>(std::vector<model::RowChange<Entity>>& rows) {
        for (Entity row : campus.table<Entity>()) {
            tidyRow(row);
            rows.push_back({row.id, std::move(row)});
        }
    };
    std::apply([&](auto&... rows) { (tidyTable(rows), ...); }, change.rows);
    campus.apply(std::move(change));
}

} // namespace hallwright::layout
