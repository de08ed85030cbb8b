#include "app/scene/legend.h"

#include "app/format/number_format.h"
#include "app/scene/campus_scene.h"
#include "app/scene/layer_values.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace hallwright::app {

namespace {

QString text(const char* words) {
    return QCoreApplication::translate("hallwright::app::Legend", words);
}

/// Which surface carries which value, where one thing carries two.
QString whereOf(ViewState::Layer layer) {
    return layer == ViewState::Layer::AirTemperature
               ? text("Racks: front inlet, back outlet. Air units: return.")
               : QString();
}

/// How many racks lie in each part of the map's range, as a share of the fullest; in the layers of
/// the air alone, and empty without racks.
QVariantList rackBins(const CampusScene& scene, const ColorMap& map) {
    if (!scene.document() || !scene.view()->isSlicing())
        return {};
    constexpr int kBins = 44; // half a kelvin each
    std::array<int, kBins> counts{};
    const LayerValues values = scene.values();
    for (const auto& rack : scene.document()->campus().racks()) {
        const LayerValue value = values.of(rack);
        if (!value.isKnown())
            continue;
        ++counts[std::size_t(std::clamp(int(map.share(value.value) * kBins), 0, kBins - 1))];
    }
    const int most = *std::max_element(counts.begin(), counts.end());
    QVariantList bins;
    for (const int count : counts)
        if (most > 0)
            bins.append(double(count) / most);
    return bins;
}

} // namespace

QVariantMap legendOf(const CampusScene& scene) {
    const auto layer = scene.view()->layer();
    if (layer == ViewState::Layer::Capacity) {
        QVariantList categories;
        for (const CapacityCategory& category : capacityCategories())
            categories.append(QVariantMap{{"name", QLatin1String(category.name)},
                                          {"color", QColor(category.color)}});
        return {{"visible", true},
                {"name", text("Capacity")},
                {"caption", captionOf(layer)},
                {"categories", categories}};
    }
    const ColorMap* map = mapOf(layer);
    if (!map)
        return {{"visible", false}};
    QVariantList stops, overStops, ticks, marks;
    for (int i = 0; i < ColorMap::kStops; ++i)
        stops.append(map->stop(i));
    const auto tick = [&](double value, const QString& words = {}) {
        const QString number = formatCompact(value);
        ticks.append(QVariantMap{{"at", map->share(value)},
                                 {"text", words.isEmpty() ? number : words.arg(number)}});
    };
    tick(map->low());
    if (map->hasOverrange()) {
        overStops = {map->color(map->high() + 1e-6), map->color(map->top())};
        tick(0.5 * (map->low() + map->high()));
        tick(map->high());
    } else if (map->mark()) {
        tick(*map->mark(), text("%1 limit"));
        tick(std::round(0.5 * (*map->mark() + map->high())));
    } else if (map->isLogarithmic()) {
        for (double value = 10.0 * map->low(); value < 0.99 * map->top(); value *= 10.0)
            tick(value);
    } else {
        tick(std::round(0.5 * (map->low() + map->high())));
    }
    tick(map->top());
    if (map->mark())
        marks.append(map->share(*map->mark()));
    const bool isMoment = ViewState::isOfAir(layer) && scene.showsMoment();
    return {{"visible", true},
            {"name", map->name()},
            {"unit", map->unit()},
            {"caption", isMoment ? text("°C, in the drill") : captionOf(layer)},
            {"where", whereOf(layer)},
            {"moment", isMoment},
            {"low", map->low()},
            {"high", map->high()},
            {"top", map->top()},
            {"highShare", map->share(map->high())},
            {"ticks", ticks},
            {"marks", marks},
            {"stops", stops},
            {"overStops", overStops},
            {"bins", rackBins(scene, *map)}};
}

} // namespace hallwright::app
