#include "core/engine/supply_drill.h"

#include "core/compute/parallel_chunks.h"
#include "core/engine/loading_scan.h"
#include "core/engine/outage_drill.h"
#include "core/model/supply_pattern.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace hallwright::engine {

namespace {

constexpr double kFull = 1.0 + 1e-6;
/// A source that does not give way: what the trunk's impedance does to a hall's loadings is a
/// fraction of a percent.
constexpr double kStiff_VA = 1e12;

double numberOf(const std::string& text) {
    return static_cast<double>(std::hash<std::string>{}(text) >> 12);
}

/// A hall by itself on stiff grid connections, one an intake that is live.
model::Campus aloneOf(const CampusIndex& index, const PowerAssembly& power, const HallPart& part) {
    const auto& campus = index.campus();
    const auto* hall = campus.halls().find(part.hall);
    model::ChangeSet content;
    content.put(*hall);
    for (const auto* row : index.rowsOf(part.hall))
        content.put(*row);
    for (const auto* rack : index.racksOf(part.hall))
        content.put(*rack);
    for (const auto* unit : index.equipmentOf(model::entity(part.hall)))
        content.put(*unit);
    const auto& blocks = model::patternOf(hall->recipe.feeds).blocks;
    auto number = campus.nextNumber();
    for (std::size_t i = 0; i < part.intake.size(); ++i) {
        if (!power.isLive(part.intake[i]))
            continue;
        model::GridConnection grid;
        grid.id = {number++};
        grid.voltage_V = power.trunk().busInfo[static_cast<std::size_t>(part.intake[i])].nominal_V;
        grid.shortCircuit_VA = kStiff_VA;
        model::Feeder bar;
        bar.id = {number++};
        bar.from = model::entity(grid.id);
        bar.to = model::entity(part.hall);
        bar.side = blocks.size() > 1 ? blocks[i] : i == 0 ? model::FeedSide::A : model::FeedSide::B;
        content.put(grid);
        content.put(bar);
    }
    model::Campus alone;
    alone.apply(std::move(content));
    return alone;
}

/// Everything that the grade of a hall depends on, without ids and names.
std::vector<double> keyOf(const CampusIndex& index, const CachedInterior& interior,
                          const model::Scenario& scenario, const PowerAssembly& power,
                          const HallPart& part, double auxiliary_W) {
    std::vector<double> key{auxiliary_W, scenario.itLoadFraction};
    const auto& recipe = index.campus().halls().find(part.hall)->recipe;
    key.push_back(static_cast<double>(recipe.feeds));
    key.push_back(static_cast<double>(recipe.upsMode));
    for (const int bus : part.intake) {
        key.push_back(power.isLive(bus));
        key.push_back(power.trunk().busInfo[static_cast<std::size_t>(bus)].nominal_V);
    }
    const auto racks = index.racksOf(part.hall);
    std::unordered_map<model::RackId, double> placeOf;
    for (const auto* rack : racks) {
        placeOf.emplace(rack->id, static_cast<double>(placeOf.size()));
        key.push_back(rack->itLoad_W);
    }
    std::unordered_map<model::EquipmentId, double> unitOf;
    const ServiceState service(scenario);
    for (const auto* unit : index.equipmentOf(model::entity(part.hall)))
        if (unit->kind == model::EquipmentKind::Transformer ||
            unit->kind == model::EquipmentKind::PowerDevice ||
            unit->kind == model::EquipmentKind::PowerRack) {
            unitOf.emplace(unit->id, static_cast<double>(unitOf.size()));
            key.push_back(numberOf(unit->type));
            key.push_back(static_cast<double>(unit->side) + (service.works(*unit) ? 0.0 : 100.0));
        }
    const auto addUnits = [&](const std::vector<model::EquipmentId>& units) {
        key.push_back(static_cast<double>(units.size()));
        for (const auto unit : units)
            key.push_back(unitOf.contains(unit) ? unitOf.at(unit) : -1.0);
    };
    for (const auto& supply : interior.interior->supplies) {
        addUnits({supply.transformer, supply.reserve});
        addUnits(supply.ups);
        addUnits(supply.transferSwitches);
        addUnits(supply.pdus);
        addUnits(supply.rectifiers);
    }
    for (const auto& run : interior.interior->busways) {
        addUnits({run.transformer});
        key.insert(key.end(), {static_cast<double>(run.side), numberOf(run.type),
                               static_cast<double>(run.parallel), run.leadIn_m});
        for (std::size_t i = 0; i < run.racks.size(); ++i)
            key.insert(key.end(), {placeOf.at(run.racks[i]), run.at_m[i]});
    }
    return key;
}

class HallDrill {
public:
    HallDrill(const CampusIndex& index, const catalog::Catalog& catalog,
              const CachedInterior& interior, const model::Scenario& scenario,
              const PowerAssembly& base, const HallPart& part, double auxiliary_W)
        : m_campus(aloneOf(index, base, part)), m_index(m_campus),
          m_catalog(catalog), m_interiors{{part.hall, interior}}, m_scenario(scenario),
          m_hall(part.hall), m_pattern(model::patternOf(m_campus.halls().begin()->recipe.feeds)) {
        m_auxiliary.halls[part.hall] = auxiliary_W;
    }

    SupplyDrill::Result run(std::stop_token stop) {
        SupplyDrill::Result result;
        const auto now = solve({}, "as it is", stop);
        const auto racks = now.isSupplied.size();
        std::vector<bool> survivesUnits(racks, true), survivesBlocks(racks, true);
        Case worst = now;
        const auto meet = [](std::vector<bool>& all, const Case& one) {
            for (std::size_t i = 0; i < all.size(); ++i)
                all[i] = all[i] && one.isSupplied[i];
        };
        for (const auto& [ids, name] : units()) {
            const auto one = solve(ids, name, stop);
            meet(survivesUnits, one);
            if (one.isWorseThan(worst))
                worst = one;
        }
        result.hall.holdsAnyBlockOut = m_pattern.blocks.size() > 1;
        Case worstBlock = now;
        for (const auto side : m_pattern.blocks) {
            if (m_pattern.blocks.size() < 2)
                break;
            const auto one =
                solve(blockOf(side), "block " + std::string(model::letterOf(side)), stop);
            meet(survivesBlocks, one);
            result.hall.holdsAnyBlockOut &= one.holds();
            if (one.isWorseThan(worstBlock))
                worstBlock = one;
        }
        if (stop.stop_requested())
            return result;
        const bool isTwoPaths = m_pattern.blocks.size() == 2 && m_pattern.needed == 1;
        for (std::size_t i = 0; i < racks; ++i)
            result.racks.push_back(!now.isSupplied[i]                ? SupplyGrade::NMinusOne
                                   : !survivesUnits[i]               ? SupplyGrade::N
                                   : isTwoPaths && survivesBlocks[i] ? SupplyGrade::TwoN
                                                                     : SupplyGrade::NPlusOne);
        auto& hall = result.hall;
        if (!result.racks.empty())
            hall.grade = *std::min_element(result.racks.begin(), result.racks.end());
        // What keeps it from more: a unit where one takes it down, otherwise a block.
        const auto& culprit = worst.holds() ? worstBlock : worst;
        if (!culprit.holds()) {
            hall.worstOutage = culprit.name;
            hall.racksLost = culprit.racksLost;
            hall.worstOverload = culprit.overload;
        }
        return result;
    }

private:
    struct Case {
        std::string name;
        std::vector<bool> isSupplied; ///< and over nothing that is overloaded
        std::size_t racksLost = 0;
        OutageOverload overload;

        [[nodiscard]] bool holds() const { return racksLost == 0 && overload.loading <= kFull; }
        [[nodiscard]] bool isWorseThan(const Case& other) const {
            return racksLost != other.racksLost ? racksLost > other.racksLost
                                                : overload.loading > other.overload.loading + 1e-9;
        }
    };

    /// What can fail by itself: a transformer, or the UPS units of one, which protect each other: a
    /// unit too few of them trips all.
    std::vector<std::pair<std::vector<model::EntityId>, std::string>> units() const {
        std::vector<std::pair<std::vector<model::EntityId>, std::string>> list;
        for (const auto& supply : m_interiors.begin()->second.interior->supplies) {
            const auto name = m_campus.nameOf(model::entity(supply.transformer));
            list.push_back({{model::entity(supply.transformer)}, name});
            if (supply.ups.empty())
                continue;
            auto& [ids, text] = list.emplace_back();
            for (const auto unit : supply.ups)
                ids.push_back(model::entity(unit));
            text = "the UPS of " + name;
        }
        return list;
    }

    std::vector<model::EntityId> blockOf(model::FeedSide side) const {
        std::vector<model::EntityId> ids;
        for (const auto& supply : m_interiors.begin()->second.interior->supplies)
            if (supply.side == side)
                ids.push_back(model::entity(supply.transformer));
        return ids;
    }

    Case solve(const std::vector<model::EntityId>& out, std::string name, std::stop_token stop) {
        Case made;
        made.name = std::move(name);
        ServiceState service(m_scenario);
        for (const auto id : out)
            service.takeOut(id);
        m_power.assemble(m_index, m_catalog, m_interiors, m_scenario, service);
        const auto& part = m_power.halls().front();
        made.isSupplied.assign(part.power->racks.size(), false);
        solveSettled(m_power, m_auxiliary, stop);
        const bool isSolved = m_power.solution().converged();
        const LoadingScan scan(m_index, m_power);
        std::vector<bool> isOverloaded = overloadedOutlets(part);
        for (std::size_t i = 0; i < scan.loadings().size() && isSolved; ++i)
            if (scan.loadings()[i] > std::max(kFull, made.overload.loading))
                made.overload = scan.describe(i);
        for (std::size_t i = 0; i < part.power->racks.size(); ++i) {
            const auto& feeds = part.power->racks[i];
            const bool isDead =
                part.rackLoad_W[i] <= 0.0 && m_index.racksOf(m_hall)[i]->itLoad_W > 0.0;
            made.racksLost += isDead;
            bool isSound = isSolved && !isDead;
            for (std::size_t cord = 0; cord < 2; ++cord)
                if (feeds.load[cord] >= 0 && m_power.isLive(part.bus(feeds.bus[cord])))
                    isSound =
                        isSound && !isOverloaded[static_cast<std::size_t>(feeds.outlet[cord])];
            made.isSupplied[i] = isSound;
        }
        return made;
    }

    /// Outlets whose transformer, UPS units, switches, PDUs or power racks carry too much.
    std::vector<bool> overloadedOutlets(const HallPart& part) const {
        const auto& hall = *part.power;
        const auto devices = m_power.devices(part);
        std::vector<bool> isBarOver(hall.bars.size(), false);
        for (const auto& board : hall.boards) {
            const auto branch = static_cast<std::size_t>(part.firstBranch + board.branch);
            const auto& result = m_power.solution();
            if (branch >= result.sFrom_MVA.size())
                continue;
            const double loading =
                std::max(std::abs(result.sFrom_MVA[branch]), std::abs(result.sTo_MVA[branch])) *
                1e6 / std::max(1.0, board.type->rating_VA);
            if (loading > kFull || devices.upsOf(board).loading > kFull)
                isBarOver[static_cast<std::size_t>(board.bar)] = true;
        }
        std::vector<bool> isOver(hall.outlets.size(), false);
        for (std::size_t i = 0; i < hall.outlets.size(); ++i) {
            const int position = part.position[i];
            isOver[i] =
                (position >= 0 && isBarOver[static_cast<std::size_t>(
                                      hall.outlets[i].bar[static_cast<std::size_t>(position)])]) ||
                devices.transferSwitch(i).loading > kFull || devices.pdu(i).loading > kFull ||
                devices.rectifier(i).loading > kFull;
        }
        return isOver;
    }

    model::Campus m_campus;
    CampusIndex m_index;
    const catalog::Catalog& m_catalog;
    std::map<model::HallId, CachedInterior> m_interiors;
    const model::Scenario& m_scenario;
    model::HallId m_hall;
    const model::SupplyPattern& m_pattern;
    AuxiliaryPower m_auxiliary;
    PowerAssembly m_power;
};

} // namespace

std::map<model::HallId, SupplyDrill::Result>
SupplyDrill::run(const CampusIndex& index, const catalog::Catalog& catalog,
                 const std::map<model::HallId, CachedInterior>& interiors,
                 const model::Scenario& scenario, const PowerAssembly& power,
                 const AuxiliaryPower& auxiliary, std::stop_token stop) {
    std::map<Key, std::shared_ptr<const Result>> used;
    std::vector<std::pair<Key, const HallPart*>> wanted; ///< one hall of each kind
    std::map<model::HallId, Key> keys;
    for (const auto& part : power.halls()) {
        const auto drawn = auxiliary.halls.find(part.hall);
        // To whole kilowatts: pumps of equal halls differ by what their water temperatures do.
        const double auxiliary_W =
            drawn == auxiliary.halls.end() ? 0.0 : std::round(drawn->second / 1e3) * 1e3;
        auto key = keyOf(index, interiors.at(part.hall), scenario, power, part, auxiliary_W);
        if (const auto known = m_known.find(key); known != m_known.end())
            used.insert(*known);
        else if (used.emplace(key, nullptr).second)
            wanted.emplace_back(key, &part);
        keys.emplace(part.hall, std::move(key));
    }
    std::vector<std::shared_ptr<const Result>> made(wanted.size());
    compute::parallelChunks(static_cast<int>(wanted.size()), 1, [&](int begin, int end) {
        for (int i = begin; i < end && !stop.stop_requested(); ++i) {
            const auto& [key, part] = wanted[static_cast<std::size_t>(i)];
            HallDrill drill(index, catalog, interiors.at(part->hall), scenario, power, *part,
                            key.front());
            auto result = drill.run(stop);
            if (!stop.stop_requested())
                made[static_cast<std::size_t>(i)] =
                    std::make_shared<const Result>(std::move(result));
        }
    });
    for (std::size_t i = 0; i < wanted.size(); ++i)
        used[wanted[i].first] = made[i];
    std::map<model::HallId, Result> results;
    for (const auto& [hall, key] : keys)
        if (const auto& result = used.at(key))
            results.emplace(hall, *result).first->second.hall.worstOverload.element =
                model::entity(hall);
    std::erase_if(used, [](const auto& entry) { return !entry.second; });
    m_known = std::move(used);
    return results;
}

} // namespace hallwright::engine
