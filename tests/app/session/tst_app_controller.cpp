#include "app/session/app_controller.h"
#include "core/model/edits/resizing.h"
#include "tests/app/models/shipped_catalog.h"

#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace hallwright;
using namespace hallwright::app;

class TestAppController : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("hallwright-test");
        QCoreApplication::setApplicationName("app-controller");
        QSettings().clear();
        m_catalog = shippedCatalog();
        QVERIFY(m_catalog != nullptr);
        QVERIFY(m_folder.isValid());
    }
    void init() {
        m_app = std::make_unique<AppController>(m_catalog);
        m_app->document()->setRecoveryFolder(m_folder.filePath("recovery"));
    }
    void cleanup() { m_app.reset(); }

    void aNewCampusIsEditedAndTheStartPageComesBack() {
        QVERIFY(!m_app->isEditing());
        m_app->run("new");
        QVERIFY(m_app->isEditing());
        m_app->run("start");
        QVERIFY(!m_app->isEditing());
    }
    void unsavedChangesAreAskedForBeforeTheyAreLost() {
        QSignalSpy quit(m_app.get(), &AppController::quitRequested);
        m_app->run("new");
        QVERIFY(m_app->mayClose());
        QVERIFY(m_app->inspector()->commit("siteName", "Alpha"));
        QVERIFY(!m_app->mayClose());
        QVERIFY(m_app->question().value("text").toString().contains("Save the changes"));
        m_app->cancelQuestion();
        QVERIFY(m_app->question().isEmpty());
        QCOMPARE(quit.size(), 0);
        m_app->run("quit");
        m_app->discardQuestion();
        QCOMPARE(quit.size(), 1);
    }
    void savingAnswersTheQuestionAndGoesOn() {
        QSignalSpy quit(m_app.get(), &AppController::quitRequested);
        QSignalSpy window(m_app.get(), &AppController::windowCommand);
        m_app->run("new");
        QVERIFY(m_app->inspector()->commit("siteName", "Alpha"));
        m_app->run("quit");
        m_app->acceptQuestion();
        QCOMPARE(window.back().front().toString(), QStringLiteral("save-as"));
        const QString path = m_folder.filePath("alpha.hallwright");
        m_app->saveAs(QUrl::fromLocalFile(path));
        QVERIFY(QFile::exists(path));
        QCOMPARE(quit.size(), 1);
        QVERIFY(!m_app->document()->isModified());
        QCOMPARE(m_app->recent()->rows().front().key, path);
    }
    void aBadFileIsRefusedInWordsAndNothingIsLost() {
        const QString path = m_folder.filePath("bad.hallwright");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"racks\": 12");
        file.close();
        m_app->run("new");
        m_app->openPath(path);
        QCOMPARE(m_app->message().value("severity").toString(), QStringLiteral("fault"));
        QVERIFY(m_app->message().value("text").toString().startsWith("bad.hallwright was not"));
        QVERIFY(m_app->isEditing());
        m_app->dismissMessage();
        QVERIFY(m_app->message().isEmpty());
    }
    void everyCommandOfAMenuHasANameAndRuns() {
        QVERIFY(m_app->menu("File").size() >= 6);
        m_app->run("new");
        QStringList ids;
        for (const auto& item : m_app->menu({})) {
            const auto command = item.toMap();
            QVERIFY(!command.value("name").toString().isEmpty());
            ids += command.value("id").toString();
        }
        QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), ids.size());
        m_app->run("workspace-hall");
        QCOMPARE(m_app->workspace(), 1);
        QCOMPARE(int(m_app->view()->layer()), int(ViewState::Layer::AirTemperature));
        m_app->run("layer-coolant");
        QCOMPARE(int(m_app->view()->layer()), int(ViewState::Layer::CoolantTemperature));
        m_app->run("tool-probe");
        QCOMPARE(int(m_app->tools()->tool()), int(ToolController::Tool::Probe));
    }
    void mainsTooSmallAreSizedInOneStep() {
        m_app->openSample("hall-demo");
        const auto narrow = *m_app->document()->campus().mains().begin();
        const int smallest = m_catalog->pipe(narrow.pipeFamily)->sizes.front().dn;
        QVERIFY(
            m_app->document()->apply(model::ResizeWater{{{narrow.id, smallest}}, {}}, "Narrow"));
        m_app->run("size-water");
        const auto dn = [&] { return m_app->document()->campus().mains().find(narrow.id)->dn; };
        QVERIFY2(dn() > smallest, qPrintable(m_app->message().value("text").toString()));
        QCOMPARE(m_app->document()->undoText(), QStringLiteral("Size mains and pumps"));
        m_app->document()->undo();
        QCOMPARE(dn(), smallest);
        m_app->document()->redo();
        m_app->run("size-water");
        QVERIFY(m_app->message().value("text").toString().contains("fit their flows already"));
    }
    void thePaletteBeginsPlacing() {
        m_app->run("new");
        m_app->runPaletteKey("catalogue/gb300_nvl72");
        QCOMPARE(m_app->tools()->placing(), QStringLiteral("gb300_nvl72"));
    }

private:
    QTemporaryDir m_folder;
    std::shared_ptr<const catalog::Catalog> m_catalog;
    std::unique_ptr<AppController> m_app;
};

QTEST_MAIN(TestAppController)
#include "tst_app_controller.moc"
