#include "app/report/table.h"

#include <algorithm>

namespace hallwright::app::report {

namespace {

constexpr double kHeadHeight_mm = 6.0;
constexpr double kRowPadding_mm = 1.2; ///< above and below the text of a row
constexpr double kGap_mm = 3.0;        ///< between columns

const TextStyle& styleOf(const Column& column) {
    static const TextStyle strong = style::kTable.strong();
    return column.strong ? strong : style::kTable;
}

} // namespace

Table::Table(std::vector<Column> columns) : m_columns(std::move(columns)) {}

double Table::width() const {
    double sum = 0.0;
    for (const auto& column : m_columns)
        sum += column.width_mm;
    return sum;
}

double Table::rowHeight(const TableRow& row) const {
    double height = 0.0;
    for (std::size_t i = 0; i < row.cells.size() && i < m_columns.size(); ++i)
        height = std::max(height, paragraphHeight(row.cells[i], m_columns[i].width_mm - kGap_mm,
                                                  styleOf(m_columns[i])));
    return height + 2.0 * kRowPadding_mm;
}

int Table::rowsThatFit(int first, double height_mm) const {
    double used = kHeadHeight_mm;
    int count = 0;
    for (int i = first; i < rowCount(); ++i, ++count) {
        used += rowHeight(m_rows[std::size_t(i)]);
        if (used > height_mm)
            break;
    }
    return std::max(count, std::min(1, rowCount() - first));
}

double Table::draw(Canvas& canvas, QPointF topLeft, int first, int count) const {
    const double right = topLeft.x() + width();
    double x = topLeft.x();
    for (const auto& column : m_columns) {
        const bool toRight = column.align & Qt::AlignRight;
        canvas.label({toRight ? x + column.width_mm - kGap_mm : x, topLeft.y() + 2.4}, column.title,
                     style::kTableHead, column.align);
        x += column.width_mm;
    }
    double y = topLeft.y() + kHeadHeight_mm - 1.0;
    canvas.line({topLeft.x(), y}, {right, y}, {weight::kRule, ink::kText, {}});
    for (int i = first; i < first + count; ++i) {
        const TableRow& row = m_rows[std::size_t(i)];
        x = topLeft.x();
        for (std::size_t c = 0; c < row.cells.size() && c < m_columns.size(); ++c) {
            const Column& column = m_columns[c];
            const TextStyle text = column.strong ? styleOf(column).in(row.color) : styleOf(column);
            if (column.align & Qt::AlignRight)
                canvas.label({x + column.width_mm - kGap_mm,
                              y + kRowPadding_mm + style::kTable.leading_pt * 25.4 / 72.0 / 2.0},
                             row.cells[c], text, Qt::AlignRight);
            else
                canvas.paragraph({x, y + kRowPadding_mm}, column.width_mm - kGap_mm, row.cells[c],
                                 text);
            x += column.width_mm;
        }
        y += rowHeight(row);
        canvas.line({topLeft.x(), y}, {right, y}, {weight::kHair, ink::kRule, {}});
    }
    return y - topLeft.y();
}

} // namespace hallwright::app::report
