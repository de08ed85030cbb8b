#include "core/io/atomic_file.h"
#include "core/io/campus_reader.h"
#include "core/io/campus_writer.h"
#include "core/io/edit_journal.h"
#include "random_campus.h"

#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fstream>
#include <memory>

using namespace hallwright;
using io::EditJournal;
using io::recoverJournal;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSizeMax = 1 << 28;

/// The n-th of a series of edits: puts a zone, and takes every third one away again.
model::ChangeSet editNumber(int n, const model::Campus& campus) {
    model::ChangeSet change;
    if (n % 3 == 2) {
        change.remove<model::Zone>(std::prev(campus.zones().end())->id);
    } else {
        model::Zone zone;
        zone.id = {campus.nextNumber()};
        zone.name = "Edit " + std::to_string(n);
        zone.points_m = {{n / 3.0, 0.1}};
        change.put(zone);
    }
    return change;
}

QString listed(const base::Diagnostics& findings) {
    QString text;
    for (const auto& finding : findings)
        text += QString::fromStdString(finding.text()) + '\n';
    return text;
}

} // namespace

class TestEditJournal : public QObject {
    Q_OBJECT

private slots:
    void init();
    void nothingIsWrittenBeforeTheFirstEdit();
    void editsComeBack();
    void unsavedCampusComesBack();
    void deletedIdsAreNotUsedAgainAfterRecovery();
    void editsAfterAKillComeBack();
    void tornLastLineIsForgiven();
    void damagedLineEndsTheRecovery();
    void changedCampusFileIsNotTouched();
    void killBetweenSaveAndRemovalLosesNothing();
    void killBeforeTheSaveEndsLosesNothing();
    void removalLeavesNothing();
    void strangeFilesAreRefused_data();
    void strangeFilesAreRefused();
    void unwritableJournalIsSaid();

private:
    fs::path path(const char* name) const {
        return fs::path(m_folder->path().toStdString()) / name;
    }
    /// Applies and writes edits `from` to `to` - 1.
    void edit(EditJournal& journal, model::Campus& campus, int from, int to) {
        for (int n = from; n < to; ++n) {
            const auto change = editNumber(n, campus);
            campus.apply(change);
            const auto findings = journal.append(change);
            QVERIFY2(findings.empty(), qPrintable(listed(findings)));
        }
    }
    std::string content(const fs::path& file) const { return *io::readFile(file, kSizeMax); }
    void overwrite(const fs::path& file, const std::string& bytes) const {
        std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    model::Campus m_campus;
    fs::path m_file, m_journal;
};

void TestEditJournal::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_campus = test::randomCampus(11);
    m_file = path("a.hallwright");
    m_journal = EditJournal::besideOf(m_file);
    QVERIFY(io::writeCampus(m_campus, m_file).empty());
}

void TestEditJournal::nothingIsWrittenBeforeTheFirstEdit() {
    QCOMPARE(m_journal.filename().string(), std::string(".a.hallwright.journal"));
    {
        auto journal = EditJournal::start(m_journal, m_file);
        QVERIFY(journal.hasValue());
        QVERIFY(journal->noteSaving(m_file, "x").empty());
        QCOMPARE(journal->editCount(), 0);
    }
    QVERIFY(!fs::exists(m_journal));
}

void TestEditJournal::editsComeBack() {
    auto journal = EditJournal::start(m_journal, m_file);
    QVERIFY(journal.hasValue());
    edit(*journal, m_campus, 0, 10);
    QCOMPARE(journal->editCount(), 10);
    const auto recovered = recoverJournal(m_journal);
    QVERIFY2(recovered.hasValue(), qPrintable(recovered ? QString() : listed(recovered.error())));
    QVERIFY(recovered->campus == m_campus);
    QCOMPARE(recovered->edits, 10);
    QCOMPARE(recovered->campusFile, m_file);
    QVERIFY(recovered->notes.empty());
}

void TestEditJournal::unsavedCampusComesBack() {
    auto journal = EditJournal::startUnsaved(path("unsaved.journal"), m_campus);
    QVERIFY(journal.hasValue());
    edit(*journal, m_campus, 0, 4);
    const auto recovered = recoverJournal(path("unsaved.journal"));
    QVERIFY2(recovered.hasValue(), qPrintable(recovered ? QString() : listed(recovered.error())));
    QVERIFY(recovered->campus == m_campus);
    QCOMPARE(recovered->edits, 4);
    QVERIFY(recovered->campusFile.empty());
}

void TestEditJournal::deletedIdsAreNotUsedAgainAfterRecovery() {
    // Deleted before the journal began: only its base line can tell.
    model::ChangeSet zone;
    zone.put(model::Zone{{m_campus.nextNumber() + 100}, "Zone", {}, {}, 0.0});
    m_campus.apply(m_campus.apply(zone));
    const auto next = m_campus.nextNumber();
    auto unsaved = EditJournal::startUnsaved(path("unsaved.journal"), m_campus);
    QVERIFY(unsaved.hasValue());
    QVERIFY(unsaved->append(model::ChangeSet{.rows = {}, .site = m_campus.site()}).empty());
    QCOMPARE(recoverJournal(path("unsaved.journal"))->campus.nextNumber(), next);

    // Deleted before the save: the campus file tells. Deleted since: the edits tell.
    QVERIFY(io::writeCampus(m_campus, m_file).empty());
    auto journal = EditJournal::start(m_journal, m_file);
    QVERIFY(journal.hasValue());
    edit(*journal, m_campus, 0, 3); // two put, one of them taken away again
    QCOMPARE(m_campus.nextNumber(), next + 2);
    QCOMPARE(recoverJournal(m_journal)->campus.nextNumber(), next + 2);
}

void TestEditJournal::editsAfterAKillComeBack() {
    for (int round = 0; round < 10; ++round) {
        m_campus = test::randomCampus(11);
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        const pid_t child = ::fork();
        if (child == 0) { // edits for ever, telling after each that it is safe
            auto journal = EditJournal::start(m_journal, m_file);
            auto campus = m_campus;
            for (int n = 0;; ++n) {
                const auto change = editNumber(n, campus);
                campus.apply(change);
                if (!journal->append(change).empty() || ::write(ends[1], "x", 1) != 1)
                    ::_exit(1);
            }
        }
        ::close(ends[1]);
        ::usleep(20000 + 3000 * static_cast<useconds_t>(round));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        int told = 0;
        char byte = 0;
        while (::read(ends[0], &byte, 1) == 1)
            ++told;
        ::close(ends[0]);
        if (told == 0)
            continue; // the machine was slow: killed before the first edit
        const auto recovered = recoverJournal(m_journal);
        QVERIFY2(recovered.hasValue(),
                 qPrintable(recovered ? QString() : listed(recovered.error())));
        // All that were told of, and at most the one in hand.
        QVERIFY2(recovered->edits == told || recovered->edits == told + 1,
                 qPrintable(QString("%1 of %2").arg(recovered->edits).arg(told)));
        for (int n = 0; n < recovered->edits; ++n)
            m_campus.apply(editNumber(n, m_campus));
        QVERIFY(recovered->campus == m_campus);
    }
}

void TestEditJournal::tornLastLineIsForgiven() {
    auto journal = EditJournal::start(m_journal, m_file);
    edit(*journal, m_campus, 0, 4);
    const auto before = m_campus;
    const auto sizeBefore = fs::file_size(m_journal);
    edit(*journal, m_campus, 4, 5);
    const auto whole = content(m_journal);
    for (std::size_t size = sizeBefore + 1; size < whole.size(); ++size) {
        overwrite(m_journal, whole.substr(0, size));
        const auto recovered = recoverJournal(m_journal);
        QVERIFY2(recovered.hasValue(),
                 qPrintable(recovered ? QString() : listed(recovered.error())));
        QVERIFY(recovered->campus == before);
        QCOMPARE(recovered->edits, 4);
        QCOMPARE(recovered->notes.size(), 1u);
        QVERIFY(recovered->notes[0].what.find("cut off") != std::string::npos);
    }
}

void TestEditJournal::damagedLineEndsTheRecovery() {
    auto journal = EditJournal::start(m_journal, m_file);
    edit(*journal, m_campus, 0, 2);
    const auto before = m_campus;
    const auto sizeBefore = fs::file_size(m_journal);
    edit(*journal, m_campus, 2, 6);
    auto bytes = content(m_journal);
    bytes[sizeBefore + 30] ^= 1;
    overwrite(m_journal, bytes);
    const auto recovered = recoverJournal(m_journal);
    QVERIFY(recovered.hasValue());
    QVERIFY(recovered->campus == before);
    QCOMPARE(recovered->edits, 2);
    QCOMPARE(recovered->notes[0].where, std::string("line 4 of the journal"));
    QVERIFY(recovered->notes[0].what.find("the edits from here on are lost") != std::string::npos);
}

void TestEditJournal::changedCampusFileIsNotTouched() {
    auto journal = EditJournal::start(m_journal, m_file);
    edit(*journal, m_campus, 0, 2);
    QVERIFY(io::writeCampus(test::randomCampus(12), m_file).empty());
    const auto recovered = recoverJournal(m_journal);
    QVERIFY(!recovered.hasValue());
    QVERIFY2(listed(recovered.error()).contains("is missing or has changed since"),
             qPrintable(listed(recovered.error())));
    fs::remove(m_file);
    QVERIFY(!recoverJournal(m_journal).hasValue());
}

void TestEditJournal::killBetweenSaveAndRemovalLosesNothing() {
    auto journal = EditJournal::start(m_journal, m_file);
    edit(*journal, m_campus, 0, 5);
    const auto text = io::writeCampusText(m_campus);
    QVERIFY(journal->noteSaving(m_file, text).empty());
    QVERIFY(io::writeFileAtomically(m_file, text).empty());
    const auto recovered = recoverJournal(m_journal); // as after a kill right here
    QVERIFY(recovered.hasValue());
    QCOMPARE(recovered->edits, 0);
    QVERIFY(recovered->campus == m_campus);
}

void TestEditJournal::killBeforeTheSaveEndsLosesNothing() {
    auto journal = EditJournal::start(m_journal, m_file);
    edit(*journal, m_campus, 0, 5);
    QVERIFY(journal->noteSaving(m_file, io::writeCampusText(m_campus)).empty());
    edit(*journal, m_campus, 5, 7); // the save failed, work went on
    const auto recovered = recoverJournal(m_journal);
    QVERIFY(recovered.hasValue());
    QCOMPARE(recovered->edits, 7);
    QVERIFY(recovered->campus == m_campus);
}

void TestEditJournal::removalLeavesNothing() {
    auto journal = EditJournal::start(m_journal, m_file);
    edit(*journal, m_campus, 0, 2);
    QVERIFY(fs::exists(m_journal));
    QVERIFY(journal->remove().empty());
    QVERIFY(!fs::exists(m_journal));
    QVERIFY(journal->remove().empty()); // a second time is no fault
}

void TestEditJournal::strangeFilesAreRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("hello\nworld\n");
    QTest::newRow("zeros") << QByteArray(4096, '\0');
    QTest::newRow("campus") << QByteArray("{\n\"format\": \"hallwright-campus\"\n}\n");
    QTest::newRow("one long line") << QByteArray(1 << 20, 'a');
}

void TestEditJournal::strangeFilesAreRefused() {
    QFETCH(QByteArray, bytes);
    overwrite(m_journal, bytes.toStdString());
    const auto recovered = recoverJournal(m_journal);
    QVERIFY(!recovered.hasValue());
    QVERIFY(listed(recovered.error()).contains("this is not a journal that can be read"));
}

void TestEditJournal::unwritableJournalIsSaid() {
    auto journal = EditJournal::start(path("no/such/folder"), m_file);
    QVERIFY(journal.hasValue());
    const auto findings = journal->append(editNumber(0, m_campus));
    QVERIFY(listed(findings).contains("the journal could not be written: no such file or folder"));
    QCOMPARE(journal->editCount(), 0);
    QVERIFY(!EditJournal::start(m_journal, path("none.hallwright")).hasValue());
}

QTEST_APPLESS_MAIN(TestEditJournal)
#include "tst_edit_journal.moc"
