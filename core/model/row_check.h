#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::model {

/// Largest coordinate or size that makes sense on one site [m].
inline constexpr double kFarthest_m = 1e6;

/// Gathers the findings of one row under its place, "/racks/1042/type".
class RowCheck {
public:
    RowCheck(const Campus& campus, const catalog::Catalog& catalog, std::string_view table,
             std::uint32_t number);

    void add(std::string_view field, std::string what, std::string remedy);
    void number(std::string_view field, double value,
                double low = -std::numeric_limits<double>::infinity(),
                double high = std::numeric_limits<double>::infinity());
    void placement(const Placement& placement);
    void points(std::string_view field, const std::vector<Vec2>& all);
    void size(const Vec3& size_m);
    void atLeast(std::string_view field, int value, int least);
    /// Gives the kind found; None where the reference is empty or broken.
    EntityKind reference(std::string_view field, EntityId id,
                         std::initializer_list<EntityKind> allowed, bool required);
    /// `what` names an entry of the category: "a rack".
    void type(std::string_view field, const std::string& id, catalog::Category category,
              std::string_view what, bool required);
    [[nodiscard]] base::Diagnostics take() { return std::move(m_found); }

private:
    void point(std::string_view field, Vec2 p);

    const Campus& m_campus;
    const catalog::Catalog& m_catalog;
    std::string_view m_table;
    std::uint32_t m_number;
    base::Diagnostics m_found;
};

} // namespace hallwright::model
