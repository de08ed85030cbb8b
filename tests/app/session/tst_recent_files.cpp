#include "app/session/recent_files.h"
#include "app/session/settings.h"

#include <QAbstractItemModelTester>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace hallwright::app;

class TestRecentFiles : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("hallwright-test");
        QCoreApplication::setApplicationName("recent-files");
        QVERIFY(m_folder.isValid());
    }
    void init() { QSettings().clear(); }

    void theLastOneOpenedStandsFirstAndOnce() {
        RecentFiles recent;
        QAbstractItemModelTester tester(&recent,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        recent.touch(file("a"), "A");
        recent.touch(file("b"), "B");
        recent.touch(file("a"), "A");
        QCOMPARE(recent.rowCount(), 2);
        QCOMPARE(recent.rows().front().name, QStringLiteral("A"));
    }
    void filesAreRememberedUntilTheyAreGone() {
        {
            RecentFiles recent;
            recent.touch(file("a"), "A");
            recent.touch(file("b"), "B");
            recent.describe(file("b"), "38 MW · 288 racks", 1, 2);
        }
        QVERIFY(QFile::remove(file("a")));
        const RecentFiles again;
        QCOMPARE(again.rowCount(), 1);
        QCOMPARE(again.rows().front().name, QStringLiteral("B"));
        QCOMPARE(again.rows().front().faults, 1);
        QVERIFY(again.rows().front().checked);
    }
    void aFilterHidesAndNeverForgets() {
        RecentFiles recent;
        recent.touch(file("a"), "Alpha");
        recent.touch(file("b"), "Beta");
        recent.setFilter("bet");
        QCOMPARE(recent.rowCount(), 1);
        QCOMPARE(recent.count(), 2);
        recent.setFilter({});
        QCOMPARE(recent.rowCount(), 2);
    }
    void daysAreNamedAsPeopleNameThem() {
        const QDateTime now({2026, 11, 21}, {12, 0});
        QCOMPARE(dayText({{2026, 11, 21}, {9, 41}}, now), QStringLiteral("Today 09:41"));
        QCOMPARE(dayText({{2026, 11, 20}, {23, 0}}, now), QStringLiteral("Yesterday"));
        QCOMPARE(dayText({{2026, 11, 3}, {8, 0}}, now), QStringLiteral("3 Nov"));
        QCOMPARE(dayText({{2024, 11, 3}, {8, 0}}, now), QStringLiteral("3 Nov 2024"));
    }
    void docksAreRememberedForEachSizeOfWindow() {
        Settings().setDock("1600", "left", 260.0);
        QCOMPARE(Settings().dock("1600", "left", 240.0).toDouble(), 260.0);
        QCOMPARE(Settings().dock("2560", "left", 280.0).toDouble(), 280.0);
    }

private:
    QString file(const QString& name) {
        const QString path = m_folder.filePath(name + ".hallwright");
        QFile made(path);
        if (!made.exists() && !made.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestRecentFiles)
#include "tst_recent_files.moc"
