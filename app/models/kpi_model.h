#pragma once

#include "app/models/row_list_model.h"
#include "app/models/workspace.h"

#include <QVariantList>

namespace hallwright::app {

class LiveResults;

/// One tile of the KPI strip; all text ready to show.
struct KpiTile {
    QString key;
    QString name;
    QString value;
    QString unit;
    QString context;
    QString severity; ///< "fault" where a limit is broken, else empty
    QString formula;
    QVariantList inputs; ///< [{name, value}]
    QString source;
    bool known = false;
    bool stale = false;
    friend bool operator==(const KpiTile&, const KpiTile&) = default;
};

/// The tiles of the KPI strip: chosen by workspace, as many as the window has room for.
class KpiModel : public RowListModel<KpiTile> {
    Q_OBJECT
    Q_PROPERTY(int tileCount READ tileCount WRITE setTileCount NOTIFY tileCountChanged)

public:
    enum Role {
        KeyRole = Qt::UserRole + 1,
        NameRole,
        ValueRole,
        UnitRole,
        ContextRole,
        SeverityRole,
        FormulaRole,
        InputsRole,
        SourceRole,
        KnownRole,
        StaleRole
    };

    explicit KpiModel(const LiveResults& results, QObject* parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void setWorkspace(Workspace workspace);
    [[nodiscard]] int tileCount() const { return m_tileCount; }
    void setTileCount(int count);

signals:
    void tileCountChanged();

private:
    void refresh();

    const LiveResults& m_results;
    Workspace m_workspace = Workspace::Site;
    int m_tileCount = 7;
};

} // namespace hallwright::app
