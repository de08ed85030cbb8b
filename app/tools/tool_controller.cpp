#include "app/tools/tool_controller.h"

#include "app/document/campus_document.h"
#include "app/document/selection.h"
#include "app/tools/place_gesture.h"
#include "app/tools/probe_gesture.h"
#include "app/tools/rotate_gesture.h"
#include "app/tools/route_gesture.h"
#include "app/tools/select_gesture.h"
#include "core/model/edits/arranging.h"

#include <cmath>
#include <numbers>

namespace hallwright::app {

namespace {

PickRay rayOf(const QVector3D& origin_m, const QVector3D& direction) {
    return {{origin_m.x(), origin_m.y(), origin_m.z()},
            {direction.x(), direction.y(), direction.z()}};
}

} // namespace

class ToolController::Private {
public:
    Private(ToolController& owner, CampusDocument& document, Selection& selection)
        : q(owner), context{document,
                            selection,
                            0.1,
                            [this](const QString& text) { say(text); },
                            [this] { emit q.changed(); },
                            [this] { begin(Tool::Select); }},
          gesture(std::make_unique<SelectGesture>(context)) {}

    void say(const QString& text) {
        if (message == text)
            return;
        message = text;
        emit q.messageChanged();
    }

    void begin(Tool next) {
        gesture->cancel();
        context.selection.setHovered({});
        tool = next;
        switch (next) {
        case Tool::Select:
            gesture = std::make_unique<SelectGesture>(context);
            break;
        case Tool::Move: {
            auto select = std::make_unique<SelectGesture>(context);
            if (context.selection.count() > 0)
                select->grab();
            gesture = std::move(select);
            break;
        }
        case Tool::Rotate:
            gesture = std::make_unique<RotateGesture>(context);
            break;
        case Tool::Feeder:
            gesture = std::make_unique<RouteGesture>(context, RouteGesture::Kind::Feeder);
            break;
        case Tool::Main:
            gesture = std::make_unique<RouteGesture>(context, RouteGesture::Kind::Main);
            break;
        case Tool::Probe:
            gesture = std::make_unique<ProbeGesture>(context);
            break;
        case Tool::Place: // begun by beginPlacing, which knows what
            break;
        }
        say({});
        emit q.toolChanged();
        emit q.changed();
    }

    /// Makes an edit of the selection and says what is wrong where it can't be done.
    std::optional<model::ChangeSet> edit(const model::Edit& wish, const QString& text) {
        auto change = context.document.apply(wish, text);
        if (!change) {
            const auto& finding = change.error().front();
            say(QString::fromStdString(
                finding.remedy.empty() ? finding.what : finding.what + " " + finding.remedy));
            return {};
        }
        say({});
        return std::move(change).value();
    }

    [[nodiscard]] QString selected() const {
        return describe(context.document.campus(), context.selection.entities());
    }

    /// Selects what a copy made: new things whose container is not new itself.
    void selectNew(const model::ChangeSet& change, std::uint32_t firstNew) {
        const model::Campus& campus = context.document.campus();
        std::vector<model::EntityId> made;
        for (const model::EntityId id : change.touched()) {
            const auto* rack = campus.racks().find(model::RackId{id.number});
            const bool inNewRow = rack && rack->row.number >= firstNew;
            if (id.number >= firstNew && campus.containerOf(id).number < firstNew && !inNewRow)
                made.push_back(id);
        }
        context.selection.set(std::move(made));
    }

    ToolController& q;
    ToolContext context;
    std::unique_ptr<Gesture> gesture;
    Tool tool = Tool::Select;
    QString placing;
    QString message;
};

ToolController::ToolController(CampusDocument& document, Selection& selection, QObject* parent)
    : QObject(parent), m_private(std::make_unique<Private>(*this, document, selection)) {
    connect(&document, &CampusDocument::changed, this, [this](const auto&, bool everything) {
        if (everything)
            setTool(Tool::Select);
    });
}

ToolController::~ToolController() = default;

ToolController::Tool ToolController::tool() const {
    return m_private->tool;
}

void ToolController::setTool(Tool tool) {
    if (tool == Tool::Place || (tool == m_private->tool && tool != Tool::Move))
        return;
    m_private->placing.clear();
    m_private->begin(tool);
}

QString ToolController::placing() const {
    return m_private->placing;
}
QString ToolController::hint() const {
    return m_private->gesture->hint();
}
QVariantMap ToolController::ghost() const {
    return m_private->gesture->ghost().toMap();
}
QString ToolController::message() const {
    return m_private->message;
}
double ToolController::metresPerPixel() const {
    return m_private->context.metresPerPixel;
}

void ToolController::setMetresPerPixel(double metres) {
    if (metres > 0.0 && std::isfinite(metres))
        m_private->context.metresPerPixel = metres;
}

void ToolController::beginPlacing(const QString& key) {
    auto item = placingItem(key.toStdString(), *m_private->context.document.catalog());
    if (!item) {
        const auto& finding = item.error().front();
        m_private->say(QString::fromStdString(finding.what + " " + finding.remedy));
        return;
    }
    m_private->gesture->cancel();
    m_private->context.selection.setHovered({});
    m_private->placing = key;
    m_private->tool = Tool::Place;
    m_private->gesture =
        std::make_unique<PlaceGesture>(m_private->context, std::move(item).value());
    m_private->say({});
    emit toolChanged();
    emit changed();
}

void ToolController::hover(const QVector3D& origin_m, const QVector3D& direction, int modifiers) {
    m_private->gesture->hover(rayOf(origin_m, direction), Qt::KeyboardModifiers(modifiers));
}

void ToolController::press(const QVector3D& origin_m, const QVector3D& direction, int modifiers) {
    m_private->gesture->press(rayOf(origin_m, direction), Qt::KeyboardModifiers(modifiers));
}

void ToolController::release(const QVector3D& origin_m, const QVector3D& direction, int modifiers) {
    m_private->gesture->release(rayOf(origin_m, direction), Qt::KeyboardModifiers(modifiers));
}

bool ToolController::key(int key, int modifiers, const QString& text) {
    const auto held = Qt::KeyboardModifiers(modifiers);
    if (key == Qt::Key_Escape) {
        const bool was = m_private->gesture->cancel() || m_private->tool != Tool::Select;
        if (was)
            setTool(Tool::Select);
        else
            m_private->context.selection.clear();
        return true;
    }
    if (m_private->gesture->key(key, text))
        return true;
    if (held & (Qt::ControlModifier | Qt::AltModifier))
        return false;
    const bool shift = held.testFlag(Qt::ShiftModifier);
    if (key == Qt::Key_D && shift) {
        duplicateSelection();
        return true;
    }
    if (shift || m_private->tool == Tool::Place)
        return false;
    switch (key) {
    case Qt::Key_G:
        setTool(Tool::Move);
        return true;
    case Qt::Key_R:
        rotateSelection(90.0);
        return true;
    case Qt::Key_Delete:
        // What hangs on other things is asked about first, by whoever shows the question.
        if (!deletionQuestion().isEmpty())
            return false;
        deleteSelection();
        return true;
    default:
        return false;
    }
}

void ToolController::cancel() {
    setTool(Tool::Select);
}

void ToolController::duplicateSelection() {
    if (m_private->context.selection.count() == 0)
        return;
    const auto& document = m_private->context.document;
    const auto box = model::footprintOf(document.campus(), *document.catalog(),
                                        m_private->context.selection.entities().front());
    // Beside the original along its own width; the copy is then in hand to be moved.
    const double angle = box.rotation_deg * std::numbers::pi / 180.0;
    arraySelection(1, box.size_m.x * std::cos(angle), box.size_m.x * std::sin(angle));
    setTool(Tool::Move);
}

void ToolController::arraySelection(int copies, double stepX_m, double stepY_m) {
    const auto ids = m_private->context.selection.entities();
    if (ids.empty() || copies < 1)
        return;
    const std::uint32_t firstNew = m_private->context.document.campus().nextNumber();
    const QString text = copies == 1 ? tr("Duplicate %1").arg(m_private->selected())
                                     : tr("Array %1").arg(m_private->selected());
    if (const auto change =
            m_private->edit(model::CopyEntities{ids, copies, {stepX_m, stepY_m}}, text))
        m_private->selectNew(*change, firstNew);
}

void ToolController::rotateSelection(double degrees) {
    const auto ids = m_private->context.selection.entities();
    if (!ids.empty())
        m_private->edit(model::MoveEntities{ids, {}, degrees},
                        tr("Rotate %1").arg(m_private->selected()));
}

void ToolController::deleteSelection() {
    const auto ids = m_private->context.selection.entities();
    if (!ids.empty())
        m_private->edit(model::DeleteEntities{ids}, tr("Delete %1").arg(m_private->selected()));
}

QString ToolController::deletionQuestion() const {
    const auto& ids = m_private->context.selection.entities();
    if (ids.empty())
        return {};
    const model::Campus& campus = m_private->context.document.campus();
    const auto change =
        model::DeleteEntities{ids}.plan(campus, *m_private->context.document.catalog());
    if (!change)
        return {};
    const auto isSelected = [&](auto id) {
        return m_private->context.selection.contains(entity(id));
    };
    int connections = 0;
    for (const auto& row : change->of<model::Feeder>())
        connections += !row.after && !isSelected(row.id) ? 1 : 0;
    for (const auto& row : change->of<model::Main>())
        connections += !row.after && !isSelected(row.id) ? 1 : 0;
    const std::size_t content = change->of<model::Rack>().size();
    const bool holdsMore = content > ids.size();
    const QString whose = ids.size() == 1 ? tr("its") : tr("their");
    if (connections > 0)
        return connections == 1
                   ? tr("Delete %1 and %2 connection?").arg(m_private->selected(), whose)
                   : tr("Delete %1 and %2 %3 connections?")
                         .arg(m_private->selected(), whose)
                         .arg(connections);
    if (holdsMore)
        return tr("Delete %1 and %2 %3 racks?").arg(m_private->selected(), whose).arg(content);
    return {};
}

} // namespace hallwright::app
