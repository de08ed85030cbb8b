#include "app/document/edit_command.h"

#include <algorithm>

namespace hallwright::app {

namespace {

template <class T>
bool sameRows(std::vector<model::RowChange<T>> a, std::vector<model::RowChange<T>> b) {
    const auto byId = [](const auto& x, const auto& y) { return x.id < y.id; };
    std::sort(a.begin(), a.end(), byId);
    std::sort(b.begin(), b.end(), byId);
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.id == y.id && x.after == y.after;
    });
}

/// Whether two changes leave the same rows behind: then one of them took the other back.
bool sameEffect(const model::ChangeSet& a, const model::ChangeSet& b) {
    if (a.site != b.site)
        return false;
    return std::apply(
        [&b](const auto&... rows) {
            return (sameRows(rows, std::get<std::decay_t<decltype(rows)>>(b.rows)) && ...);
        },
        a.rows);
}

} // namespace

EditCommand::EditCommand(Apply apply, model::ChangeSet forward, const QString& text,
                         std::optional<DragId> drag)
    : QUndoCommand(text), m_apply(std::move(apply)), m_forward(std::move(forward)), m_drag(drag) {}

void EditCommand::redo() {
    m_back = m_apply(m_forward);
}

void EditCommand::undo() {
    m_apply(m_back);
}

bool EditCommand::mergeWith(const QUndoCommand* next) {
    const auto* later = dynamic_cast<const EditCommand*>(next);
    if (!later || !m_drag || !later->m_drag || m_drag->number != later->m_drag->number)
        return false;
    m_forward.append(later->m_forward);
    // Undone in the opposite order: the older inverse has the last word on each row.
    model::ChangeSet back = later->m_back;
    back.append(std::move(m_back));
    m_back = std::move(back);
    setText(later->text());
    setObsolete(sameEffect(m_forward, m_back));
    return true;
}

} // namespace hallwright::app
