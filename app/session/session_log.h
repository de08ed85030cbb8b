#pragma once

#include <QObject>

namespace hallwright::app {

class CampusDocument;
class FindingsModel;
class LiveResults;
class LogModel;
class RecentFiles;

/// Writes down what happens to the open campus: each edit and each solved revision in the log, and
/// with the latter how the campus stands beside its file in the list of recent ones.
class SessionLog : public QObject {
    Q_OBJECT
public:
    SessionLog(CampusDocument& document, LiveResults& live, FindingsModel& findings, LogModel& log,
               RecentFiles& recent);

    /// Another campus is open.
    void restart() { m_loggedRevision = -1; }
    /// Power, racks and findings of the open campus, where they are solved and it has a file.
    void describeRecent();

private:
    void resultsChanged();

    CampusDocument& m_document;
    LiveResults& m_live;
    FindingsModel& m_findings;
    LogModel& m_log;
    RecentFiles& m_recent;
    int m_loggedRevision = -1;
};

} // namespace hallwright::app
