#include "app/report/pdf_stamp.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QTest>

using hallwright::app::report::stampPdf;

namespace {

QByteArray onePage(const QString& text) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPdfVersion(QPagedPaintDevice::PdfVersion_A1b);
    QPainter painter(&writer);
    painter.drawText(500, 500, text);
    painter.end();
    return bytes;
}

} // namespace

class TestPdfStamp : public QObject {
    Q_OBJECT

private slots:
    void sameContentAndDateGiveTheSameBytes() {
        QByteArray first = onePage(QStringLiteral("a"));
        QTest::qWait(1100); // the writer's own times count in seconds
        QByteArray second = onePage(QStringLiteral("a"));
        QVERIFY(first != second);
        const QDate date(2026, 11, 21);
        stampPdf(first, date);
        stampPdf(second, date);
        QCOMPARE(first, second);
    }

    void lengthAndOffsetsStay() {
        QByteArray pdf = onePage(QStringLiteral("b"));
        const qsizetype size = pdf.size();
        stampPdf(pdf, QDate(2026, 1, 2));
        QCOMPARE(pdf.size(), size);
        QVERIFY(pdf.contains("/CreationDate (D:20260102000000Z"));
    }

    void otherContentHasAnotherIdentifier() {
        QByteArray a = onePage(QStringLiteral("a"));
        QByteArray b = onePage(QStringLiteral("b"));
        stampPdf(a, QDate(2026, 1, 2));
        stampPdf(b, QDate(2026, 1, 2));
        QVERIFY(a.mid(a.lastIndexOf("/ID")) != b.mid(b.lastIndexOf("/ID")));
    }

    void leavesOtherBytesAlone() {
        QByteArray text("not a PDF");
        stampPdf(text, QDate(2026, 1, 2));
        QCOMPARE(text, QByteArray("not a PDF"));
    }
};

QTEST_MAIN(TestPdfStamp)
#include "tst_pdf_stamp.moc"
