#pragma once

#include "app/report/canvas.h"
#include "app/report/report_data.h"
#include "app/report/table.h"

#include <functional>
#include <vector>

namespace hallwright::app::report {

/// One page, planned before it is drawn, so that every sheet knows how many there are.
struct Page {
    QString chapter; ///< "4 Site"
    std::function<void(Canvas&)> draw;
    struct TitleBlock {
        QString drawing; ///< "Site plan, electrical loading"
        QString scale;   ///< "1 : 4 000"; empty for diagrams
        QString sheet;   ///< "4.1"
    };
    /// Drawings carry a title block at the foot; `drawing` is empty for other pages.
    TitleBlock block;
    bool hasHead = true;
};

/// Head line, rule, page number and title block of a page; its own drawing goes between.
void drawFrame(Canvas& canvas, const Page& page, const ReportData& data, int number, int count);

/// Title and lead at the top of the body; returns the y below [mm].
double drawTitle(Canvas& canvas, const QString& title, const QString& lead);

/// A table under a title over as many pages as it takes.
std::vector<Page> tablePages(const QString& chapter, const QString& title, const QString& lead,
                             Table table);

} // namespace hallwright::app::report
