#include "core/solvers/hydronic/sparse_ldl.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace hallwright::hydronic;

class TestSparseLdl : public QObject {
    Q_OBJECT

private slots:
    void solvesRandomNetworkMatrices_data();
    void solvesRandomNetworkMatrices();
    void repeatedPairsShareOneEntry();
    void refusesWhatIsNotANumber();
};

void TestSparseLdl::solvesRandomNetworkMatrices_data() {
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("extra");
    QTest::newRow("one row") << 1 << 0;
    QTest::newRow("tree") << 50 << 0;
    QTest::newRow("loops") << 200 << 60;
    QTest::newRow("dense loops") << 120 << 900;
}

void TestSparseLdl::solvesRandomNetworkMatrices() {
    QFETCH(int, size);
    QFETCH(int, extra);
    std::mt19937 random(size * 7919u + extra);
    std::uniform_real_distribution<double> weight(-6.0, 3.0);
    std::vector<std::pair<int, int>> pairs;
    for (int i = 1; i < size; ++i)
        pairs.emplace_back(i, int(random() % unsigned(i)));
    for (int e = 0; e < extra; ++e) {
        const int a = int(random() % unsigned(size));
        const int b = int(random() % unsigned(size));
        if (a != b)
            pairs.emplace_back(a, b);
    }
    SparseLdl ldl;
    ldl.analyse(size, pairs);
    std::vector<double> p(pairs.size());
    std::vector<double> ground(static_cast<std::size_t>(size), 0.0);
    ground[0] = 1.0;
    const auto slot = [&](int row) { return static_cast<std::size_t>(ldl.diagonalSlot(row)); };
    for (int round = 0; round < 2; ++round) { // the second with other values in the same pattern
        auto values = ldl.values();
        std::fill(values.begin(), values.end(), 0.0);
        values[slot(0)] += ground[0];
        for (std::size_t e = 0; e < pairs.size(); ++e) {
            p[e] = std::pow(10.0, weight(random));
            values[slot(pairs[e].first)] += p[e];
            values[slot(pairs[e].second)] += p[e];
            values[static_cast<std::size_t>(ldl.pairSlot(int(e)))] -= p[e];
        }
        std::vector<double> wanted(static_cast<std::size_t>(size));
        for (double& x : wanted)
            x = weight(random);
        std::vector<double> rhs(wanted.size(), 0.0);
        rhs[slot(0)] += ground[0] * wanted[0];
        for (std::size_t e = 0; e < pairs.size(); ++e) {
            const auto [a, b] = pairs[e];
            const double flow = p[e] * (wanted[std::size_t(a)] - wanted[std::size_t(b)]);
            rhs[slot(a)] += flow;
            rhs[slot(b)] -= flow;
        }
        QVERIFY(ldl.factorise());
        ldl.solveInPlace(rhs);
        for (int i = 0; i < size; ++i)
            QCOMPARE_LE(std::abs(rhs[slot(i)] - wanted[std::size_t(i)]), 1e-6);
    }
}

void TestSparseLdl::repeatedPairsShareOneEntry() {
    SparseLdl ldl;
    const std::vector<std::pair<int, int>> pairs = {{0, 1}, {1, 0}, {0, 1}};
    ldl.analyse(2, pairs);
    QCOMPARE(ldl.pairSlot(0), ldl.pairSlot(1));
    QCOMPARE(ldl.pairSlot(0), ldl.pairSlot(2));
    QCOMPARE(ldl.values().size(), std::size_t{3});
}

void TestSparseLdl::refusesWhatIsNotANumber() {
    SparseLdl ldl;
    ldl.analyse(1, {});
    ldl.values()[0] = std::nan("");
    QVERIFY(!ldl.factorise());
    ldl.values()[0] = 0.0;
    QVERIFY(!ldl.factorise());
}

QTEST_APPLESS_MAIN(TestSparseLdl)
#include "tst_sparse_ldl.moc"
