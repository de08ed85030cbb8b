#include "core/solvers/power/short_circuit/symmetric_factor.h"

#include <QTest>

#include <random>

using hallwright::short_circuit::SymmetricFactor;
using Complex = std::complex<double>;

namespace {

struct Matrix {
    int size = 0;
    std::vector<std::pair<int, int>> edges;
    std::vector<Complex> diagonal, offDiagonal;

    [[nodiscard]] std::vector<Complex> times(const std::vector<Complex>& x) const {
        std::vector<Complex> y(x.size());
        for (std::size_t i = 0; i < x.size(); ++i)
            y[i] = diagonal[i] * x[i];
        for (std::size_t e = 0; e < edges.size(); ++e) {
            const auto a = static_cast<std::size_t>(edges[e].first);
            const auto b = static_cast<std::size_t>(edges[e].second);
            y[a] += offDiagonal[e] * x[b];
            y[b] += offDiagonal[e] * x[a];
        }
        return y;
    }
};

/// Admittances of a random network: a tree with `loops` more branches, some of them twice.
Matrix randomNetwork(int size, int loops, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> value(0.1, 2.0);
    Matrix m;
    m.size = size;
    m.diagonal.assign(static_cast<std::size_t>(size), {});
    const auto add = [&](int a, int b) {
        const Complex y = 1.0 / Complex{0.3 * value(random), value(random)};
        m.edges.emplace_back(a, b);
        m.offDiagonal.push_back(-y);
        m.diagonal[static_cast<std::size_t>(a)] += y;
        m.diagonal[static_cast<std::size_t>(b)] += y;
    };
    for (int i = 1; i < size; ++i)
        add(static_cast<int>(random() % static_cast<unsigned>(i)), i);
    for (int i = 0; i < loops; ++i) {
        const int a = static_cast<int>(random() % static_cast<unsigned>(size));
        const int b = static_cast<int>(random() % static_cast<unsigned>(size));
        if (a != b)
            add(a, b);
    }
    m.diagonal[0] += 1.0 / Complex{0.1, 1.0};
    return m;
}

} // namespace

class TestSymmetricFactor : public QObject {
    Q_OBJECT

private slots:
    void inverseTimesMatrixIsTheUnitMatrix_data();
    void inverseTimesMatrixIsTheUnitMatrix();
    void newValuesNeedNoNewAnalysis();
    void cancellingReactancesAreRefused();
    void emptyMatrixIsFactored();
};

void TestSymmetricFactor::inverseTimesMatrixIsTheUnitMatrix_data() {
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("loops");
    QTest::newRow("one") << 1 << 0;
    QTest::newRow("tree") << 200 << 0;
    QTest::newRow("few loops") << 200 << 6;
    QTest::newRow("meshed") << 120 << 150;
}

void TestSymmetricFactor::inverseTimesMatrixIsTheUnitMatrix() {
    QFETCH(int, size);
    QFETCH(int, loops);
    const auto m = randomNetwork(size, loops, 7u);
    SymmetricFactor factor(m.size, m.edges);
    QVERIFY(factor.factor(m.diagonal, m.offDiagonal));
    const auto diagonal = factor.inverseDiagonal();
    for (int column = 0; column < size; ++column) {
        const auto x = factor.inverseColumn(column);
        const auto unit = m.times(x);
        for (int row = 0; row < size; ++row)
            QCOMPARE_LE(std::abs(unit[static_cast<std::size_t>(row)] - (row == column ? 1.0 : 0.0)),
                        1e-9);
        const auto i = static_cast<std::size_t>(column);
        QCOMPARE_LE(std::abs(diagonal[i] / x[i] - 1.0), 1e-10);
    }
}

void TestSymmetricFactor::newValuesNeedNoNewAnalysis() {
    auto m = randomNetwork(60, 20, 3u);
    SymmetricFactor factor(m.size, m.edges);
    QVERIFY(factor.factor(m.diagonal, m.offDiagonal));
    for (auto& d : m.diagonal)
        d += Complex{0.5, -0.25};
    QVERIFY(factor.factor(m.diagonal, m.offDiagonal));
    const auto unit = m.times(factor.inverseColumn(17));
    for (int row = 0; row < m.size; ++row)
        QCOMPARE_LE(std::abs(unit[static_cast<std::size_t>(row)] - (row == 17 ? 1.0 : 0.0)), 1e-9);
}

void TestSymmetricFactor::cancellingReactancesAreRefused() {
    // Two branches in parallel, +j1 and -j1, and nothing else at node 1.
    SymmetricFactor factor(2, {{0, 1}, {0, 1}});
    const Complex a = 1.0 / Complex{0.0, 1.0}, b = 1.0 / Complex{0.0, -1.0};
    QVERIFY(!factor.factor({Complex{1.0, 0.0}, a + b}, {-a, -b}));
}

void TestSymmetricFactor::emptyMatrixIsFactored() {
    SymmetricFactor factor(0, {});
    QVERIFY(factor.factor({}, {}));
    QVERIFY(factor.inverseDiagonal().empty());
}

QTEST_APPLESS_MAIN(TestSymmetricFactor)
#include "tst_symmetric_factor.moc"
