#include "app/session/report_task.h"

#include "app/report/report_writer.h"

#include <QMetaObject>

namespace hallwright::app {

ReportTask::~ReportTask() = default; // the thread is asked to stop and joined

QString ReportTask::text() const {
    if (m_pages == 0)
        return QStringLiteral("Report");
    return QStringLiteral("Report, page %1 of %2").arg(m_page).arg(m_pages);
}

double ReportTask::fraction() const {
    return m_pages > 0 ? double(m_page) / m_pages : 0.0;
}

void ReportTask::start(Input input) {
    if (m_running)
        return;
    m_running = true;
    m_cancelled = false;
    m_page = m_pages = 0;
    emit changed();
    m_thread = std::jthread([this, input = std::move(input)](const std::stop_token& stop) {
        ReportOptions options;
        options.date = QDate::currentDate();
        options.cover = input.cover;
        options.fileName = input.campusFile;
        options.year = input.year;
        options.stop = stop;
        options.progress = [this](int page, int pages) {
            QMetaObject::invokeMethod(this, [this, page, pages] { progress(page, pages); });
        };
        const auto written =
            writeReport(input.campus, *input.catalog, *input.solution, input.path, options);
        const auto problems = written ? base::Diagnostics{} : written.error();
        QMetaObject::invokeMethod(this,
                                  [this, path = input.path, problems] { end(path, problems); });
    });
}

void ReportTask::cancel() {
    m_cancelled = m_running;
    m_thread.request_stop();
}

void ReportTask::progress(int page, int pages) {
    m_page = page;
    m_pages = pages;
    emit changed();
}

void ReportTask::end(const QString& path, const base::Diagnostics& problems) {
    m_running = false;
    emit changed();
    emit finished(path,
                  problems.empty() ? QString()
                                   : QString::fromStdString(problems.front().what + " " +
                                                            problems.front().remedy),
                  m_cancelled && !problems.empty());
}

} // namespace hallwright::app
