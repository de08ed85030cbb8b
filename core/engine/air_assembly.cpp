#include "core/engine/air_assembly.h"

#include "core/engine/aisles.h"
#include "core/engine/cooler_models.h"
#include "core/engine/fluids.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

namespace hallwright::engine {

namespace {

using airflow::Axis;
using airflow::Box;
using airflow::FaceRect;

constexpr double kUsualRise_K = 12.0;
constexpr double kCabinetRise_K = 15.0; ///< of the draught through transformers and UPS
constexpr double kLeastHeat_W = 1.0;
constexpr double kHottestSupply_K = 373.15; ///< of an air unit that cools anything
/// Height of the gap that is left above the doors of a contained aisle: its leakage, by which the
/// units' surplus of air over the racks' balances.
constexpr double kDoorGap_m = 0.6;

class Builder {
public:
    Builder(const CampusIndex& index, const catalog::Catalog& catalog,
            const CoolingSystem::Hall& cooling, const model::Hall& hall, const Solution& solution)
        : m_index(index), m_catalog(catalog), m_hallState(cooling), m_solution(solution),
          m_hall(hall) {}

    AirAssembly build() {
        auto& problem = m_air.problem;
        problem.size_m = m_hall.size_m;
        problem.initial_K = toKelvin(m_hallState.cooling->air.supplySetpoint_C);
        addRacks();
        addEquipment();
        for (const auto& rack : problem.racks)
            m_air.heat_W += rack.heat_W;
        if (m_air.heat_W < kLeastHeat_W) {
            m_air.message = nothingToSolve();
            return std::move(m_air);
        }
        addRearDoors();
        addAirUnits();
        const bool hasDoor =
            std::any_of(problem.racks.begin(), problem.racks.end(),
                        [](const airflow::Rack& rack) { return rack.rearDoor.has_value(); });
        if (problem.airUnits.empty() && !hasDoor)
            m_air.message = "No air unit takes the air's heat in " + m_hall.name +
                            ". Add air units with facility water.";
        return std::move(m_air);
    }

private:
    /// Why there is no picture of the air, where racks and busways leave it cool.
    [[nodiscard]] std::string nothingToSolve() const {
        const double losses_W = m_hallState.heat.airHeat_W;
        if (losses_W < kLeastHeat_W)
            return "No heat goes to the air of " + m_hall.name + ".";
        char text[160];
        std::snprintf(text, sizeof text,
                      "The racks of %s give no heat to its air; the %.3g MW of other losses are "
                      "taken by its air units and have no picture.",
                      m_hall.name.c_str(), losses_W * 1e-6);
        return text;
    }

    void addRacks() {
        double buswayLoss_W = 0.0;
        for (const auto& busway : m_solution.busways)
            if (busway.hall == m_hall.id)
                buswayLoss_W += busway.loss_W;
        std::map<std::uint32_t, RackLine> lines;
        double heat_W = 0.0;
        for (const auto* rack : m_index.racksOf(m_hall.id)) {
            const auto* type = m_catalog.rack(rack->type);
            const auto state = m_solution.racks.find(rack->id);
            if (!type || state == m_solution.racks.end())
                continue;
            const Box box = boxOf(m_hall, rack->placement, type->size_m);
            const Facing front = frontOf(rack->placement.rotation_deg);
            if (rack->row.isValid()) {
                const auto [line, isNew] =
                    lines.try_emplace(rack->row.number, RackLine{box, front});
                if (!isNew)
                    extend(line->second.box, box);
            }
            if (state->second.heatToAir_W < kLeastHeat_W) {
                m_air.problem.solids.push_back(box);
                continue;
            }
            airflow::Rack device;
            device.id = rack->name;
            device.box = box;
            device.front = faceOf(box, front);
            device.rear = faceOf(box, opposite(front));
            device.heat_W = state->second.heatToAir_W;
            device.flow_m3_per_s = state->second.airFlow_m3_per_s > 0.0
                                       ? state->second.airFlow_m3_per_s
                                       : device.heat_W / (kAirHeat_J_per_m3K * kUsualRise_K);
            heat_W += device.heat_W;
            m_air.problem.racks.push_back(std::move(device));
            m_air.racks.push_back(rack->id);
        }
        // What busways lose arises above the rows and is drawn in with the racks' air.
        for (auto& device : m_air.problem.racks)
            device.heat_W += buswayLoss_W * device.heat_W / heat_W;
        std::vector<RackLine> rows;
        for (auto& [row, line] : lines)
            rows.push_back(line);
        if (m_hall.recipe.containment != model::Containment::None)
            m_aisles = findAisles(std::move(rows));
        const bool wantsHot = m_hall.recipe.containment == model::Containment::HotAisle;
        std::erase_if(m_aisles, [&](const Aisle& aisle) { return aisle.isHot != wantsHot; });
        for (const auto& aisle : m_aisles)
            contain(aisle);
    }

    static void extend(Box& box, const Box& by) {
        box.min_m = {std::min(box.min_m.x, by.min_m.x), std::min(box.min_m.y, by.min_m.y),
                     std::min(box.min_m.z, by.min_m.z)};
        box.max_m = {std::max(box.max_m.x, by.max_m.x), std::max(box.max_m.y, by.max_m.y),
                     std::max(box.max_m.z, by.max_m.z)};
    }

    /// Doors at both ends of an aisle, with a gap above them; above the racks walls to the ceiling
    /// (hot) or a roof (cold).
    void contain(const Aisle& aisle) {
        auto& baffles = m_air.problem.baffles;
        const double ceiling_m = m_hall.size_m.z;
        const double top_m = aisle.isHot ? ceiling_m : aisle.box.max_m.z;
        const bool alongX = aisle.across == Axis::X;
        Box closed = aisle.box;
        closed.max_m.z = top_m - kDoorGap_m;
        for (const Facing end :
             {alongX ? Facing::South : Facing::West, alongX ? Facing::North : Facing::East})
            baffles.push_back(faceOf(closed, end));
        if (!aisle.isHot) {
            baffles.push_back({Axis::Z,
                               {aisle.box.min_m.x, aisle.box.min_m.y, top_m},
                               {aisle.box.max_m.x, aisle.box.max_m.y, top_m}});
            return;
        }
        if (aisle.box.max_m.z >= ceiling_m)
            return;
        closed.min_m.z = aisle.box.max_m.z;
        closed.max_m.z = ceiling_m;
        for (const Facing side :
             {alongX ? Facing::West : Facing::South, alongX ? Facing::East : Facing::North})
            baffles.push_back(faceOf(closed, side));
    }

    /// Solids and warm cabinets; what stands beyond the rack room is closed off with its bay.
    void addEquipment() {
        double roomMin = m_hall.size_m.x;
        double roomMax = 0.0;
        const auto widen = [&](const Box& box) {
            roomMin = std::min(roomMin, box.min_m.x);
            roomMax = std::max(roomMax, box.max_m.x);
        };
        for (const auto& rack : m_air.problem.racks)
            widen(rack.box);
        for (const auto& solid : m_air.problem.solids)
            widen(solid);
        std::vector<std::pair<const model::Equipment*, Box>> cabinets;
        for (const auto* unit : m_index.equipmentOf(model::entity(m_hall.id))) {
            const auto* type = m_catalog.find(unit->type).type;
            if (!type || type->size_m.z <= 0.0)
                continue;
            const Box box = boxOf(m_hall, unit->placement, type->size_m);
            if (box.min_m.x >= box.max_m.x || box.min_m.y >= box.max_m.y)
                continue; // stands outside the hall
            if (unit->kind == model::EquipmentKind::Transformer ||
                unit->kind == model::EquipmentKind::PowerDevice ||
                unit->kind == model::EquipmentKind::PowerRack)
                cabinets.emplace_back(unit, box);
            else if (unit->kind == model::EquipmentKind::Cdu)
                m_air.problem.solids.push_back(box);
        }
        double westBay = 0.0;
        double eastBay = m_hall.size_m.x;
        for (const auto& [unit, box] : cabinets) {
            if (box.max_m.x <= roomMin)
                westBay = std::max(westBay, box.max_m.x);
            else if (box.min_m.x >= roomMax)
                eastBay = std::min(eastBay, box.min_m.x);
            else
                addCabinet(*unit, box);
        }
        const auto& size = m_hall.size_m;
        if (westBay > 0.0)
            m_air.problem.solids.push_back({{0.0, 0.0, 0.0}, {westBay, size.y, size.z}});
        if (eastBay < size.x)
            m_air.problem.solids.push_back({{eastBay, 0.0, 0.0}, size});
    }

    void addCabinet(const model::Equipment& unit, const Box& box) {
        double loss_W = 0.0;
        if (const auto it = m_solution.transformers.find(unit.id);
            it != m_solution.transformers.end())
            loss_W = it->second.loss_W;
        else if (const auto ups = m_solution.units.find(unit.id); ups != m_solution.units.end())
            loss_W = ups->second.heat_W;
        if (loss_W < kLeastHeat_W) {
            m_air.problem.solids.push_back(box);
            return;
        }
        airflow::Rack device;
        device.id = unit.name;
        device.box = box;
        device.front = faceOf(box, frontOf(unit.placement.rotation_deg));
        device.rear = {Axis::Z, {box.min_m.x, box.min_m.y, box.max_m.z}, box.max_m};
        device.heat_W = loss_W;
        device.flow_m3_per_s = loss_W / (kAirHeat_J_per_m3K * kCabinetRise_K);
        m_air.problem.racks.push_back(std::move(device));
        m_air.racks.emplace_back();
    }

    /// Hangs each rear door that has water on the rack before it. The valve lets no air leave
    /// colder than the hall's set-point; the coil is that of the rating.
    void addRearDoors() {
        const auto& air = m_hallState.cooling->air;
        for (std::size_t i = 0; i < air.units.size(); ++i) {
            const auto* unit = m_index.campus().equipment().find(air.units[i].id);
            if (!unit || !isRearDoor(*air.units[i].type) ||
                m_hallState.heat.airUnits[i].supply_K <= 0.0)
                continue;
            const Box box = boxOf(m_hall, unit->placement, air.units[i].type->size_m);
            airflow::Rack* rack = rackBefore(box, frontOf(unit->placement.rotation_deg));
            if (!rack)
                continue;
            const auto rating = airUnit(*air.units[i].type);
            airflow::RearDoor door;
            door.coil.effectiveness = std::clamp((rating.airReturn_K - rating.airSupply_K) /
                                                     (rating.airReturn_K - rating.waterSupply_K),
                                                 0.0, 1.0);
            door.coil.water_K = m_hallState.heat.facilitySupply_K;
            door.least_K = toKelvin(air.supplySetpoint_C);
            door.capacity_W = rating.capacity_W;
            rack->rearDoor = door;
            m_air.airUnits.push_back({unit->id, -1, air.units[i].flow_m3_per_s});
        }
    }

    static bool isRearDoor(const catalog::AirUnitType& type) {
        return type.form == catalog::AirUnitForm::RearDoorActive ||
               type.form == catalog::AirUnitForm::RearDoorPassive;
    }

    /// The rack whose rear a door stands against; its box then ends with the door.
    airflow::Rack* rackBefore(const Box& door, Facing front) {
        constexpr double kGap_m = 0.1;
        const FaceRect towards = faceOf(door, front);
        const auto d = static_cast<std::size_t>(towards.normal);
        const auto at = [](base::Vec3 v, std::size_t axis) {
            return axis == 0 ? v.x : axis == 1 ? v.y : v.z;
        };
        for (airflow::Rack& rack : m_air.problem.racks) {
            if (rack.rearDoor || rack.rear.normal != towards.normal ||
                std::abs(at(rack.rear.min_m, d) - at(towards.min_m, d)) > kGap_m)
                continue;
            const std::size_t along = d == 0 ? 1 : 0;
            const double middle = 0.5 * (at(door.min_m, along) + at(door.max_m, along));
            if (middle < at(rack.box.min_m, along) || middle > at(rack.box.max_m, along))
                continue;
            const FaceRect behind = faceOf(door, opposite(front));
            const auto end = [&](base::Vec3& corner) {
                (d == 0 ? corner.x : corner.y) = at(behind.min_m, d);
            };
            end(at(behind.min_m, d) > at(towards.min_m, d) ? rack.box.max_m : rack.box.min_m);
            end(rack.rear.min_m);
            end(rack.rear.max_m);
            return &rack;
        }
        return nullptr;
    }

    void addAirUnits() {
        const auto& air = m_hallState.cooling->air;
        airflow::AirUnit shared; // of contained halls: plenum or raised floor
        double sharedHeat = 0.0;
        for (std::size_t i = 0; i < air.units.size(); ++i) {
            const auto& heat = m_hallState.heat.airUnits[i];
            const auto* unit = m_index.campus().equipment().find(air.units[i].id);
            // A coil with a trickle of water takes no heat, whatever its balance says.
            if (!unit || isRearDoor(*air.units[i].type) || heat.supply_K <= 0.0 ||
                heat.supply_K > kHottestSupply_K || air.units[i].flow_m3_per_s <= 0.0)
                continue;
            const Box box = boxOf(m_hall, unit->placement, air.units[i].type->size_m);
            const FaceRect front = faceOf(box, frontOf(unit->placement.rotation_deg));
            const FaceRect top{Axis::Z, {box.min_m.x, box.min_m.y, box.max_m.z}, box.max_m};
            const double flow = air.units[i].flow_m3_per_s;
            // The device that is added next: the unit's own, or the one that all share.
            m_air.airUnits.push_back(
                {unit->id, static_cast<int>(m_air.problem.airUnits.size()), flow});
            if (m_aisles.empty()) {
                airflow::AirUnit single;
                single.id = unit->name;
                single.box = box;
                single.supplies = {front};
                single.returns = {top};
                single.flow_m3_per_s = flow;
                single.supply_K = heat.supply_K;
                m_air.problem.airUnits.push_back(std::move(single));
                continue;
            }
            m_air.problem.solids.push_back(box);
            shared.flow_m3_per_s += flow;
            sharedHeat += flow * heat.supply_K;
            if (m_hall.recipe.containment == model::Containment::HotAisle)
                shared.supplies.push_back(front);
            else
                shared.returns.push_back(front);
        }
        if (shared.flow_m3_per_s <= 0.0)
            return;
        shared.id = "air units";
        shared.supply_K = sharedHeat / shared.flow_m3_per_s;
        for (const auto& aisle : m_aisles) {
            const double z = aisle.isHot ? m_hall.size_m.z : 0.0;
            const FaceRect face{Axis::Z,
                                {aisle.box.min_m.x, aisle.box.min_m.y, z},
                                {aisle.box.max_m.x, aisle.box.max_m.y, z}};
            (aisle.isHot ? shared.returns : shared.supplies).push_back(face);
        }
        m_air.problem.airUnits.push_back(std::move(shared));
    }

    const CampusIndex& m_index;
    const catalog::Catalog& m_catalog;
    const CoolingSystem::Hall& m_hallState;
    const Solution& m_solution;
    const model::Hall& m_hall;
    AirAssembly m_air;
    std::vector<Aisle> m_aisles;
};

void append(std::vector<double>& key, base::Vec3 v) {
    key.push_back(v.x);
    key.push_back(v.y);
    key.push_back(v.z);
}
void append(std::vector<double>& key, const Box& box) {
    append(key, box.min_m);
    append(key, box.max_m);
}
void append(std::vector<double>& key, const FaceRect& face) {
    key.push_back(static_cast<double>(face.normal));
    append(key, face.min_m);
    append(key, face.max_m);
}
double rounded(double value, double step) {
    return std::round(value / step) * step;
}

} // namespace

AirAssembly assembleAir(const CampusIndex& index, const catalog::Catalog& catalog,
                        const CoolingSystem::Hall& cooling, const model::Hall& hall,
                        const Solution& solution) {
    return Builder(index, catalog, cooling, hall, solution).build();
}

std::vector<double> airKey(const airflow::AirflowProblem& problem) {
    std::vector<double> key;
    key.reserve(32 * (problem.racks.size() + problem.solids.size() + 8));
    append(key, problem.size_m);
    key.push_back(problem.cell_m);
    for (const auto& solid : problem.solids)
        append(key, solid);
    key.push_back(-1.0);
    for (const auto& baffle : problem.baffles)
        append(key, baffle);
    key.push_back(-2.0);
    for (const auto& rack : problem.racks) {
        append(key, rack.box);
        append(key, rack.front);
        key.push_back(rounded(rack.heat_W, 10.0));
        key.push_back(rounded(rack.flow_m3_per_s, 1e-3));
        if (!rack.rearDoor)
            continue;
        key.push_back(rounded(rack.rearDoor->coil.effectiveness, 1e-3));
        key.push_back(rounded(rack.rearDoor->coil.water_K, 0.01));
        key.push_back(rounded(rack.rearDoor->least_K.value_or(0.0), 0.01));
        key.push_back(rounded(rack.rearDoor->capacity_W.value_or(-1.0), 10.0));
    }
    key.push_back(-3.0);
    for (const auto& unit : problem.airUnits) {
        for (const auto& face : unit.supplies)
            append(key, face);
        for (const auto& face : unit.returns)
            append(key, face);
        key.push_back(rounded(unit.flow_m3_per_s, 1e-3));
        key.push_back(rounded(unit.supply_K, 0.01));
    }
    return key;
}

std::vector<double> airCells_m(base::Vec3 size_m, double finest_m) {
    constexpr double kCoarseCells = 12e3; // a first picture at once
    constexpr double kFineCells = 200e3;
    const double volume_m3 = size_m.x * size_m.y * size_m.z;
    const auto edge = [&](double cells, double least, double most) {
        const double wanted = std::cbrt(volume_m3 / cells);
        return std::clamp(std::round(wanted / 0.05) * 0.05, least, most);
    };
    const double coarse = edge(kCoarseCells, 0.3, 1.0);
    constexpr double kMostCells = 8e6; // some 2 GB of fields
    const double fine = finest_m > 0.0 ? std::max(finest_m, std::cbrt(volume_m3 / kMostCells))
                                       : edge(kFineCells, 0.15, 0.4);
    return fine < coarse ? std::vector<double>{coarse, fine} : std::vector<double>{coarse};
}

} // namespace hallwright::engine
