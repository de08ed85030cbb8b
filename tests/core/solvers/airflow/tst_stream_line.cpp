#include "core/solvers/airflow/stream_line.h"

#include <QTest>

#include <cmath>

using namespace hallwright;
using airflow::AirField;
using airflow::StreamSense;
using base::Vec3;

namespace {

/// A box of 4 x 4 x 2 m in cells of 0.1 m with the velocity of a function of the place.
template <class Velocity>
AirField fieldOf(const Velocity& velocity) {
    AirField field;
    field.cells = {40, 40, 20};
    field.cell_m = {0.1, 0.1, 0.1};
    const std::size_t size = 40 * 40 * 20;
    field.temperature_K.assign(size, 295.0F);
    field.isSolid.assign(size, 0);
    for (int k = 0; k < 20; ++k)
        for (int j = 0; j < 40; ++j)
            for (int i = 0; i < 40; ++i) {
                const Vec3 v = velocity(Vec3{0.1 * (i + 0.5), 0.1 * (j + 0.5), 0.1 * (k + 0.5)});
                field.u_m_per_s.push_back(float(v.x));
                field.v_m_per_s.push_back(float(v.y));
                field.w_m_per_s.push_back(float(v.z));
            }
    return field;
}

Vec3 turning(Vec3 at) {
    return {2.0 - at.y, at.x - 2.0, 0.0};
}

} // namespace

class TestStreamLine : public QObject {
    Q_OBJECT
private slots:
    void turningAirComesRoundOnItsCircle();
    void upstreamLeadsBackToTheStart();
    void lineEndsBeforeABox();
    void stillAirHasNoPath();
    void lineEndsAtItsLength();
};

void TestStreamLine::turningAirComesRoundOnItsCircle() {
    const auto field = fieldOf(turning);
    const auto line =
        airflow::streamLine(field, {3.0, 2.0, 1.0}, StreamSense::Downstream, 2.0 * M_PI);
    QVERIFY(line.size() > 100);
    for (const auto& point : line)
        QVERIFY(std::abs(std::hypot(point.at_m.x - 2.0, point.at_m.y - 2.0) - 1.0) < 0.01);
    QVERIFY(std::hypot(line.back().at_m.x - 3.0, line.back().at_m.y - 2.0) < 0.1);
    QCOMPARE(line.front().temperature_K, 295.0);
}

void TestStreamLine::upstreamLeadsBackToTheStart() {
    const auto field = fieldOf(turning);
    const auto there = airflow::streamLine(field, {3.2, 2.0, 1.0}, StreamSense::Downstream, 3.0);
    const auto back = airflow::streamLine(field, there.back().at_m, StreamSense::Upstream, 3.0);
    const Vec3 gap = back.back().at_m - there.front().at_m;
    QVERIFY(std::sqrt(gap.x * gap.x + gap.y * gap.y + gap.z * gap.z) < 0.03);
}

void TestStreamLine::lineEndsBeforeABox() {
    auto field = fieldOf([](Vec3) { return Vec3{1.0, 0.0, 0.0}; });
    for (int k = 0; k < 20; ++k)
        for (int j = 0; j < 40; ++j)
            for (int i = 30; i < 40; ++i)
                field.isSolid[field.index(i, j, k)] = 1;
    const auto line = airflow::streamLine(field, {0.5, 2.0, 1.0}, StreamSense::Downstream, 25.0);
    QVERIFY(line.back().at_m.x > 2.8);
    QVERIFY(line.back().at_m.x <= 3.0);
}

void TestStreamLine::stillAirHasNoPath() {
    const auto field = fieldOf([](Vec3) { return Vec3{}; });
    QCOMPARE(airflow::streamLine(field, {2.0, 2.0, 1.0}, StreamSense::Upstream, 5.0).size(),
             std::size_t(1));
    QVERIFY(airflow::streamLine({}, {2.0, 2.0, 1.0}, StreamSense::Upstream, 5.0).empty());
    QVERIFY(airflow::streamLine(field, {9.0, 2.0, 1.0}, StreamSense::Upstream, 5.0).empty());
}

void TestStreamLine::lineEndsAtItsLength() {
    const auto field = fieldOf(turning);
    const auto line = airflow::streamLine(field, {3.0, 2.0, 1.0}, StreamSense::Downstream, 1.0);
    QVERIFY(std::abs(double(line.size() - 1) * 0.05 - 1.0) < 0.051);
}

QTEST_GUILESS_MAIN(TestStreamLine)
#include "tst_stream_line.moc"
