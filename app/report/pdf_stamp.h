#pragma once

#include <QByteArray>
#include <QDate>

namespace hallwright::app::report {

/// Replaces what a PDF writer puts into every file anew (times, file identifier) by the report's
/// date and a digest of the content, in place and of the same length, so that offsets hold and the
/// same report has the same bytes.
void stampPdf(QByteArray& pdf, const QDate& date);

} // namespace hallwright::app::report
