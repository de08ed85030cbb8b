#include "core/base/result.h"

#include <QTest>

#include <memory>

using namespace hallwright::base;

class TestResult : public QObject {
    Q_OBJECT

private slots:
    void holdsAValueOrTheReasons() {
        const Result<int> good(7);
        QVERIFY(good);
        QCOMPARE(*good, 7);
        const Result<int> bad(failure("/racks/3", "no such type", "use a type of the catalogue"));
        QVERIFY(!bad);
        QCOMPARE(bad.error().size(), std::size_t(1));
    }

    void movesOutWhatCanNotBeCopied() {
        Result<std::unique_ptr<int>> result(std::make_unique<int>(5));
        const std::unique_ptr<int> taken = std::move(result).value();
        QCOMPARE(*taken, 5);
    }

    void diagnosticIsOneLineWithPlaceAndRemedy() {
        const Diagnostic full{"line 12", "bus 4 appears twice", "remove one of the two rows"};
        QCOMPARE(full.text(),
                 std::string("line 12: bus 4 appears twice; remove one of the two rows"));
        const Diagnostic bare{"", "the file is empty", ""};
        QCOMPARE(bare.text(), std::string("the file is empty"));
    }
};

QTEST_APPLESS_MAIN(TestResult)
#include "tst_result.moc"
