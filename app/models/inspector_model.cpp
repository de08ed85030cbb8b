#include "app/models/inspector_model.h"

#include <QVariantList>
#include <QVariantMap>

namespace hallwright::app {

namespace {

QString kindText(InspectorRowKind kind) {
    switch (kind) {
    case InspectorRowKind::Section:
        return QStringLiteral("section");
    case InspectorRowKind::Cell:
        return QStringLiteral("cells");
    case InspectorRowKind::Field:
        return QStringLiteral("field");
    case InspectorRowKind::Choice:
        return QStringLiteral("choice");
    case InspectorRowKind::Switch:
        return QStringLiteral("switch");
    case InspectorRowKind::Value:
        return QStringLiteral("value");
    case InspectorRowKind::Bar:
        return QStringLiteral("bar");
    case InspectorRowKind::Check:
        return QStringLiteral("check");
    }
    return {};
}

} // namespace

QVariant InspectorModel::data(const QModelIndex& index, int role) const {
    const InspectorLine* line = rowAt(index);
    if (line == nullptr)
        return {};
    const InspectorRow& row = line->row;
    switch (role) {
    case KeyRole:
        return row.key;
    case KindRole:
        return kindText(row.kind);
    case Qt::DisplayRole:
    case LabelRole:
        return row.label;
    case ValueRole:
        return row.value;
    case UnitRole:
        return row.unit;
    case ExtraRole:
        return row.extra;
    case SeverityRole:
        return row.severity;
    case OptionsRole:
        return row.options;
    case OptionRole:
        return row.option;
    case MixedRole:
        return row.mixed;
    case FractionRole:
        return row.fraction;
    case CellsRole: {
        QVariantList cells;
        for (const InspectorRow& cell : line->cells)
            cells.append(QVariantMap{{QStringLiteral("key"), cell.key},
                                     {QStringLiteral("label"), cell.label},
                                     {QStringLiteral("value"), cell.value},
                                     {QStringLiteral("unit"), cell.unit},
                                     {QStringLiteral("mixed"), cell.mixed}});
        return cells;
    }
    default:
        return {};
    }
}

QHash<int, QByteArray> InspectorModel::roleNames() const {
    return {{KeyRole, "key"},           {KindRole, "kind"},         {LabelRole, "label"},
            {ValueRole, "value"},       {UnitRole, "unit"},         {ExtraRole, "extra"},
            {SeverityRole, "severity"}, {OptionsRole, "options"},   {OptionRole, "option"},
            {MixedRole, "mixed"},       {FractionRole, "fraction"}, {CellsRole, "cells"}};
}

void InspectorModel::show(const InspectorRows& rows) {
    std::vector<InspectorLine> lines;
    for (const InspectorRow& row : rows) {
        const bool isCell = row.kind == InspectorRowKind::Cell;
        if (isCell && !lines.empty() && !lines.back().cells.empty()) {
            lines.back().cells.push_back(row);
            continue;
        }
        lines.push_back({row.key, row, {}});
        if (isCell)
            lines.back().cells.push_back(row);
    }
    replaceRows(std::move(lines));
}

} // namespace hallwright::app
