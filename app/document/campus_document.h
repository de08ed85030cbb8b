#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/geometry/spatial_index.h"
#include "core/model/campus.h"
#include "core/model/edit.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <memory>
#include <optional>

namespace hallwright::app {

/// Edits with the same drag number merge into one undo step.
struct DragId {
    int number = 0;
};

/// The campus being edited: the one place where it changes. Every change is an edit on the undo
/// stack, is written to the journal and raises the revision. Knows neither views nor solvers.
class CampusDocument : public QObject {
    Q_OBJECT
    Q_PROPERTY(QString title READ title NOTIFY fileChanged)
    Q_PROPERTY(QString filePath READ filePath NOTIFY fileChanged)
    Q_PROPERTY(bool modified READ isModified NOTIFY modifiedChanged)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY undoStateChanged)
    Q_PROPERTY(bool canRedo READ canRedo NOTIFY undoStateChanged)
    Q_PROPERTY(QString undoText READ undoText NOTIFY undoStateChanged)
    Q_PROPERTY(QString redoText READ redoText NOTIFY undoStateChanged)
    Q_PROPERTY(int revision READ revision NOTIFY changed)

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

signals:
    /// After every change, with the rows that changed; also after undo, redo, open and reset
    /// (then `everything` is true and the change set is empty).
    void changed(const hallwright::model::ChangeSet& change, bool everything);
    void modifiedChanged();
    void undoStateChanged();
    void fileChanged();

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace hallwright::app
