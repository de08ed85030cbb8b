#pragma once

#include <QVariantMap>

namespace hallwright::app {

class CampusScene;

/// The legend of the layer that is shown, for QML: {visible, name, unit, caption, low, high, top,
/// where, moment, highShare, ticks:[{at, text}], marks:[at], stops:[color], overStops:[color],
/// bins:[share]}; `at` is a share of the bar, `bins` the histogram of racks. Of the capacity layer:
/// {visible, name, caption, categories:[{name, color}]}. The scene must have a view.
[[nodiscard]] QVariantMap legendOf(const CampusScene& scene);

} // namespace hallwright::app
