#pragma once

#include "app/models/air_drill_rows.h"
#include "app/models/play_clock.h"

#include <QObject>
#include <QString>
#include <QVariantList>

#include <memory>
#include <thread>

namespace hallwright::app {

class CampusDocument;
class LiveResults;
class ViewState;

/// The drill panel: follows the air of a hall after an event on a worker thread, plays it on the
/// time bar and hands the moment that is shown to the scene.
class AirDrillController : public QObject {
    Q_OBJECT
    /// "empty", "busy", "ready", "stale" or "failed".
    Q_PROPERTY(QString state READ state NOTIFY changed)
    /// What the state is, in a sentence.
    Q_PROPERTY(QString sentence READ sentence NOTIFY changed)
    Q_PROPERTY(bool available READ isAvailable NOTIFY changed)
    Q_PROPERTY(bool canRun READ canRun NOTIFY changed)
    /// Names of the halls whose air has been solved, and the chosen one among them (-1: none).
    Q_PROPERTY(QStringList halls READ halls NOTIFY changed)
    Q_PROPERTY(int hall READ hall WRITE setHall NOTIFY changed)
    /// 0 the fans stop, 1 the water stops.
    Q_PROPERTY(int event READ event WRITE setEvent NOTIFY changed)
    /// Seconds until power or water is back; 0: never.
    Q_PROPERTY(double restart_s READ restart WRITE setRestart NOTIFY changed)
    Q_PROPERTY(double duration_s READ duration WRITE setDuration NOTIFY changed)
    Q_PROPERTY(QVariantList traces READ traces NOTIFY changed)
    Q_PROPERTY(QVariantList events READ events NOTIFY changed)
    Q_PROPERTY(QVariantList figures READ figures NOTIFY changed)
    /// Length of the time bar [s], how far it is known, and the moment that is shown.
    Q_PROPERTY(double length_s READ length NOTIFY changed)
    Q_PROPERTY(double known_s READ known NOTIFY changed)
    Q_PROPERTY(double time_s READ time WRITE setTime NOTIFY timeChanged)
    /// The values of the traces at that moment, in words.
    Q_PROPERTY(QStringList readings READ readings NOTIFY timeChanged)
    Q_PROPERTY(bool playing READ isPlaying WRITE setPlaying NOTIFY playingChanged)
    Q_PROPERTY(int speed READ speed WRITE setSpeed NOTIFY playingChanged)
    /// The scene shows the moment in place of the solved air.
    Q_PROPERTY(bool shown READ isShown WRITE setShown NOTIFY changed)

public:
    AirDrillController(CampusDocument& document, LiveResults& live, ViewState& view,
                       QObject* parent = nullptr);
    ~AirDrillController() override;

    [[nodiscard]] QString state() const;
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] bool isAvailable() const { return m_drill && !m_drill->frames.empty(); }
    [[nodiscard]] bool canRun() const { return !m_busy && hall() >= 0; }
    [[nodiscard]] QStringList halls() const;
    [[nodiscard]] int hall() const;
    void setHall(int place);
    /// Number of the hall that is chosen; 0: none.
    [[nodiscard]] Q_INVOKABLE int hallNumber() const;
    [[nodiscard]] int event() const { return int(m_options.event); }
    void setEvent(int event);
    [[nodiscard]] double restart() const { return m_options.restart_s.value_or(0.0); }
    void setRestart(double restart_s);
    [[nodiscard]] double duration() const { return m_options.duration_s; }
    void setDuration(double duration_s);
    [[nodiscard]] QVariantList traces() const { return m_rows.traces; }
    [[nodiscard]] QVariantList events() const { return m_rows.events; }
    [[nodiscard]] QVariantList figures() const { return m_rows.figures; }
    [[nodiscard]] double length() const;
    [[nodiscard]] double known() const;
    [[nodiscard]] double time() const { return m_time_s; }
    void setTime(double time_s);
    [[nodiscard]] QStringList readings() const;
    [[nodiscard]] bool isPlaying() const { return m_clock.isRunning(); }
    void setPlaying(bool playing);
    [[nodiscard]] int speed() const { return m_clock.speed(); }
    void setSpeed(int speed);
    [[nodiscard]] bool isShown() const { return m_shown; }
    void setShown(bool shown);

    /// A time of the drill as it is read, "1:52".
    Q_INVOKABLE [[nodiscard]] static QString clock(double time_s);
    Q_INVOKABLE void run();
    Q_INVOKABLE void cancel();
    /// Moves to the next (or, with -1, the last) event.
    Q_INVOKABLE void step(int direction);

signals:
    void changed();
    void timeChanged();
    void playingChanged();

private:
    void take(std::shared_ptr<const engine::AirDrill> drill, int run, bool isLast);
    void forget();
    void goOn(double time_s);
    [[nodiscard]] const engine::AirDrillFrame* frame() const;
    void showFrame();
    [[nodiscard]] bool isStale() const;
    [[nodiscard]] std::vector<model::HallId> solvedHalls() const;

    CampusDocument& m_document;
    LiveResults& m_live;
    ViewState& m_view;
    engine::AirDrillOptions m_options;
    model::HallId m_hall; ///< chosen here; invalid: the one that is worked in, or the first
    engine::SolutionPtr m_base;
    std::shared_ptr<const engine::AirDrill> m_drill;
    AirDrillRows m_rows;
    int m_revision = -1; ///< of the campus that was simulated
    int m_run = 0;       ///< what an older thread still sends does not count
    bool m_busy = false;
    bool m_shown = false;
    bool m_follows = true; ///< the newest frame, until a moment is chosen
    double m_time_s = 0.0;
    const engine::AirDrillFrame* m_shownFrame = nullptr;
    PlayClock m_clock;
    std::jthread m_thread;
};

} // namespace hallwright::app
