#pragma once

#include "app/models/bill_of_materials.h"
#include "app/models/row_list_model.h"

#include <QString>

namespace hallwright::app {

class CampusDocument;

/// The bill of materials of the document, counted again after each edit while it is shown.
class BillOfMaterialsModel : public RowListModel<BillRow> {
    Q_OBJECT
    Q_PROPERTY(QString total READ total NOTIFY totalChanged)
    /// Somebody looks at it; otherwise it is counted when somebody does.
    Q_PROPERTY(bool shown READ isShown WRITE setShown NOTIFY shownChanged)

public:
    enum Role {
        NameRole = Qt::UserRole + 1,
        GroupRole,
        AmountRole,
        UnitPriceRole,
        PriceRole,
        ConfidenceRole
    };

    explicit BillOfMaterialsModel(const CampusDocument& document, QObject* parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    /// "456 M EUR for 12 of 14 types"; empty for an empty campus.
    [[nodiscard]] QString total() const;
    [[nodiscard]] bool isShown() const { return m_shown; }
    void setShown(bool shown);

signals:
    void totalChanged();
    void shownChanged();

private:
    void refresh();
    const CampusDocument& m_document;
    bool m_shown = true;
    bool m_isOld = false;
};

} // namespace hallwright::app
