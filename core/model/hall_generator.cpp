#include "core/model/hall_generator.h"

#include "core/model/footprint.h"
#include "core/model/hall_plan.h"
#include "core/model/hall_sizing.h"
#include "core/model/naming.h"

#include <algorithm>
#include <string>

namespace hallwright::model {

namespace {

/// Turn of a thing whose front (local -y) looks to the west or to the east of the hall.
constexpr double kFrontWest_deg = 270.0;
constexpr double kFrontEast_deg = 90.0;
constexpr double kFrontSouth_deg = 0.0;
constexpr double kFrontNorth_deg = 180.0;

class Builder {
public:
    Builder(const HallTemplate& recipe, const HallSizing& sizing, const HallPlan& plan, HallId hall,
            std::uint32_t firstNumber)
        : m_recipe(recipe), m_sizing(sizing), m_plan(plan), m_hall(hall), m_next(firstNumber) {}

    GeneratedHall build() {
        m_made.size_m = m_plan.size_m;
        addRows();
        addCdus();
        if (m_sizing.hasRearDoors())
            addRearDoors();
        else
            addAirUnits();
        addSupply();
        return std::move(m_made);
    }

private:
    void addRows() {
        const double length_m = m_recipe.racksPerRow * m_recipe.rackPitch_m;
        for (std::size_t i = 0; i < m_plan.rows.size(); ++i) {
            Row row;
            row.id = {m_next++};
            row.name = joined("Row ", std::to_string(i + 1));
            row.hall = m_hall;
            row.placement = {
                {m_plan.rows[i].x_m, m_plan.rowCentreY_m}, 0.0, turnOf(m_plan.rows[i])};
            row.length_m = length_m;
            m_made.rows.push_back(std::move(row));
        }
        for (std::size_t i = 0; i < m_plan.rows.size(); ++i)
            for (int k = 0; k < m_recipe.racksPerRow; ++k)
                addRack(i, k);
    }

    void addRack(std::size_t row, int position) {
        const auto& line = m_plan.rows[row];
        Rack rack;
        rack.id = {m_next++};
        rack.name = joined("R", padded(static_cast<int>(row) + 1));
        rack.name += '-';
        rack.name += padded(position + 1);
        rack.hall = m_hall;
        rack.row = m_made.rows[row].id;
        rack.type = m_recipe.rackType;
        const double first_m =
            m_plan.rowCentreY_m - 0.5 * (m_recipe.racksPerRow - 1) * m_recipe.rackPitch_m;
        rack.placement = {{line.x_m, first_m + position * m_recipe.rackPitch_m}, 0.0, turnOf(line)};
        rack.itLoad_W = m_sizing.rack->powerNominal_W;
        m_made.racks.push_back(std::move(rack));
    }

    void addCdus() {
        for (const auto& spot : m_plan.cdus) {
            auto name = joined("CDU-", padded(spot.row + 1));
            name += spot.atNorth ? 'N' : 'S';
            if (spot.nth > 0)
                name += std::to_string(spot.nth + 1);
            const auto& line = m_plan.rows[static_cast<std::size_t>(spot.row)];
            add(EquipmentKind::Cdu, std::move(name), m_recipe.cduType,
                {spot.at_m, 0.0, turnOf(line)});
        }
    }

    void addRearDoors() {
        const double depth_m = m_plan.rearDoorDepth_m;
        const double offset_m = 0.5 * (m_sizing.rack->size_m.y + depth_m);
        for (std::size_t i = 0; i < m_made.racks.size(); ++i) {
            const auto& rack = m_made.racks[i];
            const auto& line = m_plan.rows[i / static_cast<std::size_t>(m_recipe.racksPerRow)];
            auto placement = rack.placement;
            placement.position_m.x += line.frontWest ? offset_m : -offset_m;
            auto name = joined("RD", rack.name.substr(1));
            add(EquipmentKind::AirUnit, std::move(name), m_recipe.airUnitType, placement);
        }
    }

    void addAirUnits() {
        if (!m_sizing.airUnit)
            return;
        const std::string prefix =
            m_sizing.airUnit->form == catalog::AirUnitForm::Crah ? "CRAH-" : "FW-";
        for (const auto& spot : m_plan.airUnits) {
            std::string name = prefix;
            name += spot.wall;
            name += padded(spot.nth + 1);
            add(EquipmentKind::AirUnit, std::move(name), m_recipe.airUnitType,
                {spot.at_m, 0.0, turnIntoRoom(spot.wall)});
        }
    }

    void addSupply() {
        for (const auto& bay : m_plan.bays) {
            const auto side = m_sizing.pattern->blocks[static_cast<std::size_t>(bay.block)];
            const auto number = joined(letterOf(side), std::to_string(bay.nth + 1));
            // Low-voltage sides look into the hall.
            const double turn_deg = bay.atWest ? kFrontEast_deg : kFrontWest_deg;
            add(EquipmentKind::Transformer, joined("T-", number), m_recipe.transformerType,
                {bay.transformerAt_m, 0.0, turn_deg}, side);
            // UPS units stand along x, so that their doors open onto the aisle beside them.
            addDevices({"UPS-", m_recipe.upsType, kFrontSouth_deg}, number, bay.upsAt_m, side);
            if (m_sizing.transferSwitch)
                addDevices({"STS-", m_sizing.transferSwitch->id, turn_deg}, number,
                           bay.switchesAt_m, side);
            addDevices({"PDU-", m_recipe.pduType, turn_deg}, number, bay.pdusAt_m, side);
            addDevices({"PR-", m_recipe.rectifierType, turn_deg, EquipmentKind::PowerRack}, number,
                       bay.rectifiersAt_m, side);
        }
    }

    /// Devices of a transformer: "UPS-A3" where there is one, "UPS-A3.2" where there are several.
    struct DeviceKind {
        std::string_view prefix;
        const std::string& type;
        double turn_deg;
        EquipmentKind kind = EquipmentKind::PowerDevice;
    };
    void addDevices(const DeviceKind& kind, const std::string& number,
                    const std::vector<Vec2>& spots, FeedSide side) {
        for (std::size_t k = 0; k < spots.size(); ++k) {
            auto name = joined(kind.prefix, number);
            if (spots.size() > 1) {
                name += '.';
                name += std::to_string(k + 1);
            }
            add(kind.kind, std::move(name), kind.type, {spots[k], 0.0, kind.turn_deg}, side);
        }
    }

    void add(EquipmentKind kind, std::string name, const std::string& type, Placement placement,
             FeedSide side = FeedSide::None) {
        Equipment item;
        item.id = {m_next++};
        item.name = std::move(name);
        item.kind = kind;
        item.type = type;
        item.parent = entity(m_hall);
        item.placement = placement;
        item.side = side;
        m_made.equipment.push_back(std::move(item));
    }

    static double turnOf(const HallPlan::RowLine& line) {
        return line.frontWest ? kFrontWest_deg : kFrontEast_deg;
    }
    static double turnIntoRoom(char wall) {
        switch (wall) {
        case 'N':
            return kFrontSouth_deg;
        case 'S':
            return kFrontNorth_deg;
        case 'W':
            return kFrontEast_deg;
        default:
            return kFrontWest_deg;
        }
    }

    const HallTemplate& m_recipe;
    const HallSizing& m_sizing;
    const HallPlan& m_plan;
    HallId m_hall;
    std::uint32_t m_next;
    GeneratedHall m_made;
};

} // namespace

base::Result<GeneratedHall> generateHall(const HallTemplate& recipe,
                                         const catalog::Catalog& catalog, HallId hall,
                                         std::uint32_t firstNumber) {
    const auto sizing = sizeHall(recipe, catalog);
    if (!sizing)
        return sizing.error();
    const auto plan = planHall(recipe, catalog, *sizing);
    return Builder(recipe, *sizing, plan, hall, firstNumber).build();
}

base::Result<Vec3> hallHull(const HallTemplate& recipe, const catalog::Catalog& catalog) {
    const auto sizing = sizeHall(recipe, catalog);
    if (!sizing)
        return sizing.error();
    return planHall(recipe, catalog, *sizing).size_m;
}

} // namespace hallwright::model
