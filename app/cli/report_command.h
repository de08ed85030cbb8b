#pragma once

namespace CLI {
class App;
}

namespace hallwright::app {

/// Adds `report CAMPUS -o OUT.pdf [--no-air] [--date YYYY-MM-DD]`.
void addReportCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::app
