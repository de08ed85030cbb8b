#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/geometry/spatial_index.h"
#include "core/model/campus.h"
#include "core/model/edit.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QUndoStack>

#include <memory>
#include <optional>

namespace hallwright::app {

/// Edits with the same drag number merge into one undo step.
struct DragId {
    int number = 0;

    /// One that no edit has had yet.
    [[nodiscard]] static DragId next();
};

/// The campus being edited: the one place where it changes. Every change is an edit on the undo
/// stack, is written to the journal and raises the revision. Knows neither views nor solvers.
class CampusDocument : public QObject {
    Q_OBJECT
    /// The campus's own name; without one, the file's.
    Q_PROPERTY(QString title READ title NOTIFY titleChanged)
    Q_PROPERTY(QString filePath READ filePath NOTIFY fileChanged)
    Q_PROPERTY(bool modified READ isModified NOTIFY modifiedChanged)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY undoStateChanged)
    Q_PROPERTY(bool canRedo READ canRedo NOTIFY undoStateChanged)
    Q_PROPERTY(QString undoText READ undoText NOTIFY undoStateChanged)
    Q_PROPERTY(QString redoText READ redoText NOTIFY undoStateChanged)
    Q_PROPERTY(int revision READ revision NOTIFY changed)
    /// Edits that a program that was killed left unsaved in this file's journal; 0: none.
    Q_PROPERTY(int recoverableEdits READ recoverableEdits NOTIFY recoveryChanged)

public:
    explicit CampusDocument(std::shared_ptr<const catalog::Catalog> catalog,
                            QObject* parent = nullptr);
    ~CampusDocument() override;

    [[nodiscard]] const model::Campus& campus() const;
    [[nodiscard]] std::shared_ptr<const catalog::Catalog> catalog() const;
    /// Boxes of all placed things at this revision; built on first use after a change.
    [[nodiscard]] const geometry::SpatialIndex& spatialIndex() const;
    [[nodiscard]] int revision() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString filePath() const;
    [[nodiscard]] bool isModified() const;
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;
    [[nodiscard]] QString undoText() const;
    [[nodiscard]] QString redoText() const;

    /// Plans and makes an edit as one undo step named `text` ("Move 3 racks"). The diagnostics say
    /// why not; then nothing changed.
    base::Result<model::ChangeSet> apply(const model::Edit& edit, const QString& text,
                                         std::optional<DragId> drag = {});
    Q_INVOKABLE void undo();
    Q_INVOKABLE void redo();

    /// A new campus without a file; the undo stack and the journal begin anew.
    void reset(model::Campus campus, const QString& filePath = {});
    /// Reads a file whole or not at all.
    [[nodiscard]] base::Result<bool> open(const QString& filePath);
    /// Writes beside, syncs, renames; an empty path means the file it came from.
    [[nodiscard]] base::Result<bool> save(const QString& filePath = {});

    /// After open(): what the journal beside the file holds. The campus shown is the saved one
    /// until recover() is called; an edit made instead keeps the journal under another name.
    [[nodiscard]] int recoverableEdits() const;
    Q_INVOKABLE void recover();
    Q_INVOKABLE void discardRecovery();
    /// Journals of campuses that were never saved and that no running program owns, newest first.
    [[nodiscard]] QStringList unsavedJournals() const;
    /// Opens such a journal as an unsaved campus.
    [[nodiscard]] base::Result<bool> recoverUnsaved(const QString& journalFile);
    /// Throws the edits since the last save away; call when the user chose so before leaving.
    void discardJournal();
    /// Where journals of campuses without a file go; by default in the user's data folder.
    void setRecoveryFolder(const QString& folder);

signals:
    /// After every change, undo and redo included, with the rows that changed. After open, reset
    /// and recover `everything` is true and the change set is empty.
    void changed(const hallwright::model::ChangeSet& change, bool everything);
    void modifiedChanged();
    void undoStateChanged();
    void fileChanged();
    void titleChanged();
    void recoveryChanged();
    /// Edits are not written to the journal any more (disk full, ...); said once, in words.
    void journalFailed(const QString& message);

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace hallwright::app
