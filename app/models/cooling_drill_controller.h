#pragma once

#include "app/models/play_clock.h"
#include "core/engine/cooling_drill.h"

#include <QObject>
#include <QString>
#include <QVariantList>

#include <thread>
#include <vector>

namespace hallwright::app {

class CampusDocument;
class LiveResults;

/// The drill panel's water: takes cooling out, each piece in turn or one, on a worker thread, and
/// plays the course of the one that is chosen on the time bar.
class CoolingDrillController : public QObject {
    Q_OBJECT
    /// "empty", "busy", "ready", "stale" or "failed".
    Q_PROPERTY(QString state READ state NOTIFY changed)
    Q_PROPERTY(QString sentence READ sentence NOTIFY changed)
    /// What can fail: "Each in turn", then plants, their heat rejection, mains and units.
    Q_PROPERTY(QStringList outages READ outages NOTIFY changed)
    Q_PROPERTY(int outage READ outage WRITE setOutage NOTIFY changed)
    /// The next drill gives coolers the air that the plume of the scenario has warmed.
    Q_PROPERTY(bool plume READ takesPlume WRITE setPlume NOTIFY changed)
    /// The air over the campus as it stands has been solved.
    Q_PROPERTY(bool plumeReady READ isPlumeReady NOTIFY plumeChanged)
    /// [{name, text, severity, element: number, minutes}], those that racks outlast least first.
    Q_PROPERTY(QVariantList verdicts READ verdicts NOTIFY changed)
    Q_PROPERTY(int verdict READ verdict WRITE setVerdict NOTIFY changed)
    /// The chosen verdict has a course to play.
    Q_PROPERTY(bool available READ isAvailable NOTIFY changed)
    Q_PROPERTY(QVariantList traces READ traces NOTIFY changed)
    Q_PROPERTY(QVariantList events READ events NOTIFY changed)
    Q_PROPERTY(double length_s READ length NOTIFY changed)
    Q_PROPERTY(double known_s READ length NOTIFY changed)
    Q_PROPERTY(double time_s READ time WRITE setTime NOTIFY timeChanged)
    Q_PROPERTY(QStringList readings READ readings NOTIFY timeChanged)
    Q_PROPERTY(bool playing READ isPlaying WRITE setPlaying NOTIFY playingChanged)
    Q_PROPERTY(int speed READ speed WRITE setSpeed NOTIFY playingChanged)

public:
    /// `live`: where the plume comes from; null: there is none.
    explicit CoolingDrillController(CampusDocument& document, const LiveResults* live = nullptr,
                                    QObject* parent = nullptr);
    ~CoolingDrillController() override;

    [[nodiscard]] QString state() const;
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] QStringList outages() const { return m_outages; }
    [[nodiscard]] int outage() const { return m_outage; }
    void setOutage(int place);
    [[nodiscard]] bool takesPlume() const { return m_plume; }
    void setPlume(bool plume);
    [[nodiscard]] bool isPlumeReady() const;
    [[nodiscard]] QVariantList verdicts() const { return m_rows; }
    [[nodiscard]] int verdict() const { return m_verdict; }
    void setVerdict(int place);
    [[nodiscard]] bool isAvailable() const;
    [[nodiscard]] QVariantList traces() const;
    [[nodiscard]] QVariantList events() const;
    [[nodiscard]] double length() const;
    [[nodiscard]] double time() const { return m_time_s; }
    void setTime(double time_s);
    [[nodiscard]] QStringList readings() const;
    [[nodiscard]] bool isPlaying() const { return m_clock.isRunning(); }
    void setPlaying(bool playing);
    [[nodiscard]] int speed() const { return m_clock.speed(); }
    void setSpeed(int speed);

    /// A time of the drill as it is read, "1:52".
    Q_INVOKABLE [[nodiscard]] static QString clock(double time_s);
    Q_INVOKABLE void run();
    Q_INVOKABLE void cancel();
    /// Moves to the end, or with -1 to the start.
    Q_INVOKABLE void step(int direction);

signals:
    void changed();
    void plumeChanged();
    void timeChanged();
    void playingChanged();

private:
    void take(std::vector<engine::CoolingVerdict> verdicts, const QString& problem, int run);
    void forget();
    void listOutages();
    [[nodiscard]] const engine::CoolingVerdict* chosen() const;
    [[nodiscard]] bool isStale() const;

    CampusDocument& m_document;
    const LiveResults* m_live;
    bool m_plume = false;
    bool m_resultPlume = false; ///< what was drilled had it
    std::vector<engine::CoolingVerdict> m_verdicts;
    QVariantList m_rows;
    QString m_problem;
    QStringList m_outages; ///< of the campus as it stands
    int m_outage = 0;
    int m_verdict = -1;
    int m_revision = -1; ///< of the campus that was drilled
    int m_run = 0;       ///< what an older thread still sends does not count
    bool m_busy = false;
    double m_time_s = 0.0;
    PlayClock m_clock;
    std::jthread m_thread;
};

} // namespace hallwright::app
