#include "core/model/hall_content.h"

#include "core/geometry/frame.h"
#include "core/model/naming.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <unordered_map>

namespace hallwright::model {

namespace {

ContentRow lineOf(const Row& row) {
    const auto turn = geometry::Direction::ofDegrees(row.placement.rotation_deg);
    const Vec2 half = turn.turn({0.5 * row.length_m, 0.0});
    ContentRow line;
    line.row = &row;
    line.start_m = row.placement.position_m - half;
    line.end_m = row.placement.position_m + half;
    constexpr double kDust_m = 1e-6;
    const Vec2 along = line.end_m - line.start_m;
    if (along.y < -kDust_m || (std::abs(along.y) <= kDust_m && along.x < 0.0))
        std::swap(line.start_m, line.end_m);
    return line;
}

/// Racks of a hall are mostly of one type: looks a type up only where it differs from the last.
class DemandLookup {
public:
    explicit DemandLookup(const catalog::Catalog& catalog) : m_catalog(catalog) {}
    RackDemand of(const Rack& rack) {
        if (rack.type != m_type) {
            m_type = rack.type;
            const auto* type = m_catalog.rack(m_type);
            m_demand = type ? demandOf(*type) : RackDemand{};
        }
        auto demand = m_demand;
        demand.peak_W = std::max(demand.peak_W, rack.itLoad_W);
        return demand;
    }

private:
    const catalog::Catalog& m_catalog;
    std::string m_type;
    RackDemand m_demand;
};

} // namespace

HallContent contentOf(const Campus& campus, const catalog::Catalog& catalog, const Hall& hall) {
    HallContent content;
    content.hall = &hall;
    for (const auto& row : campus.rows())
        if (row.hall == hall.id)
            content.rows.push_back(lineOf(row));
    std::sort(content.rows.begin(), content.rows.end(), [](const auto& a, const auto& b) {
        const Vec2 p = a.row->placement.position_m, q = b.row->placement.position_m;
        return std::tuple(p.x, p.y, a.row->id) < std::tuple(q.x, q.y, b.row->id);
    });
    std::unordered_map<std::uint32_t, std::size_t> rowById;
    for (std::size_t i = 0; i < content.rows.size(); ++i) {
        auto& row = content.rows[i];
        const int named = trailingNumber(row.row->name);
        row.number = named > 0 ? named : static_cast<int>(i) + 1;
        rowById.emplace(row.row->id.number, i);
    }
    DemandLookup demands(catalog);
    for (const auto& rack : campus.racks()) {
        if (rack.hall != hall.id)
            continue;
        const auto row = rowById.find(rack.row.number);
        if (row == rowById.end()) {
            content.alone.push_back({&rack, demands.of(rack), 0.0});
            continue;
        }
        auto& line = content.rows[row->second];
        const Vec2 along = line.end_m - line.start_m;
        const double size = geometry::length(along);
        const double at = size > 0.0 ? geometry::dot(rack.placement.position_m - line.start_m,
                                                     (1.0 / size) * along)
                                     : 0.0;
        line.racks.push_back({&rack, demands.of(rack), at});
    }
    for (auto& row : content.rows)
        std::stable_sort(row.racks.begin(), row.racks.end(),
                         [](const auto& a, const auto& b) { return a.along_m < b.along_m; });
    for (const auto& item : campus.equipment()) {
        if (item.parent != entity(hall.id) || !item.inService)
            continue;
        if (item.kind == EquipmentKind::Transformer)
            content.transformers.push_back(&item);
        else if (item.kind == EquipmentKind::Cdu)
            content.cdus.push_back(&item);
        else if (item.kind == EquipmentKind::AirUnit)
            content.airUnits.push_back(&item);
        else if (item.kind == EquipmentKind::PowerRack)
            content.rectifiers.push_back(&item);
        else if (const auto* device = item.kind == EquipmentKind::PowerDevice
                                          ? catalog.powerDevice(item.type)
                                          : nullptr)
            (device->form == catalog::PowerDeviceForm::Ups              ? content.ups
             : device->form == catalog::PowerDeviceForm::TransferSwitch ? content.transferSwitches
                                                                        : content.pdus)
                .push_back(&item);
    }
    return content;
}

} // namespace hallwright::model
