#include "app/models/year_rows.h"

#include "app/format/number_format.h"
#include "app/models/entity_words.h"
#include "core/engine/fluids.h"

#include <array>
#include <vector>

namespace hallwright::app {

namespace {

using engine::EnergyUse;

constexpr double kJoulesPerMegawattHour = 3.6e9;
constexpr double kMegawatt = 1e6;
constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// Uses that a picture can tell apart. IT is twenty times all others: it has no part in the stack.
struct Group {
    const char* name;
    std::vector<EnergyUse> uses;
};

const std::vector<Group>& groupsOfUses() {
    static const std::vector<Group> groups{
        {"IT", {EnergyUse::It}},
        {"UPS", {EnergyUse::Ups}},
        {"Transformers", {EnergyUse::HallTransformers, EnergyUse::GridTransformers}},
        {"Cables, busways", {EnergyUse::Busways, EnergyUse::Cables}},
        {"Pumps", {EnergyUse::CduPumps, EnergyUse::FacilityPumps}},
        {"Fans",
         {EnergyUse::AirFans, EnergyUse::CoolerFans, EnergyUse::CondenserFans,
          EnergyUse::FreeCoolingFans}},
        {"Compressors", {EnergyUse::Compressors}}};
    return groups;
}

double sumOf(const Group& group, const std::array<double, engine::kEnergyUses>& use_J) {
    double sum_J = 0.0;
    for (const auto use : group.uses)
        sum_J += use_J[static_cast<std::size_t>(use)];
    return sum_J;
}

/// Energy with the prefix that people read: MWh below 1,000, then GWh.
Figure energyFigure(double energy_MWh) {
    return energy_MWh < 1000.0 ? formatQuantity(energy_MWh, QStringLiteral("MWh"))
                               : formatQuantity(energy_MWh / 1000.0, QStringLiteral("GWh"));
}

QVariantMap figureRow(const economics::Kpi& kpi) {
    const QString unit = fromUtf8(kpi.unit);
    const bool isRatio = unit.isEmpty() || unit.contains(u'/');
    QString value = unit == QStringLiteral("h") || kpi.value >= 1000.0 ? formatNumber(kpi.value, 0)
                    : isRatio ? formatNumber(kpi.value, kpi.value >= 10.0 ? 2 : 4)
                              : formatQuantity(kpi.value, unit).value;
    return {{QStringLiteral("id"), fromUtf8(kpi.id)},
            {QStringLiteral("name"), fromUtf8(kpi.name)},
            {QStringLiteral("value"), std::move(value)},
            {QStringLiteral("unit"), unit},
            {QStringLiteral("formula"), fromUtf8(kpi.formula)},
            {QStringLiteral("source"), fromUtf8(kpi.source)}};
}

QVariantMap curveRow(const QString& name, const QString& unit, const engine::YearResult& result,
                     const std::function<double(const engine::YearHour&)>& of) {
    constexpr std::size_t kSteps = 100;
    const auto values = engine::durationCurve(result, of);
    QVariantList points;
    for (std::size_t step = 0; step <= kSteps && !values.empty(); ++step)
        points.append(values[step * (values.size() - 1) / kSteps]);
    const auto inWords = [&](double value) {
        return unit == QStringLiteral("MW") ? formatPower(value * kMegawatt).text()
                                            : formatTemperature(value).text();
    };
    return {{QStringLiteral("name"), name},
            {QStringLiteral("unit"), unit},
            {QStringLiteral("values"), points},
            {QStringLiteral("least"), values.empty() ? QString() : inWords(values.back())},
            {QStringLiteral("most"), values.empty() ? QString() : inWords(values.front())}};
}

} // namespace

YearRows yearRows(const engine::YearResult& result) {
    YearRows rows;
    for (const auto& kpi : result.kpis)
        if (kpi.known)
            rows.figures.append(figureRow(kpi));
    const auto& groups = groupsOfUses();
    for (const auto& group : groups) {
        const double energy_J = sumOf(group, result.use_J);
        const auto figure = energyFigure(energy_J / kJoulesPerMegawattHour);
        const double share = result.grid_J > 0.0 ? energy_J / result.grid_J : 0.0;
        rows.groups.append(QVariantMap{{QStringLiteral("name"), QLatin1String(group.name)},
                                       {QStringLiteral("value"), figure.value},
                                       {QStringLiteral("unit"), figure.unit},
                                       {QStringLiteral("share"), formatNumber(100.0 * share, 2)}});
    }
    for (std::size_t month = 0; month < result.months.size(); ++month) {
        QVariantList parts;
        double total_MWh = 0.0;
        for (std::size_t i = 1; i < groups.size(); ++i) {
            const double part_MWh =
                sumOf(groups[i], result.months[month].use_J) / kJoulesPerMegawattHour;
            parts.append(part_MWh);
            total_MWh += part_MWh;
        }
        rows.monthMost = std::max(rows.monthMost, total_MWh);
        rows.months.append(QVariantMap{{QStringLiteral("name"), QLatin1String(kMonths[month])},
                                       {QStringLiteral("parts"), parts},
                                       {QStringLiteral("total"), energyFigure(total_MWh).text()}});
    }
    for (const double at : {1.0, 0.5})
        if (rows.monthMost > 0.0)
            rows.monthScale.append(
                QVariantMap{{QStringLiteral("at"), at},
                            {QStringLiteral("text"), energyFigure(at * rows.monthMost).text()}});
    rows.curves = {
        curveRow(QStringLiteral("Grid power"), QStringLiteral("MW"), result,
                 [](const auto& hour) { return hour.point.grid_W / kMegawatt; }),
        curveRow(QStringLiteral("Cooling power"), QStringLiteral("MW"), result,
                 [](const auto& hour) { return engine::coolingPower_W(hour.point) / kMegawatt; }),
        curveRow(QStringLiteral("Dry bulb"), QStringLiteral("°C"), result,
                 [](const auto& hour) { return engine::toCelsius(hour.dryBulb_K); })};
    for (const auto& of : result.setpoints)
        rows.setpoints.append(QVariantMap{
            {QStringLiteral("name"),
             QStringLiteral("%1 %2 °C")
                 .arg(fromUtf8(std::string(engine::nameOf(of.setpoint.kind))),
                      formatNumber(engine::toCelsius(of.setpoint.setpoint_K), 1))},
            {QStringLiteral("hours"), formatNumber(of.hoursAbove, 0)},
            {QStringLiteral("warmest"), formatNumber(engine::toCelsius(of.warmest_K), 1)},
            {QStringLiteral("isAbove"), of.hoursAbove > 0.0}});
    rows.accuracy =
        QStringLiteral("%1 hours from %2 exact solves; %3 checked, grid power within %4 %")
            .arg(formatNumber(double(result.hours.size()), 0))
            .arg(result.exactSolves)
            .arg(result.checkedHours)
            .arg(QString::number(100.0 * result.worstCheckedFraction, 'g', 2));
    return rows;
}

} // namespace hallwright::app
