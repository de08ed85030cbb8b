#include "app/report/report_writer.h"

#include "app/report/canvas.h"
#include "app/report/pdf_stamp.h"
#include "app/report/report_data.h"
#include "app/report/report_pages.h"
#include "core/io/asset_folder.h"

#include <QBuffer>
#include <QFontDatabase>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

#include <mutex>

namespace hallwright::app {

namespace {

using namespace report;

constexpr int kDotsPerInch = 1200;

/// The report is set in the product's own type; once a process.
void loadFonts() {
    static std::once_flag once;
    std::call_once(once, [] {
        const auto assets = io::assetFolder();
        if (!assets)
            return;
        for (const char* name : {"HallwrightSans-Regular.otf", "HallwrightSans-Medium.otf",
                                 "HallwrightSans-SemiBold.otf"})
            QFontDatabase::addApplicationFont(
                QString::fromStdString((*assets / "fonts" / name).string()));
    });
}

std::vector<Page> planPages(const ReportData& data) {
    std::vector<Page> pages{coverPage(data)};
    for (const auto chapter :
         {sitePages, hallPages, powerPages, coolingPages, plumePages, kpiPages, yearPages,
          facilityPages, capacityPages, equipmentPages, findingPages, assumptionPages}) {
        auto more = chapter(data);
        pages.insert(pages.end(), std::make_move_iterator(more.begin()),
                     std::make_move_iterator(more.end()));
    }
    return pages;
}

/// The finished pages as PDF/A; empty where the user stopped.
QByteArray drawPdf(const ReportData& data) {
    const std::vector<Page> pages = planPages(data);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPdfVersion(QPagedPaintDevice::PdfVersion_A1b);
    writer.setResolution(kDotsPerInch);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(data.campusName() + QStringLiteral(", design report"));
    writer.setCreator(QStringLiteral("Hallwright"));
    QPainter painter(&writer);
    const int count = int(pages.size());
    for (int i = 0; i < count; ++i) {
        if (data.options.stop.stop_requested())
            return {};
        if (data.options.progress)
            data.options.progress(i + 1, count);
        if (i > 0)
            writer.newPage();
        Canvas canvas(painter, kDotsPerInch / 25.4);
        drawFrame(canvas, pages[std::size_t(i)], data, i + 1, count);
        pages[std::size_t(i)].draw(canvas);
    }
    painter.end();
    stampPdf(bytes, data.options.date);
    return bytes;
}

} // namespace

base::Result<bool> writeReport(const model::Campus& campus, const catalog::Catalog& catalog,
                               const engine::Solution& solution, const QString& path,
                               const ReportOptions& options) {
    loadFonts();
    const ReportData data{campus, catalog, solution, options};
    const QByteArray pdf = drawPdf(data);
    if (pdf.isEmpty())
        return base::failure(path.toStdString(), "the report was cancelled, nothing was written");
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size() || !file.commit())
        return base::failure(path.toStdString(),
                             "the report can't be written: " + file.errorString().toStdString(),
                             "choose another folder, or make room on the disk");
    return true;
}

} // namespace hallwright::app
