#pragma once

#include "app/diagram/one_line_model.h"
#include "app/document/air_cells.h"
#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/document/selection.h"
#include "app/document/view_state.h"
#include "app/models/air_drill_controller.h"
#include "app/models/bill_of_materials_model.h"
#include "app/models/catalogue_model.h"
#include "app/models/command_model.h"
#include "app/models/cooling_drill_controller.h"
#include "app/models/figures_controller.h"
#include "app/models/findings_model.h"
#include "app/models/inspector_controller.h"
#include "app/models/kpi_model.h"
#include "app/models/log_model.h"
#include "app/models/outline_model.h"
#include "app/models/year_controller.h"
#include "app/session/machine_info.h"
#include "app/session/notices.h"
#include "app/session/questions.h"
#include "app/session/recent_files.h"
#include "app/session/report_task.h"
#include "app/session/session_log.h"
#include "app/session/settings.h"
#include "app/tools/tool_controller.h"

#include <QObject>
#include <QUrl>
#include <QVariantList>
#include <QVariantMap>

#include <memory>

namespace hallwright::app {

/// The program behind the window: owns the document and everything that is shown of it, runs the
/// commands, and asks before work would be lost.
class AppController : public QObject {
    Q_OBJECT
    Q_PROPERTY(hallwright::app::CampusDocument* document READ document CONSTANT)
    Q_PROPERTY(hallwright::app::LiveResults* live READ live CONSTANT)
    Q_PROPERTY(hallwright::app::Selection* selection READ selection CONSTANT)
    Q_PROPERTY(hallwright::app::ViewState* view READ view CONSTANT)
    Q_PROPERTY(hallwright::app::AirCells* airCells READ airCells CONSTANT)
    Q_PROPERTY(hallwright::app::ToolController* tools READ tools CONSTANT)
    Q_PROPERTY(hallwright::app::CatalogueModel* catalogue READ catalogue CONSTANT)
    Q_PROPERTY(hallwright::app::OutlineModel* outline READ outline CONSTANT)
    Q_PROPERTY(hallwright::app::InspectorController* inspector READ inspector CONSTANT)
    Q_PROPERTY(hallwright::app::OneLineModel* diagram READ diagram CONSTANT)
    Q_PROPERTY(hallwright::app::KpiModel* kpis READ kpis CONSTANT)
    Q_PROPERTY(hallwright::app::FindingsModel* findings READ findings CONSTANT)
    Q_PROPERTY(hallwright::app::LogModel* log READ log CONSTANT)
    Q_PROPERTY(hallwright::app::BillOfMaterialsModel* bill READ bill CONSTANT)
    Q_PROPERTY(hallwright::app::YearController* year READ year CONSTANT)
    Q_PROPERTY(hallwright::app::FiguresController* figures READ figures CONSTANT)
    Q_PROPERTY(hallwright::app::AirDrillController* airDrill READ airDrill CONSTANT)
    Q_PROPERTY(hallwright::app::CoolingDrillController* coolingDrill READ coolingDrill CONSTANT)
    Q_PROPERTY(hallwright::app::CommandModel* palette READ palette CONSTANT)
    Q_PROPERTY(hallwright::app::RecentFiles* recent READ recent CONSTANT)
    Q_PROPERTY(hallwright::app::Settings* settings READ settings CONSTANT)
    Q_PROPERTY(hallwright::app::MachineInfo* machine READ machine CONSTANT)
    Q_PROPERTY(hallwright::app::ReportTask* report READ report CONSTANT)
    Q_PROPERTY(QString version READ version CONSTANT)
    /// A campus is open; otherwise the start page is shown.
    Q_PROPERTY(bool editing READ isEditing NOTIFY editingChanged)
    /// 0 site, 1 hall, 2 power, 3 cooling, 4 drill, 5 year.
    Q_PROPERTY(int workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged)
    /// [{id, name}] of the campuses that ship with the program.
    Q_PROPERTY(QVariantList samples READ samples CONSTANT)
    /// [{title, text, path}] of what was not saved when the program ended.
    Q_PROPERTY(QVariantList recoveries READ recoveries NOTIFY recoveriesChanged)
    /// What needs an answer: {text, detail, accept, discard}; empty when nothing does.
    Q_PROPERTY(QVariantMap question READ question NOTIFY questionChanged)
    /// The strip under the top bar: {text, severity, actions:[{id, name}]}; empty when fine.
    Q_PROPERTY(QVariantMap message READ message NOTIFY messageChanged)

public:
    explicit AppController(std::shared_ptr<const catalog::Catalog> catalog,
                           QObject* parent = nullptr);
    ~AppController() override;

    [[nodiscard]] CampusDocument* document() { return &m_document; }
    [[nodiscard]] LiveResults* live() { return &m_live; }
    [[nodiscard]] Selection* selection() { return &m_selection; }
    [[nodiscard]] ViewState* view() { return &m_view; }
    [[nodiscard]] AirCells* airCells() { return &m_airCells; }
    [[nodiscard]] ToolController* tools() { return &m_tools; }
    [[nodiscard]] CatalogueModel* catalogue() { return &m_catalogue; }
    [[nodiscard]] OutlineModel* outline() { return &m_outline; }
    [[nodiscard]] InspectorController* inspector() { return &m_inspector; }
    [[nodiscard]] OneLineModel* diagram() { return &m_diagram; }
    [[nodiscard]] KpiModel* kpis() { return &m_kpis; }
    [[nodiscard]] FindingsModel* findings() { return &m_findings; }
    [[nodiscard]] LogModel* log() { return &m_log; }
    [[nodiscard]] BillOfMaterialsModel* bill() { return &m_bill; }
    [[nodiscard]] YearController* year() { return &m_year; }
    [[nodiscard]] FiguresController* figures() { return &m_figures; }
    [[nodiscard]] AirDrillController* airDrill() { return &m_airDrill; }
    [[nodiscard]] CoolingDrillController* coolingDrill() { return &m_coolingDrill; }
    [[nodiscard]] CommandModel* palette() { return &m_palette; }
    [[nodiscard]] RecentFiles* recent() { return &m_recent; }
    [[nodiscard]] Settings* settings() { return &m_settings; }
    [[nodiscard]] MachineInfo* machine() { return &m_machine; }
    [[nodiscard]] ReportTask* report() { return &m_report; }
    [[nodiscard]] QString version() const;
    [[nodiscard]] bool isEditing() const { return m_editing; }
    [[nodiscard]] int workspace() const { return int(m_workspace); }
    void setWorkspace(int workspace);
    [[nodiscard]] QVariantList samples() const;
    [[nodiscard]] QVariantList recoveries() const;
    [[nodiscard]] QVariantMap question() const { return m_questions.question(); }
    [[nodiscard]] QVariantMap message() const { return m_notices.message(); }

    /// Runs a command by its id (see commands.h). What only the window can do (dialogs, docks,
    /// camera) comes back as `windowCommand`.
    Q_INVOKABLE void run(const QString& id);
    /// Runs what a line of the palette stands for.
    Q_INVOKABLE void runPaletteKey(const QString& key);
    /// [{id, name, shortcut, icon, separated}] of a menu, or of all commands for "".
    Q_INVOKABLE QVariantList menu(const QString& name) const;

    Q_INVOKABLE void openFile(const QUrl& file);
    Q_INVOKABLE void openPath(const QString& path);
    Q_INVOKABLE void openSample(const QString& id);
    Q_INVOKABLE void saveAs(const QUrl& file);
    /// Writes the report with the picture `cover` (a file; may be empty) on its first page.
    Q_INVOKABLE void exportReport(const QUrl& file, const QString& cover);
    /// A campus with one hall of a template.
    Q_INVOKABLE void newWithHall(const QString& hallTemplate);
    /// A campus that draws this power from the grid, halls of the first template.
    Q_INVOKABLE void newWithPower(const QString& power);
    /// A length typed into a field of a dialog [m]: an expression with units; NaN where there is
    /// no reading it.
    Q_INVOKABLE double lengthOf(const QString& typed) const;
    Q_INVOKABLE void recoverPath(const QString& path);
    Q_INVOKABLE void discardPath(const QString& path);

    /// True where the window may close now; otherwise a question is asked and `quitRequested`
    /// follows its answer.
    Q_INVOKABLE bool mayClose();
    Q_INVOKABLE void acceptQuestion();
    Q_INVOKABLE void discardQuestion();
    Q_INVOKABLE void cancelQuestion();
    Q_INVOKABLE void messageAction(const QString& id);
    Q_INVOKABLE void dismissMessage();
    /// Where the picture of the open campus belongs; empty for one without a file.
    Q_INVOKABLE QString pictureFile() const;
    Q_INVOKABLE void pictureTaken();

signals:
    void editingChanged();
    void workspaceChanged();
    void recoveriesChanged();
    void questionChanged();
    void messageChanged();
    /// The window is asked to do its part of a command.
    void windowCommand(const QString& id);
    void quitRequested();

private:
    void connectParts();
    /// Does `act` now, or after the user said what becomes of unsaved changes.
    void guarded(Questions::Act act);
    void save();
    void openNow(const QString& path);
    void showNew(base::Result<model::Campus> campus, const QString& what);
    void begin(bool editing);
    void deleteSelection();

    std::shared_ptr<const catalog::Catalog> m_equipment;
    CampusDocument m_document;
    ViewState m_view;
    Selection m_selection;
    LiveResults m_live;
    AirCells m_airCells;
    ToolController m_tools;
    CatalogueModel m_catalogue;
    OutlineModel m_outline;
    InspectorController m_inspector;
    OneLineModel m_diagram;
    KpiModel m_kpis;
    FindingsModel m_findings;
    LogModel m_log;
    BillOfMaterialsModel m_bill;
    YearController m_year;
    FiguresController m_figures;
    AirDrillController m_airDrill;
    CoolingDrillController m_coolingDrill;
    CommandModel m_palette;
    RecentFiles m_recent;
    Settings m_settings;
    MachineInfo m_machine;
    ReportTask m_report;

    bool m_editing = false;
    Workspace m_workspace = Workspace::Site;
    Notices m_notices{m_log};
    Questions m_questions;
    SessionLog m_sessionLog{m_document, m_live, m_findings, m_log, m_recent};
};

} // namespace hallwright::app
