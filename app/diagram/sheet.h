#pragma once

#include "app/diagram/columns.h"
#include "app/diagram/solved_states.h"
#include "app/diagram/trunk_tree.h"

#include <functional>

namespace hallwright::app::diagram {

inline constexpr QSizeF kGridSize{28.0, 28.0};
inline constexpr double kLongFeederName = 70.0; ///< a feeder's name is broken or cut beyond this
inline const QString kOpenWord = QStringLiteral("open");

/// What every part of a diagram is drawn from. Refers to what it is given.
struct Sheet {
    const model::Campus& campus;
    const catalog::Catalog& catalog;
    const engine::CampusIndex& index;
    const TrunkTree& tree;
    const SolvedStates& states;
    const engine::ServiceState& service;
    const TypeSetter& type;
    const View& view;
    std::function<bool(model::EntityId)> isOpen; ///< its content is shown

    [[nodiscard]] QString name(model::EntityId id) const {
        return QString::fromStdString(campus.nameOf(id));
    }
};

/// Counts the columns of the bars that a view is about, to draw only some of them on one page.
class ColumnWindow {
public:
    ColumnWindow(int first, int last) : m_first(first), m_last(last) {}
    [[nodiscard]] bool takesNext() {
        const int n = m_count++;
        const bool takes = n >= m_first && n < m_last;
        m_taken += int(takes);
        return takes;
    }
    [[nodiscard]] int taken() const { return m_taken; }
    [[nodiscard]] int count() const { return m_count; }

private:
    int m_first, m_last;
    int m_count = 0;
    int m_taken = 0;
};

} // namespace hallwright::app::diagram
