#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/engine/year_run.h"
#include "core/model/campus.h"

#include <QImage>
#include <QObject>
#include <QString>

#include <memory>
#include <stop_token>
#include <thread>

namespace hallwright::app {

/// Writes the report on a worker thread, one at a time, and tells how far it is.
class ReportTask : public QObject {
    Q_OBJECT
    Q_PROPERTY(bool running READ isRunning NOTIFY changed)
    /// "Report, page 12 of 42"
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(double fraction READ fraction NOTIFY changed)

public:
    using QObject::QObject;
    ~ReportTask() override;

    struct Input {
        model::Campus campus;
        std::shared_ptr<const catalog::Catalog> catalog;
        engine::SolutionPtr solution;
        QString path;
        QString campusFile; ///< name of the campus's file, for the title blocks
        QImage cover;
        std::shared_ptr<const engine::YearResult> year; ///< null: none
    };

    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] QString text() const;
    [[nodiscard]] double fraction() const;
    /// Does nothing while a report is being written.
    void start(Input input);
    Q_INVOKABLE void cancel();

signals:
    void changed();
    /// `problem` is empty where the file was written.
    void finished(const QString& path, const QString& problem, bool cancelled);

private:
    void progress(int page, int pages);
    void end(const QString& path, const base::Diagnostics& problems);

    std::jthread m_thread;
    bool m_running = false;
    bool m_cancelled = false;
    int m_page = 0;
    int m_pages = 0;
};

} // namespace hallwright::app
