#pragma once

#include "app/document/air_cells.h"
#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/document/selection.h"
#include "app/document/view_state.h"
#include "app/session/settings.h"
#include "app/tools/tool_controller.h"

namespace hallwright::app {

/// What commands work on.
struct CommandTargets {
    CampusDocument& document;
    LiveResults& live;
    Selection& selection;
    ViewState& view;
    ToolController& tools;
    Settings& settings;
    AirCells& airCells;
};

/// Runs a command that needs neither a question nor the window; false where `id` is another one.
bool runOnDocument(const QString& id, const CommandTargets& on);

/// Number of the workspace that a command switches to; -1 for other commands.
[[nodiscard]] int workspaceOf(const QString& id);

} // namespace hallwright::app
