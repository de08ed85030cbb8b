#pragma once

#include "app/diagram/diagram_hits.h"
#include "app/diagram/diagram_painter.h"
#include "core/engine/solution.h"

#include <QObject>
#include <QVariantList>
#include <QVariantMap>

#include <unordered_set>

namespace hallwright::app {

class CampusDocument;
class LiveResults;
class Selection;

/// The one-line diagram of the document as the window shows it: how much of it is drawn, how old it
/// is, and what of it is selected. Laid out again when campus, solution or view change, but only
/// while somebody looks.
class OneLineModel : public QObject {
    Q_OBJECT
    /// Somebody looks.
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY activeChanged)
    /// Number of the substation, hall or plant that is shown alone; 0: the whole campus.
    Q_PROPERTY(int scope READ scope NOTIFY changed)
    /// [{number, name}] from the campus down to the scope.
    Q_PROPERTY(QVariantList path READ path NOTIFY changed)
    /// What to say instead of a diagram or over it; empty when all is well.
    Q_PROPERTY(QString note READ note NOTIFY changed)
    /// "empty", "solving", "stale", "failed" or "".
    Q_PROPERTY(QString state READ state NOTIFY changed)
    Q_PROPERTY(bool stale READ isStale NOTIFY changed)
    Q_PROPERTY(bool empty READ isEmpty NOTIFY changed)

public:
    OneLineModel(const CampusDocument& document, const LiveResults& results, Selection& selection,
                 QObject* parent = nullptr);

    [[nodiscard]] bool isActive() const { return m_active; }
    void setActive(bool active);
    [[nodiscard]] int scope() const { return int(m_view.scope.number); }
    [[nodiscard]] QVariantList path() const;
    [[nodiscard]] QString note() const;
    [[nodiscard]] QString state() const;
    [[nodiscard]] bool isStale() const;
    [[nodiscard]] bool isEmpty() const { return m_diagram.isEmpty(); }

    [[nodiscard]] const diagram::Diagram& diagram() const { return m_diagram; }
    /// How wide text is and how wide bars may grow; the view that draws says so.
    void setTextWidth(diagram::TextWidth width);
    void setMaxWidth(double units);

    /// Shows a substation, a hall or a plant alone; 0: the campus. Others are ignored.
    Q_INVOKABLE void open(int number);
    /// One step towards the campus.
    Q_INVOKABLE void up();
    /// Shows or folds away what is inside of a thing.
    Q_INVOKABLE void toggle(int number);
    /// The same with what is selected.
    void openSelected();
    void toggleSelected();
    /// True for what `open` takes.
    Q_INVOKABLE bool canOpen(int number) const;

    void select(const diagram::Hit& hit, bool add);
    void hover(const diagram::Hit& hit);
    [[nodiscard]] diagram::Emphasis emphasisOf(model::EntityId entity,
                                               const std::vector<model::EntityId>& members) const;
    /// Around what is selected; null where nothing of it is drawn.
    [[nodiscard]] QRectF selectedBounds() const;
    /// {title, lines, loading}: what is known of a part, for the probe; empty for nothing.
    [[nodiscard]] QVariantMap probe(const diagram::Hit& hit) const;

signals:
    void activeChanged();
    void changed();
    void diagramChanged();  ///< another drawing
    void scopeChanged();    ///< another part of the campus: show all of it
    void emphasisChanged(); ///< the same drawing, other things pointed out
    /// Something was selected elsewhere: bring it into view.
    void selectedElsewhere();

private:
    void refresh();
    void layOutAgain();
    void findSelected();
    [[nodiscard]] model::EntityId shownFor(model::EntityId id) const;

    const CampusDocument& m_document;
    const LiveResults& m_results;
    Selection& m_selection;
    diagram::View m_view;
    diagram::TextWidth m_textWidth;
    diagram::Diagram m_diagram;
    engine::SolutionPtr m_drawn; ///< the solution that the diagram shows
    bool m_active = false;
    bool m_dirty = true;
    bool m_selecting = false;                     ///< the selection changes because of us
    std::unordered_set<std::uint32_t> m_shown;    ///< entities that the diagram has a part for
    std::unordered_set<std::uint32_t> m_selected; ///< of these, what stands for the selection
    std::uint32_t m_hovered = 0;
};

} // namespace hallwright::app
