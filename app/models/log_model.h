#pragma once

#include "app/models/row_list_model.h"

#include <QTime>

namespace hallwright::engine {
struct Solution;
}

namespace hallwright::app {

struct LogRow {
    int key = 0;
    QTime time;
    QString severity; ///< "note", "warning", "fault"
    QString text;
    friend bool operator==(const LogRow&, const LogRow&) = default;
};

/// What happened since the program began, newest first: edits, solves, files, what went wrong.
class LogModel : public RowListModel<LogRow> {
    Q_OBJECT

public:
    enum Role { TimeRole = Qt::UserRole + 1, SeverityRole, TextRole };

    using RowListModel::RowListModel;

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void add(const QString& severity, const QString& text);

private:
    int m_next = 1;
};

/// How the stages of a solve ended: "Power 3.1 ms, Coolant 6.4 ms, Plume did not converge: …".
[[nodiscard]] QString stagesInWords(const engine::Solution& solution);

} // namespace hallwright::app
