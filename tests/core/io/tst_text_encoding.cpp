#include "core/io/text_encoding.h"

#include <QtTest>

using namespace hallwright::io;

class TestTextEncoding : public QObject {
    Q_OBJECT
private slots:
    void wellFormedTextIsUtf8_data();
    void wellFormedTextIsUtf8();
    void bytesOfWindows1252BecomeTheirCharacters();
};

/// Limits of RFC 3629.
void TestTextEncoding::wellFormedTextIsUtf8_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isUtf8");
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("ascii") << QByteArray("A 1\r\n") << true;
    QTest::newRow("two bytes") << QByteArray("\xC3\xB1") << true;
    QTest::newRow("three bytes") << QByteArray("\xE2\x82\xAC") << true;
    QTest::newRow("four bytes") << QByteArray("\xF0\x9F\x92\xA7") << true;
    QTest::newRow("largest") << QByteArray("\xF4\x8F\xBF\xBF") << true;
    QTest::newRow("beyond the largest") << QByteArray("\xF4\x90\x80\x80") << false;
    QTest::newRow("lone byte") << QByteArray("Ca\xF1o") << false;
    QTest::newRow("continuation alone") << QByteArray("\x80") << false;
    QTest::newRow("cut short") << QByteArray("\xE2\x82") << false;
    QTest::newRow("overlong") << QByteArray("\xC0\xAF") << false;
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << false;
    QTest::newRow("no lead") << QByteArray("\xFF") << false;
}

void TestTextEncoding::wellFormedTextIsUtf8() {
    QFETCH(QByteArray, text);
    QFETCH(bool, isUtf8);
    QCOMPARE(hallwright::io::isUtf8(text.toStdString()), isUtf8);
}

void TestTextEncoding::bytesOfWindows1252BecomeTheirCharacters() {
    QCOMPARE(utf8FromWindows1252("A\x80\x99\xE9\x81"), std::string("A\u20AC\u2122\u00E9\uFFFD"));
    std::string all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    QVERIFY(isUtf8(utf8FromWindows1252(all)));
}

QTEST_APPLESS_MAIN(TestTextEncoding)
#include "tst_text_encoding.moc"
