#pragma once

#include "app/diagram/sheet.h"
#include "core/model/hall_interior.h"

namespace hallwright::app::diagram {

/// Columns below one intake of a hall: transformer, board, UPS, busways and the rows that they
/// feed. Transformers that are out of service stand at the end with their switchgear open.
[[nodiscard]] std::vector<Fragment> intakeColumns(const Sheet& sheet,
                                                  const model::HallInterior& interior,
                                                  model::FeedSide side, ColumnWindow& window);

/// Switchgear, transformer, switchgear and whatever hangs below; `lines` stand beside it. Shared by
/// substations, halls and plants.
[[nodiscard]] Fragment transformerOver(const Sheet& sheet, const model::Equipment& transformer,
                                       const std::vector<Text>& moreLines, Fragment below);

} // namespace hallwright::app::diagram
