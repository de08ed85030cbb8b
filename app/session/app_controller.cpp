#include "app/session/app_controller.h"

#include "app/document/hall_cut.h"
#include "app/models/commands.h"
#include "app/models/entity_words.h"
#include "app/models/quantity_field.h"
#include "app/session/campus_sources.h"
#include "app/session/command_runner.h"
#include "app/session/water_sizing.h"
#include "core/io/edit_journal.h"

#include <QFileInfo>

#include <algorithm>
#include <filesystem>
#include <limits>

namespace hallwright::app {

namespace {

const QString kFileSuffix = QStringLiteral(".hallwright");

QVariantMap action(const char* id, const char* name) {
    return {{QStringLiteral("id"), QLatin1String(id)},
            {QStringLiteral("name"), QLatin1String(name)}};
}

} // namespace

AppController::AppController(std::shared_ptr<const catalog::Catalog> catalog, QObject* parent)
    : QObject(parent), m_equipment(std::move(catalog)), m_document(m_equipment),
      m_selection(m_document), m_live(m_document, m_view), m_airCells(m_document, m_live, m_view),
      m_tools(m_document, m_selection), m_catalogue(m_equipment),
      m_outline(m_document, m_live, m_view), m_inspector(m_document, m_selection, m_live),
      m_diagram(m_document, m_live, m_selection), m_kpis(m_live), m_findings(m_document, m_live),
      m_bill(m_document), m_year(m_document, &m_live), m_figures(m_document, m_live, m_year),
      m_airDrill(m_document, m_live, m_view), m_coolingDrill(m_document, &m_live),
      m_palette(m_document, m_catalogue, m_findings) {
    connectParts();
}

AppController::~AppController() = default;

void AppController::connectParts() {
    connect(&m_questions, &Questions::changed, this, &AppController::questionChanged);
    connect(&m_notices, &Notices::changed, this, &AppController::messageChanged);
    connect(&m_document, &CampusDocument::journalFailed, this, [this](const QString& text) {
        m_notices.say(QStringLiteral("warning"),
                      QStringLiteral("Edits are not kept for recovery: ") + text);
    });
    connect(&m_selection, &Selection::changed, this, [this] {
        // The hall that the user works in: its air is solved first, and sliders take its size.
        const model::Campus& campus = m_document.campus();
        model::EntityId id{std::uint32_t(m_selection.first())};
        if (campus.kindOf(id) != model::EntityKind::Hall)
            id = campus.containerOf(id);
        if (campus.kindOf(id) == model::EntityKind::Hall)
            m_view.setFocusHall(int(id.number));
    });
    connect(&m_tools, &ToolController::messageChanged, this, [this] {
        if (!m_tools.message().isEmpty())
            m_notices.say(QStringLiteral("warning"), m_tools.message());
        else if (m_notices.message().value(QStringLiteral("severity")) == QStringLiteral("warning"))
            dismissMessage();
    });
    connect(&m_report, &ReportTask::finished, this,
            [this](const QString& path, const QString& problem, bool cancelled) {
                const QString name = QFileInfo(path).fileName();
                if (cancelled)
                    m_notices.say(QStringLiteral("note"), QStringLiteral("Report cancelled."));
                else if (problem.isEmpty())
                    m_notices.say(QStringLiteral("ok"),
                                  QStringLiteral("Report written to %1.").arg(path));
                else
                    m_notices.say(QStringLiteral("fault"),
                                  QStringLiteral("%1 was not written. %2").arg(name, problem));
            });
}

QString AppController::version() const {
    return QStringLiteral(HALLWRIGHT_VERSION);
}

void AppController::setWorkspace(int workspace) {
    const auto next = Workspace(std::clamp(workspace, 0, int(Workspace::Year)));
    if (m_workspace == next)
        return;
    m_workspace = next;
    m_kpis.setWorkspace(next);
    m_catalogue.setWorkspace(next);
    switch (next) {
    case Workspace::Hall:
    case Workspace::Drill:
        m_view.setLayer(ViewState::Layer::AirTemperature);
        break;
    case Workspace::Cooling:
    case Workspace::Year:
        m_view.setLayer(ViewState::Layer::CoolantTemperature);
        break;
    case Workspace::Site:
    case Workspace::Power:
        m_view.setLayer(ViewState::Layer::ElectricalLoading);
        break;
    }
    emit workspaceChanged();
}

QVariantList AppController::samples() const {
    QVariantList list;
    for (const auto& sample : shippedCampuses())
        list.append(
            QVariantMap{{QStringLiteral("id"), sample.id}, {QStringLiteral("name"), sample.name}});
    return list;
}

QVariantList AppController::recoveries() const {
    QVariantList list;
    QStringList beside;
    for (const RecentFile& file : m_recent.rows())
        beside += file.key;
    for (const auto& left : unsavedWork(m_document.unsavedJournals(), beside))
        list.append(QVariantMap{{QStringLiteral("title"), left.title},
                                {QStringLiteral("text"), left.text},
                                {QStringLiteral("path"), left.path}});
    return list;
}

QVariantList AppController::menu(const QString& name) const {
    return menuItems(name);
}

void AppController::run(const QString& id) {
    if (id == u"new") {
        guarded([this] { showNew(emptyCampus(), QStringLiteral("new campus")); });
    } else if (id == u"open") {
        guarded([this] { emit windowCommand(QStringLiteral("open")); });
    } else if (id == u"start") {
        guarded([this] { begin(false); });
    } else if (id == u"quit") {
        guarded([this] { emit quitRequested(); });
    } else if (id == u"save") {
        save();
    } else if (id == u"report") {
        if (m_live.isAvailable())
            emit windowCommand(id);
        else
            m_notices.say(
                QStringLiteral("note"),
                QStringLiteral("Nothing is solved yet. Export the report after the first solve."));
    } else if (id == u"year-run") {
        setWorkspace(int(Workspace::Year));
        m_year.run();
    } else if (id == u"size-water") {
        const SizingOutcome outcome = sizeWater(m_document);
        m_notices.say(outcome.severity, outcome.text);
    } else if (id == u"delete") {
        deleteSelection();
    } else if (const int workspace = workspaceOf(id); workspace >= 0) {
        setWorkspace(workspace);
    } else if (!runOnDocument(id, {m_document, m_live, m_selection, m_view, m_tools, m_settings,
                                   m_airCells})) {
        emit windowCommand(id);
    }
}

void AppController::runPaletteKey(const QString& key) {
    const QString kind = key.section(u'/', 0, 0);
    const QString rest = key.section(u'/', 1);
    if (kind == u"command") {
        run(rest);
    } else if (kind == u"element" || kind == u"finding") {
        m_outline.reveal(rest.toInt());
        m_selection.reveal(rest.toInt());
    } else if (kind == u"catalogue") {
        m_tools.beginPlacing(rest);
    }
}

void AppController::openFile(const QUrl& file) {
    openPath(file.toLocalFile());
}

void AppController::openPath(const QString& path) {
    guarded([this, path] { openNow(path); });
}

void AppController::openSample(const QString& id) {
    guarded([this, id] { showNew(readShippedCampus(id), id); });
}

void AppController::newWithHall(const QString& hallTemplate) {
    guarded([this, hallTemplate] {
        showNew(campusWithHall(hallTemplate, *m_equipment), QStringLiteral("new campus"));
    });
}

double AppController::lengthOf(const QString& typed) const {
    const auto length_m = parseQuantity(typed, Dimension::Length, QStringLiteral("m"));
    return length_m ? *length_m : std::numeric_limits<double>::quiet_NaN();
}

void AppController::newWithPower(const QString& power) {
    const auto power_W = parseQuantity(power, Dimension::Power, QStringLiteral("MW"));
    if (!power_W) {
        m_notices.say(QStringLiteral("warning"), fromUtf8(power_W.error().front().what + ". " +
                                                          power_W.error().front().remedy));
        return;
    }
    guarded([this, power = *power_W] {
        showNew(campusWithPower(power, *m_equipment), QStringLiteral("new campus"));
    });
}

void AppController::openNow(const QString& path) {
    const QString name = QFileInfo(path).fileName();
    const auto opened = m_document.open(path);
    if (!opened) {
        m_notices.sayAll(QStringLiteral("%1 was not opened.").arg(name), opened.error());
        return;
    }
    m_recent.touch(path, m_document.title());
    m_log.add(QStringLiteral("note"), QStringLiteral("Opened %1").arg(path));
    begin(true);
    if (m_document.recoverableEdits() > 0)
        m_notices.say(QStringLiteral("warning"),
                      m_document.recoverableEdits() == 1
                          ? QStringLiteral("One edit of this campus was not saved last time.")
                          : QStringLiteral("%1 edits of this campus were not saved last time.")
                                .arg(m_document.recoverableEdits()),
                      {action("recover", "Recover"), action("discard", "Discard")});
}

void AppController::showNew(base::Result<model::Campus> campus, const QString& what) {
    if (!campus) {
        m_notices.sayAll(QStringLiteral("%1 was not made.").arg(what), campus.error());
        return;
    }
    m_document.reset(std::move(campus).value());
    begin(true);
}

void AppController::begin(bool editing) {
    dismissMessage();
    m_selection.clear();
    m_tools.cancel();
    const auto& halls = m_document.campus().halls();
    m_view.setFocusHall(halls.isEmpty() ? 0 : int(halls.begin()->id.number));
    m_view.setCutHeight(cutIntoHalls_m(m_document.campus(), *m_equipment));
    m_sessionLog.restart();
    setWorkspace(int(Workspace::Site)); // a campus is looked at as a whole first
    if (m_editing != editing) {
        m_editing = editing;
        emit editingChanged();
    }
    emit recoveriesChanged();
    if (editing)
        emit windowCommand(QStringLiteral("frame-all"));
}

void AppController::save() {
    if (m_document.filePath().isEmpty())
        emit windowCommand(QStringLiteral("save-as"));
    else
        saveAs(QUrl::fromLocalFile(m_document.filePath()));
}

void AppController::saveAs(const QUrl& file) {
    QString path = file.toLocalFile();
    if (QFileInfo(path).completeBaseName().isEmpty()) {
        m_questions.dropPending();
        m_notices.say(QStringLiteral("warning"),
                      QStringLiteral("The campus needs a file name. Type one and save again."));
        return;
    }
    if (!path.endsWith(kFileSuffix))
        path += kFileSuffix;
    const auto saved = m_document.save(path);
    if (!saved) {
        m_questions.dropPending();
        m_notices.sayAll(QStringLiteral("%1 was not saved.").arg(QFileInfo(path).fileName()),
                         saved.error());
        return;
    }
    m_recent.touch(path, m_document.title());
    m_sessionLog.describeRecent();
    m_log.add(QStringLiteral("note"), QStringLiteral("Saved %1").arg(path));
    emit windowCommand(QStringLiteral("picture"));
    m_questions.proceed();
}

void AppController::exportReport(const QUrl& file, const QString& cover) {
    const auto solution = m_live.solution();
    if (!solution || m_report.isRunning())
        return;
    QString path = file.toLocalFile();
    if (QFileInfo(path).completeBaseName().isEmpty()) {
        m_notices.say(QStringLiteral("warning"),
                      QStringLiteral("The report needs a file name. Type one and export again."));
        return;
    }
    if (!path.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive))
        path += QStringLiteral(".pdf");
    m_report.start({m_document.campus(), m_equipment, solution, path,
                    QFileInfo(m_document.filePath()).fileName(), QImage(cover), m_year.current()});
}

void AppController::recoverPath(const QString& path) {
    if (path.endsWith(kFileSuffix)) {
        openNow(path);
        m_document.recover();
        dismissMessage();
        return;
    }
    const auto recovered = m_document.recoverUnsaved(path);
    if (!recovered) {
        m_notices.sayAll(QStringLiteral("The unsaved campus was not recovered."),
                         recovered.error());
        return;
    }
    begin(true);
}

void AppController::discardPath(const QString& path) {
    const auto file = std::filesystem::path(path.toStdString());
    std::error_code ignored; // a journal that is gone already is what was asked for
    std::filesystem::remove(path.endsWith(kFileSuffix) ? io::EditJournal::besideOf(file) : file,
                            ignored);
    emit recoveriesChanged();
}

bool AppController::mayClose() {
    if (!m_document.isModified() || !m_editing)
        return true;
    guarded([this] { emit quitRequested(); });
    return false;
}

void AppController::guarded(Questions::Act act) {
    m_questions.setPending(std::move(act));
    if (!m_editing || !m_document.isModified()) {
        m_questions.proceed();
        return;
    }
    m_questions.ask(QStringLiteral("Save the changes to %1?").arg(m_document.title()),
                    QStringLiteral("Without saving, the edits since the last save are lost."),
                    QStringLiteral("Save"), QStringLiteral("Do not save"), [this] { save(); });
}

void AppController::deleteSelection() {
    const QString text = m_tools.deletionQuestion();
    if (text.isEmpty()) {
        m_tools.deleteSelection();
        return;
    }
    m_questions.ask(text, QStringLiteral("Undo brings all of it back."), QStringLiteral("Delete"),
                    {}, [this] { m_tools.deleteSelection(); });
}

void AppController::acceptQuestion() {
    m_questions.accept();
}

void AppController::discardQuestion() {
    m_questions.discard();
    m_document.discardJournal();
    m_questions.proceed();
}

void AppController::cancelQuestion() {
    m_questions.cancel();
}

void AppController::messageAction(const QString& id) {
    dismissMessage();
    if (id == u"recover")
        m_document.recover();
    else if (id == u"discard")
        m_document.discardRecovery();
}

void AppController::dismissMessage() {
    m_notices.dismiss();
}

QString AppController::pictureFile() const {
    return m_document.filePath().isEmpty() ? QString()
                                           : m_recent.pictureFile(m_document.filePath());
}

void AppController::pictureTaken() {
    if (!m_document.filePath().isEmpty())
        m_recent.pictureTaken(m_document.filePath());
}

} // namespace hallwright::app
