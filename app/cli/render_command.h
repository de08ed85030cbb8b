#pragma once

namespace CLI {
class App;
}

namespace hallwright::app {

/// Adds `render CAMPUS -o OUT.png --view iso|plan --layer LAYER [--width W] [--height H]`.
void addRenderCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::app
