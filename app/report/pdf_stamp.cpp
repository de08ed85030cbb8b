#include "app/report/pdf_stamp.h"

#include <QCryptographicHash>

namespace hallwright::app::report {

namespace {

/// Overwrites the text that follows each `mark` by `text`.
void overwriteAfter(QByteArray& pdf, const QByteArray& mark, const QByteArray& text) {
    for (qsizetype at = pdf.indexOf(mark); at >= 0; at = pdf.indexOf(mark, at + mark.size()))
        if (at + mark.size() + text.size() <= pdf.size())
            pdf.replace(at + mark.size(), text.size(), text);
}

} // namespace

void stampPdf(QByteArray& pdf, const QDate& date) {
    overwriteAfter(
        pdf, "/CreationDate (D:", date.toString(QStringLiteral("yyyyMMdd")).toLatin1() + "000000Z");
    const QByteArray moment = date.toString(Qt::ISODate).toLatin1() + "T00:00:00Z";
    overwriteAfter(pdf, "xmp:CreateDate=\"", moment);
    overwriteAfter(pdf, "xmp:ModifyDate=\"", moment);

    // /ID [ <32 hex digits> <32 hex digits> ], the last of which belongs to the trailer.
    constexpr qsizetype kDigits = 32;
    const QByteArray mark("/ID [ <");
    const qsizetype first = pdf.lastIndexOf(mark);
    if (first < 0)
        return;
    const qsizetype a = first + mark.size();
    const qsizetype b = a + kDigits + 3;
    if (b + kDigits > pdf.size())
        return;
    const QByteArray blank(kDigits, '0');
    pdf.replace(a, kDigits, blank);
    pdf.replace(b, kDigits, blank);
    const QByteArray digest = QCryptographicHash::hash(pdf, QCryptographicHash::Md5).toHex();
    pdf.replace(a, kDigits, digest);
    pdf.replace(b, kDigits, digest);
}

} // namespace hallwright::app::report
