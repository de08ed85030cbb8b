#pragma once

#include "app/models/year_rows.h"
#include "core/base/result.h"
#include "core/io/site_reader.h"

#include <QObject>
#include <QString>
#include <QUrl>
#include <QVariantList>

#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

namespace hallwright::app {

class CampusDocument;
class LiveResults;

/// The year panel: runs a year of the document's campus on a worker thread, keeps the last result
/// and says whether it is old; moves the campus to another site (an edit like any other) and
/// compares it at all sites.
class YearController : public QObject {
    Q_OBJECT
    /// "empty", "busy", "ready", "stale" or "failed".
    Q_PROPERTY(QString state READ state NOTIFY changed)
    Q_PROPERTY(double fraction READ fraction NOTIFY progressed)
    /// What the state is, in a sentence.
    Q_PROPERTY(QString sentence READ sentence NOTIFY changed)
    /// There are figures to show; old ones where the state is stale, busy or failed.
    Q_PROPERTY(bool available READ isAvailable NOTIFY changed)
    Q_PROPERTY(bool canRun READ canRun NOTIFY changed)
    /// The weather that the next run takes: a file's name, or the typical year of the site.
    Q_PROPERTY(QString weather READ weather NOTIFY changed)
    Q_PROPERTY(bool usesFile READ usesFile NOTIFY changed)
    Q_PROPERTY(QVariantList figures READ figures NOTIFY changed)
    Q_PROPERTY(QVariantList groups READ groups NOTIFY changed)
    Q_PROPERTY(QVariantList months READ months NOTIFY changed)
    Q_PROPERTY(double monthMost READ monthMost NOTIFY changed)
    /// [{at: share of the most, text}]: lines of a scale beside the months.
    Q_PROPERTY(QVariantList monthScale READ monthScale NOTIFY changed)
    Q_PROPERTY(QVariantList curves READ curves NOTIFY changed)
    Q_PROPERTY(QVariantList setpoints READ setpoints NOTIFY changed)
    /// The next run gives coolers the air that the plume of the scenario has warmed.
    Q_PROPERTY(bool plume READ takesPlume WRITE setPlume NOTIFY changed)
    /// The air over the campus as it stands has been solved.
    Q_PROPERTY(bool plumeReady READ isPlumeReady NOTIFY plumeChanged)
    /// Names of the sites that ship with the program, and the campus's own among them (-1: none).
    Q_PROPERTY(QStringList sites READ sites CONSTANT)
    Q_PROPERTY(int site READ site NOTIFY changed)
    /// [{name, pue, wue, cue, cost, free, roundTrip, isHere}] of the last comparison.
    Q_PROPERTY(QVariantList comparison READ comparison NOTIFY changed)

public:
    /// `live`: where the plume comes from; null: there is none.
    explicit YearController(CampusDocument& document, const LiveResults* live = nullptr,
                            QObject* parent = nullptr);
    ~YearController() override;

    [[nodiscard]] QString state() const;
    [[nodiscard]] double fraction() const { return m_fraction; }
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] bool isAvailable() const { return m_result != nullptr; }
    [[nodiscard]] bool canRun() const;
    [[nodiscard]] QString weather() const;
    [[nodiscard]] bool usesFile() const { return !m_weatherPath.isEmpty(); }
    [[nodiscard]] QVariantList figures() const { return m_rows.figures; }
    [[nodiscard]] QVariantList groups() const { return m_rows.groups; }
    [[nodiscard]] QVariantList months() const { return m_rows.months; }
    [[nodiscard]] QVariantList monthScale() const { return m_rows.monthScale; }
    [[nodiscard]] double monthMost() const { return m_rows.monthMost; }
    [[nodiscard]] QVariantList curves() const { return m_rows.curves; }
    [[nodiscard]] QVariantList setpoints() const { return m_rows.setpoints; }
    [[nodiscard]] bool takesPlume() const { return m_plume; }
    void setPlume(bool plume);
    [[nodiscard]] bool isPlumeReady() const;
    [[nodiscard]] QStringList sites() const;
    [[nodiscard]] int site() const;
    [[nodiscard]] QVariantList comparison() const { return m_comparison; }
    /// The last result where it is of the present campus and weather; null else.
    [[nodiscard]] std::shared_ptr<const engine::YearResult> current() const;

    Q_INVOKABLE void run();
    Q_INVOKABLE void compareSites();
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void openWeather(const QUrl& file);
    Q_INVOKABLE void useTypicalYear();
    /// Moves the campus to a site: climate, price and carbon are then its.
    Q_INVOKABLE void moveTo(int site);

signals:
    void changed();
    void progressed();
    void plumeChanged();

private:
    enum class Work { None, Year, Comparison };
    using Job = std::function<void(const std::stop_token&)>;

    void start(Work work, Job job);
    void progress(double fraction);
    /// What a result was made from, apart from the campus.
    struct Given {
        QString weather;
        bool plume = false;
        friend bool operator==(const Given&, const Given&) = default;
    };
    [[nodiscard]] Given given() const { return {weather(), m_plume}; }
    void finishYear(const base::Result<engine::YearResult>& result, int revision,
                    const Given& given);
    void finishComparison(const QVariantList& rows, const base::Diagnostics& problems);
    void end();
    /// Whether a change leaves the year as it is: the site's name, and figures given for the
    /// campus.
    [[nodiscard]] bool sparesYear(const model::ChangeSet& change) const;
    [[nodiscard]] const io::SiteFacts* siteFacts() const;
    [[nodiscard]] bool isStale() const;

    CampusDocument& m_document;
    const LiveResults* m_live;
    std::vector<io::SiteFacts> m_sites;
    QString m_weatherPath; ///< empty: the site's typical year
    std::shared_ptr<const engine::YearResult> m_result;
    model::Site m_site;     ///< before the last change
    int m_revision = -1;    ///< that the result is of
    int m_seenRevision = 0; ///< after the last change
    Given m_resultGiven;    ///< idem
    bool m_plume = false;
    YearRows m_rows;
    QVariantList m_comparison;
    QString m_problem;
    Work m_work = Work::None;
    double m_fraction = 0.0;
    std::jthread m_thread;
};

} // namespace hallwright::app
