#include "app/format/number_format.h"
#include "app/report/report_pages.h"
#include "app/report/report_words.h"
#include "app/report/site_plan.h"

#include <algorithm>
#include <array>

namespace hallwright::app::report {

namespace {

constexpr double kPictureTop = 62.0;
constexpr double kPictureHeight = 118.0;

void drawPicture(Canvas& canvas, const ReportData& data) {
    const QRectF frame(page::kLeft, kPictureTop, page::kContentWidth, kPictureHeight);
    if (data.options.cover.isNull()) {
        drawSitePlan(canvas, frame, data, SitePlanLayer::ElectricalLoading);
        return;
    }
    // The picture fills the frame; what sticks out is cut off evenly.
    const QImage& picture = data.options.cover;
    const double aspect = frame.width() / frame.height();
    QSize size = picture.size();
    if (picture.width() > picture.height() * aspect)
        size.setWidth(int(picture.height() * aspect));
    else
        size.setHeight(int(picture.width() / aspect));
    const QRect middle(
        QPoint((picture.width() - size.width()) / 2, (picture.height() - size.height()) / 2), size);
    canvas.image(frame, picture.copy(middle).convertToFormat(QImage::Format_RGB32));
}

void drawFigures(Canvas& canvas, const ReportData& data, double top) {
    static constexpr std::array kIds{"it_power", "grid_power", "pue",
                                     "wue",      "losses",     "worst_inlet"};
    const double pitch = page::kContentWidth / double(kIds.size());
    for (std::size_t i = 0; i < kIds.size(); ++i) {
        const engine::Kpi* kpi = data.kpi(kIds[i]);
        if (!kpi)
            continue;
        const double x = page::kLeft + pitch * double(i);
        const auto cells = kpiCells(*kpi);
        canvas.label({x, top}, elided(QString::fromStdString(kpi->name), pitch - 3.0, style::kHead),
                     style::kHead);
        const TextStyle figure = kpi->known ? style::kFigure : style::kBody.in(ink::kText2);
        canvas.label({x, top + 6.5}, cells[0], figure);
        canvas.label({x + textWidth(cells[0], figure) + 1.2, top + 7.2}, cells[1], style::kHead);
    }
}

} // namespace

Page coverPage(const ReportData& data) {
    Page page;
    page.hasHead = false;
    page.draw = [&data](Canvas& canvas) {
        canvas.label({page::kLeft, 24.0}, QStringLiteral("Design report"),
                     style::kSection.in(ink::kText2));
        double y = 30.0;
        y += canvas.paragraph({page::kLeft, y}, page::kContentWidth, data.campusName(),
                              style::kCover);
        canvas.paragraph({page::kLeft, y + 1.0}, page::kContentWidth, data.stateLine(),
                         style::kLead);
        drawPicture(canvas, data);
        drawFigures(canvas, data, kPictureTop + kPictureHeight + 10.0);

        const double top = kPictureTop + kPictureHeight + 30.0;
        canvas.label({page::kLeft, top}, QStringLiteral("Open findings"), style::kSection);
        drawFindings(canvas, {page::kLeft, top + 4.0}, page::kContentWidth, data, 5);

        const double foot = page::kHeight - page::kBottom - 4.0;
        canvas.line({page::kLeft, foot - 5.0}, {page::kLeft + page::kContentWidth, foot - 5.0},
                    {weight::kRule, ink::kText, {}});
        canvas.label({page::kLeft, foot},
                     QStringLiteral("Hallwright   %1   %2   %3")
                         .arg(data.options.date.toString(Qt::ISODate), data.options.fileName,
                              data.contentHash()),
                     style::kHead);
    };
    return page;
}

} // namespace hallwright::app::report
