#include "core/cli/new_command.h"
#include "core/io/campus_reader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sstream>

using namespace hallwright;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QString kSamples = QStringLiteral(HALLWRIGHT_SOURCE_DIR "/assets/campuses/");

} // namespace

/// The samples that ship are what `hallwright new` makes, to the byte.
class TestCampusSamples : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("HALLWRIGHT_ASSETS", HALLWRIGHT_SOURCE_DIR "/assets"); }
    void sampleIsWhatTheCommandMakes_data();
    void sampleIsWhatTheCommandMakes();
    void gigawattSampleHoldsItsRacks();
    void wishesAreFollowed();
    void wrongWishIsOneLine_data();
    void wrongWishIsOneLine();
    void existingFileIsKept();
};

void TestCampusSamples::sampleIsWhatTheCommandMakes_data() {
    QTest::addColumn<QString>("id");
    for (const char* id : {"bosquel-1gw", "hall-demo", "air-hall"})
        QTest::newRow(id) << QString(id);
}

void TestCampusSamples::sampleIsWhatTheCommandMakes() {
    QFETCH(QString, id);
    QTemporaryDir folder;
    cli::NewOptions options;
    options.sample = id.toStdString();
    options.output = folder.filePath(id + ".hallwright").toStdString();
    std::ostringstream out, err;
    QCOMPARE(cli::runNew(options, out, err), 0);
    QVERIFY2(err.str().empty(), err.str().c_str());
    const auto made = contentOf(QString::fromStdString(options.output));
    const auto shipped = contentOf(kSamples + id + ".hallwright");
    QVERIFY(!made.isEmpty());
    const auto madeLines = made.split('\n'), shippedLines = shipped.split('\n');
    for (int i = 0; i < std::min(madeLines.size(), shippedLines.size()); ++i)
        QVERIFY2(madeLines[i] == shippedLines[i],
                 "line " + QByteArray::number(i + 1) + ": " + madeLines[i].left(300) +
                     "\nships as: " + shippedLines[i].left(300) +
                     "\nRun: hallwright new assets/campuses/" + id.toUtf8() +
                     ".hallwright --replace --template " + id.toUtf8());
    QCOMPARE(made.size(), shipped.size());
}

void TestCampusSamples::gigawattSampleHoldsItsRacks() {
    const auto campus = io::readCampus((kSamples + "bosquel-1gw.hallwright").toStdString());
    QVERIFY(campus.hasValue());
    QVERIFY(campus->racks().size() >= 6000);
}

void TestCampusSamples::wishesAreFollowed() {
    QTemporaryDir folder;
    cli::NewOptions options;
    options.sample = "bosquel-1gw";
    options.output = folder.filePath("own.hallwright").toStdString();
    options.name = "Cambrai 100";
    options.site = "cambrai_e_valley";
    options.gridPower_MW = 100.0;
    options.hallTemplates = {"HM-19:1"};
    options.rackType = "gb200_nvl72";
    std::ostringstream out, err;
    QVERIFY2(cli::runNew(options, out, err) == 0, err.str().c_str());
    const auto campus = io::readCampus(options.output);
    QVERIFY(campus.hasValue());
    QCOMPARE(campus->site().name, std::string("Cambrai 100"));
    QCOMPARE(campus->site().siteFacts, std::string("cambrai_e_valley"));
    QCOMPARE(campus->site().latitude_deg, 50.22);
    for (const auto& hall : campus->halls())
        QCOMPARE(hall.recipe.name, std::string("HM-19"));
    for (const auto& rack : campus->racks())
        QCOMPARE(rack.type, std::string("gb200_nvl72"));

    options.replace = true;
    options.halls = 3;
    QVERIFY2(cli::runNew(options, out, err) == 0, err.str().c_str());
    QCOMPARE(io::readCampus(options.output)->halls().size(), 3u);

    options.sample = "empty";
    QVERIFY2(cli::runNew(options, out, err) == 0, err.str().c_str());
    QVERIFY(io::readCampus(options.output)->halls().isEmpty());
}

void TestCampusSamples::wrongWishIsOneLine_data() {
    QTest::addColumn<QString>("wish");
    QTest::addColumn<QString>("finding");
    QTest::newRow("template") << "template"
                              << "there is no template \"castle\"";
    QTest::newRow("site") << "site"
                          << "there are no facts about a site \"atlantis\"";
    QTest::newRow("share") << "share"
                           << "\"HM-38:x\" has no share after the colon";
    QTest::newRow("hall") << "hall"
                          << "there is no hall template \"HM-1\"";
    QTest::newRow("folder") << "folder"
                            << "could not be written: no such file or folder";
}

void TestCampusSamples::wrongWishIsOneLine() {
    QFETCH(QString, wish);
    QFETCH(QString, finding);
    QTemporaryDir folder;
    cli::NewOptions options;
    options.output = folder.filePath("x.hallwright").toStdString();
    if (wish == "template")
        options.sample = "castle";
    if (wish == "site")
        options.site = "atlantis";
    if (wish == "share")
        options.hallTemplates = {"HM-38:x"};
    if (wish == "hall")
        options.hallTemplates = {"HM-1"};
    if (wish == "folder")
        options.output = folder.filePath("not/here.hallwright").toStdString();
    std::ostringstream out, err;
    QCOMPARE(cli::runNew(options, out, err), 1);
    const auto text = QString::fromStdString(err.str());
    QVERIFY2(text.contains(finding), qPrintable(text));
    QCOMPARE(text.count('\n'), 1);
    QVERIFY(!QFile::exists(QString::fromStdString(options.output)));
}

void TestCampusSamples::existingFileIsKept() {
    QTemporaryDir folder;
    const QString path = folder.filePath("mine.hallwright");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("precious");
    file.close();
    cli::NewOptions options;
    options.output = path.toStdString();
    std::ostringstream out, err;
    QCOMPARE(cli::runNew(options, out, err), 1);
    QVERIFY(err.str().find("the file exists already") != std::string::npos);
    QCOMPARE(contentOf(path), QByteArray("precious"));
}

QTEST_APPLESS_MAIN(TestCampusSamples)
#include "tst_campus_samples.moc"
