#pragma once

#include "app/models/catalogue_sheet.h"
#include "app/models/row_list_model.h"
#include "app/models/workspace.h"
#include "core/catalog/catalog.h"

#include <QSet>
#include <QVariantList>
#include <QVector3D>

#include <memory>

namespace hallwright::app {

struct CatalogueRow {
    QString key; ///< what ToolController::beginPlacing takes; "group/<name>" for headings
    bool isGroup = false;
    QString group;
    int count = 0; ///< of a heading: items in it that fit the filter
    bool expanded = true;
    QString name;     ///< short, as a list shows it
    QString fullName; ///< as the catalogue has it
    QString detail;
    QString icon;
    QVector3D size_m;
    QString form; ///< how the thumbnail draws it: "hall", "rack", "fans", "box", "coils", "row"
    std::vector<SheetLine> sheet;
    QString sources;
    QString confidence;
    friend bool operator==(const CatalogueRow&, const CatalogueRow&) = default;
};

/// What can be placed: hall modules and every placeable type, in groups, filtered by words.
class CatalogueModel : public RowListModel<CatalogueRow> {
    Q_OBJECT
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    /// Items that fit the filter.
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role {
        KeyRole = Qt::UserRole + 1,
        IsGroupRole,
        GroupRole,
        CountRole,
        ExpandedRole,
        NameRole,
        FullNameRole,
        DetailRole,
        IconRole,
        SizeRole,
        FormRole,
        SheetRole,
        SourcesRole,
        ConfidenceRole
    };

    explicit CatalogueModel(std::shared_ptr<const catalog::Catalog> catalog,
                            QObject* parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] const std::vector<CatalogueRow>& items() const { return m_items; }
    [[nodiscard]] QString filter() const { return m_filter; }
    void setFilter(const QString& filter);
    [[nodiscard]] int count() const { return m_count; }
    /// Puts the groups that a workspace works with first.
    void setWorkspace(Workspace workspace);
    Q_INVOKABLE void toggleGroup(const QString& group);
    /// Whether a row is a heading, which the keyboard passes over.
    Q_INVOKABLE bool isGroup(int row) const { return data(index(row), IsGroupRole).toBool(); }

signals:
    void filterChanged();
    void countChanged();

private:
    void collect();
    void refresh();

    std::shared_ptr<const catalog::Catalog> m_catalog;
    std::vector<CatalogueRow> m_items; ///< all of them, without headings
    QString m_filter;
    QSet<QString> m_collapsed;
    Workspace m_workspace = Workspace::Site;
    int m_count = 0;
};

} // namespace hallwright::app
