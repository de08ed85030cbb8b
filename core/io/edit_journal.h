#pragma once

#include "core/base/result.h"
#include "core/model/campus.h"

#include <filesystem>
#include <memory>
#include <string>

namespace hallwright::io {

/// Edits since the last save, on disk: an append-only file with one line per change set, each with
/// a check sum and synced before `append` returns, so a killed program loses at most the edit in
/// hand. Belongs to one document; not for use from two threads at once.
class EditJournal {
public:
    /// Where the journal of a campus file stands: hidden, beside it (".name.hallwright.journal").
    [[nodiscard]] static std::filesystem::path besideOf(const std::filesystem::path& campusFile);

    /// Begins a journal for a campus that equals what `campusFile` holds; an older journal at that
    /// place is replaced. Nothing is written before the first edit.
    [[nodiscard]] static base::Result<EditJournal> start(std::filesystem::path journalFile,
                                                         std::filesystem::path campusFile);
    /// Begins a journal for a campus without a file; the journal holds the campus itself.
    [[nodiscard]] static base::Result<EditJournal> startUnsaved(std::filesystem::path journalFile,
                                                                const model::Campus& campus);

    EditJournal(EditJournal&&) noexcept;
    EditJournal& operator=(EditJournal&&) noexcept;
    /// Closes the file and leaves it where it is: a journal that is still there when a campus is
    /// opened holds edits that were not saved.
    ~EditJournal();

    /// Adds a change that was applied (undo and redo too: they are changes like any other).
    [[nodiscard]] base::Diagnostics append(const model::ChangeSet& change);
    /// Says that `text` is about to be written to `campusFile`: a kill between writing the campus
    /// and `remove` then neither loses edits nor applies them twice.
    [[nodiscard]] base::Diagnostics noteSaving(const std::filesystem::path& campusFile,
                                               std::string_view text);
    /// Removes the file: the edits are saved, or the user has thrown them away.
    [[nodiscard]] base::Diagnostics remove();
    [[nodiscard]] const std::filesystem::path& file() const;
    /// Changes appended since `start`.
    [[nodiscard]] int editCount() const;

private:
    class Private;
    explicit EditJournal(std::unique_ptr<Private> state);
    std::unique_ptr<Private> m_private;
};

/// What a journal left behind.
struct RecoveredCampus {
    model::Campus campus;
    std::filesystem::path campusFile; ///< empty: it was never saved
    int edits = 0;                    ///< changes made after the last save
    base::Diagnostics notes;          ///< what could not be recovered, e.g. a torn last line
};

/// Reads a journal and applies its edits to the campus that it belongs to. Fails where the campus
/// file has changed since (then the edits do not fit) or the journal's beginning is not readable.
/// Tolerates a last line that was cut off; edits after a damaged line are given up, with a note.
[[nodiscard]] base::Result<RecoveredCampus>
recoverJournal(const std::filesystem::path& journalFile);

} // namespace hallwright::io
