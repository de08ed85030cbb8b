#include "core/cli/short_circuit_command.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace hallwright::cli;

namespace {

const std::string kCase = HALLWRIGHT_TEST_DATA "/power/iec60909/substation_to_busway.json";
const std::string kCampus = HALLWRIGHT_SOURCE_DIR "/assets/campuses/hall-demo.hallwright";

struct Run {
    int code;
    std::string out;
    std::string err;
};

Run run(const std::string& path, const ShortCircuitCommandOptions& options) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = runShortCircuit(path, options, out, err);
    return {code, out.str(), err.str()};
}

} // namespace

class TestShortCircuitCommand : public QObject {
    Q_OBJECT

private slots:
    void networkGivesTheCurrentsWorkedByHand() {
        ShortCircuitCommandOptions options;
        options.jsonPath = "-";
        const Run done = run(kCase, options);
        QCOMPARE(done.code, 0);
        QCOMPARE(done.err, std::string());
        const auto json = nlohmann::json::parse(done.out);
        QCOMPARE(json["low_voltage_tolerance_percent"].get<int>(), 6); // the file says so
        std::ifstream file(kCase);
        const auto expected = nlohmann::json::parse(file)["results"];
        QCOMPARE_LE(
            std::abs(json["transformers"][0]["k_t"].get<double>() - expected["k_t"].get<double>()),
            1e-12);
        int compared = 0;
        for (const auto& bus : json["buses"]) {
            const auto wanted = expected.find(bus["id"].get<std::string>());
            if (wanted == expected.end())
                continue;
            for (const auto& [key, value] : wanted->items()) {
                QVERIFY2(std::abs(bus[key].get<double>() / value.get<double>() - 1.0) < 1e-9,
                         (bus["id"].get<std::string>() + " " + key).c_str());
                ++compared;
            }
        }
        QCOMPARE(compared, 12);
        QVERIFY(json["buses"][1]["ik1_max_ka"].is_null()); // no way back for earth currents
    }

    void oneBusIsChosenByName() {
        ShortCircuitCommandOptions options;
        options.bus = "Board";
        const Run done = run(kCase, options);
        QCOMPARE(done.code, 0);
        QVERIFY2(done.out.find("Board; 0.415; 60.732") != std::string::npos, done.out.c_str());
        QVERIFY(done.out.find("Busway end") == std::string::npos);
        options.bus = "Bord";
        const Run refused = run(kCase, options);
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.find("--bus: there is no bus \"Bord\"; ") == 0, refused.err.c_str());
    }

    void campusGivesItsBusesWithRatings() {
        ShortCircuitCommandOptions options;
        options.jsonPath = "-";
        const Run done = run(kCampus, options);
        QVERIFY2(done.code == 0, done.err.c_str());
        const auto json = nlohmann::json::parse(done.out);
        QVERIFY(json["assumptions"].size() >= 4);
        QVERIFY(!json["busways"].empty());
        int boards = 0;
        for (const auto& bus : json["buses"])
            if (bus["un_kv"].get<double>() < 1.0 && bus["ik3_max_ka"].is_number()) {
                QVERIFY(bus["fault_loading"].get<double>() < 1.0);
                ++boards;
            }
        QVERIFY(boards > 0);
    }

    void missingAndForeignFilesAreOneLine() {
        const Run missing = run("nowhere.json", {});
        QCOMPARE(missing.code, 1);
        QCOMPARE(std::count(missing.err.begin(), missing.err.end(), '\n'), 1);
        const Run foreign = run(HALLWRIGHT_TEST_DATA "/power/ring7.m", {});
        QCOMPARE(foreign.code, 1);
        QVERIFY(!foreign.err.empty());
        ShortCircuitCommandOptions options;
        options.scenario = "No such";
        const Run scenario = run(kCampus, options);
        QCOMPARE(scenario.code, 1);
        QVERIFY2(scenario.err.find("--scenario: ") == 0, scenario.err.c_str());
    }
};

QTEST_APPLESS_MAIN(TestShortCircuitCommand)
#include "tst_short_circuit_command.moc"
