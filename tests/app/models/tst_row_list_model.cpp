#include "app/models/row_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace hallwright::app;

namespace {

struct Row {
    int key = 0;
    int value = 0;
    friend bool operator==(const Row&, const Row&) = default;
};

class NumberModel : public RowListModel<Row> {
public:
    QVariant data(const QModelIndex& index, int role) const override {
        const Row* row = rowAt(index);
        return row && role == Qt::DisplayRole ? QVariant(row->value) : QVariant();
    }
    void show(std::vector<Row> rows) { replaceRows(std::move(rows)); }
};

} // namespace

class TestRowListModel : public QObject {
    Q_OBJECT

private slots:
    void rowsThatStayAreNeitherRemovedNorAnnounced() {
        NumberModel model;
        model.show({{1, 10}, {2, 20}, {3, 30}});
        QSignalSpy removed(&model, &NumberModel::rowsRemoved);
        QSignalSpy inserted(&model, &NumberModel::rowsInserted);
        QSignalSpy changed(&model, &NumberModel::dataChanged);
        model.show({{1, 10}, {2, 21}, {3, 30}});
        QCOMPARE(removed.size(), 0);
        QCOMPARE(inserted.size(), 0);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.front().at(0).toModelIndex().row(), 1);
    }
    void aRowInTheMiddleIsInsertedAlone() {
        NumberModel model;
        model.show({{1, 10}, {3, 30}});
        QSignalSpy removed(&model, &NumberModel::rowsRemoved);
        QSignalSpy inserted(&model, &NumberModel::rowsInserted);
        model.show({{1, 10}, {2, 20}, {3, 30}});
        QCOMPARE(removed.size(), 0);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(inserted.front().at(1).toInt(), 1);
        QCOMPARE(inserted.front().at(2).toInt(), 1);
    }
    void anyListTurnsIntoAnyOther() {
        NumberModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::mt19937 random(7);
        for (int round = 0; round < 300; ++round) {
            std::vector<Row> rows;
            for (int key = 0; key < 12; ++key)
                if (random() % 2 == 0)
                    rows.push_back({key, int(random() % 3)});
            model.show(rows);
            QVERIFY(model.rows() == rows);
        }
    }
};

QTEST_GUILESS_MAIN(TestRowListModel)
#include "tst_row_list_model.moc"
