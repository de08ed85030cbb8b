#pragma once

#include "app/report/canvas.h"

#include <vector>

namespace hallwright::app::report {

struct Column {
    QString title;
    double width_mm = 20.0;
    Qt::Alignment align = Qt::AlignLeft;
    bool strong = false; ///< the figure that the row is about
};

/// One row: a text a column, wrapped where it does not fit. `color` is for the strong cells.
struct TableRow {
    std::vector<QString> cells;
    QColor color = ink::kText;
};

/// A table over the width of its columns: head with a rule below, thin rules between rows, no
/// verticals. It knows the height of its rows, so that long ones are split over pages.
class Table {
public:
    explicit Table(std::vector<Column> columns);
    void add(TableRow row) { m_rows.push_back(std::move(row)); }
    [[nodiscard]] int rowCount() const { return int(m_rows.size()); }
    /// Number of rows from `first` on that fit under a head in `height_mm`; at least one.
    [[nodiscard]] int rowsThatFit(int first, double height_mm) const;
    /// Draws the head and `count` rows from `first`; returns the height used [mm].
    double draw(Canvas& canvas, QPointF topLeft, int first, int count) const;
    double draw(Canvas& canvas, QPointF topLeft) const {
        return draw(canvas, topLeft, 0, rowCount());
    }

private:
    [[nodiscard]] double rowHeight(const TableRow& row) const;
    [[nodiscard]] double width() const;
    std::vector<Column> m_columns;
    std::vector<TableRow> m_rows;
};

} // namespace hallwright::app::report
