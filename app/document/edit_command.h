#pragma once

#include "app/document/campus_document.h"
#include "core/model/change_set.h"

#include <QUndoCommand>

#include <functional>
#include <optional>

namespace hallwright::app {

/// The only undo command there is: one change of the campus, and the one that takes it back.
class EditCommand final : public QUndoCommand {
public:
    /// Makes a change, tells the listeners, and returns its inverse.
    using Apply = std::function<model::ChangeSet(model::ChangeSet)>;

    /// `forward` is made by the first redo(), which QUndoStack::push calls.
    EditCommand(Apply apply, model::ChangeSet forward, const QString& text,
                std::optional<DragId> drag);

    void redo() override;
    void undo() override;
    /// All commands may merge; mergeWith decides by the drag.
    [[nodiscard]] int id() const override { return 1; }
    /// Steps of one drag become one: the inverses run together, and the command is obsolete where
    /// the drag ended where it began.
    bool mergeWith(const QUndoCommand* next) override;

private:
    Apply m_apply;
    model::ChangeSet m_forward;
    model::ChangeSet m_back;
    std::optional<DragId> m_drag;
};

} // namespace hallwright::app
