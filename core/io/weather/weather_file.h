#pragma once

#include "core/base/result.h"
#include "core/io/site_reader.h"
#include "core/solvers/plant/typical_year.h"
#include "core/solvers/plant/weather_year.h"

#include <filesystem>

namespace hallwright::io {

/// Reads hourly weather by the file's name: .epw, else .csv.
[[nodiscard]] base::Result<plant::WeatherSeries> readWeatherFile(const std::filesystem::path& file);

/// The figures that a typical year is made from; a finding where the site lacks one.
[[nodiscard]] base::Result<plant::ClimateFigures> climateOf(const SiteFacts& site);

} // namespace hallwright::io
