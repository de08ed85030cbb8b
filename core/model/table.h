#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace hallwright::model {

/// What happens to one entity: its row after the change, or none where it is removed.
template <class T>
struct RowChange {
    decltype(T::id) id;
    std::optional<T> after;
};

/// Entities of one kind in ascending id order. Copies share storage; a change makes a new one,
/// so a snapshot costs a pointer and a solve never sees a half-made edit.
template <class T>
class Table {
public:
    using Id = decltype(T::id);

    [[nodiscard]] const T* find(Id id) const {
        const auto it = std::lower_bound(m_rows->begin(), m_rows->end(), id,
                                         [](const T& row, Id wanted) { return row.id < wanted; });
        return it != m_rows->end() && it->id == id ? &*it : nullptr;
    }
    [[nodiscard]] bool contains(Id id) const { return find(id) != nullptr; }
    [[nodiscard]] std::size_t size() const { return m_rows->size(); }
    [[nodiscard]] bool isEmpty() const { return m_rows->empty(); }
    [[nodiscard]] auto begin() const { return m_rows->cbegin(); }
    [[nodiscard]] auto end() const { return m_rows->cend(); }
    /// True where both have the very same storage: nothing changed between two snapshots.
    [[nodiscard]] bool sharesWith(const Table& other) const { return m_rows == other.m_rows; }

    /// Applies changes (any order, each id at most once) and returns those that take them back.
    std::vector<RowChange<T>> apply(std::vector<RowChange<T>> changes) {
        if (changes.empty())
            return {};
        std::sort(changes.begin(), changes.end(),
                  [](const auto& a, const auto& b) { return a.id < b.id; });
        std::vector<RowChange<T>> inverse;
        inverse.reserve(changes.size());
        auto next = std::make_shared<std::vector<T>>();
        next->reserve(m_rows->size() + changes.size());
        auto row = m_rows->begin();
        for (auto& change : changes) {
            for (; row != m_rows->end() && row->id < change.id; ++row)
                next->push_back(*row);
            RowChange<T> back{change.id, std::nullopt};
            if (row != m_rows->end() && row->id == change.id)
                back.after = *row++;
            if (change.after)
                next->push_back(std::move(*change.after));
            inverse.push_back(std::move(back));
        }
        next->insert(next->end(), row, m_rows->end());
        m_rows = std::move(next);
        return inverse;
    }

    friend bool operator==(const Table& a, const Table& b) {
        return a.m_rows == b.m_rows || *a.m_rows == *b.m_rows;
    }

private:
    std::shared_ptr<const std::vector<T>> m_rows = std::make_shared<const std::vector<T>>();
};

} // namespace hallwright::model
