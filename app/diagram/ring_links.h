#pragma once

#include "app/diagram/sheet.h"

namespace hallwright::app::diagram {

/// Lets feeders that are not of the tree (open points of rings) begin below a node's box, switch
/// and name at the end where they start, with room for a reference. `drawn`: nodes that the
/// diagram shows.
void addStubs(const Sheet& sheet, const std::vector<bool>& drawn, Fragment& box, int node,
              const std::vector<int>& edges);

/// Joins the stubs of feeders whose two ends have a free way down by wires below the fragment; the
/// others stay stubs.
void joinStubs(const Sheet& sheet, Fragment& fragment);
/// Puts references on all stubs that are left.
void endStubs(const Sheet& sheet, Fragment& fragment);

} // namespace hallwright::app::diagram
