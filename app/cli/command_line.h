#pragma once

namespace hallwright::app {

/// Whether the arguments ask for a subcommand (or for help) rather than for the window.
[[nodiscard]] bool isCommandLine(int argc, char** argv);

/// Runs the subcommand and returns the exit code: 0 done, 1 the input is at fault, 2 wrong use,
/// 3 did not converge or a check failed.
[[nodiscard]] int runCommandLine(int argc, char** argv);

} // namespace hallwright::app
