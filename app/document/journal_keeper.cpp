#include "app/document/journal_keeper.h"

#include "app/document/file_path.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QUuid>

namespace hallwright::app {

namespace {

QString toQString(const std::filesystem::path& file) {
    return QString::fromStdString(file.string());
}

/// A journal's lock, held while its program runs.
std::unique_ptr<QLockFile> lockOf(const QString& journalFile) {
    auto lock = std::make_unique<QLockFile>(journalFile + ".lock");
    lock->setStaleLockTime(0); // stale only when its program is gone, however long it runs
    return lock;
}

/// Where locks can't be written nobody else is known to own anything.
bool isOwnedByAnother(QLockFile& lock) {
    return !lock.tryLock(0) && lock.error() == QLockFile::LockFailedError;
}

} // namespace

JournalKeeper::JournalKeeper()
    : m_folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/recovery") {}

void JournalKeeper::begin(const QString& campusFile, Base base, const QString& recoveredFrom) {
    m_journal.reset();
    m_lock.reset();
    m_campusFile = campusFile;
    m_base = base;
    m_recoveredFrom = recoveredFrom;
    m_failed = false;
}

base::Diagnostics JournalKeeper::start(const model::Campus& before) {
    if (!m_campusFile.isEmpty()) {
        const auto file = io::EditJournal::besideOf(toPath(m_campusFile));
        m_lock = lockOf(toQString(file));
        if (isOwnedByAnother(*m_lock))
            return startInFolder(before); // another window edits the same file
        if (m_base == Base::Campus) {
            auto journal = io::EditJournal::startUnsaved(file, before);
            if (!journal)
                return journal.error();
            m_journal = std::move(journal).value();
            return {};
        }
        // A journal that nobody answered for is kept under another name instead of overwritten.
        std::error_code ignored;
        if (std::filesystem::exists(file, ignored))
            std::filesystem::rename(file, file.string() + ".kept", ignored);
        auto journal = io::EditJournal::start(file, toPath(m_campusFile));
        if (!journal)
            return journal.error();
        m_journal = std::move(journal).value();
        return {};
    }
    return startInFolder(before);
}

base::Diagnostics JournalKeeper::startInFolder(const model::Campus& before) {
    if (!QDir().mkpath(m_folder))
        return base::failure(m_folder.toStdString(), "The folder for recovery can't be made.",
                             "Check that you may write there.");
    const QString file =
        m_folder + '/' + QUuid::createUuid().toString(QUuid::WithoutBraces) + ".journal";
    m_lock = lockOf(file);
    m_lock->tryLock();
    auto journal = io::EditJournal::startUnsaved(toPath(file), before);
    if (!journal)
        return journal.error();
    m_journal = std::move(journal).value();
    removeRecovered();
    return {};
}

void JournalKeeper::removeRecovered() {
    if (m_recoveredFrom.isEmpty())
        return;
    QFile::remove(m_recoveredFrom);
    m_recoveredFrom.clear();
}

base::Diagnostics JournalKeeper::append(const model::Campus& before,
                                        const model::ChangeSet& change) {
    if (m_failed)
        return {};
    base::Diagnostics findings;
    if (!m_journal)
        findings = start(before);
    if (findings.empty())
        findings = m_journal->append(change);
    m_failed = !findings.empty();
    return findings;
}

base::Diagnostics JournalKeeper::noteSaving(const QString& campusFile, const std::string& text) {
    return m_journal ? m_journal->noteSaving(toPath(campusFile), text) : base::Diagnostics{};
}

void JournalKeeper::remove() {
    if (const auto file = io::EditJournal::besideOf(toPath(m_campusFile));
        !m_campusFile.isEmpty() && !(m_journal && m_journal->file() == file) &&
        !isOwnedByAnother(*lockOf(toQString(file)))) {
        std::error_code ignored;
        std::filesystem::remove(file, ignored);
    }
    // What can't be removed is offered for recovery once more, which does no harm.
    if (m_journal)
        static_cast<void>(m_journal->remove());
    m_journal.reset();
    m_lock.reset();
    m_failed = false;
    removeRecovered();
}

QStringList JournalKeeper::abandoned() const {
    QStringList files;
    for (const QFileInfo& info :
         QDir(m_folder).entryInfoList({"*.journal"}, QDir::Files, QDir::Time)) {
        const QString file = info.absoluteFilePath();
        if (m_journal && toPath(file) == m_journal->file())
            continue;
        if (lockOf(file)->tryLock(0))
            files.append(file);
    }
    return files;
}

std::optional<io::RecoveredCampus> JournalKeeper::leftBeside(const QString& campusFile) {
    const auto file = io::EditJournal::besideOf(toPath(campusFile));
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored) || isOwnedByAnother(*lockOf(toQString(file))))
        return {};
    auto recovered = io::recoverJournal(file);
    if (!recovered || recovered->edits == 0)
        return {};
    return std::move(recovered).value();
}

} // namespace hallwright::app
