#include "tests/session/virtual_display.h"
#include "tests/session/window_program.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace hallwright::session;

namespace {

/// A free spot south of the halls of Bosquel, and what stands near it [m].
constexpr QPointF kSpot_m{-8.25, -42.9};
constexpr QPointF kOffSite_m{-390.0, 250.0};
constexpr QPointF kSubstation_m{-226.6, -45.0};
constexpr QPointF kCoolers_m{-80.4, 46.5};
constexpr int kRacks = 20;
constexpr int kWholeSolve_ms = 300000; ///< all halls and the air over the campus
/// A plume that starts from another one ends within its tolerance, which is this much of a figure.
constexpr double kPlumeShare = 1e-4;
constexpr int kHallRacks = 144; ///< of the template HM-19

QSize wantedSize() {
    const QStringList parts =
        qEnvironmentVariable("HALLWRIGHT_SESSION_SIZE", "1280x800").split('x');
    return {parts.value(0).toInt(), parts.value(1).toInt()};
}

QPointF pointOf(const QJsonValue& pair) {
    return {pair.toArray().at(0).toDouble(), pair.toArray().at(1).toDouble()};
}

int count(const QJsonObject& state, const char* what) {
    return at(state, "document", what).toInt();
}

/// A KPI as the program has it; powers in MW.
double figure(const QJsonObject& state, const char* kpi) {
    return state["solve"].toObject()["kpis"].toObject()[kpi].toDouble();
}

QString textOf(const QJsonObject& state) {
    return QString::fromUtf8(QJsonDocument(state).toJson(QJsonDocument::Compact));
}

/// Power and coolant have answered for what the document holds now.
bool isSolved(const QJsonObject& state) {
    return at(state, "solve", "revision").toInt() == count(state, "revision") &&
           !at(state, "solve", "kpis").toObject().isEmpty();
}

/// All stages are done, the air over the campus and what it changes included.
bool isAtRest(const QJsonObject& state) {
    return isSolved(state) && !at(state, "solve", "busy").toBool();
}

/// How far the picture is from grey in the middle of a rack, 0 to 255: data are coloured.
int colourAt(const QImage& picture, QPoint at) {
    int most = 0;
    for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx) {
            const QColor c = picture.pixelColor(at + QPoint(dx, dy));
            most = std::max(most, std::max({c.red(), c.green(), c.blue()}) -
                                      std::min({c.red(), c.green(), c.blue()}));
        }
    return most;
}

/// Share of the pixels of an area that differ clearly.
double differing(const QImage& a, const QImage& b, QRect area) {
    qint64 different = 0;
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x) {
            const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
            different += std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) +
                                     std::abs(qBlue(p) - qBlue(q)) >
                                 24
                             ? 1
                             : 0;
        }
    return double(different) / (double(area.width()) * area.height());
}

constexpr int kData = 22; ///< greys of the scene stay below, the palest stop of a colour map above

} // namespace

/// One session on the gigawatt campus as a user has it, in the real program on a screen of its own,
/// with the events of a mouse and a keyboard. Its steps follow each other.
///   HALLWRIGHT_SESSION_SIZE=2560x1440      another size of screen
///   HALLWRIGHT_SESSION_PICTURES=folder     keeps a picture of each step
class TestWindowSession : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();

    void aRefusedSpotSaysRuleAndRemedy();
    void placesAHall();
    void feedsAndCoolsTheHall();
    void placesTwentyRacks();
    void movesARack();
    void heatMapsShowTheNewRacks();
    void savedCampusGivesTheFiguresShown();
    void undoesAllToTheVeryFile();

private:
    void keepPicture(const char* name);
    [[nodiscard]] bool waitForRest();
    /// Learns from two pointer positions where site points lie on the screen; plan view only.
    [[nodiscard]] bool calibrate();
    [[nodiscard]] QPoint pixelOf(QPointF site_m) const;
    /// Moves the pointer there and waits until the program has seen it.
    bool pointAt(QPoint pixel);
    bool choose(const QString& item);
    bool saveAs(const QString& file);

    std::unique_ptr<VirtualDisplay> m_display;
    std::unique_ptr<WindowProgram> m_program;
    QTemporaryDir m_folder;
    QJsonObject m_opened; ///< what was shown at the beginning
    QPointF m_origin_px, m_scale;
    std::vector<QPointF> m_racks_m;
    bool m_failed = false;
};

void TestWindowSession::initTestCase() {
    for (const char* tool : {"Xvfb", "xdotool"})
        if (QStandardPaths::findExecutable(tool).isEmpty())
            QSKIP(qPrintable(QString("%1 is not installed: no window to work in").arg(tool)));
    m_display = std::make_unique<VirtualDisplay>(wantedSize());
    const QString problem = m_display->start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(QFile::copy(HALLWRIGHT_SOURCE_DIR "/assets/campuses/bosquel-1gw.hallwright",
                        m_folder.filePath("opened.hallwright")));
    m_program = std::make_unique<WindowProgram>(m_display->name());
    m_program->start(HALLWRIGHT_PROGRAM, {m_folder.filePath("opened.hallwright")});
    QVERIFY2(m_program->focus("Hallwright"), "the window did not appear");
    QVERIFY2(m_program->waitFor(isSolved, 60000), "no answer of the solver");
    QVERIFY(m_program->waitFor([](const auto& s) { return s["frames"].toInt() > 1; }, 60000));
    QVERIFY(m_program->waitFor(isAtRest, kWholeSolve_ms));
    m_opened = m_program->state();
    QCOMPARE(count(m_opened, "halls"), 24);
    m_program->press({"KP_7", "Home"});
    QVERIFY(waitForRest());
    QVERIFY2(calibrate(), qPrintable(textOf(m_program->state())));
    keepPicture("1-opened");
}

void TestWindowSession::init() {
    if (m_failed)
        QSKIP("An earlier step failed.");
}

void TestWindowSession::cleanup() {
    if (!QTest::currentTestFailed() || m_failed)
        return;
    m_failed = true;
    keepPicture("failed");
    if (m_program)
        qWarning("%s", qPrintable(textOf(m_program->state())));
}

void TestWindowSession::keepPicture(const char* name) {
    const QString folder = qEnvironmentVariable("HALLWRIGHT_SESSION_PICTURES");
    if (folder.isEmpty() || !m_display)
        return;
    // What the program knows is on the screen a frame or two later.
    if (m_program) {
        const int frames = m_program->state()["frames"].toInt();
        (void)QTest::qWaitFor([&] { return m_program->state()["frames"].toInt() > frames + 1; },
                              2000);
    }
    QDir().mkpath(folder);
    m_display->picture().save(QString("%1/%2x%3-%4.png")
                                  .arg(folder)
                                  .arg(m_display->size().width())
                                  .arg(m_display->size().height())
                                  .arg(name));
}

bool TestWindowSession::waitForRest() {
    QTest::qWait(400); // a movement begins with the next frame
    return m_program->waitFor([](const auto& s) { return !at(s, "view", "moving").toBool(); });
}

bool TestWindowSession::pointAt(QPoint pixel) {
    m_program->moveTo(pixel);
    return m_program->waitFor(
        [&](const auto& s) { return pointOf(at(s, "view", "pointer_px")).toPoint() == pixel; });
}

bool TestWindowSession::calibrate() {
    for (int attempt = 0; attempt < 10; ++attempt) {
        const QJsonArray area = at(m_program->state(), "view", "area_px").toArray();
        const auto pixel = [&](double across, double down) {
            return QPoint(int(area.at(0).toDouble() + across * area.at(2).toDouble()),
                          int(area.at(1).toDouble() + down * area.at(3).toDouble()));
        };
        // Between the cards; the third point proves what the first two say.
        const QPoint pixels[] = {pixel(0.25, 0.3), pixel(0.75, 0.7), pixel(0.5, 0.45)};
        QPointF points_m[3];
        for (int i = 0; i < 3; ++i) {
            if (!pointAt(pixels[i]))
                return false;
            points_m[i] = pointOf(at(m_program->state(), "view", "pointer_m"));
        }
        const QPointF way_m = points_m[1] - points_m[0];
        if (std::abs(way_m.x()) > 0.1 && std::abs(way_m.y()) > 0.1) {
            m_scale = {(pixels[1].x() - pixels[0].x()) / way_m.x(),
                       (pixels[1].y() - pixels[0].y()) / way_m.y()};
            m_origin_px = QPointF(pixels[0]) -
                          QPointF(points_m[0].x() * m_scale.x(), points_m[0].y() * m_scale.y());
            const QPoint off = pixelOf(points_m[2]) - pixels[2];
            if (off.manhattanLength() <= 1)
                return true;
        }
        QTest::qWait(300);
    }
    return false;
}

QPoint TestWindowSession::pixelOf(QPointF site_m) const {
    return {int(std::lround(m_origin_px.x() + site_m.x() * m_scale.x())),
            int(std::lround(m_origin_px.y() + site_m.y() * m_scale.y()))};
}

bool TestWindowSession::choose(const QString& item) {
    m_program->press({"slash"});
    m_program->type(item);
    m_program->press({"Return"});
    return m_program->waitFor(
        [](const auto& s) { return !at(s, "tools", "placing").toString().isEmpty(); });
}

void TestWindowSession::aRefusedSpotSaysRuleAndRemedy() {
    QVERIFY(choose("HM-19"));
    QVERIFY(pointAt(pixelOf(kOffSite_m)));
    QVERIFY(m_program->waitFor([](const auto& s) {
        const QJsonObject ghost = at(s, "tools", "ghost").toObject();
        return ghost.contains("valid") && !ghost["valid"].toBool() &&
               ghost["reason"].toString().contains("boundary") &&
               ghost["remedy"].toString().contains(u'm');
    }));
    keepPicture("2-refused");
    m_program->press({"Escape"});
    QVERIFY(m_program->waitFor(
        [](const auto& s) { return at(s, "tools", "placing").toString().isEmpty(); }));
    QCOMPARE(count(m_program->state(), "halls"), 24);
    QVERIFY(!at(m_program->state(), "document", "modified").toBool());
}

void TestWindowSession::placesAHall() {
    QVERIFY(choose("HM-19"));
    QVERIFY(pointAt(pixelOf(kSpot_m)));
    QVERIFY(m_program->waitFor(
        [](const auto& s) { return at(s, "tools", "ghost").toObject()["valid"].toBool(); }));
    m_program->click(pixelOf(kSpot_m));
    QVERIFY(m_program->waitFor([](const auto& s) { return count(s, "halls") == 25; }));
    QVERIFY(m_program->waitFor(isSolved));
    m_program->press({"Escape"});
    const QJsonObject placed = m_program->state();
    QCOMPARE(count(placed, "racks"), count(m_opened, "racks") + kHallRacks);
    QVERIFY2(at(placed, "solve", "faults").toInt() > at(m_opened, "solve", "faults").toInt(),
             "a hall without a feeder is a fault");
    keepPicture("3-hall");
}

void TestWindowSession::feedsAndCoolsTheHall() {
    const double unfed_MW = figure(m_program->state(), "it_power");
    for (const int feeders : {1, 2}) {
        m_program->press({"l"});
        QVERIFY(m_program->waitFor(
            [](const auto& s) { return at(s, "tools", "tool").toString() == "Feeder"; }));
        m_program->click(pixelOf(kSubstation_m));
        m_program->click(pixelOf(kSpot_m));
        QVERIFY(m_program->waitFor([&](const auto& s) {
            return count(s, "feeders") == count(m_opened, "feeders") + feeders;
        }));
        m_program->press({"Escape"});
    }
    m_program->press({"shift+l"});
    QVERIFY(m_program->waitFor(
        [](const auto& s) { return at(s, "tools", "tool").toString() == "Main"; }));
    m_program->click(pixelOf(kCoolers_m));
    m_program->click(pixelOf(kSpot_m));
    QVERIFY(m_program->waitFor(
        [&](const auto& s) { return count(s, "mains") == count(m_opened, "mains") + 1; }));
    m_program->press({"Escape"});
    QVERIFY(m_program->waitFor(isSolved));
    QVERIFY2(figure(m_program->state(), "it_power") > unfed_MW + 10.0,
             "the racks of the hall draw power once it is fed");
    QVERIFY(figure(m_program->state(), "grid_power") > figure(m_opened, "grid_power") + 10.0);
    keepPicture("4-fed");
}

void TestWindowSession::placesTwentyRacks() {
    m_program->click(pixelOf(kSpot_m));
    QPointF middle_m; // the hall may have snapped
    QVERIFY(m_program->waitFor([&](const auto& s) {
        const auto picked = at(s, "tools", "selected").toArray();
        middle_m =
            pointOf(QJsonArray{picked.at(0).toObject()["x_m"], picked.at(0).toObject()["y_m"]});
        return picked.size() == 1 && picked.at(0).toObject()["name"].toString() == "H-25";
    }));
    m_program->press({"f"});
    QVERIFY(waitForRest());
    QVERIFY(calibrate());
    const QImage before = m_display->picture();
    QVERIFY(choose("gb300_nvl72"));
    const int racksBefore = count(m_program->state(), "racks");
    double power_MW = figure(m_program->state(), "it_power");
    // At the northern and southern ends of the six rows, outwards from the CDUs there.
    for (const double x_m : {-6.25, -4.15, -1.05, 1.05, 4.15, 6.25})
        for (const double y_m : {9.0, 9.65, 10.3, -10.2, -10.85}) {
            if (int(m_racks_m.size()) == kRacks)
                break;
            const QPoint pixel = pixelOf(middle_m + QPointF(x_m, y_m));
            QVERIFY(pointAt(pixel));
            if (!at(m_program->state(), "tools", "ghost").toObject()["valid"].toBool())
                continue;
            m_program->click(pixel);
            const int wanted = racksBefore + int(m_racks_m.size()) + 1;
            QVERIFY(m_program->waitFor(
                [&](const auto& s) { return count(s, "racks") == wanted && isSolved(s); }));
            const double now_MW = figure(m_program->state(), "it_power");
            QVERIFY2(now_MW > power_MW, "the figures follow each rack");
            power_MW = now_MW;
            const auto rack =
                at(m_program->state(), "tools", "selected").toArray().at(0).toObject();
            m_racks_m.push_back({rack["x_m"].toDouble(), rack["y_m"].toDouble()});
        }
    QCOMPARE(int(m_racks_m.size()), kRacks);
    m_program->press({"Escape"});
    keepPicture("5-racks");
    const QPoint first = pixelOf(m_racks_m.front());
    QVERIFY2(colourAt(before, first) < kData, "the floor has no value");
    QTRY_VERIFY2_WITH_TIMEOUT(colourAt(m_display->picture(), first) > kData,
                              "the rack shows its loading", 30000);
}

void TestWindowSession::movesARack() {
    const QPointF from_m = m_racks_m.back();
    const int revision = count(m_program->state(), "revision");
    // Along its row, into the free floor south of it.
    m_program->drag(pixelOf(from_m), pixelOf(from_m + QPointF(0.0, -1.0)));
    QVERIFY(m_program->waitFor([&](const auto& s) {
        return count(s, "revision") > revision && isSolved(s) &&
               at(s, "document", "undo").toString().startsWith("Move");
    }));
    const auto rack = at(m_program->state(), "tools", "selected").toArray().at(0).toObject();
    const QPointF way_m = QPointF(rack["x_m"].toDouble(), rack["y_m"].toDouble()) - from_m;
    QVERIFY2(std::hypot(way_m.x(), way_m.y()) > 0.2, qPrintable(textOf(rack)));
    keepPicture("6-moved");
}

void TestWindowSession::heatMapsShowTheNewRacks() {
    // The racks and what stands between them; cards and chips come and go elsewhere.
    QRect racks(pixelOf(m_racks_m.front()), QSize(1, 1));
    for (const QPointF& rack_m : m_racks_m)
        racks |= QRect(pixelOf(rack_m), QSize(1, 1));
    // A label may lie on a few of them.
    const auto coloured = [&] {
        const QImage picture = m_display->picture();
        return std::count_if(m_racks_m.begin(), m_racks_m.end(), [&](QPointF rack_m) {
            return colourAt(picture, pixelOf(rack_m)) > kData;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(coloured() >= kRacks / 2, 30000);
    // A picture of values that are old is pale; what it is compared with has come to rest.
    QImage loading;
    QVERIFY(QTest::qWaitFor(
        [&] {
            const QImage before = loading;
            QTest::qWait(700);
            loading = m_display->picture();
            return !before.isNull() && !at(m_program->state(), "solve", "stale").toBool() &&
                   differing(before, loading, racks) < 0.001;
        },
        60000));
    m_program->press({"3"});
    QVERIFY(m_program->waitFor(
        [](const auto& s) { return at(s, "view", "layer").toString() == "CoolantTemperature"; }));
    QTRY_VERIFY2_WITH_TIMEOUT(differing(loading, m_display->picture(), racks) > 0.05,
                              "the coolant map has other colours", 30000);
    QTRY_VERIFY2_WITH_TIMEOUT(coloured() >= kRacks / 2, "the new racks are cooled", 30000);
    keepPicture("7-coolant");
    m_program->press({"1"});
    QTRY_VERIFY_WITH_TIMEOUT(differing(loading, m_display->picture(), racks) < 0.05, 30000);
}

bool TestWindowSession::saveAs(const QString& file) {
    const QString dialog = "Save the campus";
    m_program->press({"ctrl+shift+s"});
    if (!m_program->focus(dialog))
        return false;
    m_program->press({"ctrl+a"});
    m_program->type(file);
    m_program->press({"Return"});
    const bool isSaved = m_program->waitFor(
        [&](const auto& s) { return at(s, "document", "file").toString() == file; });
    // Without a window manager nobody gives the keyboard back when a dialog goes.
    return isSaved && QTest::qWaitFor([&] { return !m_program->isShown(dialog); }, 10000) &&
           m_program->focus("Hallwright");
}

void TestWindowSession::savedCampusGivesTheFiguresShown() {
    QVERIFY(saveAs(m_folder.filePath("placed.hallwright")));
    QVERIFY(!at(m_program->state(), "document", "modified").toBool());
    // The last stage, the air over the campus, changes what the coolers draw.
    QVERIFY(m_program->waitFor(isAtRest, kWholeSolve_ms));
    QProcess solve;
    solve.start(HALLWRIGHT_PROGRAM, {"solve", m_folder.filePath("placed.hallwright"), "--json",
                                     m_folder.filePath("solved.json")});
    QVERIFY(solve.waitForFinished(kWholeSolve_ms));
    QFile json(m_folder.filePath("solved.json"));
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonObject solved = QJsonDocument::fromJson(json.readAll()).object();
    QCOMPARE(solved["racks"].toArray().size(), count(m_opened, "racks") + kHallRacks + kRacks);
    const double shown_MW = figure(m_program->state(), "grid_power");
    const double solved_MW = solved["energy"].toObject()["grid_kw"].toDouble() * 1e-3;
    QVERIFY2(std::abs(solved_MW / shown_MW - 1.0) < 1e-6,
             qPrintable(QString("%1 MW shown, %2 MW solved").arg(shown_MW).arg(solved_MW)));
}

void TestWindowSession::undoesAllToTheVeryFile() {
    for (int step = 0; step < 60; ++step) {
        const QJsonObject state = m_program->state();
        if (at(state, "document", "undo").toString().isEmpty())
            break;
        const int revision = count(state, "revision");
        m_program->press({"ctrl+z"});
        QVERIFY(m_program->waitFor([&](const auto& s) { return count(s, "revision") > revision; }));
    }
    QVERIFY(m_program->waitFor(isAtRest, kWholeSolve_ms));
    const QJsonObject undone = m_program->state();
    QVERIFY(at(undone, "document", "undo").toString().isEmpty());
    for (const char* table : {"halls", "rows", "racks", "equipment", "feeders", "mains"})
        QCOMPARE(count(undone, table), count(m_opened, table));
    for (const char* kpi : {"grid_power", "it_power", "pue", "losses"})
        QVERIFY2(std::abs(figure(undone, kpi) / figure(m_opened, kpi) - 1.0) < kPlumeShare,
                 qPrintable(QString("%1: %2 instead of %3")
                                .arg(kpi)
                                .arg(figure(undone, kpi), 0, 'g', 12)
                                .arg(figure(m_opened, kpi), 0, 'g', 12)));
    m_program->press({"Home"});
    QVERIFY(waitForRest());
    keepPicture("8-undone");
    QVERIFY(saveAs(m_folder.filePath("undone.hallwright")));
    QFile opened(m_folder.filePath("opened.hallwright")),
        saved(m_folder.filePath("undone.hallwright"));
    QVERIFY(opened.open(QIODevice::ReadOnly) && saved.open(QIODevice::ReadOnly));
    // Ids once given stay taken: that is all the file may say beyond what was opened.
    const QByteArrayList before = opened.readAll().split('\n');
    QByteArrayList after = saved.readAll().split('\n');
    after.removeIf([](const QByteArray& line) { return line.trimmed().startsWith("\"next_id\""); });
    QVERIFY2(before == after, "all undone is the file that was opened");
}

QTEST_GUILESS_MAIN(TestWindowSession)
#include "tst_window_session.moc"
