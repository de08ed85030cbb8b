#include "app/models/bill_of_materials_model.h"

#include "app/document/campus_document.h"
#include "app/format/number_format.h"
#include "app/models/catalogue_sheet.h"
#include "app/models/entity_words.h"

namespace hallwright::app {

namespace {

QString priceText(double price_eur) {
    if (price_eur < 0.0)
        return QString::fromUtf16(kNoValue);
    return price_eur >= 1e6 ? formatCompact(price_eur / 1e6) + QStringLiteral(" M EUR")
                            : formatNumber(price_eur, 0) + QStringLiteral(" EUR");
}

} // namespace

BillOfMaterialsModel::BillOfMaterialsModel(const CampusDocument& document, QObject* parent)
    : RowListModel(parent), m_document(document) {
    connect(&document, &CampusDocument::changed, this, [this] {
        m_isOld = true;
        if (m_shown)
            refresh();
    });
    refresh();
}

void BillOfMaterialsModel::setShown(bool shown) {
    if (shown == m_shown)
        return;
    m_shown = shown;
    if (m_shown && m_isOld)
        refresh();
    emit shownChanged();
}

QVariant BillOfMaterialsModel::data(const QModelIndex& index, int role) const {
    const BillRow* row = rowAt(index);
    if (row == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return row->name;
    case GroupRole:
        return row->group;
    case AmountRole:
        return Figure{formatNumber(row->amount, 0), row->unit}.text();
    case UnitPriceRole:
        return priceText(row->unitPrice_eur);
    case PriceRole:
        return priceText(row->unitPrice_eur < 0.0 ? -1.0 : row->unitPrice_eur * row->amount);
    case ConfidenceRole:
        return row->confidence;
    default:
        return {};
    }
}

QHash<int, QByteArray> BillOfMaterialsModel::roleNames() const {
    return {{NameRole, "name"},           {GroupRole, "group"}, {AmountRole, "amount"},
            {UnitPriceRole, "unitPrice"}, {PriceRole, "price"}, {ConfidenceRole, "confidence"}};
}

QString BillOfMaterialsModel::total() const {
    double sum_eur = 0.0;
    int priced = 0;
    for (const BillRow& row : rows()) {
        if (row.unitPrice_eur < 0.0)
            continue;
        sum_eur += row.unitPrice_eur * row.amount;
        ++priced;
    }
    if (rows().empty())
        return {};
    return QStringLiteral("%1 for %2 of %3 types, indicative")
        .arg(priceText(sum_eur))
        .arg(priced)
        .arg(rows().size());
}

void BillOfMaterialsModel::refresh() {
    m_isOld = false;
    replaceRows(billOfMaterials(m_document.campus(), *m_document.catalog()));
    emit totalChanged();
}

} // namespace hallwright::app
