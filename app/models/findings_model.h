#pragma once

#include "app/models/row_list_model.h"

#include <QString>

namespace hallwright::app {

class CampusDocument;
class LiveResults;

struct FindingRow {
    QString key; ///< rule and element: the same finding over revisions
    QString severity;
    int element = 0; ///< number of the culprit; 0: the campus
    QString elementName;
    QString sentence;
    QString remedy;
    friend bool operator==(const FindingRow&, const FindingRow&) = default;
};

/// What an engineer should know of, worst first, from the newest solution.
class FindingsModel : public RowListModel<FindingRow> {
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY summaryChanged)
    Q_PROPERTY(int faults READ faults NOTIFY summaryChanged)
    Q_PROPERTY(int warnings READ warnings NOTIFY summaryChanged)
    /// "Checked r418 · 46 rules"; empty before the first solve.
    Q_PROPERTY(QString summary READ summary NOTIFY summaryChanged)
    /// The one line where rows would be.
    Q_PROPERTY(QString emptyText READ emptyText NOTIFY summaryChanged)
    Q_PROPERTY(bool stale READ isStale NOTIFY summaryChanged)

public:
    enum Role {
        SeverityRole = Qt::UserRole + 1,
        ElementRole,
        ElementNameRole,
        SentenceRole,
        RemedyRole
    };

    FindingsModel(const CampusDocument& document, const LiveResults& results,
                  QObject* parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] int faults() const;
    [[nodiscard]] int warnings() const;
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QString emptyText() const;
    [[nodiscard]] bool isStale() const;

signals:
    void summaryChanged();

private:
    void refresh();

    const CampusDocument& m_document;
    const LiveResults& m_results;
};

} // namespace hallwright::app
