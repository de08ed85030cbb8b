#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/document/view_state.h"
#include "app/models/bill_of_materials_model.h"
#include "app/models/catalogue_model.h"
#include "app/models/command_model.h"
#include "app/models/findings_model.h"
#include "app/models/kpi_model.h"
#include "app/models/outline_model.h"
#include "core/model/edits/setting.h"
#include "tests/app/models/one_hall.h"
#include "tests/app/models/shipped_catalog.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace hallwright;
using namespace hallwright::app;

using Mode = QAbstractItemModelTester::FailureReportingMode;

class TestCampusLists : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        m_catalog = shippedCatalog();
        QVERIFY(m_catalog != nullptr);
        QVERIFY(m_folder.isValid());
    }
    void init() {
        m_document = std::make_unique<CampusDocument>(m_catalog);
        m_document->setRecoveryFolder(m_folder.path());
        auto campus = oneHall(*m_catalog);
        QVERIFY(campus.hasValue());
        m_document->reset(std::move(campus).value());
        m_live = std::make_unique<LiveResults>(*m_document, m_view);
    }
    void cleanup() {
        m_live.reset();
        m_document.reset();
    }

    void theOutlineOpensAndClosesDownToRacks() {
        OutlineModel outline(*m_document, *m_live, m_view);
        QAbstractItemModelTester tester(&outline, Mode::QtTest);
        const int closed = outline.rowCount();
        const auto& rack = *m_document->campus().racks().begin();
        outline.reveal(int(rack.id.number));
        QVERIFY(outline.rowCount() > closed);
        QVERIFY(std::any_of(outline.rows().begin(), outline.rows().end(), [&](const auto& row) {
            return row.entity == int(rack.id.number) && row.depth == 2;
        }));
        outline.toggle(outline.rows().front().key);
        QCOMPARE(outline.rowCount(), closed);
    }
    void theOutlineFollowsEdits() {
        OutlineModel outline(*m_document, *m_live, m_view);
        QAbstractItemModelTester tester(&outline, Mode::QtTest);
        const auto hall = model::entity(m_document->campus().halls().begin()->id);
        QVERIFY(m_document->apply(model::Rename{hall, "North hall"}, "Rename").hasValue());
        QCOMPARE(outline.rows().front().name, QStringLiteral("North hall"));
        m_document->undo();
        QVERIFY(outline.rows().front().name != u"North hall");
    }
    void aFilterFindsElementsByName() {
        OutlineModel outline(*m_document, *m_live, m_view);
        const auto& rack = *m_document->campus().racks().begin();
        outline.setFilter(QString::fromStdString(rack.name));
        QVERIFY(outline.rowCount() >= 1);
        QVERIFY(outline.rows().front().name.contains(QString::fromStdString(rack.name)));
        outline.setFilter(QStringLiteral("no such thing"));
        QCOMPARE(outline.rowCount(), 0);
    }
    void theBillCountsEveryRackAndUnit() {
        std::map<QString, double> placed;
        for (const auto& rack : m_document->campus().racks())
            placed[QString::fromStdString(rack.type)] += 1.0;
        for (const auto& item : m_document->campus().equipment())
            placed[QString::fromStdString(item.type)] += 1.0;
        std::map<QString, double> billed;
        for (const auto& row : billOfMaterials(m_document->campus(), *m_catalog))
            // The panels of a substation's board are bought besides; they are no things of their
            // own.
            if (row.unit.isEmpty() && !m_catalog->switchgearPanel(row.key.toStdString()))
                billed[row.key] = row.amount;
        QVERIFY(placed.size() > 5);
        QCOMPARE(billed, placed);
    }
    void thePaletteFindsCommandsElementsAndCatalogue() {
        CatalogueModel catalogue(m_catalog);
        FindingsModel findings(*m_document, *m_live);
        CommandModel palette(*m_document, catalogue, findings);
        QAbstractItemModelTester tester(&palette, Mode::QtTest);
        const auto has = [&palette](const QString& key) {
            return std::any_of(palette.rows().begin(), palette.rows().end(),
                               [&key](const auto& row) { return row.key == key; });
        };
        palette.setText("save");
        QVERIFY(has("command/save"));
        QVERIFY(has("command/save-as"));
        palette.setText("gb300");
        QVERIFY(has("catalogue/gb300_nvl72"));
        palette.setText("> gb300");
        QVERIFY(!has("catalogue/gb300_nvl72"));
        const auto& hall = *m_document->campus().halls().begin();
        palette.setText("#" + QString::fromStdString(hall.name));
        QCOMPARE(palette.keyAt(0), QStringLiteral("element/%1").arg(hall.id.number));
        palette.setText("38 MW");
        QCOMPARE(palette.rows().front().group, QStringLiteral("Conversion"));
    }
    void tilesShowASolvedCampus() {
        KpiModel kpis(*m_live);
        QAbstractItemModelTester tester(&kpis, Mode::QtTest);
        FindingsModel findings(*m_document, *m_live);
        QAbstractItemModelTester findingsTester(&findings, Mode::QtTest);
        QCOMPARE(kpis.rows().front().value, QStringLiteral("—"));
        QTRY_VERIFY_WITH_TIMEOUT(m_live->isAvailable() && kpis.rows().front().known, 60000);
        QCOMPARE(kpis.rows().front().key, QStringLiteral("grid_power"));
        QVERIFY(!kpis.rows().front().formula.isEmpty());
        QVERIFY(!kpis.rows().front().inputs.isEmpty());
        QVERIFY(findings.summary().startsWith(QStringLiteral("Checked r")));
        kpis.setTileCount(5);
        QCOMPARE(kpis.rowCount(), 5);
        kpis.setWorkspace(Workspace::Cooling);
        QCOMPARE(kpis.rows().front().key, QStringLiteral("cooling_power"));
        QVERIFY2(kpis.rows().front().context.endsWith(QStringLiteral("% of IT")),
                 qPrintable(kpis.rows().front().context));
        for (const auto& row : kpis.rows())
            QVERIFY2(row.key != u"wue" || !row.context.contains(u'%'), "water is no part of IT");
        m_live->cancel();
    }

private:
    QTemporaryDir m_folder;
    std::shared_ptr<const catalog::Catalog> m_catalog;
    ViewState m_view;
    std::unique_ptr<CampusDocument> m_document;
    std::unique_ptr<LiveResults> m_live;
};

QTEST_MAIN(TestCampusLists)
#include "tst_campus_lists.moc"
