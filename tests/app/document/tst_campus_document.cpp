#include "app/document/campus_document.h"
#include "app/document/selection.h"
#include "core/io/campus_reader.h"
#include "core/io/catalog_reader.h"
#include "core/model/edits/arranging.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hallwright;
using app::CampusDocument;
using app::DragId;

namespace {

std::shared_ptr<const catalog::Catalog> shippedCatalog() {
    static const auto catalog = std::make_shared<const catalog::Catalog>(
        io::readCatalog({HALLWRIGHT_SOURCE_DIR "/assets/catalog"}).value());
    return catalog;
}

/// A campus that can be saved: it has an identity and ground to stand on.
model::Campus site() {
    model::Campus campus;
    model::ChangeSet change;
    model::Site site;
    site.name = "Test site";
    site.guid = "0b0f7c1e-6f5d-4d0c-9a51-3c1f0e6c2a11";
    site.boundary_m = {{-200, -200}, {200, -200}, {200, 200}, {-200, 200}};
    change.site = site;
    campus.apply(change);
    return campus;
}

model::Edit cooler(double x_m) {
    model::PlaceEquipment place;
    place.type = shippedCatalog()->heatRejections.front().id;
    place.placement.position_m = {x_m, 0.0};
    return model::Edit(place);
}

struct Fixture {
    Fixture() : document(shippedCatalog()) {
        document.setRecoveryFolder(folder.path() + "/recovery");
        document.reset(site());
    }
    model::EntityId placeOne(double x_m) {
        const auto change = document.apply(cooler(x_m), "Place cooler");
        return change ? change->touched().back() : model::EntityId{};
    }
    QTemporaryDir folder;
    CampusDocument document;
};

} // namespace

class TestCampusDocument : public QObject {
    Q_OBJECT
private slots:
    void undoAndRedoBringBackTheSameCampus();
    void refusedEditChangesNothing();
    void stepsOfOneDragAreOneUndoStep();
    void dragThatEndsWhereItBeganLeavesNoStep();
    void savedCampusReadsBackEqual();
    void titleFollowsTheNameOfTheCampus();
    void journalOfAKilledProgramIsOffered();
    void journalOfAnUnsavedCampusIsFound();
    void anotherWindowLeavesTheJournalAlone();
    void selectionLosesWhatIsDeleted();
};

void TestCampusDocument::undoAndRedoBringBackTheSameCampus() {
    Fixture f;
    const model::Campus empty = f.document.campus();
    QVERIFY(f.placeOne(0.0).isValid());
    const model::Campus placed = f.document.campus();
    QVERIFY(f.document.isModified());
    QCOMPARE(f.document.undoText(), QString("Place cooler"));
    f.document.undo();
    QVERIFY(f.document.campus() == empty);
    QVERIFY(!f.document.isModified());
    f.document.redo();
    QVERIFY(f.document.campus() == placed);
}

void TestCampusDocument::refusedEditChangesNothing() {
    Fixture f;
    const model::Campus before = f.document.campus();
    const int revision = f.document.revision();
    model::PlaceEquipment unknown;
    unknown.type = "no such thing";
    const auto change = f.document.apply(unknown, "Place");
    QVERIFY(!change);
    QVERIFY(!change.error().front().what.empty());
    QVERIFY(f.document.campus() == before);
    QCOMPARE(f.document.revision(), revision);
    QVERIFY(!f.document.canUndo());
}

void TestCampusDocument::stepsOfOneDragAreOneUndoStep() {
    Fixture f;
    const auto id = f.placeOne(0.0);
    const model::Campus before = f.document.campus();
    for (int step = 0; step < 5; ++step)
        QVERIFY(f.document.apply(model::MoveEntities{{id}, {1.0, 0.0}, 0.0}, "Move", DragId{7}));
    QCOMPARE(f.document.campus().sitePlacement(id).position_m.x, 5.0);
    f.document.undo();
    QVERIFY(f.document.campus() == before);
    f.document.redo();
    QCOMPARE(f.document.campus().sitePlacement(id).position_m.x, 5.0);
    // Another drag is another step.
    QVERIFY(f.document.apply(model::MoveEntities{{id}, {1.0, 0.0}, 0.0}, "Move", DragId{8}));
    f.document.undo();
    QCOMPARE(f.document.campus().sitePlacement(id).position_m.x, 5.0);
}

void TestCampusDocument::dragThatEndsWhereItBeganLeavesNoStep() {
    Fixture f;
    const auto id = f.placeOne(0.0);
    QVERIFY(f.document.apply(model::MoveEntities{{id}, {2.0, 0.0}, 0.0}, "Move", DragId{9}));
    QVERIFY(f.document.apply(model::MoveEntities{{id}, {-2.0, 0.0}, 0.0}, "Move", DragId{9}));
    QCOMPARE(f.document.undoText(), QString("Place cooler"));
}

void TestCampusDocument::savedCampusReadsBackEqual() {
    Fixture f;
    f.placeOne(3.0);
    const QString file = f.folder.filePath("a.hallwright");
    QVERIFY(f.document.save(file));
    QVERIFY(!f.document.isModified());
    const auto read = io::readCampus(file.toStdString());
    QVERIFY(read);
    QVERIFY(*read == f.document.campus());
}

void TestCampusDocument::titleFollowsTheNameOfTheCampus() {
    Fixture f;
    QVERIFY(f.document.save(f.folder.filePath("a.hallwright")));
    QSignalSpy told(&f.document, &CampusDocument::titleChanged);
    model::Site named = f.document.campus().site();
    named.name = "North campus";
    QVERIFY(f.document.apply(model::SetSite{named}, "Rename"));
    QCOMPARE(f.document.title(), QString("North campus"));
    QCOMPARE(told.count(), 1);
    f.document.undo();
    QCOMPARE(f.document.title(), QString("Test site"));
    QCOMPARE(told.count(), 2);
}

void TestCampusDocument::journalOfAKilledProgramIsOffered() {
    Fixture f;
    f.placeOne(0.0);
    const QString file = f.folder.filePath("b.hallwright");
    QVERIFY(f.document.save(file));
    const model::Campus saved = f.document.campus();
    // A program that edits and is never heard of again.
    model::Campus edited;
    {
        CampusDocument killed(shippedCatalog());
        QVERIFY(killed.open(file));
        QCOMPARE(killed.recoverableEdits(), 0);
        QVERIFY(killed.apply(cooler(40.0), "Place"));
        QVERIFY(killed.apply(cooler(80.0), "Place"));
        killed.undo();
        edited = killed.campus();
    }
    CampusDocument next(shippedCatalog());
    QVERIFY(next.open(file));
    QVERIFY(next.campus() == saved);
    QCOMPARE(next.recoverableEdits(), 3); // two edits and one undo
    next.recover();
    QVERIFY(next.campus() == edited);
    QVERIFY(next.isModified());
    QVERIFY(next.save());
    CampusDocument last(shippedCatalog());
    QVERIFY(last.open(file));
    QCOMPARE(last.recoverableEdits(), 0);
    QVERIFY(last.campus() == edited);
}

void TestCampusDocument::journalOfAnUnsavedCampusIsFound() {
    QTemporaryDir folder;
    model::Campus edited;
    {
        CampusDocument killed(shippedCatalog());
        killed.setRecoveryFolder(folder.path());
        killed.reset(site());
        QVERIFY(killed.apply(cooler(1.0), "Place"));
        edited = killed.campus();
        QVERIFY(killed.unsavedJournals().isEmpty()); // its own is not abandoned
    }
    CampusDocument next(shippedCatalog());
    next.setRecoveryFolder(folder.path());
    const QStringList found = next.unsavedJournals();
    QCOMPARE(found.size(), 1);
    QVERIFY(next.recoverUnsaved(found.front()));
    QVERIFY(next.campus() == edited);
    QVERIFY(next.isModified());
}

void TestCampusDocument::anotherWindowLeavesTheJournalAlone() {
    Fixture f;
    f.placeOne(0.0);
    const QString file = f.folder.filePath("shared.hallwright");
    QVERIFY(f.document.save(file));
    model::Campus edited;
    {
        CampusDocument first(shippedCatalog());
        QVERIFY(first.open(file));
        QVERIFY(first.apply(cooler(40.0), "Place"));
        edited = first.campus();
        CampusDocument second(shippedCatalog());
        second.setRecoveryFolder(f.folder.filePath("recovery"));
        QVERIFY(second.open(file));
        QVERIFY2(second.recoverableEdits() == 0, "the first window's edits are not lost");
        QVERIFY(second.apply(cooler(80.0), "Place"));
        second.discardJournal();
    }
    CampusDocument next(shippedCatalog());
    QVERIFY(next.open(file));
    QCOMPARE(next.recoverableEdits(), 1);
    next.recover();
    QVERIFY(next.campus() == edited);
}

void TestCampusDocument::selectionLosesWhatIsDeleted() {
    Fixture f;
    app::Selection selection(f.document);
    const auto a = f.placeOne(0.0), b = f.placeOne(40.0);
    selection.set({a, b, a});
    QCOMPARE(selection.count(), 2);
    QSignalSpy changed(&selection, &app::Selection::changed);
    QVERIFY(f.document.apply(model::DeleteEntities{{a}}, "Delete"));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(selection.first(), int(b.number));
    selection.toggle(int(b.number));
    QCOMPARE(selection.count(), 0);
}

QTEST_GUILESS_MAIN(TestCampusDocument)
#include "tst_campus_document.moc"
