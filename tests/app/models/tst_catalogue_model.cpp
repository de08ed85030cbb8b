#include "app/models/catalogue_model.h"
#include "tests/app/models/shipped_catalog.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace hallwright;
using namespace hallwright::app;

class TestCatalogueModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        m_catalog = shippedCatalog();
        QVERIFY(m_catalog != nullptr);
    }
    void everyItemHasANameAndTwoDefiningValues() {
        const CatalogueModel model(m_catalog);
        QVERIFY(model.items().size() > 40);
        for (const CatalogueRow& item : model.items()) {
            QVERIFY2(!item.name.isEmpty(), qPrintable(item.key));
            QVERIFY2(!item.detail.isEmpty(), qPrintable(item.key));
            QVERIFY2(!item.sheet.empty(), qPrintable(item.key));
        }
    }
    void aGridOfferIsThereForEachVoltageOfAGridTransformer() {
        const CatalogueModel model(m_catalog);
        for (const auto& type : m_catalog->transformers)
            if (type.highVoltage_V >= 10e3)
                QVERIFY(
                    std::any_of(model.items().begin(), model.items().end(), [&](const auto& row) {
                        return row.key ==
                               QStringLiteral("grid:%1").arg(type.highVoltage_V, 0, 'f', 0);
                    }));
    }
    void headingsCountWhatIsBelowThem() {
        CatalogueModel model(m_catalog);
        int below = 0;
        int said = 0;
        for (const CatalogueRow& row : model.rows())
            row.isGroup ? said += row.count : ++below;
        QCOMPARE(said, below);
        QCOMPARE(model.count(), below);
    }
    void aFilterKeepsWhatHasAllItsWords() {
        CatalogueModel model(m_catalog);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const int all = model.count();
        model.setFilter(QStringLiteral("nvl72 row"));
        QVERIFY(model.count() > 0);
        QVERIFY(model.count() < all);
        for (const CatalogueRow& row : model.rows())
            if (!row.isGroup)
                QVERIFY2(
                    (row.fullName + row.detail + row.key).contains(u"nvl72", Qt::CaseInsensitive),
                    qPrintable(row.name));
        model.setFilter(QStringLiteral("no such thing"));
        QCOMPARE(model.rowCount(), 0);
        model.setFilter({});
        QCOMPARE(model.count(), all);
    }
    void aClosedGroupHidesItsRowsUntilAFilterLooksIntoIt() {
        CatalogueModel model(m_catalog);
        const int open = model.rowCount();
        model.toggleGroup(QStringLiteral("Racks"));
        QVERIFY(model.rowCount() < open);
        model.setFilter(QStringLiteral("gb300"));
        QVERIFY(std::any_of(model.rows().begin(), model.rows().end(),
                            [](const auto& row) { return !row.isGroup && row.group == u"Racks"; }));
    }
    void eachWorkspacePutsItsOwnGroupFirst() {
        CatalogueModel model(m_catalog);
        QCOMPARE(model.rows().front().group, QStringLiteral("Hall modules"));
        model.setWorkspace(Workspace::Hall);
        QCOMPARE(model.rows().front().group, QStringLiteral("Racks"));
        model.setWorkspace(Workspace::Power);
        QCOMPARE(model.rows().front().group, QStringLiteral("Grid and substations"));
    }

private:
    std::shared_ptr<const catalog::Catalog> m_catalog;
};

QTEST_GUILESS_MAIN(TestCatalogueModel)
#include "tst_catalogue_model.moc"
