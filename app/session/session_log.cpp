#include "app/session/session_log.h"

#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/format/number_format.h"
#include "app/models/entity_words.h"
#include "app/models/findings_model.h"
#include "app/models/log_model.h"
#include "app/session/recent_files.h"

namespace hallwright::app {

SessionLog::SessionLog(CampusDocument& document, LiveResults& live, FindingsModel& findings,
                       LogModel& log, RecentFiles& recent)
    : m_document(document), m_live(live), m_findings(findings), m_log(log), m_recent(recent) {
    connect(&m_document, &CampusDocument::changed, this, [this](const auto&, bool everything) {
        if (!everything && !m_document.undoText().isEmpty())
            m_log.add(
                QStringLiteral("note"),
                QStringLiteral("r%1 %2").arg(m_document.revision()).arg(m_document.undoText()));
    });
    connect(&m_live, &LiveResults::changed, this, &SessionLog::resultsChanged);
}

void SessionLog::describeRecent() {
    const auto solution = m_live.solution();
    if (!solution || m_document.filePath().isEmpty() || m_live.isStale())
        return;
    m_recent.describe(m_document.filePath(),
                      formatPower(solution->energy.grid_W).text() + QStringLiteral(" · ") +
                          formatNumber(double(m_document.campus().racks().size()), 0) +
                          QStringLiteral(" racks"),
                      m_findings.faults(), m_findings.warnings());
}

void SessionLog::resultsChanged() {
    const auto solution = m_live.solution();
    if (!solution || m_live.isBusy() || m_live.solvedRevision() == m_loggedRevision)
        return;
    m_loggedRevision = m_live.solvedRevision();
    m_log.add(solution->powerConverged && solution->coolantConverged ? QStringLiteral("note")
                                                                     : QStringLiteral("warning"),
              QStringLiteral("r%1 solved: %2").arg(m_loggedRevision).arg(stagesInWords(*solution)));
    describeRecent();
}

} // namespace hallwright::app
