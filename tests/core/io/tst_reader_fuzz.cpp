#include "core/io/atomic_file.h"
#include "core/io/campus_reader.h"
#include "core/io/campus_writer.h"
#include "core/io/catalog_reader.h"
#include "core/io/change_set_json.h"
#include "core/io/edit_journal.h"
#include "core/io/journal_line.h"
#include "core/io/site_reader.h"
#include "random_campus.h"
#include "reader_fuzz.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace hallwright;
using test::fuzz;
using test::jsonMutator;
using test::repeated;

namespace {

constexpr int kRounds = 2000;

template <class T>
base::Diagnostics findingsOf(const base::Result<T>& result) {
    return result ? base::Diagnostics{} : result.error();
}

/// Findings of a campus text; one more where what was read is not whole.
base::Diagnostics readCampus(const std::string& text) {
    const auto campus = io::readCampusText(text);
    if (!campus)
        return campus.error();
    const auto again = io::readCampusText(io::writeCampusText(*campus));
    if (!again || !(*again == *campus))
        return base::failure("", "half-loaded"); // no place: the test fails
    return {};
}

base::Diagnostics readChange(const std::string& text) {
    auto change = io::readChangeSet(text);
    if (!change)
        return change.error();
    auto campus = test::randomCampus(5);
    campus.apply(std::move(*change));
    return {};
}

base::Diagnostics readCatalogue(const std::string& text) {
    catalog::Catalog catalog;
    auto findings = io::readCatalogText(text, "damaged.json", catalog);
    catalog.index();
    return findings;
}

base::Diagnostics readSite(const std::string& text) {
    return findingsOf(io::readSiteText(text, "site.json"));
}

/// A change set that touches every table.
std::string changeText() {
    model::ChangeSet change;
    const auto source = test::randomCampus(5);
    change.site = source.site();
    std::apply(
        [&](auto&... lists) {
            const auto fill = [&]<class Entity>(std::vector<model::RowChange<Entity>>& rows) {
                for (const auto& row : source.table<Entity>())
                    rows.push_back({row.id, row});
            };
            (fill(lists), ...);
        },
        change.rows);
    change.remove<model::Hall>({70000});
    return io::writeChangeSet(change);
}

std::string assetText(const std::string& name) {
    const auto text = io::readFile(HALLWRIGHT_SOURCE_DIR "/assets/" + name, 1 << 24);
    return text ? *text : std::string();
}

#define VERIFY_GOOD(outcome, leastRefused, leastAccepted)                                          \
    QVERIFY2((outcome).fault.empty(), (outcome).fault.c_str());                                    \
    QVERIFY((outcome).refused >= (leastRefused));                                                  \
    QVERIFY((outcome).accepted >= (leastAccepted))

} // namespace

/// Whatever is in a file, its reader gives a value or findings with place and remedy: it never
/// crashes, hangs, takes memory without bound or gives half of it. `installer/test` runs this
/// under the sanitizers too.
class TestReaderFuzz : public QObject {
    Q_OBJECT

private slots:
    void damagedCampusesAreReadWholeOrRefused();
    void damagedChangeSetsAreReadOrRefused();
    void damagedJournalsAreRecoveredOrRefused();
    void hostileJournalLinesWithGoodCheckSumsAreRefused();
    void damagedCataloguesAreReadOrRefused();
    void damagedSitesAreReadOrRefused();
    void hostileDocumentsAreRefusedByEveryJsonReader_data();
    void hostileDocumentsAreRefusedByEveryJsonReader();
    void hostileCampusesAreRefused_data();
    void hostileCampusesAreRefused();
};

void TestReaderFuzz::damagedCampusesAreReadWholeOrRefused() {
    for (const std::uint32_t seed : {1u, 2u}) {
        const auto text = io::writeCampusText(test::randomCampus(seed));
        const auto outcome = fuzz(text, jsonMutator(seed), kRounds, readCampus);
        VERIFY_GOOD(outcome, kRounds / 4, kRounds / 50);
    }
}

void TestReaderFuzz::damagedChangeSetsAreReadOrRefused() {
    const auto outcome = fuzz(changeText(), jsonMutator(5), kRounds, readChange);
    VERIFY_GOOD(outcome, kRounds / 4, kRounds / 50);
}

void TestReaderFuzz::damagedJournalsAreRecoveredOrRefused() {
    QTemporaryDir folder;
    const auto path = std::filesystem::path(folder.path().toStdString()) / "j";
    auto campus = test::randomCampus(6);
    {
        auto journal = io::EditJournal::startUnsaved(path, campus);
        QVERIFY(journal.hasValue());
        for (int i = 0; i < 5; ++i) {
            model::ChangeSet change;
            change.put(model::Zone{{campus.nextNumber()}, "Zone", {}, {{1, 2}}, 3});
            campus.apply(change);
            QVERIFY(journal->append(change).empty());
        }
    }
    const auto whole = *io::readFile(path, 1 << 26);
    const auto outcome =
        fuzz(whole, jsonMutator(6), kRounds / 2, [&](const std::string& text) -> base::Diagnostics {
            std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
            const auto recovered = io::recoverJournal(path);
            if (!recovered)
                return recovered.error();
            if (recovered->edits > 5)
                return base::failure("", "more edits than were written");
            return recovered->notes;
        });
    VERIFY_GOOD(outcome, kRounds / 4, 0);
}

void TestReaderFuzz::hostileJournalLinesWithGoodCheckSumsAreRefused() {
    QTemporaryDir folder;
    const auto path = std::filesystem::path(folder.path().toStdString()) / "j";
    const auto campus = test::randomCampus(5);
    const auto campusFile = std::filesystem::path(folder.path().toStdString()) / "a.hallwright";
    QVERIFY(io::writeCampus(campus, campusFile).empty());
    const auto head = io::journal::headLine(
        {campusFile.string(), io::hashOf(*io::readFile(campusFile, 1 << 26))});
    const auto outcome = fuzz(changeText(), jsonMutator(7), kRounds / 4,
                              [&](const std::string& change) -> base::Diagnostics {
                                  std::ofstream(path, std::ios::binary | std::ios::trunc)
                                      << head << io::journal::editLine(change);
                                  const auto recovered = io::recoverJournal(path);
                                  return recovered ? recovered->notes : recovered.error();
                              });
    VERIFY_GOOD(outcome, kRounds / 20, 1);
}

void TestReaderFuzz::damagedCataloguesAreReadOrRefused() {
    for (const char* name :
         {"racks", "cdus", "pipes", "coolants", "chillers", "transformers", "power_devices"}) {
        const auto text = assetText("catalog/" + std::string(name) + ".json");
        QVERIFY(!text.empty());
        const auto outcome = fuzz(text, jsonMutator(8), kRounds / 8, readCatalogue);
        VERIFY_GOOD(outcome, kRounds / 40, kRounds / 800);
    }
}

void TestReaderFuzz::damagedSitesAreReadOrRefused() {
    const auto outcome = fuzz(assetText("sites/bosquel.json"), jsonMutator(9), kRounds, readSite);
    VERIFY_GOOD(outcome, kRounds / 4, kRounds / 50);
}

void TestReaderFuzz::hostileDocumentsAreRefusedByEveryJsonReader_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const std::string& text) {
        QTest::newRow(name) << QByteArray::fromStdString(text);
    };
    row("nothing", "");
    row("zeros", std::string(4096, '\0'));
    row("a million lists deep", std::string(1000000, '['));
    row("a million objects deep", repeated("", "{\"a\":", 1000000));
    row("deep and closed", std::string(100000, '[') + std::string(100000, ']'));
    row("deep under a known key",
        "{\"site\":" + std::string(100000, '[') + std::string(100000, ']') + "}");
    row("a hundred thousand keys", [] {
        std::string keys = "{";
        for (int i = 0; i < 100000; ++i)
            keys += "\"k" + std::to_string(i) + "\":0,";
        return keys + "\"k\":0}";
    }());
    row("one key again and again", repeated("{", "\"k\":0,", 100000, "\"k\":0}"));
    row("blanks", std::string(2000000, ' '));
    row("quotes", std::string(2000000, '"'));
    row("a string without end", "\"" + std::string(2000000, 'a'));
    row("ten million numbers", repeated("[", "0,", 10000000, "0]"));
    row("not UTF-8", "{\"\xff\xfe\":1}");
    row("UTF-16", std::string("\xff\xfe{\0\"\0", 6));
    row("half a surrogate", R"({"\ud800":1})");
    row("NaN", R"({"format":NaN})");
    row("a number beyond all", R"({"version":1e999})");
    row("a very long number", "{\"version\":" + std::string(1000000, '9') + "}");
    row("a line break in a key", "{\"a\\nb\\u001b[31m\":1}");
    row("a huge key", "{\"" + std::string(5000000, 'k') + "\":1}");
    row("text behind the end", "{} {}");
    row("only a number", "12");
}

void TestReaderFuzz::hostileDocumentsAreRefusedByEveryJsonReader() {
    QFETCH(QByteArray, text);
    const std::string document = text.toStdString();
    const double before_MB = test::peakMemory_MB();
    for (const auto& read : {readCampus, readChange, readCatalogue, readSite}) {
        const auto findings = read(document);
        QVERIFY(!findings.empty());
        const auto fault = test::faultOf(findings);
        QVERIFY2(fault.empty(), fault.c_str());
    }
    QCOMPARE_LE(test::peakMemory_MB() - before_MB, test::kMemoryMax_MB);
}

void TestReaderFuzz::hostileCampusesAreRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("where");
    const std::string site =
        R"("site":{"name":"","latitude_deg":0,"longitude_deg":0,"boundary_m":[]})";
    const auto row = [&](const char* name, const std::string& rest, const char* where) {
        QTest::newRow(name) << QByteArray::fromStdString(
                                   R"({"format":"hallwright-campus","version":1,)" + site + rest +
                                   "}")
                            << QByteArray(where);
    };
    const auto version = [](const char* name, const char* number) {
        QTest::newRow(name) << QByteArray::fromStdString(
                                   R"({"format":"hallwright-campus","version":)" +
                                   std::string(number) + "}")
                            << QByteArray("/version");
    };
    version("version 0", "0");
    version("version -1", "-1");
    version("version 2.5", "2.5");
    version("version of the future", "999999");
    version("version beyond int", "99999999999999999999");
    version("version in quotes", "\"1\"");
    const std::string zone = R"({"id":7,"name":"","kind":"road","points_m":[[0,0]],"width_m":1})";
    row("an id twice in a table", ",\"zones\":[" + zone + "," + zone + "]", "/zones/1/id");
    row("a number with its unit",
        R"(,"zones":[{"id":7,"name":"","kind":"road","points_m":[],"width_m":"12 m"}])",
        "/zones/0/width_m");
    row("an unknown word",
        R"(,"zones":[{"id":7,"name":"","kind":"moat","points_m":[],"width_m":1}])",
        "/zones/0/kind");
    row("a negative id", R"(,"zones":[{"id":-7}])", "/zones/0/id");
    row("an id that leaves no number behind", R"(,"zones":[{"id":4294967295}])", "/zones/0/id");
    row("a next id below 1", R"(,"next_id":0)", "/next_id");
    row("a next id beyond the numbers", R"(,"next_id":4294967296)", "/next_id");
    row("a table that is a number", R"(,"racks":10000000)", "/racks");
    row("a million rows that are none", repeated(",\"racks\":[", "0,", 1000000, "0]"), "/racks/0");
    row("a million empty rows", repeated(",\"racks\":[", "{},", 1000000, "{}]"), "/racks/0/id");
    row("a huge unknown key", ",\"" + std::string(3000000, 'x') + "\":1",
        ("/" + std::string(399, 'x') + "...").c_str());
}

void TestReaderFuzz::hostileCampusesAreRefused() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, where);
    const double before_MB = test::peakMemory_MB();
    const auto findings = readCampus(text.toStdString());
    QVERIFY(!findings.empty());
    const auto fault = test::faultOf(findings);
    QVERIFY2(fault.empty(), fault.c_str());
    QVERIFY2(std::any_of(findings.begin(), findings.end(),
                         [&](const auto& finding) { return finding.where == where.toStdString(); }),
             findings.front().text().c_str());
    QCOMPARE_LE(test::peakMemory_MB() - before_MB, test::kMemoryMax_MB);
}

QTEST_APPLESS_MAIN(TestReaderFuzz)
#include "tst_reader_fuzz.moc"
