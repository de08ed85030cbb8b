#pragma once

#include "app/document/view_state.h"
#include "app/models/campus_tree.h"
#include "app/models/row_list_model.h"

#include <QSet>

#include <cstdint>
#include <unordered_map>

namespace hallwright::app {

class CampusDocument;
class LiveResults;

/// One visible line of the outline's tree.
struct OutlineRow {
    QString key;
    QString name;
    QString icon;
    int depth = 0;
    bool expandable = false;
    bool expanded = false;
    int entity = 0; ///< 0 for headings
    QString value;  ///< worst value of the layer; empty where there is none
    QString severity;
    double fraction = -1.0; ///< position in the layer's range, 0-1; negative: no value
    friend bool operator==(const OutlineRow&, const OutlineRow&) = default;
};

/// The campus as a tree (halls with rows and racks, substations, plants, connections) with the
/// layer's worst value at each node. Only what is open is in the model, so 10,000 racks cost
/// nothing until somebody opens their rows.
class OutlineModel : public RowListModel<OutlineRow> {
    Q_OBJECT
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    /// "max inlet, °C": what the values are.
    Q_PROPERTY(QString valueHeading READ valueHeading NOTIFY headingChanged)

public:
    enum Role {
        KeyRole = Qt::UserRole + 1,
        NameRole,
        IconRole,
        DepthRole,
        ExpandableRole,
        ExpandedRole,
        EntityRole,
        ValueRole,
        SeverityRole,
        FractionRole
    };

    OutlineModel(const CampusDocument& document, const LiveResults& results, const ViewState& view,
                 QObject* parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QString filter() const { return m_filter; }
    void setFilter(const QString& filter);
    [[nodiscard]] QString valueHeading() const;
    Q_INVOKABLE void toggle(const QString& key);
    /// Opens the containers of an entity, so that its line is there.
    Q_INVOKABLE void reveal(int entity);

signals:
    void filterChanged();
    void headingChanged();

private:
    void readFindings();
    void refresh();
    void addEntity(std::vector<OutlineRow>& rows, model::EntityId id, int depth,
                   bool expandable) const;
    bool addHeading(std::vector<OutlineRow>& rows, const QString& key, const QString& name,
                    std::size_t count, int depth) const;
    void addHall(std::vector<OutlineRow>& rows, const model::Hall& hall) const;
    void addEquipment(std::vector<OutlineRow>& rows, model::EntityId parent, int depth) const;
    void addFiltered(std::vector<OutlineRow>& rows) const;

    const CampusDocument& m_document;
    const LiveResults& m_results;
    const ViewState& m_view;
    QString m_filter;
    QSet<QString> m_open;
    CampusTree m_tree;
    std::unordered_map<std::uint32_t, QString> m_severity; ///< worst finding at or below an entity
};

} // namespace hallwright::app
