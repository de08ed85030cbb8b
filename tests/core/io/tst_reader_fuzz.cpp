#include "core/io/atomic_file.h"
#include "core/io/campus_reader.h"
#include "core/io/campus_writer.h"
#include "core/io/catalog_reader.h"
#include "core/io/change_set_json.h"
#include "core/io/edit_journal.h"
#include "core/io/site_reader.h"
#include "random_campus.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <functional>
#include <random>

using namespace hallwright;

namespace {

/// Damages a text in ways that files are damaged in, and in ways that only malice thinks of.
class Mutator {
public:
    explicit Mutator(std::uint32_t seed) : m_random(seed) {}

    std::string mutate(std::string text) {
        for (int i = 1 + below(4); i-- > 0 && !text.empty();) {
            const std::size_t at = std::size_t(below(int(text.size())));
            const std::size_t length = std::min(text.size() - at, std::size_t(1 + below(60)));
            switch (below(8)) {
            case 0: // one byte
                text[at] = char(below(256));
                break;
            case 1: // one bit
                text[at] = char(text[at] ^ (1 << below(8)));
                break;
            case 2:
                text.erase(at, length);
                break;
            case 3:
                text.insert(at, text.substr(at, length));
                break;
            case 4:
                text.resize(at);
                break;
            case 5: // a piece from elsewhere
                text.insert(at, text.substr(std::size_t(below(int(text.size()))), length));
                break;
            case 6:
                text.insert(at, kTokens[std::size_t(below(int(kTokens.size())))]);
                break;
            default: { // another value for a key
                const auto colon = text.find(':', at);
                if (colon != text.npos) {
                    const auto end = text.find_first_of(",}]\n", colon + 1);
                    if (end != text.npos)
                        text.replace(colon + 1, end - colon - 1,
                                     kTokens[std::size_t(below(int(kTokens.size())))]);
                }
            }
            }
        }
        return text;
    }

private:
    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(m_random); }

    const std::vector<std::string> kTokens{"null",
                                           "true",
                                           "-1",
                                           "1e308",
                                           "1e999",
                                           "-0",
                                           "0.5",
                                           "4294967295",
                                           "\"\"",
                                           "[]",
                                           "{}",
                                           "NaN",
                                           "99999999999999",
                                           "\"\\u0000\"",
                                           "[[",
                                           "{\"id\":",
                                           "\xff\xfe",
                                           "\"\xc3\x28\"",
                                           "18446744073709551616",
                                           "-9223372036854775809",
                                           "\\",
                                           "\""};
    std::mt19937 m_random;
};

constexpr int kRounds = 4000;
constexpr int kTimeLimit_ms = 60000;

/// Runs `read` on damaged versions of `text`; it must come back, with a value or with findings.
void fuzz(const std::string& text, std::uint32_t seed,
          const std::function<bool(const std::string&)>& read) {
    Mutator mutator(seed);
    QElapsedTimer timer;
    timer.start();
    int refused = 0;
    for (int round = 0; round < kRounds; ++round)
        refused += !read(mutator.mutate(text));
    QVERIFY(refused > kRounds / 4); // the damage is real
    QVERIFY2(timer.elapsed() < kTimeLimit_ms, "the reader took too long");
}

template <class T>
bool isConsistent(const base::Result<T>& result) {
    return result.hasValue() || !result.error().empty();
}

} // namespace

/// Whatever is in a file, its reader gives a value or findings: it never crashes, hangs or gives
/// half of it. Runs under the sanitizers in the `asan` preset.
class TestReaderFuzz : public QObject {
    Q_OBJECT

private slots:
    void campusReaderSurvives();
    void changeSetReaderSurvives();
    void journalRecoverySurvives();
    void catalogueReaderSurvives();
    void siteReaderSurvives();
    void hugeFlatAndDeepDocumentsTakeBoundedTime();
};

void TestReaderFuzz::campusReaderSurvives() {
    for (const std::uint32_t seed : {1u, 2u, 3u})
        fuzz(io::writeCampusText(test::randomCampus(seed)), seed, [](const std::string& text) {
            const auto campus = io::readCampusText(text);
            if (!campus)
                return isConsistent(campus) ? false : throw std::logic_error("no finding");
            // What was read is whole: it can be written and read again.
            const auto again = io::readCampusText(io::writeCampusText(*campus));
            if (!again || !(*again == *campus))
                throw std::logic_error("half-loaded");
            return true;
        });
}

void TestReaderFuzz::changeSetReaderSurvives() {
    model::ChangeSet change;
    change.site = model::Site{};
    const auto source = test::randomCampus(5);
    for (const auto& rack : source.racks())
        change.put(rack);
    change.remove<model::Hall>({7});
    fuzz(io::writeChangeSet(change), 5, [](const std::string& text) {
        auto read = io::readChangeSet(text);
        if (read) {
            auto campus = test::randomCampus(5);
            campus.apply(std::move(*read));
        }
        return read.hasValue();
    });
}

void TestReaderFuzz::journalRecoverySurvives() {
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
    Mutator mutator(6);
    for (int round = 0; round < kRounds / 4; ++round) {
        std::ofstream(path, std::ios::binary | std::ios::trunc) << mutator.mutate(whole);
        const auto recovered = io::recoverJournal(path);
        QVERIFY(isConsistent(recovered));
        QVERIFY(!recovered || recovered->edits <= 5);
    }
}

void TestReaderFuzz::catalogueReaderSurvives() {
    for (const char* name : {"racks", "pipes", "coolants", "chillers", "power_devices"}) {
        const auto text = io::readFile(
            HALLWRIGHT_SOURCE_DIR "/assets/catalog/" + std::string(name) + ".json", 1 << 24);
        QVERIFY(text.hasValue());
        Mutator mutator(8);
        for (int round = 0; round < kRounds / 8; ++round) {
            catalog::Catalog catalog;
            (void)io::readCatalogText(mutator.mutate(*text), name, catalog);
            catalog.index();
        }
    }
}

void TestReaderFuzz::siteReaderSurvives() {
    const auto text = io::readFile(HALLWRIGHT_SOURCE_DIR "/assets/sites/bosquel.json", 1 << 24);
    QVERIFY(text.hasValue());
    fuzz(*text, 9, [](const std::string& damaged) {
        const auto site = io::readSiteText(damaged, "x.json");
        return isConsistent(site) && site.hasValue();
    });
}

void TestReaderFuzz::hugeFlatAndDeepDocumentsTakeBoundedTime() {
    QElapsedTimer timer;
    timer.start();
    std::string manyKeys = "{";
    for (int i = 0; i < 200000; ++i)
        manyKeys += "\"k" + std::to_string(i) + "\":0,";
    std::string manyFaults = R"({"format":"hallwright-campus","version":1,"site":{},"racks":[0)";
    for (int i = 0; i < 200000; ++i)
        manyFaults += ",0";
    manyFaults += "]}";
    for (const auto& text : {std::string(2000000, '['), std::string(2000000, '{'), manyKeys,
                             manyFaults, std::string(2000000, ' '), std::string(2000000, '"')}) {
        const auto campus = io::readCampusText(text);
        QVERIFY(!campus.hasValue());
        QVERIFY(!campus.error().empty());
        QVERIFY(campus.error().size() <= 600); // nobody reads 200,000 findings
    }
    QVERIFY2(timer.elapsed() < 20000, "the reader took too long");
}

QTEST_APPLESS_MAIN(TestReaderFuzz)
#include "tst_reader_fuzz.moc"
