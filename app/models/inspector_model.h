#pragma once

#include "app/models/inspector_row.h"
#include "app/models/row_list_model.h"

namespace hallwright::app {

/// The lines of the inspector as a list model. Neighbouring cells (x, y, z, angle) share a line:
/// the first carries them all in `cells`, and they are one row here.
struct InspectorLine {
    QString key;
    InspectorRow row;
    std::vector<InspectorRow> cells;
    friend bool operator==(const InspectorLine&, const InspectorLine&) = default;
};

class InspectorModel : public RowListModel<InspectorLine> {
    Q_OBJECT

public:
    enum Role {
        KeyRole = Qt::UserRole + 1,
        KindRole, ///< "section", "cells", "field", "choice", "switch", "value", "bar", "check"
        LabelRole,
        ValueRole,
        UnitRole,
        ExtraRole,
        SeverityRole,
        OptionsRole,
        OptionRole,
        MixedRole,
        FractionRole,
        CellsRole ///< [{key, label, value, unit, mixed}]
    };

    using RowListModel::RowListModel;

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void show(const InspectorRows& rows);
};

} // namespace hallwright::app
