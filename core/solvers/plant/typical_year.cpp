#include "core/solvers/plant/typical_year.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace hallwright::plant {

namespace {

constexpr int kDays = 365;
constexpr int kHours = kDays * 24;
constexpr double kPeakHour = 15.0;
constexpr double kDayToDay = 0.8;
constexpr double kDesignFraction = 0.004;
constexpr double kMostStrength_K = 15.0;
constexpr double kMostDepression_K = 25.0;
constexpr double kMostDrying_K = 15.0;
constexpr double kWinterDepression_K = 0.0;
constexpr double kDryFrom = 1.0;      ///< standard deviations above the mean where days turn dry
constexpr double kSummerSkew = 0.2;   ///< hot spells stand out
constexpr double kWinterSkew = -0.1;  ///< so do cold ones
constexpr double kWarmFraction = 0.2; ///< of the hours: those that the wet bulb is fitted on
constexpr int kBisections = 18;       ///< to 0.2 mK
constexpr int kAlternations = 4;
constexpr double kFirstDrying_K = 4.0;
constexpr int kSecants = 5;
constexpr double kNearEnough_K = 0.05;

using Course = std::vector<double>; ///< a value an hour

/// Fixed generator, so that the series is the same on every machine and library: the 64-bit linear
/// congruential one of Knuth (MMIX), upper bits.
class Random {
public:
    double uniform() {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(m_state >> 11) * 0x1.0p-53;
    }
    /// Sum of twelve uniforms less six: variance 1, no tail beyond 6.
    double normal() {
        double sum = -6.0;
        for (int i = 0; i < 12; ++i)
            sum += uniform();
        return sum;
    }

private:
    std::uint64_t m_state = 20250608;
};

std::array<int, 13> monthStarts() {
    std::array<int, 13> starts{};
    for (int month = 1; month <= 12; ++month)
        starts[static_cast<std::size_t>(month)] =
            starts[static_cast<std::size_t>(month - 1)] + hoursOfMonth(month, false);
    return starts;
}

double meanOf(const Course& course, int from, int to) {
    double sum = 0.0;
    for (int hour = from; hour < to; ++hour)
        sum += course[static_cast<std::size_t>(hour)];
    return sum / (to - from);
}

/// Straight lines between the middles of the months, whose values are moved until the monthly
/// means are those wanted.
Course seasonalCourse(const std::array<double, 12>& means) {
    const auto starts = monthStarts();
    std::array<double, 12> values = means;
    Course course(kHours);
    constexpr int kCorrections = 60;
    for (int round = 0; round < kCorrections; ++round) {
        for (int hour = 0; hour < kHours; ++hour) {
            std::size_t month = 0;
            while (hour >= starts[month + 1])
                ++month;
            const double middle = 0.5 * (starts[month] + starts[month + 1]);
            const double at = hour + 0.5;
            const std::size_t other = at < middle ? (month + 11) % 12 : (month + 1) % 12;
            double otherMiddle = 0.5 * (starts[other] + starts[other + 1]);
            if (at < middle && otherMiddle > middle)
                otherMiddle -= kHours;
            if (at >= middle && otherMiddle < middle)
                otherMiddle += kHours;
            const double t = (at - middle) / (otherMiddle - middle);
            course[static_cast<std::size_t>(hour)] =
                values[month] + t * (values[other] - values[month]);
        }
        for (std::size_t month = 0; month < 12; ++month)
            values[month] += means[month] - meanOf(course, starts[month], starts[month + 1]);
    }
    return course;
}

/// 0 in the coldest month, 1 in the warmest, smooth between.
Course seasonOf(const Course& seasonal) {
    const auto [low, high] = std::minmax_element(seasonal.begin(), seasonal.end());
    const double span = std::max(*high - *low, 1e-9);
    Course season(kHours);
    for (std::size_t hour = 0; hour < kHours; ++hour)
        season[hour] = (seasonal[hour] - *low) / span;
    return season;
}

/// Mean 0 and variance 1 in every month.
Course weatherOfTheDay() {
    Random random;
    std::array<double, kDays + 1> days{};
    const double fresh = std::sqrt(1.0 - kDayToDay * kDayToDay);
    double value = random.normal();
    for (auto& day : days) {
        day = value;
        value = kDayToDay * value + fresh * random.normal();
    }
    days[kDays] = days[0]; // December leads to January
    Course course(kHours);
    for (int hour = 0; hour < kHours; ++hour) {
        const auto day = static_cast<std::size_t>(hour / 24);
        const double t = (hour % 24 + 0.5) / 24.0;
        course[static_cast<std::size_t>(hour)] = days[day] + t * (days[day + 1] - days[day]);
    }
    const auto starts = monthStarts();
    for (std::size_t month = 0; month < 12; ++month) {
        const double mean = meanOf(course, starts[month], starts[month + 1]);
        double square = 0.0;
        for (int hour = starts[month]; hour < starts[month + 1]; ++hour) {
            auto& here = course[static_cast<std::size_t>(hour)];
            here -= mean;
            square += here * here;
        }
        const double scale = 1.0 / std::sqrt(square / (starts[month + 1] - starts[month]));
        for (int hour = starts[month]; hour < starts[month + 1]; ++hour)
            course[static_cast<std::size_t>(hour)] *= scale;
    }
    return course;
}

/// A normal variate bent to one side: mean 0 and variance 1 stay.
double skewed(double normal, double by) {
    return (normal + by * (normal * normal - 1.0)) / std::sqrt(1.0 + 2.0 * by * by);
}

double exceededBy(Course values, double fraction) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(fraction * kHours);
    std::nth_element(values.begin(), at, values.end(), std::greater<>());
    return *at;
}

/// The x in [low, high] where `rising` crosses `wanted`; an end where it does not.
template <class Function>
double crossing(double low, double high, double wanted, Function&& rising) {
    for (int i = 0; i < kBisections; ++i) {
        const double middle = 0.5 * (low + high);
        (rising(middle) < wanted ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

class Maker {
public:
    explicit Maker(const ClimateFigures& climate)
        : m_climate(climate), m_seasonal(seasonalCourse(climate.monthlyMean_K)),
          m_season(seasonOf(m_seasonal)), m_weather(weatherOfTheDay()),
          m_pressure_Pa(pressureAtAltitude_Pa(climate.elevation_m)) {}

    WeatherSeries make() {
        findStrengths();
        findDepression();
        WeatherSeries series;
        series.place = m_climate.place;
        series.source = "typical year made from monthly means and design temperatures";
        series.latitude_deg = m_climate.latitude_deg;
        series.longitude_deg = m_climate.longitude_deg;
        series.elevation_m = m_climate.elevation_m;
        series.hours.resize(kHours);
        for (int hour = 0; hour < kHours; ++hour) {
            auto& into = series.hours[static_cast<std::size_t>(hour)];
            into.hourOfYear = hour + 1;
            into.month = monthOfHour(hour + 1, false);
            into.dryBulb_K = m_dryBulb[static_cast<std::size_t>(hour)];
            into.pressure_Pa = m_pressure_Pa;
            into.relativeHumidity = humidityAt(static_cast<std::size_t>(hour));
            into.wetBulb_K = wetBulb_K(into.dryBulb_K, into.relativeHumidity, into.pressure_Pa);
            into.hasHumidity = true;
        }
        return series;
    }

private:
    /// Splits the dry bulb into a fixed part and what multiplies the two strengths, each with the
    /// monthly mean that it shall have (0 for the latter).
    void splitDryBulb() {
        m_fixed.resize(kHours);
        m_perWinter.resize(kHours);
        m_perSummer.resize(kHours);
        for (std::size_t hour = 0; hour < kHours; ++hour) {
            const double season = m_season[hour];
            const double range =
                kWinterDailyRange_K + season * (kSummerDailyRange_K - kWinterDailyRange_K);
            const double clock = static_cast<double>(hour % 24) + 0.5;
            m_fixed[hour] =
                m_seasonal[hour] +
                0.5 * range * std::cos(2.0 * std::numbers::pi * (clock - kPeakHour) / 24.0);
            m_perWinter[hour] = (1.0 - season) * skewed(m_weather[hour], kWinterSkew);
            m_perSummer[hour] = season * skewed(m_weather[hour], kSummerSkew);
        }
        const auto starts = monthStarts();
        for (std::size_t month = 0; month < 12; ++month) {
            shiftMean(m_fixed, starts[month], starts[month + 1], m_climate.monthlyMean_K[month]);
            shiftMean(m_perWinter, starts[month], starts[month + 1], 0.0);
            shiftMean(m_perSummer, starts[month], starts[month + 1], 0.0);
        }
    }

    static void shiftMean(Course& course, int from, int to, double wanted) {
        const double over = meanOf(course, from, to) - wanted;
        for (int hour = from; hour < to; ++hour)
            course[static_cast<std::size_t>(hour)] -= over;
    }

    Course dryBulb() const {
        Course course(kHours);
        for (std::size_t hour = 0; hour < kHours; ++hour)
            course[hour] =
                m_fixed[hour] + m_winter_K * m_perWinter[hour] + m_summer_K * m_perSummer[hour];
        return course;
    }

    void findStrengths() {
        splitDryBulb();
        for (int round = 0; round < kAlternations; ++round) {
            m_summer_K = crossing(0.0, kMostStrength_K, m_climate.coolingDryBulb_K, [&](double x) {
                m_summer_K = x;
                return exceededBy(dryBulb(), kDesignFraction);
            });
            m_winter_K = crossing(0.0, kMostStrength_K, -m_climate.heatingDryBulb_K, [&](double x) {
                m_winter_K = x;
                return -exceededBy(dryBulb(), 1.0 - kDesignFraction);
            });
        }
        m_dryBulb = dryBulb();
        m_lowest.resize(kDays);
        for (std::size_t day = 0; day < kDays; ++day) {
            const auto first = m_dryBulb.begin() + static_cast<std::ptrdiff_t>(24 * day);
            m_lowest[day] = *std::min_element(first, first + 24);
        }
    }

    double dewPoint_K(std::size_t hour) const {
        const double season = m_season[hour];
        const double warm = std::max(0.0, m_weather[hour] - kDryFrom);
        const double depression = kWinterDepression_K +
                                  season * (m_depression_K - kWinterDepression_K) +
                                  season * warm * m_drying_K;
        return std::min(m_lowest[hour / 24] - depression, m_dryBulb[hour]);
    }

    double humidityAt(std::size_t hour) const {
        return std::clamp(saturationPressure_Pa(dewPoint_K(hour)) /
                              saturationPressure_Pa(m_dryBulb[hour]),
                          0.01, 1.0);
    }

    double wetBulbAt(std::size_t hour) const {
        return wetBulb_K(m_dryBulb[hour], humidityAt(hour), m_pressure_Pa);
    }

    /// Wet bulb that is exceeded in 0.4 % of the hours, among those where it can be: the warm ones.
    double designWetBulb() const {
        Course values(kHours, 0.0);
        for (const auto hour : m_warm)
            values[hour] = wetBulbAt(hour);
        return exceededBy(std::move(values), kDesignFraction);
    }

    double coincident() const {
        constexpr double kBand_K = 0.5;
        double sum = 0.0;
        int count = 0;
        for (const auto hour : m_warm)
            if (std::abs(m_dryBulb[hour] - m_climate.coolingDryBulb_K) <= kBand_K) {
                sum += wetBulbAt(hour);
                ++count;
            }
        return count > 0 ? sum / count : m_climate.coincidentWetBulb_K.value_or(0.0);
    }

    void findDepression() {
        const double warm_K = exceededBy(m_dryBulb, kWarmFraction);
        for (std::size_t hour = 0; hour < kHours; ++hour)
            if (m_dryBulb[hour] > warm_K)
                m_warm.push_back(hour);
        const auto coincidentAt = [&](double drying_K) {
            m_drying_K = std::clamp(drying_K, 0.0, kMostDrying_K);
            m_depression_K = crossing(-kMostDepression_K, kMostDepression_K,
                                      -m_climate.coolingWetBulb_K, [&](double x) {
                                          m_depression_K = x;
                                          return -designWetBulb();
                                      });
            return coincident();
        };
        double before = 0.0;
        double atBefore = coincidentAt(before);
        if (!m_climate.coincidentWetBulb_K || atBefore <= *m_climate.coincidentWetBulb_K)
            return; // dry enough
        double now = kFirstDrying_K;
        for (int i = 0; i < kSecants; ++i) {
            const double atNow = coincidentAt(now);
            const double slope = (atNow - atBefore) / (now - before);
            const double left = *m_climate.coincidentWetBulb_K - atNow;
            if (std::abs(left) < kNearEnough_K || !(slope < 0.0))
                return;
            before = now;
            atBefore = atNow;
            now = std::clamp(now + left / slope, 0.0, kMostDrying_K);
            if (now == before)
                return;
        }
        coincidentAt(now);
    }

    const ClimateFigures& m_climate;
    Course m_seasonal;
    Course m_season;
    Course m_weather;
    Course m_fixed;
    Course m_perWinter;
    Course m_perSummer;
    Course m_dryBulb;
    Course m_lowest; ///< of each day
    double m_pressure_Pa = kStandardPressure_Pa;
    std::vector<std::size_t> m_warm;
    double m_summer_K = 4.0;
    double m_winter_K = 4.0;
    double m_depression_K = 2.0;
    double m_drying_K = 0.0;
};

} // namespace

WeatherSeries typicalYear(const ClimateFigures& climate) {
    return Maker(climate).make();
}

} // namespace hallwright::plant
