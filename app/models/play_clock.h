#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace hallwright::app {

/// Beats while a drill is played, and tells how far its time has gone on since the last beat.
class PlayClock : public QObject {
    Q_OBJECT
public:
    explicit PlayClock(QObject* parent = nullptr);

    [[nodiscard]] bool isRunning() const { return m_timer.isActive(); }
    void start();
    void stop() { m_timer.stop(); }
    /// Seconds of the drill in a second, at least 1.
    [[nodiscard]] int speed() const { return m_speed; }
    void setSpeed(int speed);

signals:
    /// By the drill's own time [s].
    void passed(double time_s);

private:
    QTimer m_timer;
    QElapsedTimer m_sinceBeat;
    int m_speed = 10;
};

} // namespace hallwright::app
