#include "app/diagram/one_line_model.h"

#include "app/diagram/one_line_layout.h"
#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/document/selection.h"

#include <algorithm>

namespace hallwright::app {

using namespace diagram;

OneLineModel::OneLineModel(const CampusDocument& document, const LiveResults& results,
                           Selection& selection, QObject* parent)
    : QObject(parent), m_document(document), m_results(results), m_selection(selection) {
    connect(&document, &CampusDocument::changed, this,
            [this](const model::ChangeSet&, bool everything) {
                const auto scoped = m_view.scope;
                if (everything)
                    m_view.open.clear();
                if (everything || m_document.campus().kindOf(scoped) == model::EntityKind::None)
                    m_view.scope = {};
                m_dirty = true;
                refresh();
                if (everything || scoped != m_view.scope)
                    emit scopeChanged();
            });
    connect(&results, &LiveResults::changed, this, [this] {
        m_dirty |= m_results.solution() != m_drawn;
        refresh();
        emit changed();
    });
    connect(&selection, &Selection::changed, this, [this] {
        findSelected();
        emit emphasisChanged();
        if (!m_selecting)
            emit selectedElsewhere();
    });
    connect(&selection, &Selection::hoveredChanged, this, [this] {
        m_hovered = shownFor({std::uint32_t(m_selection.hovered())}).number;
        emit emphasisChanged();
    });
}

void OneLineModel::setActive(bool active) {
    if (m_active == active)
        return;
    m_active = active;
    emit activeChanged();
    refresh();
}

void OneLineModel::setTextWidth(TextWidth width) {
    m_textWidth = std::move(width);
    m_dirty = true;
    refresh();
}

void OneLineModel::setMaxWidth(double units) {
    if (m_view.maxWidth == units)
        return;
    m_view.maxWidth = units;
    m_dirty = true;
    refresh();
}

void OneLineModel::refresh() {
    if (m_active && m_dirty && m_textWidth)
        layOutAgain();
}

void OneLineModel::layOutAgain() {
    m_dirty = false;
    m_drawn = m_results.solution();
    m_diagram =
        layOut(m_document.campus(), *m_document.catalog(), m_drawn.get(), m_view, m_textWidth);
    m_shown.clear();
    for (const auto& symbol : m_diagram.symbols) {
        m_shown.insert(symbol.entity.number);
        for (const auto member : symbol.members)
            m_shown.insert(member.number);
    }
    for (const auto& wire : m_diagram.wires)
        m_shown.insert(wire.entity.number);
    m_shown.erase(0);
    findSelected();
    emit diagramChanged();
    emit changed();
}

model::EntityId OneLineModel::shownFor(model::EntityId id) const {
    const auto& campus = m_document.campus();
    const auto isShown = [&](model::EntityId candidate) {
        return candidate.isValid() && m_shown.contains(candidate.number);
    };
    if (isShown(id))
        return id;
    // What is folded away is pointed out by what holds it.
    if (const auto* rack = campus.racks().find({id.number}); rack && isShown(entity(rack->row)))
        return entity(rack->row);
    const auto container = campus.containerOf(id);
    return isShown(container) ? container : model::EntityId{};
}

void OneLineModel::findSelected() {
    m_selected.clear();
    for (const auto id : m_selection.entities())
        if (const auto shown = shownFor(id); shown.isValid())
            m_selected.insert(shown.number);
}

Emphasis OneLineModel::emphasisOf(model::EntityId entity,
                                  const std::vector<model::EntityId>& members) const {
    const auto isSelected = [this](model::EntityId id) { return m_selected.contains(id.number); };
    const auto isHovered = [this](model::EntityId id) { return id.number == m_hovered; };
    if (!m_selected.empty() &&
        (isSelected(entity) || std::any_of(members.begin(), members.end(), isSelected)))
        return Emphasis::Selected;
    if (m_hovered != 0 &&
        (isHovered(entity) || std::any_of(members.begin(), members.end(), isHovered)))
        return Emphasis::Hovered;
    return Emphasis::None;
}

QRectF OneLineModel::selectedBounds() const {
    return boundsOf(m_diagram,
                    [this](model::EntityId id) { return m_selected.contains(id.number); });
}

void OneLineModel::select(const Hit& hit, bool add) {
    const auto entities = entitiesOf(m_diagram, hit);
    m_selecting = true;
    if (!add) {
        m_selection.set(entities);
    } else {
        for (const auto id : entities)
            m_selection.toggle(int(id.number));
    }
    m_selecting = false;
}

void OneLineModel::hover(const Hit& hit) {
    const auto entities = entitiesOf(m_diagram, hit);
    m_selection.setHovered(entities.empty() ? model::EntityId{} : entities.front());
}

bool OneLineModel::canOpen(int number) const {
    const auto kind = m_document.campus().kindOf({std::uint32_t(number)});
    return kind == model::EntityKind::Substation || kind == model::EntityKind::Hall ||
           kind == model::EntityKind::Plant;
}

void OneLineModel::open(int number) {
    if (number == scope() || (number != 0 && !canOpen(number)))
        return;
    m_view.scope = {std::uint32_t(number)};
    m_dirty = true;
    refresh();
    emit changed();
    emit scopeChanged();
}

void OneLineModel::openSelected() {
    for (const auto id : m_selection.entities())
        if (canOpen(int(id.number)))
            return open(int(id.number));
}

void OneLineModel::toggleSelected() {
    toggle(m_selection.first());
}

void OneLineModel::up() {
    const QVariantList steps = path();
    if (steps.size() > 1)
        open(steps[steps.size() - 2].toMap().value(QStringLiteral("number")).toInt());
}

void OneLineModel::toggle(int number) {
    const model::EntityId id{std::uint32_t(number)};
    for (const auto& toggle : m_diagram.toggles)
        if (toggle.entity == id) {
            m_view.open[id] = !toggle.open;
            m_dirty = true;
            refresh();
            return;
        }
}

QVariantList OneLineModel::path() const {
    const auto step = [](int number, const QString& name) {
        return QVariantMap{{QStringLiteral("number"), number}, {QStringLiteral("name"), name}};
    };
    const auto& campus = m_document.campus();
    QVariantList steps{step(0, QStringLiteral("Campus"))};
    const auto scoped = m_view.scope;
    if (!scoped.isValid())
        return steps;
    if (campus.kindOf(scoped) == model::EntityKind::Hall) // by way of the station that feeds it
        for (const auto& feeder : campus.feeders())
            if (feeder.to == scoped && !feeder.normallyOpen &&
                campus.kindOf(feeder.from) == model::EntityKind::Substation) {
                steps.append(step(int(feeder.from.number),
                                  QString::fromStdString(campus.nameOf(feeder.from))));
                break;
            }
    steps.append(step(int(scoped.number), QString::fromStdString(campus.nameOf(scoped))));
    return steps;
}

bool OneLineModel::isStale() const {
    return m_results.isStale();
}

QString OneLineModel::state() const {
    const auto solution = m_results.solution();
    if (m_diagram.isEmpty())
        return QStringLiteral("empty");
    if (!solution)
        return QStringLiteral("solving");
    if (isStale())
        return QStringLiteral("stale");
    return solution->powerConverged ? QString() : QStringLiteral("failed");
}

QString OneLineModel::note() const {
    const QString now = state();
    if (now == u"empty")
        return QStringLiteral(
            "No power network yet. Place a substation or a hall from the catalogue, or press "
            "Shift A.");
    if (now == u"solving")
        return QStringLiteral("Power, first values");
    if (now == u"stale")
        return QStringLiteral("r%1, solving r%2")
            .arg(m_results.solvedRevision())
            .arg(m_document.revision());
    if (now == u"failed") {
        const auto solution = m_results.solution();
        for (const auto& stage : solution->stages)
            if (stage.stage == engine::Stage::Power && !stage.detail.empty())
                return QString::fromStdString(stage.detail);
        return QStringLiteral("Power did not converge; no values are shown.");
    }
    return {};
}

QVariantMap OneLineModel::probe(const Hit& hit) const {
    const std::vector<QString>* words = nullptr;
    Status status;
    if (hit.part == Hit::Part::Symbol) {
        const auto& symbol = m_diagram.symbols[std::size_t(hit.index)];
        words = &symbol.words;
        status = symbol.status;
    } else if (hit.part == Hit::Part::Wire) {
        const auto& wire = m_diagram.wires[std::size_t(hit.index)];
        words = &wire.words;
        status = wire.status;
    } else if (hit.part == Hit::Part::Label) { // as the symbol that it stands beside
        const auto id = m_diagram.labels[std::size_t(hit.index)].entity;
        for (const auto& symbol : m_diagram.symbols)
            if (symbol.entity == id && !symbol.words.empty()) {
                words = &symbol.words;
                status = symbol.status;
                break;
            }
    }
    if (!words || words->empty())
        return {};
    QStringList lines;
    for (std::size_t i = 1; i < words->size(); ++i)
        if (!(*words)[i].isEmpty())
            lines += (*words)[i];
    return {{QStringLiteral("title"), words->front()},
            {QStringLiteral("lines"), lines},
            {QStringLiteral("over"), status.isOver()}};
}

} // namespace hallwright::app
