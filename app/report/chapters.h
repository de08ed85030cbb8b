#pragma once

#include <QString>

namespace hallwright::app::report {

inline const QString kSiteChapter = QStringLiteral("1 Site");
inline const QString kHallChapter = QStringLiteral("2 Halls");
inline const QString kPowerChapter = QStringLiteral("3 Power");
inline const QString kCoolingChapter = QStringLiteral("4 Cooling");
inline const QString kFiguresChapter = QStringLiteral("5 Figures");

} // namespace hallwright::app::report
