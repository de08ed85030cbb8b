#include "app/document/campus_document.h"
#include "app/document/selection.h"
#include "app/models/catalogue_model.h"
#include "app/tools/placing_item.h"
#include "app/tools/snapping.h"
#include "app/tools/tool_controller.h"
#include "core/io/catalog_reader.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace hallwright;
using app::CampusDocument;
using app::Selection;
using app::ToolController;

namespace {

std::shared_ptr<const catalog::Catalog> shippedCatalog() {
    static const auto catalog = std::make_shared<const catalog::Catalog>(
        io::readCatalog({HALLWRIGHT_SOURCE_DIR "/assets/catalog"}).value());
    return catalog;
}

model::Campus site() {
    model::Campus campus;
    model::ChangeSet change;
    model::Site site;
    site.name = "Test site";
    site.boundary_m = {{-300, -300}, {300, -300}, {300, 300}, {-300, 300}};
    change.site = site;
    campus.apply(change);
    return campus;
}

/// A bench whose pointer looks straight down: a point on the ground is a point under the pointer.
struct Bench {
    Bench() : document(shippedCatalog()), selection(document), tools(document, selection) {
        document.setRecoveryFolder(folder.path());
        document.reset(site());
        tools.setMetresPerPixel(0.02);
    }
    void hover(double x, double y, int modifiers = 0) {
        tools.hover({float(x), float(y), 100.0F}, {0, 0, -1}, modifiers);
    }
    void click(double x, double y, int modifiers = 0) {
        hover(x, y, modifiers);
        tools.press({float(x), float(y), 100.0F}, {0, 0, -1}, modifiers);
        tools.release({float(x), float(y), 100.0F}, {0, 0, -1}, modifiers);
    }
    QTemporaryDir folder;
    CampusDocument document;
    Selection selection;
    ToolController tools;
};

constexpr int kFree = int(Qt::ControlModifier); ///< without snapping

} // namespace

class TestToolController : public QObject {
    Q_OBJECT
private slots:
    void placesAHallAndRacksMovesOneAndUndoesAll();
    void refusesAHallOnAnotherAndSaysWhy();
    void refusesARackOutsideAHall();
    void typedCoordinatesPlaceExactly();
    void escTakesADragBack();
    void lockedAxisAndTypedDistanceMoveExactly();
    void keysMoveBeforeThePointerDoes();
    void refusedDistanceMovesNothing();
    void drawsAMainBetweenPlantAndHall();
    void duplicateSelectsTheCopy();
    void duplicateOfATurnedRackStandsBesideIt();
    void theNeighbourBesideCatchesBeforeAFarPitch();
    void refusedMoveSaysItsRemedy();
    void boxesCatchTheNeighboursLine();
    void aGridConnectionStandsOnTheSite();
    void everyItemOfThePaletteCanBePlaced();
    void unknownKeySaysSo();
};

void TestToolController::placesAHallAndRacksMovesOneAndUndoesAll() {
    Bench b;
    const model::Campus empty = b.document.campus();
    b.tools.beginPlacing("template:HM-19");
    QVERIFY2(b.tools.message().isEmpty(), qPrintable(b.tools.message()));
    b.hover(0.0, 0.0);
    QVERIFY(b.tools.ghost()["valid"].toBool());
    b.click(0.0, 0.0);
    QCOMPARE(b.document.campus().halls().size(), std::size_t(1));
    b.tools.cancel();

    // Racks go where the hall has room: along its south gallery, found by asking the ghost.
    const auto& hall = *b.document.campus().halls().begin();
    const std::size_t before = b.document.campus().racks().size();
    const std::string rack = shippedCatalog()->racks.front().id;
    b.tools.beginPlacing(QString::fromStdString(rack));
    int placed = 0;
    for (double y = -0.5 * hall.size_m.y + 1.0; y < 0.5 * hall.size_m.y && placed < 20; y += 0.7)
        for (double x = -0.5 * hall.size_m.x + 1.0; x < 0.5 * hall.size_m.x && placed < 20;
             x += 1.3) {
            b.hover(x, y, kFree);
            if (!b.tools.ghost()["valid"].toBool())
                continue;
            b.click(x, y, kFree);
            ++placed;
        }
    QCOMPARE(placed, 20);
    QCOMPARE(b.document.campus().racks().size(), before + 20);
    b.tools.cancel();

    const model::EntityId moved{std::uint32_t(b.selection.first())};
    QCOMPARE(b.document.campus().kindOf(moved), model::EntityKind::Rack);
    const auto from = b.document.campus().sitePlacement(moved).position_m;
    const model::Campus unmoved = b.document.campus();
    b.tools.press({float(from.x), float(from.y), 100.0F}, {0, 0, -1}, 0);
    // Some direction is free: a rack is never walled in on every side here.
    for (const auto& [dx, dy] : {std::pair{0.3, 0.0}, {-0.3, 0.0}, {0.0, 0.3}, {0.0, -0.3}})
        b.hover(from.x + dx, from.y + dy, kFree);
    b.tools.release({float(from.x), float(from.y), 100.0F}, {0, 0, -1}, kFree);
    const auto to = b.document.campus().sitePlacement(moved).position_m;
    QVERIFY2(std::hypot(to.x - from.x, to.y - from.y) > 0.05, "the rack did not move");
    b.document.undo();
    QVERIFY2(b.document.campus() == unmoved, "one drag is one undo step");

    while (b.document.canUndo())
        b.document.undo();
    QVERIFY(b.document.campus() == empty);
}

void TestToolController::refusesAHallOnAnotherAndSaysWhy() {
    Bench b;
    b.tools.beginPlacing("template:HM-19");
    b.click(0.0, 0.0);
    b.hover(5.0, 5.0);
    QVERIFY(!b.tools.ghost()["valid"].toBool());
    QVERIFY(!b.tools.ghost()["reason"].toString().isEmpty());
    b.click(5.0, 5.0);
    QCOMPARE(b.document.campus().halls().size(), std::size_t(1));
    QVERIFY(!b.tools.message().isEmpty());
    b.hover(1000.0, 0.0);
    QVERIFY2(!b.tools.ghost()["valid"].toBool(), "outside the boundary");
}

void TestToolController::refusesARackOutsideAHall() {
    Bench b;
    b.tools.beginPlacing(QString::fromStdString(shippedCatalog()->racks.front().id));
    b.hover(0.0, 0.0);
    QVERIFY(!b.tools.ghost()["valid"].toBool());
    b.click(0.0, 0.0);
    QVERIFY(b.document.campus().racks().isEmpty());
}

void TestToolController::typedCoordinatesPlaceExactly() {
    Bench b;
    b.tools.beginPlacing("template:HM-19");
    b.hover(3.0, 4.0);
    for (const char* key : {"-", "6", "6"})
        QVERIFY(b.tools.key(0, 0, key));
    QVERIFY(b.tools.key(Qt::Key_Tab, 0, {}));
    for (const char* key : {"1", "2", ".", "5"})
        QVERIFY(b.tools.key(0, 0, key));
    QVERIFY(b.tools.key(Qt::Key_Return, 0, {}));
    QCOMPARE(b.document.campus().halls().size(), std::size_t(1));
    const auto at = b.document.campus().halls().begin()->placement.position_m;
    QCOMPARE(at.x, -66.0);
    QCOMPARE(at.y, 12.5);
}

void TestToolController::escTakesADragBack() {
    Bench b;
    b.tools.beginPlacing("template:HM-19");
    b.click(0.0, 0.0);
    b.tools.cancel();
    const model::Campus before = b.document.campus();
    b.tools.setMetresPerPixel(1.0); // far away: the hall is meant, not a rack in it
    b.tools.press({0, 0, 100}, {0, 0, -1}, 0);
    b.hover(30.0, 0.0);
    QVERIFY(!(b.document.campus() == before));
    QVERIFY(b.tools.key(Qt::Key_Escape, 0, {}));
    QVERIFY(b.document.campus() == before);
}

void TestToolController::lockedAxisAndTypedDistanceMoveExactly() {
    Bench b;
    b.tools.beginPlacing("template:HM-19");
    b.click(0.0, 0.0);
    b.tools.cancel();
    const auto id = entity(b.document.campus().halls().begin()->id);
    b.selection.set({id});
    const auto from = b.document.campus().sitePlacement(id).position_m;
    b.tools.setTool(ToolController::Tool::Move);
    b.hover(1.0, 1.0);
    QVERIFY(b.tools.key(Qt::Key_Y, 0, "y"));
    for (const char* key : {"4", "2"})
        QVERIFY(b.tools.key(0, 0, key));
    QVERIFY(b.tools.key(Qt::Key_Return, 0, {}));
    const auto to = b.document.campus().sitePlacement(id).position_m;
    QCOMPARE(to.x, from.x);
    QCOMPARE(to.y, from.y + 42.0);
}

void TestToolController::keysMoveBeforeThePointerDoes() {
    Bench b;
    b.tools.beginPlacing("template:HM-19");
    b.click(0.0, 0.0);
    b.tools.cancel();
    const auto id = entity(b.document.campus().halls().begin()->id);
    b.selection.set({id});
    const auto from = b.document.campus().sitePlacement(id).position_m;
    b.tools.setTool(ToolController::Tool::Move);
    QVERIFY(b.tools.key(Qt::Key_X, 0, "x"));
    for (const char* key : {"1", "0"})
        QVERIFY(b.tools.key(0, 0, key));
    b.hover(-300.0, 200.0); // a pointer that comes later does not take it along
    QVERIFY(b.tools.key(Qt::Key_Return, 0, {}));
    const auto to = b.document.campus().sitePlacement(id).position_m;
    QCOMPARE(to.x, from.x + 10.0);
    QCOMPARE(to.y, from.y);
    b.document.undo();
    QCOMPARE(b.document.campus().sitePlacement(id).position_m.x, from.x);
}

void TestToolController::refusedDistanceMovesNothing() {
    Bench b;
    b.tools.beginPlacing("template:HM-19");
    b.click(0.0, 0.0);
    b.click(0.0, 120.0);
    b.tools.cancel();
    QCOMPARE(b.document.campus().halls().size(), std::size_t(2));
    const auto id = entity(b.document.campus().halls().begin()->id);
    b.selection.set({id});
    const auto from = b.document.campus().sitePlacement(id).position_m;
    b.tools.setTool(ToolController::Tool::Move);
    QVERIFY(b.tools.key(Qt::Key_Y, 0, "y"));
    for (const char* key : {"1", "2", "0"})
        QVERIFY(b.tools.key(0, 0, key)); // by way of 1 and 12 m, which are free
    QVERIFY(b.tools.key(Qt::Key_Return, 0, {}));
    QCOMPARE(b.document.campus().sitePlacement(id).position_m.y, from.y);
    QVERIFY(b.tools.message().contains("Overlaps"));
}

void TestToolController::drawsAMainBetweenPlantAndHall() {
    Bench b;
    b.tools.beginPlacing("template:HM-19");
    b.click(0.0, 0.0);
    const QString cooler = QString::fromStdString(shippedCatalog()->heatRejections.front().id);
    b.tools.beginPlacing("plant:" + cooler);
    QVERIFY2(b.tools.message().isEmpty(), qPrintable(b.tools.message()));
    b.click(0.0, 150.0);
    QCOMPARE(b.document.campus().plants().size(), std::size_t(1));
    b.tools.setTool(ToolController::Tool::Main);
    b.tools.setMetresPerPixel(1.0);
    b.click(0.0, 150.0);
    b.click(0.0, 0.0);
    QVERIFY2(b.tools.message().isEmpty(), qPrintable(b.tools.message()));
    QCOMPARE(b.document.campus().mains().size(), std::size_t(1));
    const auto& main = *b.document.campus().mains().begin();
    QCOMPARE(b.document.campus().kindOf(main.from), model::EntityKind::Plant);
    QCOMPARE(b.document.campus().kindOf(main.to), model::EntityKind::Hall);
}

void TestToolController::duplicateSelectsTheCopy() {
    Bench b;
    b.tools.beginPlacing("template:HM-19");
    b.click(-100.0, 0.0);
    b.tools.cancel();
    const auto first = entity(b.document.campus().halls().begin()->id);
    b.selection.set({first});
    b.tools.arraySelection(2, 110.0, 0.0);
    QCOMPARE(b.document.campus().halls().size(), std::size_t(3));
    QCOMPARE(b.selection.count(), 2);
    QVERIFY(!b.selection.contains(first));
}

void TestToolController::duplicateOfATurnedRackStandsBesideIt() {
    Bench b;
    b.tools.beginPlacing("template:HM-19");
    b.click(0.0, 0.0);
    b.tools.cancel();
    const auto& racks = b.document.campus().racks();
    const auto turned = std::find_if(racks.begin(), racks.end(), [](const model::Rack& rack) {
        return std::abs(std::remainder(rack.placement.rotation_deg, 180.0)) > 80.0;
    });
    QVERIFY(turned != racks.end());
    const auto id = entity(turned->id);
    const auto from = b.document.campus().sitePlacement(id).position_m;
    b.selection.set({id});
    b.tools.duplicateSelection();
    b.tools.cancel();
    QCOMPARE(b.selection.count(), 1);
    const auto to = b.document.campus().sitePlacement(b.selection.entities().front()).position_m;
    QVERIFY2(std::abs(to.x - from.x) < 1e-6 && std::abs(std::abs(to.y - from.y) - 0.6) < 0.01,
             "along its own width");
}

void TestToolController::theNeighbourBesideCatchesBeforeAFarPitch() {
    // A line of racks of 0.6 m, and one more being brought to its end, not quite in place.
    std::vector<app::Neighbour> line;
    for (int i = 0; i < 12; ++i) {
        model::OrientedBox box;
        box.centre_m = {0.6 * i, 0.0};
        box.size_m = {0.6, 1.2, 2.3};
        line.push_back({box, QStringLiteral("R%1").arg(i)});
    }
    model::OrientedBox moved = line.front().box;
    moved.centre_m = {0.6 * 12 + 0.07, 0.02};
    const auto snapped = app::snapBox(moved, line, true, 0.15, 0.05);
    QVERIFY2(std::abs(snapped.position_m.x - 7.2) < 1e-9, qPrintable(snapped.label));
    QVERIFY2(snapped.label.contains("R11"), qPrintable(snapped.label));
}

void TestToolController::refusedMoveSaysItsRemedy() {
    Bench b;
    b.tools.beginPlacing("template:HM-19");
    b.click(-60.0, 0.0);
    b.click(60.0, 0.0);
    b.tools.cancel();
    const auto first = entity(b.document.campus().halls().begin()->id);
    b.selection.set({first});
    b.tools.press({-60.0F, 0.0F, 100.0F}, {0, 0, -1}, 0);
    b.hover(50.0, 0.0, kFree);
    const QString remedy = b.tools.ghost()["remedy"].toString();
    QVERIFY(!b.tools.ghost()["valid"].toBool());
    QVERIFY(!remedy.isEmpty());
    b.tools.release({50.0F, 0.0F, 100.0F}, {0, 0, -1}, kFree);
    QVERIFY2(b.tools.message().endsWith(remedy), qPrintable(b.tools.message()));
}

void TestToolController::boxesCatchTheNeighboursLine() {
    model::OrientedBox box;
    box.size_m = {10.0, 10.0, 3.0};
    box.centre_m = {90.4, 0.3};
    app::Neighbour first, second;
    first.box = second.box = box;
    first.box.centre_m = {-30.0, 0.0};
    first.name = "H-01";
    second.box.centre_m = {30.0, 0.0};
    second.name = "H-02";
    const auto snapped = app::snapBox(box, {first, second}, false, 1.0, 1.0);
    QCOMPARE(snapped.position_m.x, 90.0); // the pitch of 60 m carried on
    QCOMPARE(snapped.position_m.y, 0.0);
    QVERIFY(snapped.label.contains("60.00"));
    const auto gaps = app::measureGaps(box, {first, second}, 100.0);
    QCOMPARE(gaps.size(), std::size_t(1));
    QCOMPARE(gaps.front().text, QString("50.40 m"));
}

void TestToolController::aGridConnectionStandsOnTheSite() {
    Bench b;
    b.tools.beginPlacing("grid:400000");
    QVERIFY2(b.tools.message().isEmpty(), qPrintable(b.tools.message()));
    b.click(50.0, 20.0);
    QCOMPARE(b.document.campus().grids().size(), std::size_t(1));
    const auto& grid = *b.document.campus().grids().begin();
    QCOMPARE(grid.voltage_V, 400e3);
    QCOMPARE(grid.placement.position_m.x, 50.0);
    QVERIFY(grid.capacity_VA > 0.0 && grid.shortCircuit_VA > grid.capacity_VA);
    b.tools.beginPlacing("grid:7");
    QVERIFY(!b.tools.message().isEmpty());
}

void TestToolController::everyItemOfThePaletteCanBePlaced() {
    const app::CatalogueModel palette(shippedCatalog());
    for (const auto& row : palette.items()) {
        const auto item = app::placingItem(row.key.toStdString(), *shippedCatalog());
        QVERIFY2(bool(item), qPrintable(row.key));
        QVERIFY2(item->size_m.x > 0.0 && !item->boxes.empty(), qPrintable(row.key));
    }
}

void TestToolController::unknownKeySaysSo() {
    Bench b;
    b.tools.beginPlacing("template:no such hall");
    QVERIFY(!b.tools.message().isEmpty());
    QVERIFY(b.tools.placing().isEmpty());
}

QTEST_GUILESS_MAIN(TestToolController)
#include "tst_tool_controller.moc"
