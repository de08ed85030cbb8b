#include "app/report/table.h"

#include <QGuiApplication>
#include <QTest>

using namespace hallwright::app::report;

class TestReportTable : public QObject {
    Q_OBJECT

private slots:
    void longTablesAreSplitWithoutLosingARow() {
        Table table({{QStringLiteral("A"), 40.0, Qt::AlignLeft, false}});
        for (int i = 0; i < 137; ++i)
            table.add({{QStringLiteral("row %1").arg(i)}, ink::kText});
        int first = 0;
        int pages = 0;
        while (first < table.rowCount()) {
            const int count = table.rowsThatFit(first, 200.0);
            QVERIFY(count > 0);
            first += count;
            ++pages;
        }
        QCOMPARE(first, 137);
        QVERIFY(pages > 1);
    }

    void aRowTallerThanThePageStillMovesOn() {
        Table table({{QStringLiteral("A"), 10.0, Qt::AlignLeft, false}});
        table.add({{QString(4000, QLatin1Char('w'))}, ink::kText});
        QCOMPARE(table.rowsThatFit(0, 20.0), 1);
    }

    void wrappedTextTakesMoreRoom() {
        const double one = paragraphHeight(QStringLiteral("short"), 50.0, style::kTable);
        const double more = paragraphHeight(QStringLiteral("a text of many words that has to be "
                                                           "broken into several lines to fit"),
                                            20.0, style::kTable);
        QVERIFY(more >= 3.0 * one);
    }
};

QTEST_MAIN(TestReportTable)
#include "tst_report_table.moc"
