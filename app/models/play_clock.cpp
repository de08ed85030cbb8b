#include "app/models/play_clock.h"

#include <algorithm>

namespace hallwright::app {

namespace {

constexpr int kBeat_ms = 40;

} // namespace

PlayClock::PlayClock(QObject* parent) : QObject(parent) {
    m_timer.setInterval(kBeat_ms);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { emit passed(double(m_sinceBeat.restart()) / 1e3 * m_speed); });
}

void PlayClock::start() {
    m_sinceBeat.restart();
    m_timer.start();
}

void PlayClock::setSpeed(int speed) {
    m_speed = std::max(1, speed);
}

} // namespace hallwright::app
