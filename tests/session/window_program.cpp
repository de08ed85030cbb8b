#include "tests/session/window_program.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcessEnvironment>
#include <QTest>

namespace hallwright::session {

namespace {

constexpr int kLook_ms = 25;
constexpr int kWindow_ms = 90000; ///< within which a window comes up on a busy machine

QProcessEnvironment environmentOn(const QString& display) {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("DISPLAY", display);
    return environment;
}

QStringList place(QPoint at) {
    return {"mousemove", QString::number(at.x()), QString::number(at.y())};
}

} // namespace

WindowProgram::~WindowProgram() {
    kill();
}

void WindowProgram::start(const QString& program, const QStringList& arguments) {
    kill();
    auto environment = environmentOn(m_display);
    environment.remove("WAYLAND_DISPLAY");
    environment.insert("QT_QPA_PLATFORM", "xcb");
    environment.insert("LIBGL_ALWAYS_SOFTWARE", "1");
    environment.insert("LC_ALL", "C.UTF-8");
    environment.remove("QT_QUICK_BACKEND");
    environment.insert("HOME", m_home.path());
    for (const char* folder : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
        environment.insert(folder, m_home.filePath(QString::fromLatin1(folder)));
    m_trace = m_home.filePath("trace.jsonl");
    QFile::remove(m_trace);
    m_read = 0;
    m_rest.clear();
    m_state = {};
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel); // why it ended, if it does
    m_process.start(program, arguments + QStringList{"--trace", m_trace});
    m_process.waitForStarted();
}

void WindowProgram::kill() {
    if (!isRunning())
        return;
    m_process.kill();
    m_process.waitForFinished();
}

bool WindowProgram::xdotool(const QStringList& arguments) const {
    QProcess tool;
    tool.setProcessEnvironment(environmentOn(m_display));
    tool.setStandardOutputFile(QProcess::nullDevice());
    tool.start("xdotool", arguments);
    return tool.waitForFinished(kWindow_ms) && tool.exitCode() == 0;
}

bool WindowProgram::focus(const QString& title) {
    return xdotool({"search", "--sync", "--onlyvisible", "--limit", "1", "--name", title,
                    "windowfocus", "--sync"});
}

bool WindowProgram::isShown(const QString& title) const {
    return xdotool({"search", "--onlyvisible", "--name", title});
}

void WindowProgram::moveTo(QPoint at) {
    xdotool(place(at));
}

void WindowProgram::click(QPoint at) {
    xdotool(place(at) + QStringList{"click", "1"});
}

void WindowProgram::drag(QPoint from, QPoint to) {
    xdotool(place(from) + QStringList{"mousedown", "1"});
    // Several steps: a hand passes through the places between.
    constexpr int kSteps = 6;
    for (int i = 1; i <= kSteps; ++i) {
        xdotool(place(from + (to - from) * i / kSteps));
        QTest::qWait(kLook_ms);
    }
    xdotool({"mouseup", "1"});
}

void WindowProgram::press(const QStringList& keys) {
    xdotool(QStringList{"key", "--clearmodifiers", "--delay", "30"} + keys);
}

void WindowProgram::type(const QString& text) {
    xdotool({"type", "--delay", "15", text});
}

QJsonObject WindowProgram::state() {
    QFile file(m_trace);
    if (!file.open(QIODevice::ReadOnly))
        return m_state;
    file.seek(m_read);
    m_rest += file.readAll();
    m_read = file.pos();
    const qsizetype end = m_rest.lastIndexOf('\n');
    if (end < 0)
        return m_state;
    const qsizetype begin = m_rest.lastIndexOf('\n', end - 1) + 1;
    m_state = QJsonDocument::fromJson(m_rest.mid(begin, end - begin)).object();
    m_rest.remove(0, end + 1);
    return m_state;
}

bool WindowProgram::waitFor(const std::function<bool(const QJsonObject&)>& holds, int limit_ms) {
    return QTest::qWaitFor([&] { return holds(state()); }, limit_ms);
}

} // namespace hallwright::session
