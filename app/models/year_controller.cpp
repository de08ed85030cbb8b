#include "app/models/year_controller.h"

#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/format/number_format.h"
#include "app/models/entity_words.h"
#include "app/models/plume_intakes.h"
#include "core/io/asset_folder.h"
#include "core/io/weather/weather_file.h"
#include "core/model/change_set.h"
#include "core/model/edits/setting.h"
#include "core/solvers/plant/typical_year.h"

#include <QFileInfo>
#include <QMetaObject>

#include <algorithm>
#include <optional>

namespace hallwright::app {

namespace {

/// What a run takes with it to its thread.
struct Setting {
    model::Campus campus;
    std::shared_ptr<const catalog::Catalog> catalog;
    std::string weatherPath;
    std::optional<io::SiteFacts> site;
    engine::IntakeRises intakeRises = {};
};

base::Result<engine::YearRequest> requestOf(const Setting& setting) {
    engine::YearRequest request;
    request.campus = setting.campus;
    request.catalog = setting.catalog;
    request.intakeRises = setting.intakeRises;
    if (setting.site) {
        request.gridWater_m3_per_kWh = setting.site->gridWater_m3_per_kWh;
        request.renewableShare = setting.site->gridRenewableShare;
    }
    if (!setting.weatherPath.empty()) {
        auto weather = io::readWeatherFile(setting.weatherPath);
        if (!weather)
            return weather.error();
        if (!weather->isWholeYear())
            return base::failure(setting.weatherPath,
                                 "covers " + std::to_string(weather->hours.size()) + " hours",
                                 "Open a year of 8760 or 8784 hours.");
        request.weather = std::move(weather).value();
        return request;
    }
    const auto climate = io::climateOf(*setting.site);
    if (!climate)
        return climate.error();
    request.weather = plant::typicalYear(*climate);
    return request;
}

double valueOf(const engine::YearResult& result, std::string_view id) {
    for (const auto& kpi : result.kpis)
        if (kpi.id == id)
            return kpi.value;
    return 0.0;
}

QVariantMap comparisonRow(const io::SiteFacts& site, const engine::YearResult& result,
                          bool isHere) {
    const auto nearest =
        std::min_element(site.fibre.begin(), site.fibre.end(), [](const auto& a, const auto& b) {
            return a.roundTrip_s < b.roundTrip_s;
        });
    const auto number = [&](const char* id, int decimals) {
        return formatNumber(valueOf(result, id), decimals);
    };
    return {{QStringLiteral("name"), fromUtf8(site.name)},
            {QStringLiteral("pue"), number("pue", 4)},
            {QStringLiteral("wue"), number("wue", 3)},
            {QStringLiteral("cue"), number("cue", 3)},
            {QStringLiteral("cost"), number("cost_per_it_mwh", 2)},
            {QStringLiteral("free"), number("compressor_free_hours", 0)},
            {QStringLiteral("roundTrip"), nearest == site.fibre.end()
                                              ? QString::fromUtf16(kNoValue)
                                              : formatNumber(nearest->roundTrip_s * 1e3, 1)},
            {QStringLiteral("isHere"), isHere}};
}

QString inWords(const base::Diagnostics& problems) {
    return problems.empty() ? QString() : fromUtf8(problems.front().text());
}

} // namespace

YearController::YearController(CampusDocument& document, const LiveResults* live, QObject* parent)
    : QObject(parent), m_document(document), m_live(live) {
    if (live)
        connect(live, &LiveResults::changed, this, &YearController::plumeChanged);
    if (const auto folder = io::siteFolder())
        if (auto sites = io::readSites(*folder))
            m_sites = std::move(*sites);
    m_site = m_document.campus().site();
    connect(&m_document, &CampusDocument::changed, this,
            [this](const model::ChangeSet& change, bool everything) {
                const bool wasCurrent = m_revision == m_seenRevision;
                m_seenRevision = m_document.revision();
                if (!everything && wasCurrent && sparesYear(change))
                    m_revision = m_seenRevision;
                m_site = m_document.campus().site();
                if (everything) { // another campus: nothing of the last one is shown
                    cancel();
                    m_result.reset();
                    m_rows = {};
                    m_comparison.clear();
                    m_problem.clear();
                    m_weatherPath.clear();
                }
                emit changed();
            });
}

YearController::~YearController() = default; // the thread is asked to stop and joined

bool YearController::sparesYear(const model::ChangeSet& change) const {
    model::ChangeSet rest = change;
    rest.site.reset();
    if (!change.site || !rest.isEmpty())
        return false;
    model::Site before = m_site;
    before.name = change.site->name;
    before.figures = change.site->figures;
    return before == *change.site;
}

const io::SiteFacts* YearController::siteFacts() const {
    const auto& id = m_document.campus().site().siteFacts;
    const auto found = std::find_if(m_sites.begin(), m_sites.end(),
                                    [&](const io::SiteFacts& facts) { return facts.id == id; });
    return found == m_sites.end() ? nullptr : &*found;
}

bool YearController::isStale() const {
    return m_result && (m_revision != m_document.revision() || m_resultGiven != given());
}

QString YearController::state() const {
    if (m_work != Work::None)
        return QStringLiteral("busy");
    if (!m_problem.isEmpty())
        return QStringLiteral("failed");
    if (!m_result)
        return QStringLiteral("empty");
    return isStale() ? QStringLiteral("stale") : QStringLiteral("ready");
}

bool YearController::canRun() const {
    return m_work == Work::None && !m_document.campus().racks().isEmpty() &&
           (usesFile() || siteFacts());
}

QString YearController::weather() const {
    if (usesFile())
        return QFileInfo(m_weatherPath).fileName();
    const auto* facts = siteFacts();
    return facts ? QStringLiteral("Typical year, %1").arg(fromUtf8(facts->name))
                 : QStringLiteral("No weather");
}

QString YearController::sentence() const {
    if (m_work == Work::Comparison)
        return QStringLiteral("Comparing sites");
    if (m_work == Work::Year)
        return QStringLiteral("Solving the year");
    if (!m_problem.isEmpty())
        return m_problem;
    if (!m_result) {
        if (m_document.campus().racks().isEmpty())
            return QStringLiteral("No racks yet. Place a hall, then run the year.");
        if (!canRun())
            return QStringLiteral("The campus names no site. Choose one, or open a weather file.");
        return QStringLiteral("No year yet. Run it with the weather chosen.");
    }
    if (m_revision != m_document.revision())
        return QStringLiteral("Of r%1; the campus is at r%2. Run the year again.")
            .arg(m_revision)
            .arg(m_document.revision());
    if (isStale())
        return m_resultGiven.weather != weather()
                   ? QStringLiteral("Of %1. Run the year again.").arg(m_resultGiven.weather)
                   : QStringLiteral("%1 the plume. Run the year again.")
                         .arg(m_resultGiven.plume ? QStringLiteral("With")
                                                  : QStringLiteral("Without"));
    return m_resultGiven.plume ? QStringLiteral("With the plume. ") + m_rows.accuracy
                               : m_rows.accuracy;
}

QStringList YearController::sites() const {
    QStringList names;
    for (const auto& facts : m_sites)
        names.append(fromUtf8(facts.name));
    return names;
}

int YearController::site() const {
    const auto* facts = siteFacts();
    return facts ? int(facts - m_sites.data()) : -1;
}

std::shared_ptr<const engine::YearResult> YearController::current() const {
    return isStale() ? nullptr : m_result;
}

void YearController::start(Work work, Job job) {
    m_work = work;
    m_fraction = 0.0;
    m_problem.clear();
    emit changed();
    emit progressed();
    m_thread = std::jthread([job = std::move(job)](const std::stop_token& stop) { job(stop); });
}

void YearController::setPlume(bool plume) {
    if (plume == m_plume)
        return;
    m_plume = plume;
    m_problem.clear();
    emit changed();
}

bool YearController::isPlumeReady() const {
    return plumeIntakes(m_live).has_value();
}

void YearController::run() {
    if (!canRun())
        return;
    const auto rises = m_plume ? plumeIntakes(m_live) : engine::IntakeRises();
    if (!rises) {
        m_problem = QStringLiteral("The air over the campus has not been solved yet. Wait for the "
                                   "stage Plume, or run the year without it.");
        emit changed();
        return;
    }
    Setting setting{
        m_document.campus(), m_document.catalog(), m_weatherPath.toStdString(), {}, *rises};
    if (const auto* facts = siteFacts())
        setting.site = *facts;
    start(Work::Year, [this, setting = std::move(setting), revision = m_document.revision(),
                       given = given()](const std::stop_token& stop) {
        auto request = requestOf(setting);
        auto result =
            request
                ? engine::runYear(
                      *request,
                      [this](double fraction) {
                          QMetaObject::invokeMethod(this, [this, fraction] { progress(fraction); });
                      },
                      stop)
                : base::Result<engine::YearResult>(request.error());
        QMetaObject::invokeMethod(this, [this, result = std::move(result), revision, given] {
            finishYear(result, revision, given);
        });
    });
}

void YearController::compareSites() {
    if (m_work != Work::None || m_document.campus().racks().isEmpty())
        return;
    start(Work::Comparison, [this, campus = m_document.campus(), catalog = m_document.catalog(),
                             sites = m_sites](const std::stop_token& stop) {
        QVariantList rows;
        base::Diagnostics problems;
        for (std::size_t i = 0; i < sites.size() && problems.empty(); ++i) {
            Setting setting{campus, catalog, {}, sites[i]};
            model::ChangeSet move;
            move.site = io::movedTo(campus.site(), sites[i]);
            setting.campus.apply(std::move(move));
            auto request = requestOf(setting);
            auto result = request ? engine::runYear(*request, {}, stop)
                                  : base::Result<engine::YearResult>(request.error());
            if (!result)
                problems = result.error();
            else if (result->isEmpty())
                break; // cancelled
            else
                rows.append(
                    comparisonRow(sites[i], *result, sites[i].id == campus.site().siteFacts));
            const double done = double(i + 1) / double(sites.size());
            QMetaObject::invokeMethod(this, [this, done] { progress(done); });
        }
        if (stop.stop_requested())
            rows.clear();
        QMetaObject::invokeMethod(this,
                                  [this, rows, problems] { finishComparison(rows, problems); });
    });
}

void YearController::cancel() {
    m_thread.request_stop();
}

void YearController::progress(double fraction) {
    m_fraction = fraction;
    emit progressed();
}

void YearController::finishYear(const base::Result<engine::YearResult>& result, int revision,
                                const Given& given) {
    if (!result) {
        m_problem = inWords(result.error());
    } else if (!result->isEmpty()) {
        m_result = std::make_shared<const engine::YearResult>(*result);
        m_rows = yearRows(*m_result);
        m_revision = revision;
        m_resultGiven = given;
    }
    end();
}

void YearController::finishComparison(const QVariantList& rows, const base::Diagnostics& problems) {
    m_problem = inWords(problems);
    if (!rows.isEmpty())
        m_comparison = rows;
    end();
}

void YearController::end() {
    m_work = Work::None;
    emit changed();
}

void YearController::openWeather(const QUrl& file) {
    m_weatherPath = file.toLocalFile();
    m_problem.clear();
    emit changed();
    run();
}

void YearController::useTypicalYear() {
    m_weatherPath.clear();
    m_problem.clear();
    emit changed();
}

void YearController::moveTo(int site) {
    if (site < 0 || site >= int(m_sites.size()) || site == this->site())
        return;
    const auto& facts = m_sites[std::size_t(site)];
    const auto applied =
        m_document.apply(model::SetSite{io::movedTo(m_document.campus().site(), facts)},
                         QStringLiteral("Move the campus to %1").arg(fromUtf8(facts.name)));
    m_problem = applied ? QString() : inWords(applied.error());
    emit changed();
}

} // namespace hallwright::app
