#pragma once

#include "core/base/result.h"
#include "core/io/edit_journal.h"
#include "core/model/campus.h"

#include <QLockFile>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace hallwright::app {

/// Writes the journal of one document: begins it with the first edit after a save, locks it against
/// other running programs, and stops with one message when it can't. It lies beside the campus
/// file; that of a campus without a file, or with one that another window edits, in a folder.
class JournalKeeper {
public:
    JournalKeeper();

    void setFolder(const QString& folder) { m_folder = folder; }
    /// What the first edit starts from: what the campus file holds, or a campus that no file holds
    /// (a new or a recovered one); then the journal holds that campus itself.
    enum class Base { File, Campus };
    /// From now on edits belong to this file; empty: a campus without one. `recoveredFrom` is a
    /// journal that the new one takes the place of once it is on disk.
    void begin(const QString& campusFile, Base base, const QString& recoveredFrom = {});
    /// Adds a change. `before` is the campus that it was applied to. Empty where that succeeded or
    /// where failing was said before.
    [[nodiscard]] base::Diagnostics append(const model::Campus& before,
                                           const model::ChangeSet& change);
    /// Call before the text of a save is written, so that a kill in between loses nothing.
    [[nodiscard]] base::Diagnostics noteSaving(const QString& campusFile, const std::string& text);
    /// The edits are saved or unwanted: removes the file.
    void remove();
    /// Journals of unsaved campuses that no running program owns, newest first.
    [[nodiscard]] QStringList abandoned() const;
    /// Edits found beside a file; none where there is no journal, it does not fit any more, or a
    /// running program owns it.
    [[nodiscard]] static std::optional<io::RecoveredCampus> leftBeside(const QString& campusFile);

private:
    [[nodiscard]] base::Diagnostics start(const model::Campus& before);
    [[nodiscard]] base::Diagnostics startInFolder(const model::Campus& before);
    void removeRecovered();

    QString m_folder;
    QString m_campusFile;
    QString m_recoveredFrom;
    Base m_base = Base::Campus;
    std::optional<io::EditJournal> m_journal;
    std::unique_ptr<QLockFile> m_lock;
    bool m_failed = false;
};

} // namespace hallwright::app
