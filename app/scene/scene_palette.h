#pragma once

#include <QColor>

namespace hallwright::app {

/// Greys of the scene that follow the theme; everything else has one colour in both.
struct ScenePalette {
    QColor canvas;
    QColor ground;
    QColor road;
    QColor pad;
    QColor floor;
    QColor gravel;

    static ScenePalette dark() {
        return {QColor(0x12, 0x14, 0x17), QColor(0x2B, 0x2F, 0x34), QColor(0x3B, 0x40, 0x46),
                QColor(0x47, 0x4C, 0x52), QColor(0x3A, 0x3F, 0x45), QColor(0x5A, 0x5E, 0x62)};
    }
    static ScenePalette light() {
        return {QColor(0xD9, 0xDD, 0xE1), QColor(0xC9, 0xCE, 0xD3), QColor(0xB4, 0xBA, 0xC1),
                QColor(0xBF, 0xC5, 0xCB), QColor(0xA9, 0xB0, 0xB7), QColor(0xB9, 0xB9, 0xB6)};
    }
};

} // namespace hallwright::app
