#include "core/model/edits/arranging.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"
#include "engine_fixture.h"
#include "hall_chain.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace hallwright;
using namespace hallwright::tests;

/// Energy in and out of random campuses: one to three halls on one plant or on two, any coolers and
/// chillers, customers of their heat, any load, and up to three things out of service.
class TestEnergyCloses : public QObject {
    Q_OBJECT

private slots:
    void residualsStayBelowAPerMille();
};

namespace {

constexpr int kRuns = 400;
constexpr double kLimit = 1e-3; // of the power that comes in

class RandomCampus {
public:
    explicit RandomCampus(unsigned seed) : m_random(seed) {}

    HallChain draw() {
        auto chain = hallChain(1 + pick(3));
        auto& small = chain.small;
        auto& campus = small.campus;
        for (const auto hall : chain.halls)
            changeHall(campus, hall);
        std::vector<model::PlantId> plants{small.plant};
        if (pick(2) == 0)
            plants.push_back(addPlant(campus));
        for (const auto plant : plants)
            changePlant(campus, plant);
        drawMain(campus, model::entity(small.plant), model::entity(chain.halls.front()), 200);
        for (std::size_t i = 1; i < chain.halls.size(); ++i)
            drawMain(campus, model::entity(chain.halls[i - 1]), model::entity(chain.halls[i]), 200);
        if (plants.size() > 1) // on the last hall: a circuit with two ends
            drawMain(campus, model::entity(plants[1]), model::entity(chain.halls.back()), 200);
        for (const auto& rack :
             std::vector<model::Rack>(campus.racks().begin(), campus.racks().end()))
            if (pick(3) == 0)
                edit(campus, model::SetRackLoad{{rack.id}, between(0.0, 1.2) * 132e3});
        return chain;
    }

    model::Scenario scenarioOf(const model::Campus& campus) {
        model::Scenario scenario;
        scenario.ambient_C = between(-15.0, 42.0);
        scenario.wetBulb_C = scenario.ambient_C - between(0.0, 12.0);
        scenario.itLoadFraction = pick(3) == 0 ? between(0.1, 1.0) : 1.0;
        const int out = pick(4);
        for (int i = 0; i < out; ++i)
            scenario.outOfService.push_back(anyElement(campus));
        return scenario;
    }

private:
    int pick(int n) { return std::uniform_int_distribution<int>(0, n - 1)(m_random); }
    double between(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(m_random);
    }
    template <class T>
    model::EntityId any(const model::Table<T>& table) {
        return model::entity((table.begin() + pick(static_cast<int>(table.size())))->id);
    }
    model::EntityId anyElement(const model::Campus& campus) {
        switch (pick(4)) {
        case 0:
            return any(campus.feeders());
        case 1:
            return any(campus.mains());
        default:
            return any(campus.equipment());
        }
    }

    void changeHall(model::Campus& campus, model::HallId id) {
        auto recipe = campus.halls().find(id)->recipe;
        recipe.airUnitType = pick(2) == 0 ? "crah_perimeter_150kw" : "";
        recipe.upsType = pick(2) == 0 ? "ups_1250kw" : "";
        recipe.upsMode = pick(3) == 0 ? model::UpsMode::Eco : model::UpsMode::DoubleConversion;
        recipe.feeds = pick(3) == 0 ? model::FeedRedundancy::NPlusOne : model::FeedRedundancy::TwoN;
        edit(campus, model::RegenerateHall{id, recipe});
    }

    model::PlantId addPlant(model::Campus& campus) {
        model::PlacePlant plant;
        plant.coolerType = "dry_cooler_1000kw";
        plant.columns = 2;
        plant.pumpType = "pump_fws_450m3h";
        plant.pumps = 2;
        plant.pumpsSpare = 1;
        plant.coolant = "pg25";
        plant.supplySetpoint_C = 30.0;
        plant.placement.position_m = {120.0, 90.0};
        edit(campus, plant);
        return (campus.plants().end() - 1)->id;
    }

    void changePlant(model::Campus& campus, model::PlantId id) {
        constexpr const char* kCoolers[] = {"dry_cooler_1000kw", "adiabatic_cooler_1000kw",
                                            "hybrid_cooler_1000kw", "cooling_tower_5000kw"};
        constexpr const char* kChillers[] = {"chiller_trim_1500kw_warm",
                                             "chiller_air_freecool_1500kw",
                                             "chiller_water_centrifugal_4400kw"};
        const char* cooler = kCoolers[pick(4)];
        for (const auto& unit :
             std::vector<model::Equipment>(campus.equipment().begin(), campus.equipment().end()))
            if (unit.parent == model::entity(id) &&
                unit.kind == model::EquipmentKind::HeatRejection) {
                auto changed = unit;
                changed.type = cooler;
                edit(campus, model::Replace<model::Equipment>{changed});
            }
        double next_m = 40.0;
        const auto place = [&](const char* type) {
            edit(campus, model::PlaceEquipment{type, model::entity(id), {{0.0, next_m}, 0.0, 0.0}});
            next_m += 15.0;
        };
        for (int i = pick(3); i > 0; --i)
            place(kChillers[pick(3)]);
        if (pick(2) == 0)
            place("hx_reuse_2mw");
        if (pick(3) == 0)
            place("tank_buffer_20m3");
        auto plant = *campus.plants().find(id);
        plant.supplySetpoint_C = between(18.0, 40.0);
        plant.economiser = model::Economiser(pick(2));
        plant.chillerStaging = model::ChillerStaging(pick(3));
        plant.coolerWater = model::CoolerWater(pick(3));
        plant.wetAbove_C = between(5.0, 30.0);
        plant.pumpControl = model::PumpControl(pick(2));
        plant.branchValves = model::BranchValves(pick(3));
        plant.bypassLeastFlow = pick(2) ? between(0.2, 0.8) : 0.0;
        plant.reuseSupply_C = between(26.0, 45.0);
        plant.reuseBelow_C = 40.0; // customers want heat in most of the runs
        edit(campus, model::Replace<model::Plant>{plant});
    }

    std::mt19937 m_random;
};

QString describe(const model::Campus& campus, const model::Scenario& scenario,
                 const engine::Solution& solution) {
    QString text = QString("%1 halls, %2 plants, %3 degC outdoors, residual %4, out:")
                       .arg(campus.halls().size())
                       .arg(campus.plants().size())
                       .arg(scenario.ambient_C)
                       .arg(solution.energy.residualFraction);
    for (const auto id : scenario.outOfService)
        text += " " + QString::fromStdString(campus.nameOf(id));
    text += "; ";
    for (const auto& unit : campus.equipment())
        if (campus.kindOf(unit.parent) == model::EntityKind::Plant)
            text += QString::fromStdString(unit.name + " " + unit.type) + ", ";
    return text;
}

} // namespace

/// Not vacuous: nearly all runs converge, and each kind of machine, several halls and failures that
/// leave racks without coolant or power are among them.
void TestEnergyCloses::residualsStayBelowAPerMille() {
    std::map<std::string, int> seen;
    int converged = 0;
    double worst = 0.0;
    RandomCampus random(20261128);
    for (int run = 0; run < kRuns; ++run) {
        const auto chain = random.draw();
        const auto& campus = chain.small.campus;
        engine::SolveRequest request;
        request.campus = campus;
        request.withAir = false;
        request.scenario = random.scenarioOf(campus);
        engine::CampusSolver solver(shippedCatalog());
        const auto solution = solver.solve(request);
        if (!solution->powerConverged || !solution->coolantConverged)
            continue; // says so itself; the figures are not claimed
        ++converged;
        const auto what =
            QString("run %1: ").arg(run) + describe(campus, *request.scenario, *solution);
        worst = std::max(worst, solution->energy.residualFraction);
        QVERIFY2(solution->energy.residualFraction < kLimit, qPrintable(what));
        for (const auto& [id, hall] : solution->halls)
            QVERIFY2(hall.residualFraction < kLimit, qPrintable("hall, " + what));
        for (const auto& [id, rack] : solution->racks)
            QVERIFY2(rack.residualFraction < kLimit, qPrintable("rack, " + what));
        const auto note = [&](const char* kind, bool isSo) { seen[kind] += isSo; };
        note("several halls", campus.halls().size() > 1);
        note("two plants", campus.plants().size() > 1);
        note("failures", !request.scenario->outOfService.empty());
        note("heat reuse", solution->energy.heatReused_W > 1e3);
        bool isDark = false, isHot = false;
        for (const auto& [id, rack] : solution->racks) {
            isDark |= !rack.hasPower;
            isHot |= rack.hasPower && rack.load_W > 0.0 && !rack.hasCoolant;
        }
        note("racks without power", isDark);
        note("racks without coolant", isHot);
        for (const auto& [id, plant] : solution->plants) {
            note("condenser water", plant.condenserFlow_m3_per_s > 0.0);
            note("bypass", plant.bypass_m3_per_s > 0.0);
        }
        for (const auto& unit : campus.equipment()) {
            const auto state = solution->units.find(unit.id);
            if (state != solution->units.end() && state->second.heat_W > 1e3 &&
                state->second.running)
                ++seen[unit.type];
        }
    }
    for (const auto& [kind, count] : seen)
        qInfo("%-34s %d", kind.c_str(), count);
    qInfo("%d of %d converged, largest residual %.2e", converged, kRuns, worst);
    QCOMPARE_GE(converged, kRuns * 95 / 100);
    for (const char* kind :
         {"several halls", "two plants", "failures", "heat reuse", "racks without power",
          "racks without coolant", "condenser water", "bypass", "dry_cooler_1000kw",
          "adiabatic_cooler_1000kw", "hybrid_cooler_1000kw", "cooling_tower_5000kw",
          "chiller_trim_1500kw_warm", "chiller_air_freecool_1500kw",
          "chiller_water_centrifugal_4400kw", "crah_perimeter_150kw", "ups_1250kw"})
        QVERIFY2(seen[kind] >= 5, kind);
}

QTEST_GUILESS_MAIN(TestEnergyCloses)
#include "tst_energy_closes.moc"
