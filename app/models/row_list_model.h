#pragma once

#include <QAbstractListModel>

#include <algorithm>
#include <vector>

namespace hallwright::app {

/// A list model over plain rows that are computed anew and then compared with what is shown, so
/// that a view keeps its place, its selection and its animations. `Row` has operator== and a
/// member `key` that names the row over changes.
template <class Row>
class RowListModel : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : int(m_rows.size());
    }
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }

protected:
    [[nodiscard]] const Row* rowAt(const QModelIndex& index) const {
        return index.isValid() && index.row() >= 0 && std::size_t(index.row()) < m_rows.size()
                   ? &m_rows[std::size_t(index.row())]
                   : nullptr;
    }

    /// Shows `next`. Rows with the same keys at both ends stay; what lies between is exchanged;
    /// rows that stayed and differ are announced one run at a time.
    void replaceRows(std::vector<Row> next) {
        const auto sameKey = [](const Row& a, const Row& b) { return a.key == b.key; };
        const std::size_t shorter = std::min(m_rows.size(), next.size());
        std::size_t head = 0;
        while (head < shorter && sameKey(m_rows[head], next[head]))
            ++head;
        std::size_t tail = 0;
        while (tail < shorter - head &&
               sameKey(m_rows[m_rows.size() - 1 - tail], next[next.size() - 1 - tail]))
            ++tail;
        const auto at = [](std::size_t i) { return std::ptrdiff_t(i); };
        if (m_rows.size() > head + tail) {
            beginRemoveRows({}, int(head), int(m_rows.size() - tail) - 1);
            m_rows.erase(m_rows.begin() + at(head), m_rows.end() - at(tail));
            endRemoveRows();
        }
        if (next.size() > head + tail) {
            beginInsertRows({}, int(head), int(next.size() - tail) - 1);
            m_rows.insert(m_rows.begin() + at(head), next.begin() + at(head),
                          next.end() - at(tail));
            endInsertRows();
        }
        for (std::size_t i = 0; i < m_rows.size();) {
            std::size_t end = i;
            while (end < m_rows.size() && !(m_rows[end] == next[end])) {
                m_rows[end] = std::move(next[end]);
                ++end;
            }
            if (end > i)
                emit dataChanged(index(int(i)), index(int(end) - 1));
            i = end + 1;
        }
    }

private:
    std::vector<Row> m_rows;
};

} // namespace hallwright::app
