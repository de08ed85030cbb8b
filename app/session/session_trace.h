#pragma once

#include <QFile>
#include <QJsonObject>
#include <QObject>
#include <QTimer>

class QQuickItem;
class QQuickWindow;

namespace hallwright::app {

class AppController;

/// Writes down what the window shows, one line of JSON each time that changes: revision and stages,
/// figures, tool, ghost, selection, questions and messages, frames drawn. For whoever has to know
/// afterwards, or from outside, what happened in a session; it only looks and never acts.
class SessionTrace : public QObject {
    Q_OBJECT
public:
    /// Both must outlive the trace.
    SessionTrace(AppController& app, QQuickWindow& window, QObject* parent = nullptr);

    /// Begins the file anew; false where it can't be written.
    [[nodiscard]] bool begin(const QString& file);

private:
    [[nodiscard]] QJsonObject document() const;
    [[nodiscard]] QJsonObject solve() const;
    [[nodiscard]] QJsonObject editing() const;
    [[nodiscard]] QJsonObject viewport() const;
    void write();

    AppController& m_app;
    QQuickWindow& m_window;
    QQuickItem* m_viewport = nullptr;
    QFile m_file;
    QTimer m_timer;
    QByteArray m_last;
    int m_frames = 0;
};

} // namespace hallwright::app
