#include "core/io/weather/weather_file.h"

#include "core/base/physical_constants.h"
#include "core/io/atomic_file.h"
#include "core/io/weather/epw_reader.h"
#include "core/io/weather/weather_csv.h"
#include "core/io/weather/weather_text.h"

#include <utility>

namespace hallwright::io {

namespace {

constexpr std::size_t kWeatherSizeMax = std::size_t{256} << 20; ///< a year of minutes

} // namespace

base::Result<plant::WeatherSeries> readWeatherFile(const std::filesystem::path& file) {
    const auto extension = lowerCase(file.extension().string());
    if (extension != ".epw" && extension != ".csv")
        return base::failure(file.string(), "is neither .epw nor .csv",
                             "Give an EnergyPlus weather file or a table of hours.");
    const auto text = readFile(file, kWeatherSizeMax);
    if (!text)
        return text.error();
    const auto name = file.filename().string();
    return extension == ".epw" ? readEpwText(*text, name) : readWeatherCsv(*text, name);
}

base::Result<plant::ClimateFigures> climateOf(const SiteFacts& site) {
    if (site.monthlyMean_C.size() != 12 || site.designDryBulb_C == 0.0 ||
        site.designWetBulb_C == 0.0 || !site.heatingDryBulb_C)
        return base::failure("site " + site.id, "states no monthly means or no design temperatures",
                             "Give a weather file instead.");
    plant::ClimateFigures climate;
    climate.place = site.name;
    climate.latitude_deg = site.latitude_deg;
    climate.longitude_deg = site.longitude_deg;
    climate.elevation_m = site.elevation_m;
    for (std::size_t month = 0; month < 12; ++month)
        climate.monthlyMean_K[month] = site.monthlyMean_C[month] + base::kZeroCelsius_K;
    climate.coolingDryBulb_K = site.designDryBulb_C + base::kZeroCelsius_K;
    climate.coolingWetBulb_K = site.designWetBulb_C + base::kZeroCelsius_K;
    climate.heatingDryBulb_K = *site.heatingDryBulb_C + base::kZeroCelsius_K;
    if (site.coincidentWetBulb_C)
        climate.coincidentWetBulb_K = *site.coincidentWetBulb_C + base::kZeroCelsius_K;
    return climate;
}

} // namespace hallwright::io
