#include "app/session/session_trace.h"

#include "app/models/entity_words.h"
#include "app/session/app_controller.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMetaEnum>
#include <QQuickItem>
#include <QQuickWindow>
#include <QVector3D>

#include <algorithm>

namespace hallwright::app {

namespace {

/// Changes of one moment make one line.
constexpr int kPause_ms = 20;
/// Of a large selection the first ones tell enough.
constexpr std::size_t kSelectedMost = 40;

template <class Enum>
QString wordOf(Enum value) {
    return QLatin1String(QMetaEnum::fromType<Enum>().valueToKey(int(value)));
}

} // namespace

SessionTrace::SessionTrace(AppController& app, QQuickWindow& window, QObject* parent)
    : QObject(parent), m_app(app), m_window(window),
      m_viewport(window.findChild<QQuickItem*>(QStringLiteral("viewport"))) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(kPause_ms);
    connect(&m_timer, &QTimer::timeout, this, &SessionTrace::write);
}

bool SessionTrace::begin(const QString& file) {
    m_file.setFileName(file);
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return false;
    const auto note = [this] {
        if (!m_timer.isActive())
            m_timer.start();
    };
    connect(m_app.document(), &CampusDocument::changed, this, note);
    connect(m_app.document(), &CampusDocument::undoStateChanged, this, note);
    connect(m_app.document(), &CampusDocument::modifiedChanged, this, note);
    connect(m_app.document(), &CampusDocument::fileChanged, this, note);
    connect(m_app.live(), &LiveResults::changed, this, note);
    connect(m_app.selection(), &Selection::changed, this, note);
    connect(m_app.selection(), &Selection::hoveredChanged, this, note);
    connect(m_app.view(), &ViewState::changed, this, note);
    connect(m_app.tools(), &ToolController::changed, this, note);
    connect(m_app.tools(), &ToolController::toolChanged, this, note);
    connect(m_app.findings(), &FindingsModel::summaryChanged, this, note);
    connect(m_app.report(), &ReportTask::changed, this, note);
    connect(&m_app, &AppController::editingChanged, this, note);
    connect(&m_app, &AppController::workspaceChanged, this, note);
    connect(&m_app, &AppController::questionChanged, this, note);
    connect(&m_app, &AppController::messageChanged, this, note);
    // Frames are counted where they are swapped, on whatever thread that is.
    connect(&m_window, &QQuickWindow::frameSwapped, this, [this, note] {
        ++m_frames;
        note();
    });
    write();
    return true;
}

QJsonObject SessionTrace::document() const {
    const CampusDocument& document = *m_app.document();
    const model::Campus& campus = document.campus();
    return {{"title", document.title()},
            {"file", document.filePath()},
            {"revision", document.revision()},
            {"modified", document.isModified()},
            {"undo", document.canUndo() ? document.undoText() : QString()},
            {"redo", document.canRedo() ? document.redoText() : QString()},
            {"recoverable", document.recoverableEdits()},
            {"halls", qint64(campus.halls().size())},
            {"rows", qint64(campus.rows().size())},
            {"racks", qint64(campus.racks().size())},
            {"equipment", qint64(campus.equipment().size())},
            {"feeders", qint64(campus.feeders().size())},
            {"mains", qint64(campus.mains().size())}};
}

QJsonObject SessionTrace::solve() const {
    const LiveResults& live = *m_app.live();
    QJsonObject result{{"revision", live.solvedRevision()},
                       {"busy", live.isBusy()},
                       {"stale", live.isStale()},
                       {"stages", QJsonArray::fromVariantList(live.stages())},
                       {"faults", m_app.findings()->faults()},
                       {"warnings", m_app.findings()->warnings()},
                       {"findings", m_app.findings()->count()}};
    QJsonObject figures;
    if (const auto solution = live.solution())
        for (const auto& kpi : solution->kpis)
            if (kpi.known)
                figures.insert(fromUtf8(kpi.id), kpi.value);
    result.insert("kpis", figures);
    QJsonObject tiles; // as they are read in the window
    for (const KpiTile& tile : m_app.kpis()->rows())
        tiles.insert(tile.key, tile.value + u' ' + tile.unit);
    result.insert("tiles", tiles);
    return result;
}

QJsonObject SessionTrace::editing() const {
    const ToolController& tools = *m_app.tools();
    const model::Campus& campus = m_app.document()->campus();
    const auto thing = [&](model::EntityId id) {
        const auto place = campus.sitePlacement(id);
        return QJsonObject{{"name", fromUtf8(campus.nameOf(id))},
                           {"x_m", place.position_m.x},
                           {"y_m", place.position_m.y},
                           {"rotation_deg", place.rotation_deg}};
    };
    QJsonArray selected;
    const auto& ids = m_app.selection()->entities();
    for (std::size_t i = 0; i < std::min(ids.size(), kSelectedMost); ++i)
        selected.append(thing(ids[i]));
    QJsonObject result{
        {"tool", wordOf(tools.tool())}, {"placing", tools.placing()},
        {"hint", tools.hint()},         {"refused", tools.message()},
        {"selected", selected},         {"selectedCount", m_app.selection()->count()}};
    if (const model::EntityId id{std::uint32_t(m_app.selection()->hovered())}; id.isValid())
        result.insert("hovered", fromUtf8(campus.nameOf(id)));
    const QVariantMap ghost = tools.ghost();
    if (ghost["visible"].toBool())
        result.insert("ghost", QJsonObject{{"valid", ghost["valid"].toBool()},
                                           {"label", ghost["label"].toString()},
                                           {"reason", ghost["reason"].toString()},
                                           {"remedy", ghost["remedy"].toString()},
                                           {"snap", ghost["snap"].toString()}});
    return result;
}

QJsonObject SessionTrace::viewport() const {
    QJsonObject result{{"layer", wordOf(m_app.view()->layer())},
                       {"plan", m_app.view()->isPlan()},
                       {"cut_m", m_app.view()->cutHeight()},
                       {"slice_m", m_app.view()->slicePosition()},
                       {"sliceAxis", wordOf(m_app.view()->sliceAxis())}};
    if (!m_viewport)
        return result;
    const QRectF area = m_viewport->mapRectToScene(m_viewport->boundingRect());
    result.insert("area_px", QJsonArray{area.x(), area.y(), area.width(), area.height()});
    result.insert("moving", m_viewport->property("moving").toBool());
    if (const QVariant point = m_viewport->property("pointer"); point.canConvert<QVector3D>()) {
        const auto ground = point.value<QVector3D>();
        result.insert("pointer_m", QJsonArray{ground.x(), ground.y()});
    }
    result.insert("pointer_px", QJsonArray{area.x() + m_viewport->property("pointerX").toDouble(),
                                           area.y() + m_viewport->property("pointerY").toDouble()});
    if (const QVariantMap probe = m_viewport->property("probe").toMap(); probe["visible"].toBool())
        result.insert("probe", probe["title"].toString() + u' ' + probe["value"].toString() + u' ' +
                                   probe["unit"].toString());
    return result;
}

void SessionTrace::write() {
    QJsonObject line{{"editing", m_app.isEditing()},
                     {"workspace", wordOf(Workspace(m_app.workspace()))},
                     {"document", document()},
                     {"solve", solve()},
                     {"tools", editing()},
                     {"view", viewport()},
                     {"message", m_app.message()["text"].toString()},
                     {"question", m_app.question()["text"].toString()},
                     {"report", m_app.report()->isRunning()},
                     {"frames", m_frames}};
    QByteArray text = QJsonDocument(line).toJson(QJsonDocument::Compact);
    if (text == m_last)
        return;
    m_file.write(text + '\n');
    m_file.flush();
    m_last = std::move(text);
}

} // namespace hallwright::app
