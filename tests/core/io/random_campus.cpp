#include "random_campus.h"

#include <random>

namespace hallwright::test {

namespace {

using namespace model;

class Maker {
public:
    explicit Maker(std::uint32_t seed) : m_random(seed) {}

    Campus make() {
        std::vector<ScenarioId> scenarios;
        for (int i = count(3); i-- > 0;)
            scenarios.push_back(next<ScenarioId>());
        std::vector<EntityId> ends;
        for (int i = 1 + count(3); i-- > 0;) {
            GridConnection grid{
                next<GridConnectionId>(), text(),          placement(),  number(0, 5e5),
                number(0, 2e9),           number(0, 1e10), number(0, 1), text()};
            ends.push_back(entity(grid.id));
            m_change.put(grid);
        }
        std::vector<EntityId> containers;
        for (int i = 1 + count(2); i-- > 0;) {
            Substation station{
                next<SubstationId>(), text(),       placement(), size(), number(0, 5e5),
                number(0, 5e4),       1 + count(4), flag(),      text()};
            containers.push_back(entity(station.id));
            m_change.put(station);
        }
        for (int i = 1 + count(3); i-- > 0;) {
            Plant plant{next<PlantId>(), text(),          placement(), size(),
                        text(),          number(-20, 60), count(4)};
            plant.supplyReset = SupplyReset(count(1));
            plant.resetFrom_C = number(-20, 20);
            plant.resetTo_C = number(20, 45);
            plant.resetSupply_C = number(10, 60);
            plant.economiser = Economiser(count(1));
            plant.chillerStaging = ChillerStaging(count(2));
            plant.coolerWater = CoolerWater(count(2));
            plant.wetAbove_C = number(0, 40);
            plant.pumpControl = PumpControl(count(1));
            plant.branchValves = BranchValves(count(2));
            plant.reuseSupply_C = number(30, 70);
            plant.reuseReturn_C = number(10, 30);
            plant.reuseBelow_C = number(5, 20);
            plant.reuseFull_C = number(-20, 5);
            containers.push_back(entity(plant.id));
            m_mainEnds.push_back(entity(plant.id));
            m_change.put(plant);
        }
        for (int i = 1 + count(3); i-- > 0;)
            makeHall(containers);
        for (int i = count(20); i-- > 0;)
            m_change.put(
                Equipment{next<EquipmentId>(), text(), static_cast<EquipmentKind>(count(12)),
                          text(), flag() ? pick(containers) : EntityId{}, placement(), side(),
                          flag(), static_cast<GenerationUse>(count(2)), number(-1e6, 1e6)});
        ends.insert(ends.end(), containers.begin(), containers.end());
        for (int i = count(10); i-- > 0;)
            m_change.put(Feeder{next<FeederId>(), text(), pick(ends), count(3), pick(ends),
                                count(3), side(), text(), 1 + count(3), flag(), points(), flag()});
        for (int i = count(6); i-- > 0;)
            m_change.put(Main{next<MainId>(), text(), pick(m_mainEnds), pick(m_mainEnds), text(),
                              count(900), points(), MainPipes(count(2))});
        for (int i = count(6); i-- > 0;)
            m_change.put(Zone{next<ZoneId>(), text(), static_cast<ZoneKind>(count(3)), points(),
                              number(0, 20)});
        for (const auto id : scenarios) {
            Scenario scenario{id, text(), number(-30, 50), number(-30, 40), number(0, 1.5), {}};
            for (int i = count(3); i-- > 0;)
                scenario.outOfService.push_back(pick(ends));
            m_change.put(scenario);
        }
        m_change.site = Site{text(),
                             text(),
                             text(),
                             number(-90, 90),
                             number(-180, 180),
                             number(-100, 3000),
                             points(),
                             number(-1, 1),
                             number(0, 1),
                             scenarios.empty() ? ScenarioId{} : scenarios[0],
                             {{text(), number(-5, 5)}, {"pue", number(1, 2)}}};
        Campus campus;
        campus.apply(std::move(m_change));
        return campus;
    }

private:
    void makeHall(std::vector<EntityId>& containers) {
        Hall hall{next<HallId>(), text(), placement(), size(), {}, flag()};
        hall.recipe = {text(),
                       text(),
                       count(20),
                       count(30),
                       number(0, 1),
                       number(0, 3),
                       number(0, 3),
                       number(0, 9),
                       number(0, 9),
                       number(0, 9),
                       Containment(count(2)),
                       FeedRedundancy(count(5)),
                       text(),
                       text(),
                       text(),
                       text(),
                       count(3),
                       text(),
                       text(),
                       count(3),
                       number(10, 40),
                       number(0, 5e4),
                       UpsMode(count(1)),
                       text(),
                       text(),
                       text()};
        containers.push_back(entity(hall.id));
        m_mainEnds.push_back(entity(hall.id));
        std::vector<RowId> rows;
        for (int i = count(4); i-- > 0;) {
            rows.push_back(next<RowId>());
            m_change.put(Row{rows.back(), text(), hall.id, placement(), number(0, 30)});
        }
        for (int i = count(20); i-- > 0;)
            m_change.put(Rack{
                next<RackId>(), text(), hall.id,
                rows.empty() || flag() ? RowId{} : rows[std::size_t(count(int(rows.size()) - 1))],
                text(), placement(), number(0, 3e5)});
        m_change.put(hall);
    }

    template <class Id>
    Id next() {
        m_number += 1 + static_cast<std::uint32_t>(count(2)); // ids have gaps, as after deletions
        return Id{m_number};
    }
    int count(int most) { return std::uniform_int_distribution<int>(0, most)(m_random); }
    bool flag() { return count(1) == 1; }
    double number(double low, double high) {
        switch (count(3)) {
        case 0:
            return low < 0 && 0 < high ? 0.0 : low;
        case 1:
            return high;
        default:
            return std::uniform_real_distribution<double>(low, high)(m_random);
        }
    }
    std::string text() {
        static const char* const kTexts[] = {
            "",         "H-01",     "C-17A", "a \"b\" \\ c", "Chaufferie d'été", "line\nbreak\ttab",
            "\x01\x1f", "日本語 😀", "/~"};
        return kTexts[count(8)];
    }
    Vec2 point() { return {number(-1e4, 1e4), number(-1e4, 1e4)}; }
    Vec3 size() { return {number(0, 100), number(0, 100), number(0, 20)}; }
    Placement placement() { return {point(), number(-5, 5), number(-360, 360)}; }
    FeedSide side() { return FeedSide(count(5)); }
    std::vector<Vec2> points() {
        std::vector<Vec2> list;
        for (int i = count(5); i-- > 0;)
            list.push_back(point());
        return list;
    }
    template <class Id>
    Id pick(const std::vector<Id>& list) {
        return list[static_cast<std::size_t>(count(static_cast<int>(list.size()) - 1))];
    }

    std::mt19937 m_random;
    std::uint32_t m_number = 0;
    ChangeSet m_change;
    std::vector<EntityId> m_mainEnds;
};

} // namespace

model::Campus randomCampus(std::uint32_t seed) {
    return Maker(seed).make();
}

} // namespace hallwright::test
