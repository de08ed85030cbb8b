#include "app/scene/air_slice.h"
#include "app/scene/air_streams.h"
#include "app/scene/camera_controller.h"
#include "app/scene/campus_scene.h"
#include "app/scene/color_map.h"
#include "app/scene/mesh_builder.h"
#include "app/scene/scene_tables.h"
#include "core/engine/campus_solver.h"
#include "core/engine/plume_state.h"
#include "core/engine/short_circuit_levels.h"
#include "core/io/campus_reader.h"
#include "core/io/catalog_reader.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace hallwright;
using namespace hallwright::app;

namespace {

const catalog::Catalog& shippedCatalog() {
    static const catalog::Catalog catalog =
        io::readCatalog({HALLWRIGHT_SOURCE_DIR "/assets/catalog"}).value();
    return catalog;
}

const model::Campus& sample() {
    static const model::Campus campus =
        io::readCampus(HALLWRIGHT_SOURCE_DIR "/assets/campuses/hall-demo.hallwright").value();
    return campus;
}

double lightness(const QColor& color) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

} // namespace

class TestSceneTables : public QObject {
    Q_OBJECT
private slots:
    void mapsGiveTheirStops();
    void sequentialMapsRiseInLightness();
    void loadingBreaksHardAboveFull();
    void unknownValuesHaveAColourOfTheirOwn();
    void everyThingHasOneInstance();
    void racksTakeTheColourOfTheirValue();
    void boardsShowTheirFaultLevelAndVoltage();
    void racksShowWhatBindsThem();
    void racksShowTheirShareOfSupplyAir();
    void slicesOfSupplyAirHaveItsColours();
    void flowsAreToldApartOverThreeDecades();
    void pipesShowFlowAndPressure();
    void pathsOfTheAirBeginAtTheRackThatIsPicked();
    void coolersShowTheirIntakeAboveAmbient();
    void thePlumeIsClearWhereTheAirIsAmbient();
    void instancesStandWhereTheirFootprintsAre();
    void cameraProjectsWhereItsRaysComeFrom_data();
    void cameraProjectsWhereItsRaysComeFrom();
    void framingShowsAllInsideTheMargins_data();
    void framingShowsAllInsideTheMargins();
    void bandsAreMitred();
    void polygonsAreFilledWhole();
};

void TestSceneTables::mapsGiveTheirStops() {
    const ColorMap& air = ColorMap::airTemperature();
    QCOMPARE(air.color(18.0), QColor("#18366B"));
    QCOMPARE(air.color(29.0), QColor("#D36066")); // the middle of 18 to 40
    QCOMPARE(air.color(40.0), QColor("#F7E88A"));
    QCOMPARE(air.color(-5.0), air.color(18.0));
    QCOMPARE(air.color(90.0), air.color(40.0));
    QCOMPARE(*air.mark(), 27.0);
    QCOMPARE(ColorMap::coolantTemperature().color(25.0), QColor("#14404F"));
    QCOMPARE(ColorMap::voltageDeviation().color(0.0), QColor("#5E646B"));
    QCOMPARE(air.withRange(0.0, 10.0).color(5.0), QColor("#D36066"));
}

void TestSceneTables::sequentialMapsRiseInLightness() {
    for (const ColorMap* map :
         {&ColorMap::airTemperature(), &ColorMap::electricalLoading(),
          &ColorMap::coolantTemperature(), &ColorMap::coolantFlow(), &ColorMap::pressure(),
          &ColorMap::supplyAir(), &ColorMap::plumeTemperature()})
        for (int i = 1; i <= 64; ++i)
            QVERIFY2(lightness(map->colorAt(i / 64.0)) > lightness(map->colorAt((i - 1) / 64.0)),
                     qPrintable(map->name()));
}

void TestSceneTables::loadingBreaksHardAboveFull() {
    const ColorMap& loading = ColorMap::electricalLoading();
    QCOMPARE(loading.color(100.0), QColor("#E9E2A6"));
    QCOMPARE(loading.color(100.001), QColor("#F0506A"));
    QCOMPARE(loading.color(120.0), QColor("#D11A5B"));
    QCOMPARE(loading.color(500.0), QColor("#D11A5B"));
    QVERIFY(loading.hasOverrange());
    QCOMPARE(loading.top(), 120.0);
}

void TestSceneTables::unknownValuesHaveAColourOfTheirOwn() {
    QCOMPARE(ColorMap::airTemperature().color(std::nan("")), QColor("#6B7178"));
}

void TestSceneTables::everyThingHasOneInstance() {
    SceneTables tables;
    tables.placeRacks(sample(), shippedCatalog());
    tables.placeEquipment(sample(), shippedCatalog());
    QCOMPARE(std::size_t(tables.table(Shape::Rack).count()), sample().racks().size());
    std::size_t equipment = 0;
    for (int shape = 0; shape < kShapes; ++shape)
        if (Shape(shape) != Shape::Rack)
            equipment += std::size_t(tables.table(Shape(shape)).count());
    QCOMPARE(equipment, sample().equipment().size());
    QVERIFY(tables.table(Shape::Cdu).count() > 0);
}

void TestSceneTables::racksTakeTheColourOfTheirValue() {
    engine::Solution solution;
    int nth = 0;
    for (const model::Rack& rack : sample().racks()) {
        engine::RackState state;
        state.hasPower = true;
        const auto* type = shippedCatalog().rack(rack.type);
        QVERIFY(type);
        state.load_W = std::max(type->powerPeak_W, type->powerNominal_W) * (0.1 * (nth++ % 13));
        solution.racks[rack.id] = state;
    }
    SceneTables tables;
    tables.placeRacks(sample(), shippedCatalog());
    const LayerValues values(ViewState::Layer::ElectricalLoading, &solution, shippedCatalog());
    tables.color(sample(), values, &solution);
    const auto& entries = tables.table(Shape::Rack).entries();
    std::size_t i = 0;
    for (const model::Rack& rack : sample().racks()) {
        const LayerValue value = values.of(rack);
        QVERIFY(value.isKnown());
        const QColor expected = ColorMap::electricalLoading().color(value.value);
        const QVector4D& data = entries[i].instanceData;
        QVERIFY(std::abs(data.x() - float(expected.redF())) < 0.003F);
        QVERIFY(std::abs(data.z() - float(expected.blueF())) < 0.003F);
        QCOMPARE(data.w(), value.value > 100.0 ? 5.0F : 1.0F); // whole, hatched when over
        ++i;
    }
    // Without a solution nothing pretends to be known.
    const LayerValues none(ViewState::Layer::ElectricalLoading, nullptr, shippedCatalog());
    QVERIFY(!none.of(*sample().racks().begin()).isKnown());
    QCOMPARE(none.colorOf(none.of(*sample().racks().begin())), ColorMap::unknown());
}

void TestSceneTables::boardsShowTheirFaultLevelAndVoltage() {
    model::EquipmentId transformer;
    for (const auto& unit : sample().equipment())
        if (unit.kind == model::EquipmentKind::Transformer)
            transformer = unit.id;
    QVERIFY(transformer.isValid());
    engine::Solution solution;
    engine::BusState state;
    state.entity = model::entity(transformer);
    state.energised = true;
    state.voltage_pu = 0.978;
    solution.buses = {state};
    engine::FaultLevels levels;
    auto& level = levels.buses.emplace_back();
    level.entity = state.entity;
    level.maximum.isEnergised = true;
    level.maximum.ik3_kA = 42.0;
    level.maximum.ip_kA = 90.0;
    level.maximum.ib_kA = 42.0;
    level.rating.shortTime_A = 40e3;
    level.rating.peak_A = 100e3;
    auto& busway = levels.busways.emplace_back();
    busway.start = level.maximum;
    busway.rating.shortTime_A = 84e3;
    busway.rating.peak_A = 200e3;
    solution.busways.emplace_back().endVoltage_pu = 1.012;
    solution.faultLevels = std::make_shared<const engine::FaultLevels>(levels);

    const LayerValues fault(ViewState::Layer::FaultLevel, &solution, shippedCatalog());
    const LayerValue board = fault.of(sample(), state.entity);
    QVERIFY(board.isKnown() && std::abs(board.value - 105.0) < 1e-9);
    QVERIFY(fault.isOver(board));
    QCOMPARE(textOf(board, ViewState::Layer::FaultLevel), QString("105\u2009%"));
    QVERIFY(std::abs(fault.ofBusway(0).value - 50.0) < 1e-9);
    QVERIFY(!fault.of(*sample().racks().begin()).isKnown());
    QCOMPARE(captionOf(ViewState::Layer::FaultLevel), QString("% of withstand rating"));

    const LayerValues voltage(ViewState::Layer::VoltageDeviation, &solution, shippedCatalog());
    const LayerValue low = voltage.of(sample(), state.entity);
    QVERIFY(low.isKnown() && std::abs(low.value + 2.2) < 1e-9);
    QVERIFY(!voltage.isOver(low));
    QCOMPARE(textOf(low, ViewState::Layer::VoltageDeviation), QString("\u22122.2\u2009%"));
    QCOMPARE(textOf(voltage.ofBusway(0), ViewState::Layer::VoltageDeviation),
             QString("+1.2\u2009%"));

    solution.faultLevels.reset(); // not studied yet
    const LayerValues pending(ViewState::Layer::FaultLevel, &solution, shippedCatalog());
    QCOMPARE(pending.of(sample(), state.entity).state, LayerValue::State::Pending);
}

void TestSceneTables::racksShowWhatBindsThem() {
    auto capacity = std::make_shared<engine::CampusCapacity>();
    for (const auto& rack : sample().racks()) {
        engine::RackCapacity place;
        place.rack = rack.id;
        place.binds = engine::Resource::Space;
        place.nominal_W = place.usable_W = 132e3;
        capacity->racks.push_back(place);
    }
    auto& second = capacity->racks.at(1);
    second.binds = engine::Resource::Feed;
    second.usable_W = 100e3;
    const LayerValues values(ViewState::Layer::Capacity, nullptr, shippedCatalog(), capacity);
    auto rack = sample().racks().begin();
    QCOMPARE(values.colorOf(values.of(*rack)), QColor("#D8DCE0"));
    QVERIFY(!values.isOver(values.of(*rack)));
    ++rack;
    QCOMPARE(values.colorOf(values.of(*rack)), QColor("#B79CF7"));
    QVERIFY2(values.isOver(values.of(*rack)), "a place short of its load is hatched");
    QCOMPARE(textOf(values.of(*rack), ViewState::Layer::Capacity), QStringLiteral("power"));
    const LayerValues before(ViewState::Layer::Capacity, nullptr, shippedCatalog());
    QCOMPARE(before.colorOf(before.of(*rack)), ColorMap::unknown());
}

void TestSceneTables::racksShowTheirShareOfSupplyAir() {
    engine::Solution solution;
    const model::Rack& rack = *sample().racks().begin();
    solution.racks[rack.id].airFromSupply = 0.25;
    const LayerValues values(ViewState::Layer::SupplyAir, &solution, shippedCatalog());
    QCOMPARE(values.of(rack).value, 25.0);
    QCOMPARE(values.colorOf(values.of(rack)), ColorMap::supplyAir().color(25.0));
    QCOMPARE(textOf(values.of(rack), ViewState::Layer::SupplyAir), QStringLiteral("25\u2009%"));
    solution.racks[rack.id].airFromSupply.reset();
    QVERIFY(values.of(rack).state == LayerValue::State::Pending);
}

void TestSceneTables::slicesOfSupplyAirHaveItsColours() {
    airflow::AirSlice slice;
    slice.columns = slice.rows = 2;
    slice.temperature_K.assign(4, 300.0F);
    slice.supplyShare.assign(4, 0.55F);
    const QImage image = paintSlice(slice, ViewState::Layer::SupplyAir);
    const QColor middle = image.pixelColor(image.width() / 2, image.height() / 2);
    const QColor expected = ColorMap::supplyAir().color(55.0);
    QVERIFY(std::abs(middle.red() - expected.red()) <= 2);
    QVERIFY(std::abs(middle.blue() - expected.blue()) <= 2);
    slice.supplyShare.clear(); // not known: nothing is painted
    QVERIFY(paintSlice(slice, ViewState::Layer::SupplyAir).isNull());
}

void TestSceneTables::flowsAreToldApartOverThreeDecades() {
    const ColorMap& flow = ColorMap::coolantFlow();
    QCOMPARE(flow.share(1.0), 0.0);
    QVERIFY(std::abs(flow.share(10.0) - 1.0 / 3.0) < 1e-12);
    QCOMPARE(flow.share(1000.0), 1.0);
    QCOMPARE(flow.color(0.0), flow.stop(0)); // what stands still
    QCOMPARE(flow.color(-1.0), flow.stop(0));
    QVERIFY(!ColorMap::supplyAir().isLogarithmic());
}

void TestSceneTables::pipesShowFlowAndPressure() {
    engine::Solution solution;
    const model::Main& main = *sample().mains().begin();
    engine::PipeState pipe;
    pipe.flow_m3_per_s = 0.25;
    pipe.supplyPressure_Pa = 480e3;
    solution.mains[main.id] = pipe;
    const model::Rack& rack = *sample().racks().begin();
    solution.racks[rack.id].hasCoolant = true;
    solution.racks[rack.id].coolantFlow_m3_per_s = 2.9e-3;
    const LayerValues flow(ViewState::Layer::CoolantFlow, &solution, shippedCatalog());
    QCOMPARE(textOf(flow.supplyOf(main), flow.layer()), QStringLiteral("250.0\u2009L/s"));
    QCOMPARE(textOf(flow.of(rack), flow.layer()), QStringLiteral("2.9\u2009L/s"));
    const LayerValues pressure(ViewState::Layer::WaterPressure, &solution, shippedCatalog());
    QCOMPARE(textOf(pressure.supplyOf(main), pressure.layer()), QStringLiteral("480\u2009kPa"));
    QVERIFY(pressure.returnOf(main).state == LayerValue::State::Pending); // there is none
    QVERIFY(pressure.of(rack).state == LayerValue::State::Neutral);       // another circuit
    const auto cdu =
        std::find_if(sample().equipment().begin(), sample().equipment().end(),
                     [](const auto& unit) { return unit.kind == model::EquipmentKind::Cdu; });
    QVERIFY(cdu != sample().equipment().end());
    solution.units[cdu->id].waterPressure_Pa = 455e3;
    QCOMPARE(pressure.of(*cdu).value, 455.0);
}

void TestSceneTables::pathsOfTheAirBeginAtTheRackThatIsPicked() {
    const auto campus =
        io::readCampus(HALLWRIGHT_SOURCE_DIR "/assets/campuses/air-hall.hallwright").value();
    engine::SolveRequest request;
    request.campus = campus;
    request.airCells_m = {0.8};
    engine::CampusSolver solver(std::make_shared<catalog::Catalog>(shippedCatalog()));
    const auto solution = solver.solve(request);
    const auto streams = [&](std::initializer_list<model::EntityId> picked) {
        return airStreams(campus, shippedCatalog(), *solution, ViewState::Layer::AirTemperature,
                          std::vector<model::EntityId>(picked));
    };
    const model::Rack& rack = *campus.racks().begin();
    QVERIFY(!streams({}).isEmpty());
    const auto own = streams({entity(rack.id)});
    QVERIFY(!own.isEmpty());
    const auto box = footprintOf(campus, shippedCatalog(), entity(rack.id));
    const auto centre = toScene(box.centre_m, 1.0);
    float nearest = 1e9F;
    for (const auto& vertex : own.vertices())
        nearest = std::min(nearest, (vertex.position - centre).length());
    QVERIFY2(nearest < 2.0F, qPrintable(QString::number(nearest)));
    // What is no rack of the air has none.
    QVERIFY(
        airStreams(campus, shippedCatalog(), {}, ViewState::Layer::AirTemperature, {}).isEmpty());
}

void TestSceneTables::coolersShowTheirIntakeAboveAmbient() {
    engine::Solution solution;
    solution.scenario.ambient_C = 30.0;
    const auto kindOf = [](model::EquipmentKind kind) {
        return *std::find_if(sample().equipment().begin(), sample().equipment().end(),
                             [kind](const auto& unit) { return unit.kind == kind; });
    };
    const auto cooler = kindOf(model::EquipmentKind::HeatRejection);
    const LayerValues before(ViewState::Layer::Plume, &solution, shippedCatalog());
    QCOMPARE(before.colorOf(before.of(cooler)), ColorMap::unknown());
    solution.plume = std::make_shared<engine::PlumeState>();
    const LayerValues off(ViewState::Layer::Plume, &solution, shippedCatalog());
    QCOMPARE(off.of(cooler).state, LayerValue::State::Neutral);
    solution.units[cooler.id].airIntake_C = 33.0;
    const LayerValues values(ViewState::Layer::Plume, &solution, shippedCatalog());
    QCOMPARE(values.of(cooler).value, 3.0);
    QCOMPARE(values.colorOf(values.of(cooler)), ColorMap::plumeTemperature().color(3.0));
    QCOMPARE(textOf(values.of(cooler), ViewState::Layer::Plume), QString("3.0\u2009K"));
    QCOMPARE(values.of(kindOf(model::EquipmentKind::Cdu)).state, LayerValue::State::Neutral);
}

void TestSceneTables::thePlumeIsClearWhereTheAirIsAmbient() {
    airflow::AirSlice slice;
    slice.columns = 3;
    slice.rows = 1;
    slice.temperature_K = {0.0F, 0.0F, 9.0F};
    const QImage image = paintPlume(slice);
    QCOMPARE(qAlpha(image.pixel(0, 0)), 0);
    const QRgb warm = image.pixel(image.width() - 1, image.height() / 2);
    QCOMPARE(qAlpha(warm), int(0.8 * 255));
    QCOMPARE(QColor::fromRgb(warm), ColorMap::plumeTemperature().stop(ColorMap::kStops - 1));
    QVERIFY(paintPlume({}).isNull());
}

void TestSceneTables::instancesStandWhereTheirFootprintsAre() {
    model::OrientedBox box;
    box.centre_m = {10.0, 20.0};
    box.bottom_m = 1.0;
    box.size_m = {4.0, 2.0, 3.0};
    box.rotation_deg = 30.0;
    InstanceTable table;
    table.setBoxes({box});
    const auto& entry = table.entries().front();
    // The mesh's corner at +x and at the back (-z) is the box's corner at +x and +y.
    const QVector4D corner(0.5F, 1.0F, -0.5F, 1.0F);
    const auto expected = box.corners()[2];
    QVERIFY(std::abs(QVector4D::dotProduct(entry.row0, corner) - float(expected.x)) < 1e-4F);
    QVERIFY(std::abs(QVector4D::dotProduct(entry.row1, corner) - 4.0F) < 1e-4F);
    QVERIFY(std::abs(QVector4D::dotProduct(entry.row2, corner) + float(expected.y)) < 1e-4F);
}

void TestSceneTables::cameraProjectsWhereItsRaysComeFrom_data() {
    QTest::addColumn<bool>("parallel");
    QTest::addColumn<double>("pitch_deg");
    QTest::newRow("perspective") << false << 35.0;
    QTest::newRow("parallel") << true << 35.0;
    QTest::newRow("plan") << true << 90.0;
}

void TestSceneTables::cameraProjectsWhereItsRaysComeFrom() {
    QFETCH(bool, parallel);
    QFETCH(double, pitch_deg);
    CameraController camera;
    camera.setViewport({1000, 700});
    camera.setParallel(parallel);
    camera.setPose({{12.0, -7.0, 0.0}, 150.0, 25.0, pitch_deg});
    for (const auto& [x, y] : {std::pair{500.0, 350.0}, {120.0, 600.0}, {900.0, 420.0}}) {
        const auto point = camera.pointAt(x, y);
        QVERIFY(point);
        const auto back = camera.project(*point);
        QVERIFY(back);
        QVERIFY(std::abs(back->x - x) < 1e-6 && std::abs(back->y - y) < 1e-6);
        // And where the matrix puts it that the scene is drawn with.
        QMatrix4x4 view;
        view.translate(camera.scenePosition());
        view.rotate(QQuaternion::fromEulerAngles(camera.sceneRotation()));
        const QVector3D ndc =
            (camera.projection() * view.inverted())
                .map(QVector3D(float(point->x), float(point->z), float(-point->y)));
        QVERIFY(std::abs((ndc.x() + 1.0F) * 500.0F - float(x)) < 0.5F);
        QVERIFY(std::abs((1.0F - ndc.y()) * 350.0F - float(y)) < 0.5F);
    }
}

void TestSceneTables::framingShowsAllInsideTheMargins_data() {
    QTest::addColumn<bool>("parallel");
    QTest::addColumn<double>("pitch_deg");
    QTest::newRow("perspective") << false << 35.0;
    QTest::newRow("steep") << false << 70.0;
    QTest::newRow("plan") << true << 90.0;
}

void TestSceneTables::framingShowsAllInsideTheMargins() {
    QFETCH(bool, parallel);
    QFETCH(double, pitch_deg);
    CameraController camera;
    camera.setViewport({748.0, 640.0});
    camera.setParallel(parallel);
    const SceneExtent extent{{-255.0, -72.0, 0.0}, {210.0, 620.0, 12.0}};
    const QMarginsF margins(20.0, 58.0, 128.0, 102.0);
    CameraController::Pose look;
    look.heading_deg = parallel ? 0.0 : 30.0;
    look.pitch_deg = pitch_deg;
    camera.jumpTo(camera.poseShowing(extent.corners_m(), look, margins));
    double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
    for (const base::Vec3 corner : extent.corners_m()) {
        const auto at = camera.project(corner);
        QVERIFY(at.has_value());
        left = std::min(left, at->x);
        right = std::max(right, at->x);
        top = std::min(top, at->y);
        bottom = std::max(bottom, at->y);
    }
    constexpr double kPixel = 1.0;
    QCOMPARE_GE(left, margins.left() - kPixel);
    QCOMPARE_LE(right, 748.0 - margins.right() + kPixel);
    QCOMPARE_GE(top, margins.top() - kPixel);
    QCOMPARE_LE(bottom, 640.0 - margins.bottom() + kPixel);
    const bool fillsWidth = right - left > 748.0 - 148.0 - 2 * kPixel;
    const bool fillsHeight = bottom - top > 640.0 - 160.0 - 2 * kPixel;
    QVERIFY2(fillsWidth || fillsHeight, "as near as it gets");
}

void TestSceneTables::bandsAreMitred() {
    const std::vector<base::Vec2> corner{{0, 0}, {10, 0}, {10, 10}};
    const auto left = offsetLine(corner, 1.0);
    QCOMPARE(left.size(), std::size_t(3));
    QVERIFY(std::abs(left[1].x - 9.0) < 1e-9 && std::abs(left[1].y - 1.0) < 1e-9);
}

void TestSceneTables::polygonsAreFilledWhole() {
    // An L of area 75, given clockwise.
    const std::array<base::Vec2, 6> corners{base::Vec2{0, 0}, {0, 10}, {5, 10},
                                            {5, 5},           {10, 5}, {10, 0}};
    MeshBuilder mesh;
    mesh.polygon(corners, 0.0);
    double area = 0.0;
    for (std::size_t i = 0; i + 2 < mesh.indices().size(); i += 3) {
        const QVector3D a = mesh.vertices()[mesh.indices()[i]].position;
        const QVector3D b = mesh.vertices()[mesh.indices()[i + 1]].position;
        const QVector3D c = mesh.vertices()[mesh.indices()[i + 2]].position;
        const QVector3D normal = QVector3D::crossProduct(b - a, c - a);
        QVERIFY(normal.y() > 0.0F); // seen from above
        area += 0.5 * double(normal.y());
    }
    QVERIFY(std::abs(area - 75.0) < 1e-4);
}

QTEST_GUILESS_MAIN(TestSceneTables)
#include "tst_scene_tables.moc"
