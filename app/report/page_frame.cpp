#include "app/report/page_frame.h"

#include "app/format/number_format.h"

#include <memory>

namespace hallwright::app::report {

namespace {

/// The product's mark: a cut-open hall in three greys.
void drawMark(Canvas& canvas, QPointF at, double size_mm) {
    const double s = size_mm / 24.0;
    const auto p = [&](double x, double y) { return at + QPointF(x * s, y * s); };
    canvas.polygon({p(12, 3), p(22, 8.5), p(12, 14), p(2, 8.5)}, kNoStroke, ink::kText);
    canvas.polygon({p(12, 6.2), p(16.2, 8.5), p(12, 10.8), p(7.8, 8.5)}, kNoStroke, ink::kPaper);
    canvas.polygon({p(2, 8.5), p(12, 14), p(12, 21.5), p(2, 16)}, kNoStroke,
                   QColor(0x9a, 0xa2, 0xab));
    canvas.polygon({p(22, 8.5), p(12, 14), p(12, 21.5), p(22, 16)}, kNoStroke,
                   QColor(0x5e, 0x64, 0x6b));
}

/// A residual below what the page can show is said to be so, never "0".
QString residualText(double fraction) {
    constexpr double kShown = 1e-6;
    return fraction < kShown ? QStringLiteral("below 0.0001\u2009%")
                             : formatNumber(fraction * 100.0, 4) + QStringLiteral("\u2009%");
}

void drawTitleBlock(Canvas& canvas, const Page::TitleBlock& block, const ReportData& data,
                    int number, int count) {
    const QRectF frame(page::kLeft, page::kBlockTop, page::kContentWidth, page::kBlockHeight);
    canvas.rect(frame, {weight::kShell, ink::kText, {}});
    const double columns[] = {0.0, 46.0, 98.0, 130.0, 156.0, page::kContentWidth};
    for (int i = 1; i < 5; ++i)
        canvas.line({page::kLeft + columns[i], frame.top()},
                    {page::kLeft + columns[i], frame.bottom()}, {weight::kEquipment, {}, {}});
    const auto cell = [&](int column, int row, const QString& caption, const QString& value,
                          bool strong = false) {
        const double x = page::kLeft + columns[column] + 2.0;
        const double width = columns[column + 1] - columns[column] - 4.0;
        const double y = frame.top() + 3.0 + row * 11.0;
        canvas.label({x, y}, caption, style::kDrawing.in(ink::kText3));
        const TextStyle text = strong ? style::kTable.strong() : style::kTable;
        canvas.label({x, y + 4.0}, elided(value, width, text), text);
    };
    drawMark(canvas, frame.topLeft() + QPointF(2.0, 1.6), 6.4);
    canvas.label(frame.topLeft() + QPointF(10.0, 4.9), QStringLiteral("Hallwright"),
                 style::kSection);
    cell(0, 1, QStringLiteral("Energy residual"),
         residualText(data.solution.energy.residualFraction));
    cell(1, 0, QStringLiteral("Drawing"), block.drawing, true);
    cell(1, 1, QStringLiteral("Campus and state"),
         data.campusName() + QStringLiteral("  ") + data.contentHash());
    cell(2, 0, QStringLiteral("Scale at A4"),
         block.scale.isEmpty() ? QStringLiteral("not to scale") : block.scale, true);
    cell(2, 1, QStringLiteral("Axes"), QStringLiteral("local metres"));
    cell(3, 0, QStringLiteral("Drawn"), data.options.date.toString(Qt::ISODate));
    cell(3, 1, QStringLiteral("Checked"), {});
    cell(4, 0, QStringLiteral("Sheet"), block.sheet, true);
    cell(4, 1, QStringLiteral("Page"), QStringLiteral("%1 of %2").arg(number).arg(count));
}

/// Where the body begins below a title and its lead [mm].
double titleBottom(const QString& title, const QString& lead) {
    double y = page::kBodyTop + paragraphHeight(title, page::kContentWidth, style::kTitle) + 1.0;
    if (!lead.isEmpty())
        y += paragraphHeight(lead, page::kContentWidth, style::kLead);
    return y + 3.0;
}

} // namespace

void drawFrame(Canvas& canvas, const Page& page, const ReportData& data, int number, int count) {
    const double right = page::kLeft + page::kContentWidth;
    if (page.hasHead) {
        const double y = page::kTop + 2.0;
        const QString name = data.campusName();
        canvas.label({page::kLeft, y}, name, style::kHead.strong().in(ink::kText));
        canvas.label({page::kLeft + textWidth(name, style::kHead.strong()) + 2.0, y},
                     data.stateLine(), style::kHead);
        canvas.label({right, y}, QStringLiteral("Design report  ·  ") + page.chapter, style::kHead,
                     Qt::AlignRight);
        canvas.line({page::kLeft, page::kHeadRule}, {right, page::kHeadRule},
                    {weight::kRule, ink::kText, {}});
    }
    if (!page.block.drawing.isEmpty())
        drawTitleBlock(canvas, page.block, data, number, count);
    else if (page.hasHead)
        canvas.label({right, page::kHeight - page::kBottom},
                     QStringLiteral("Page %1 of %2").arg(number).arg(count), style::kHead,
                     Qt::AlignRight);
}

double drawTitle(Canvas& canvas, const QString& title, const QString& lead) {
    const double height =
        canvas.paragraph({page::kLeft, page::kBodyTop}, page::kContentWidth, title, style::kTitle);
    if (!lead.isEmpty())
        canvas.paragraph({page::kLeft, page::kBodyTop + height + 1.0}, page::kContentWidth, lead,
                         style::kLead);
    return titleBottom(title, lead);
}

std::vector<Page> tablePages(const QString& chapter, const QString& title, const QString& lead,
                             Table table) {
    const auto shared = std::make_shared<const Table>(std::move(table));
    std::vector<Page> pages;
    int first = 0;
    do {
        const bool isFirst = pages.empty();
        const QString head = isFirst ? title : title + QStringLiteral(", continued");
        const QString words = isFirst ? lead : QString();
        const double top = titleBottom(head, words);
        const int count = shared->rowsThatFit(first, page::kBodyBottom - 4.0 - top);
        Page page;
        page.chapter = chapter;
        page.draw = [=](Canvas& canvas) {
            const double y = drawTitle(canvas, head, words);
            shared->draw(canvas, {page::kLeft, y}, first, count);
        };
        pages.push_back(std::move(page));
        first += count;
    } while (first < shared->rowCount());
    return pages;
}

} // namespace hallwright::app::report
