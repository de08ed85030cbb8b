#pragma once

#include <QColor>
#include <QPen>

namespace hallwright::app::report {

/// Colours of the printed page: the light theme's tokens.
namespace ink {
inline const QColor kText{0x16, 0x19, 0x1c};
inline const QColor kText2{0x48, 0x50, 0x5a};
inline const QColor kText3{0x5f, 0x68, 0x72};
inline const QColor kRule{0xc9, 0xce, 0xd3};
inline const QColor kRoad{0xec, 0xee, 0xf0};
inline const QColor kEquipment{0xe6, 0xe9, 0xec};
inline const QColor kOk{0x00, 0x7a, 0x6e};
inline const QColor kWarn{0x7a, 0x5c, 0x00};
inline const QColor kFault{0x8e, 0x0b, 0x3a};
inline const QColor kOverload{0xd1, 0x1a, 0x5b};
inline const QColor kFeedA{0x6a, 0x4f, 0xc0};
inline const QColor kFeedB{0x74, 0x67, 0x00};
inline const QColor kSupply{0x14, 0x65, 0xb0};
inline const QColor kReturn{0xa8, 0x4a, 0x22};
inline const QColor kPaper{0xff, 0xff, 0xff};
} // namespace ink

/// Line weights [mm] by what a line stands for.
namespace weight {
inline constexpr double kHair = 0.10; ///< dry coolers, hatch, grid crosses, table rules
inline constexpr double kDimension = 0.13;
inline constexpr double kEquipment = 0.18; ///< partitions, equipment
inline constexpr double kRule = 0.25;      ///< rules under heads, switchgear
inline constexpr double kShell = 0.35;     ///< frames, hall shells
inline constexpr double kFeeder = 0.50;    ///< feeders, fire walls, site boundary
inline constexpr double kOverload = 0.90;  ///< a feeder over 100 %
} // namespace weight

/// A4 portrait [mm].
namespace page {
inline constexpr double kWidth = 210.0;
inline constexpr double kHeight = 297.0;
inline constexpr double kLeft = 14.0;
inline constexpr double kTop = 12.0;
inline constexpr double kBottom = 10.0;
inline constexpr double kContentWidth = kWidth - 2.0 * kLeft;
inline constexpr double kHeadRule = 18.0; ///< y of the rule under the head line
inline constexpr double kBodyTop = 22.0;
inline constexpr double kBlockHeight = 22.0;
inline constexpr double kBlockTop = kHeight - kBottom - kBlockHeight;
inline constexpr double kBodyBottom = kHeight - kBottom - 4.0; ///< pages without a title block
} // namespace page

struct TextStyle {
    double size_pt = 8.0;
    double leading_pt = 11.0;
    int weight = 400;
    QColor color = ink::kText;

    [[nodiscard]] TextStyle in(QColor other) const {
        TextStyle style = *this;
        style.color = other;
        return style;
    }
    [[nodiscard]] TextStyle strong() const {
        TextStyle style = *this;
        style.weight = 600;
        return style;
    }
};

namespace style {
inline const TextStyle kCover{26.0, 31.0, 600, ink::kText};
inline const TextStyle kTitle{15.0, 19.0, 600, ink::kText};
inline const TextStyle kSection{10.5, 14.0, 600, ink::kText};
inline const TextStyle kLead{8.5, 12.0, 400, ink::kText2};
inline const TextStyle kBody{8.0, 11.0, 400, ink::kText};
inline const TextStyle kTable{7.6, 10.0, 400, ink::kText};
inline const TextStyle kTableHead{7.6, 10.0, 600, ink::kText2};
inline const TextStyle kHead{7.5, 10.0, 400, ink::kText2};
inline const TextStyle kDrawing{5.2, 6.6, 400, ink::kText}; ///< 1.83 mm, the smallest allowed
inline const TextStyle kFigure{13.0, 16.0, 600, ink::kText};
} // namespace style

} // namespace hallwright::app::report
