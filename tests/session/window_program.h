#pragma once

#include <QJsonObject>
#include <QPoint>
#include <QPointF>
#include <QProcess>
#include <QRect>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>

namespace hallwright::session {

/// The program in a window on a display, with hands (xdotool: the events of a real mouse and a real
/// keyboard) and eyes (the trace that it writes of what it shows).
class WindowProgram {
public:
    explicit WindowProgram(QString display) : m_display(std::move(display)) {}
    ~WindowProgram();
    WindowProgram(const WindowProgram&) = delete;
    WindowProgram& operator=(const WindowProgram&) = delete;

    /// Settings, recent files and journals of these runs are kept in a folder of their own.
    void start(const QString& program, const QStringList& arguments);
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// Gives the keyboard to the first window that has this in its title.
    [[nodiscard]] bool focus(const QString& title);
    [[nodiscard]] bool isShown(const QString& title) const;
    /// As `kill -9`.
    void kill();
    [[nodiscard]] QByteArray errors() { return m_process.readAllStandardError(); }

    void moveTo(QPoint at);
    void click(QPoint at);
    void drag(QPoint from, QPoint to);
    /// "ctrl+z", "Home", "KP_7"; several one after the other.
    void press(const QStringList& keys);
    void type(const QString& text);

    /// The newest line of the trace.
    [[nodiscard]] QJsonObject state();
    /// Waits until the trace says so.
    [[nodiscard]] bool waitFor(const std::function<bool(const QJsonObject&)>& holds,
                               int limit_ms = 60000);

private:
    /// Whether the tool did what it was asked for.
    bool xdotool(const QStringList& arguments) const;

    QString m_display;
    QTemporaryDir m_home;
    QProcess m_process;
    QString m_trace;
    qint64 m_read = 0;
    QByteArray m_rest;
    QJsonObject m_state;
};

/// A value deep in an object: at(state, "document", "racks").
[[nodiscard]] inline QJsonValue at(const QJsonObject& object, const QString& part,
                                   const QString& name) {
    return object[part].toObject()[name];
}

} // namespace hallwright::session
