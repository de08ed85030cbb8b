#pragma once

#include "core/engine/trunk_power.h"

namespace hallwright::engine {

/// Closes what closes by itself on loss of supply, as the trunk's design says, and decides which
/// generators in island operation run:
/// - the open bus ties of a substation that transfers, where one of its sections is dead and
///   another is not: all of them, so that the units left share the load;
/// - open points of rings between a dead and a live end, in the order of the campus's feeders;
/// - what is still dead then is taken over by generators in island operation, over feeders of
///   theirs that close on loss. With a grid connection in their network they stand by.
/// The result depends on the trunk alone.
void transferAutomatically(TrunkPower& trunk);

} // namespace hallwright::engine
