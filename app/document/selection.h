#pragma once

#include "core/model/entities.h"

#include <QObject>

#include <vector>

namespace hallwright::app {

class CampusDocument;

/// The selected entities, in the order in which they were picked; deleted ones leave by themselves.
class Selection : public QObject {
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int first READ first NOTIFY changed)
    Q_PROPERTY(int hovered READ hovered NOTIFY hoveredChanged)

public:
    explicit Selection(CampusDocument& document, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<model::EntityId>& entities() const { return m_entities; }
    [[nodiscard]] bool contains(model::EntityId id) const;
    [[nodiscard]] int count() const { return int(m_entities.size()); }
    /// Number of the entity picked first; 0 for none.
    [[nodiscard]] int first() const;
    [[nodiscard]] int hovered() const { return int(m_hovered.number); }

    void set(std::vector<model::EntityId> entities);
    void setHovered(model::EntityId id);
    Q_INVOKABLE void select(int number);
    Q_INVOKABLE void toggle(int number);
    Q_INVOKABLE void selectAll();
    Q_INVOKABLE void clear();
    /// Asks the viewport to bring an entity into view (findings, outline); selects it too.
    Q_INVOKABLE void reveal(int number);

signals:
    void changed();
    void hoveredChanged();
    void revealRequested(int number);

private:
    CampusDocument& m_document;
    std::vector<model::EntityId> m_entities;
    model::EntityId m_hovered;
};

} // namespace hallwright::app
