#include "core/io/atomic_file.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace hallwright;
using io::readFile;
using io::writeFileAtomically;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSizeMax = 1 << 20;

QString textOf(const base::Diagnostics& findings) {
    return findings.empty() ? QString() : QString::fromStdString(findings[0].text());
}

} // namespace

class TestAtomicFile : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void contentIsReplacedWhole();
    void permissionsAreKept();
    void newFileHasUsualPermissions();
    void linkIsFollowed();
    void missingFolderIsSaid();
    void folderAsTargetIsSaid();
    void readOnlyFolderIsSaidAndNothingChanges();
    void fullDiskIsSaidAndNothingChanges();
    void killedWhileWritingLeavesTheOldFile();
    void readingRefusesWhatIsNoFile();

private:
    fs::path path(const char* name) const {
        return fs::path(m_folder->path().toStdString()) / name;
    }
    QStringList names() const {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestAtomicFile::contentIsReplacedWhole() {
    QVERIFY(writeFileAtomically(path("a"), "first and long").empty());
    QVERIFY(writeFileAtomically(path("a"), std::string_view("b\0c", 3)).empty());
    QCOMPARE(*readFile(path("a"), kSizeMax), std::string("b\0c", 3));
    QCOMPARE(names(), QStringList{"a"}); // nothing is left beside it
}

void TestAtomicFile::permissionsAreKept() {
    QVERIFY(writeFileAtomically(path("a"), "1").empty());
    QCOMPARE(::chmod(path("a").c_str(), 0640), 0);
    QVERIFY(writeFileAtomically(path("a"), "2").empty());
    struct stat state {};
    QCOMPARE(::stat(path("a").c_str(), &state), 0);
    QCOMPARE(int(state.st_mode & 07777), 0640);
}

void TestAtomicFile::newFileHasUsualPermissions() {
    const mode_t old = ::umask(027);
    const auto findings = writeFileAtomically(path("a"), "1");
    ::umask(old);
    QVERIFY(findings.empty());
    struct stat state {};
    QCOMPARE(::stat(path("a").c_str(), &state), 0);
    QCOMPARE(int(state.st_mode & 07777), 0640);
}

void TestAtomicFile::linkIsFollowed() {
    QVERIFY(writeFileAtomically(path("target"), "1").empty());
    fs::create_symlink("target", path("link"));
    QVERIFY(writeFileAtomically(path("link"), "2").empty());
    QVERIFY(fs::is_symlink(path("link")));
    QCOMPARE(*readFile(path("target"), kSizeMax), std::string("2"));
}

void TestAtomicFile::missingFolderIsSaid() {
    const auto text = textOf(writeFileAtomically(path("no/such/a"), "1"));
    QVERIFY2(text.contains("could not be saved: no such file or folder"), qPrintable(text));
}

void TestAtomicFile::folderAsTargetIsSaid() {
    const auto text = textOf(writeFileAtomically(m_folder->path().toStdString(), "1"));
    QVERIFY2(text.contains("that is a folder"), qPrintable(text));
}

void TestAtomicFile::readOnlyFolderIsSaidAndNothingChanges() {
    QVERIFY(writeFileAtomically(path("a"), "old").empty());
    QCOMPARE(::chmod(m_folder->path().toStdString().c_str(), 0500), 0);
    // The superuser may write anywhere, so the child gives that up first.
    const pid_t child = ::fork();
    if (child == 0) {
        if (::geteuid() == 0 && ::setuid(65534) != 0)
            ::_exit(2);
        const auto findings = writeFileAtomically(path("a"), "new");
        const bool said = findings.size() == 1 &&
                          findings[0].what == "could not be saved: permission denied" &&
                          !findings[0].remedy.empty();
        ::_exit(said ? 0 : 1);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    ::chmod(m_folder->path().toStdString().c_str(), 0700);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 2)
        QSKIP("can't become another user here");
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
    QCOMPARE(*readFile(path("a"), kSizeMax), std::string("old"));
}

void TestAtomicFile::fullDiskIsSaidAndNothingChanges() {
    QVERIFY(writeFileAtomically(path("a"), "old").empty());
    const pid_t child = ::fork();
    if (child == 0) { // a limit on file sizes fails a write in the middle, like a full disk
        ::signal(SIGXFSZ, SIG_IGN);
        const struct rlimit limit { 1000, 1000 };
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const auto findings = writeFileAtomically(path("a"), std::string(5000, 'x'));
        const bool said =
            findings.size() == 1 && findings[0].what == "could not be saved: the file is too large";
        ::_exit(said ? 0 : 1);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
    QCOMPARE(*readFile(path("a"), kSizeMax), std::string("old"));
    QCOMPARE(names(), QStringList{"a"}); // the half-written file beside it is gone
    QCOMPARE(io::fileFinding("a", "could not be saved", ENOSPC).text(),
             std::string("a: could not be saved: the disk is full; Free some space or choose "
                         "another disk."));
}

void TestAtomicFile::killedWhileWritingLeavesTheOldFile() {
    const std::string old(200000, 'o'), next(200000, 'n');
    QVERIFY(writeFileAtomically(path("a"), old).empty());
    for (int round = 0; round < 15; ++round) {
        const pid_t child = ::fork();
        if (child == 0)
            for (int i = 0;; ++i)
                (void)writeFileAtomically(path("a"), i % 2 ? old : next);
        ::usleep(1000 + 700 * static_cast<useconds_t>(round));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        const auto content = readFile(path("a"), kSizeMax);
        QVERIFY(content.hasValue());
        QVERIFY(*content == old || *content == next);
    }
}

void TestAtomicFile::readingRefusesWhatIsNoFile() {
    QVERIFY(textOf(readFile(path("none"), kSizeMax).error()).contains("no such file"));
    QVERIFY(textOf(readFile(m_folder->path().toStdString(), kSizeMax).error())
                .contains("that is a folder"));
    QCOMPARE(::mkfifo(path("pipe").c_str(), 0600), 0);
    QVERIFY(textOf(readFile(path("pipe"), kSizeMax).error()).contains("not a regular file"));
    QVERIFY(writeFileAtomically(path("big"), std::string(100, 'x')).empty());
    QVERIFY(textOf(readFile(path("big"), 99).error()).contains("too large"));
    QVERIFY(readFile(path("big"), 100).hasValue());
}

QTEST_APPLESS_MAIN(TestAtomicFile)
#include "tst_atomic_file.moc"
