#include "core/engine/year_surface.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace hallwright::engine;

namespace {

using Place = YearSurface::Place;
using Values = YearSurface::Values;

std::vector<Place> scatter(int count, Place low, Place high) {
    std::mt19937 random(7);
    std::vector<Place> places;
    for (int i = 0; i < count; ++i) {
        Place place{};
        for (std::size_t d = 0; d < 3; ++d)
            place[d] =
                low[d] + (high[d] - low[d]) * std::uniform_real_distribution<>(0.0, 1.0)(random);
        places.push_back(place);
    }
    return places;
}

template <class Function>
YearSurface::Evaluate evaluator(Function function) {
    return [function](std::span<const Place> places) {
        std::vector<Values> values;
        for (const auto& place : places)
            values.push_back(function(place));
        return values;
    };
}

YearSurface::Options within(Values tolerances) {
    YearSurface::Options options;
    options.tolerances = [tolerances](std::span<const Values>) { return tolerances; };
    options.negligible = 0.0;
    return options;
}

} // namespace

class TestYearSurface : public QObject {
    Q_OBJECT

private slots:
    void linearFunctionsNeedTheirCornersAlone();
    void bentFunctionsAreMetWithinTolerance();
    void jumpsAtGivenLinesAreSharp();
    void balancesHoldBetweenExactStates();
    void directionsThatDoNotMatterCostLittle();
    void limitsAndCancellationAreTold();
};

void TestYearSurface::linearFunctionsNeedTheirCornersAlone() {
    const auto places = scatter(500, {-5, 0, 1}, {35, 0, 1});
    const YearSurface surface(places, within({1e-6}),
                              evaluator([](const Place& p) { return Values{3.0 * p[0] + 2.0}; }));
    QCOMPARE(surface.evaluations(), 3); // two ends and the middle
    for (std::size_t i = 0; i < places.size(); ++i)
        QCOMPARE_LE(std::abs(surface.at(i)[0] - (3.0 * places[i][0] + 2.0)), 1e-9);
}

void TestYearSurface::bentFunctionsAreMetWithinTolerance() {
    const auto function = [](const Place& p) {
        return Values{std::pow(std::max(0.0, p[0] - 10.0), 3) * (1.0 + p[1] / 10.0) * p[2]};
    };
    const auto places = scatter(3000, {-5, 0, 0.5}, {35, 12, 1});
    auto options = within({50.0});
    options.mostEvaluations = 100000;
    const YearSurface surface(places, options, evaluator(function));
    double worst = 0.0;
    for (std::size_t i = 0; i < places.size(); ++i)
        worst = std::max(worst, std::abs(surface.at(i)[0] - function(places[i])[0]));
    QCOMPARE_LE(worst, 2.0 * 50.0); // judged in the middle of a cell
    QCOMPARE_LE(surface.meanError(), 1.0);
    QVERIFY(!surface.isExhausted());
}

void TestYearSurface::jumpsAtGivenLinesAreSharp() {
    const auto function = [](const Place& p) { return Values{p[0] <= 25.0 ? 0.0 : 7.0}; };
    const auto places = scatter(1000, {-5, 0, 1}, {35, 0, 1});
    auto options = within({0.1});
    options.breaks[0] = {25.0, 25.001};
    const YearSurface surface(places, options, evaluator(function));
    QCOMPARE_LE(surface.evaluations(), 8);
    for (std::size_t i = 0; i < places.size(); ++i)
        if (std::abs(places[i][0] - 25.0) > 0.002)
            QCOMPARE_LE(std::abs(surface.at(i)[0] - function(places[i])[0]), 1e-12);
}

void TestYearSurface::balancesHoldBetweenExactStates() {
    const auto places = scatter(400, {0, 0, 0.2}, {30, 8, 1});
    const YearSurface surface(places, within({0.5, 0.5, 0.5}), evaluator([](const Place& p) {
                                  const double a = std::sin(p[0]) * p[2];
                                  const double b = p[1] * p[1];
                                  return Values{a, b, a + b};
                              }));
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto values = surface.at(i);
        QCOMPARE_LE(std::abs(values[0] + values[1] - values[2]), 1e-12 * (1.0 + values[2]));
    }
}

void TestYearSurface::directionsThatDoNotMatterCostLittle() {
    const auto function = [](const Place& p) { return Values{p[0] * p[0]}; };
    const auto narrow = scatter(1000, {0, 3, 1}, {30, 3, 1});
    const auto wide = scatter(1000, {0, 0, 0.5}, {30, 10, 1});
    const YearSurface one(narrow, within({0.5}), evaluator(function));
    const YearSurface three(wide, within({0.5}), evaluator(function));
    // Cells are halved along the first direction alone: four corners instead of one, and probes.
    QCOMPARE_LE(three.evaluations(), 12 * one.evaluations());
}

void TestYearSurface::limitsAndCancellationAreTold() {
    const auto places = scatter(1000, {0, 0, 1}, {30, 0, 1});
    auto options = within({1e-9});
    options.mostEvaluations = 20;
    const YearSurface cut(places, options,
                          evaluator([](const Place& p) { return Values{std::exp(p[0])}; }));
    QVERIFY(cut.isExhausted());
    QCOMPARE_LE(cut.evaluations(), 60);
    const YearSurface cancelled(places, options,
                                [](std::span<const Place>) { return std::vector<Values>{}; });
    QVERIFY(cancelled.isEmpty());
    QVERIFY(YearSurface({}, options, {}).isEmpty());
}

QTEST_APPLESS_MAIN(TestYearSurface)
#include "tst_year_surface.moc"
