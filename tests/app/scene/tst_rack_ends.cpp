#include "app/scene/camera_controller.h"
#include "app/scene/campus_scene.h"
#include "app/scene/color_map.h"
#include "app/scene/legend.h"
#include "app/scene/pointer_probe.h"
#include "app/scene/scene_tables.h"
#include "core/model/footprint.h"
#include "scene_bench.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace hallwright;
using namespace hallwright::app;

namespace {

using Layer = ViewState::Layer;

/// Every rack takes in 22 degC and more, and lets out 15 K above that; the first has no air yet.
engine::SolutionPtr solvedAir(const model::Campus& campus) {
    auto solution = std::make_shared<engine::Solution>();
    int nth = 0;
    for (const model::Rack& rack : campus.racks()) {
        engine::RackState& state = solution->racks[rack.id];
        state.hasAir = nth > 0;
        state.airInletMean_C = 22.0 + 0.1 * (nth++ % 60);
        state.airOutlet_C = state.airInletMean_C + 15.0;
        state.airFromSupply = 0.8;
    }
    return solution;
}

/// The colours that an entry's back and front get in the shader.
QColor frontIn(const QVector4D& data) {
    return {int(std::floor(data.x())), int(std::floor(data.y())), int(std::floor(data.z()))};
}
QColor backIn(const QVector4D& data) {
    const auto rest = [](float value) { return int((value - std::floor(value)) * 256.0F); };
    return {rest(data.x()), rest(data.y()), rest(data.z())};
}

bool isSame(const QColor& a, const QColor& b) {
    return a.red() == b.red() && a.green() == b.green() && a.blue() == b.blue();
}

} // namespace

/// Racks in the layer of the air's temperature: their fronts show what they take in, their backs
/// what they let out.
class TestRackEnds : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_bench.document.open(SceneBench::campusFile("air-hall"))); }
    void frontsCarryInletsAndBacksOutlets();
    void otherLayersKeepOneColour();
    void theProbeReadsTheEndThatIsPointedAt();
    void theLegendTellsTheEnds();

private:
    SceneBench m_bench;
};

void TestRackEnds::frontsCarryInletsAndBacksOutlets() {
    const model::Campus& campus = m_bench.document.campus();
    const auto solution = solvedAir(campus);
    SceneTables tables;
    tables.placeRacks(campus, *m_bench.catalog);
    const LayerValues values(Layer::AirTemperature, solution.get(), *m_bench.catalog);
    tables.color(campus, values, solution.get());
    const ColorMap& map = ColorMap::airTemperature();
    std::size_t i = 0;
    for (const model::Rack& rack : campus.racks()) {
        const engine::RackState& state = solution->racks.at(rack.id);
        const QVector4D data = tables.table(Shape::Rack).entries()[i++].instanceData;
        QCOMPARE(data.w(), 3.0F);
        QVERIFY(isSame(frontIn(data),
                       state.hasAir ? map.color(state.airInletMean_C) : ColorMap::unknown()));
        QVERIFY(isSame(backIn(data),
                       state.hasAir ? map.color(state.airOutlet_C) : ColorMap::unknown()));
    }
    QVERIFY(i > 1);
}

void TestRackEnds::otherLayersKeepOneColour() {
    const model::Campus& campus = m_bench.document.campus();
    const auto solution = solvedAir(campus);
    SceneTables tables;
    tables.placeRacks(campus, *m_bench.catalog);
    const LayerValues values(Layer::SupplyAir, solution.get(), *m_bench.catalog);
    QVERIFY(!values.backOf(*campus.racks().begin()).isKnown());
    tables.color(campus, values, solution.get());
    const QVector4D data = tables.table(Shape::Rack).entries()[1].instanceData;
    QCOMPARE(data.w(), 2.0F); // its front alone
    QVERIFY(std::abs(data.x() - float(ColorMap::supplyAir().color(80.0).redF())) < 0.003F);
}

void TestRackEnds::theProbeReadsTheEndThatIsPointedAt() {
    CampusScene scene;
    scene.setDocument(&m_bench.document);
    m_bench.view.setLayer(Layer::AirTemperature);
    scene.setView(&m_bench.view);
    const model::Campus& campus = m_bench.document.campus();
    const auto solution = solvedAir(campus);
    scene.setSolution(solution);
    const model::Rack& rack = *std::next(campus.racks().begin());
    const engine::RackState& state = solution->racks.at(rack.id);
    const auto box = model::footprintOf(campus, *m_bench.catalog, entity(rack.id));
    const double angle = box.rotation_deg * std::numbers::pi / 180.0;
    const base::Vec2 toBack{-std::sin(angle), std::cos(angle)};
    CameraController camera;
    camera.setViewport({1000, 700});
    const auto probeFrom =
        [&](double side) { // down into the aisle on that side, onto the rack's skin
            CameraController::Pose pose;
            const base::Vec2 skin = box.centre_m + side * 0.5 * box.size_m.y * toBack;
            pose.target_m = {skin.x, skin.y, box.bottom_m + 0.9 * box.size_m.z};
            pose.distance_m = 4.0;
            pose.heading_deg =
                std::atan2(-side * toBack.x, -side * toBack.y) * 180.0 / std::numbers::pi;
            pose.pitch_deg = 75.0;
            camera.setPose(pose);
            return probeUnder(scene, camera, 500, 350);
        };
    const QVariantMap back = probeFrom(1.0), front = probeFrom(-1.0);
    QCOMPARE(back["number"].toInt(), int(rack.id.number));
    QCOMPARE(back["value"].toString(), QString::number(state.airOutlet_C, 'f', 1));
    QVERIFY(back["title"].toString().endsWith("outlet"));
    QVERIFY(!back["over"].toBool());
    QCOMPARE(front["number"].toInt(), int(rack.id.number));
    QCOMPARE(front["value"].toString(), QString::number(state.airInletMean_C, 'f', 1));
    QVERIFY(front["title"].toString().endsWith("inlet"));
}

void TestRackEnds::theLegendTellsTheEnds() {
    CampusScene scene;
    scene.setDocument(&m_bench.document);
    scene.setView(&m_bench.view);
    m_bench.view.setLayer(Layer::AirTemperature);
    QVERIFY(legendOf(scene)["where"].toString().contains("back outlet"));
    m_bench.view.setLayer(Layer::SupplyAir);
    QVERIFY(legendOf(scene)["where"].toString().isEmpty());
}

QTEST_MAIN(TestRackEnds)
#include "tst_rack_ends.moc"
