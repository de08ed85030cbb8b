#include "app/cli/render_command.h"

#include "app/cli/graphics.h"
#include "app/cli/solved_campus.h"
#include "app/scene/scene_renderer.h"
#include "core/cli/command_output.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>
#include <memory>

namespace hallwright::app {

namespace {

struct RenderArguments {
    std::string campus;
    std::string output;
    RenderView view = RenderView::Isometric;
    ViewState::Layer layer = ViewState::Layer::ElectricalLoading;
    int width = 1920;
    int height = 1200;
};

const std::map<std::string, RenderView> kViews{{"iso", RenderView::Isometric},
                                               {"plan", RenderView::Plan}};
const std::map<std::string, ViewState::Layer> kLayers{
    {"none", ViewState::Layer::None},
    {"air_temperature", ViewState::Layer::AirTemperature},
    {"supply_air", ViewState::Layer::SupplyAir},
    {"power_loading", ViewState::Layer::ElectricalLoading},
    {"coolant_temperature", ViewState::Layer::CoolantTemperature},
    {"coolant_flow", ViewState::Layer::CoolantFlow},
    {"water_pressure", ViewState::Layer::WaterPressure},
    {"voltage_deviation", ViewState::Layer::VoltageDeviation},
    {"fault_level", ViewState::Layer::FaultLevel},
    {"capacity", ViewState::Layer::Capacity},
    {"plume", ViewState::Layer::Plume}};

int runRender(const RenderArguments& arguments) {
    if (!hasDisplay()) {
        std::cerr << "render draws the 3-D scene and needs a display; run it under xvfb-run, or "
                     "use `hallwright report`, which draws plans without one\n";
        return cli::kBadInput;
    }
    if (const auto found = cli::checkOutput(arguments.output); !found.empty())
        return cli::reportBadInput(found, std::cerr);
    const AirStage air = ViewState::isOfAir(arguments.layer)          ? AirStage::Halls
                         : arguments.layer == ViewState::Layer::Plume ? AirStage::All
                                                                      : AirStage::None;
    const auto solved = solveFile(arguments.campus, air);
    if (!solved)
        return cli::kBadInput;
    const auto application = makeDrawingApplication();
    RenderOptions options;
    options.size = QSize(arguments.width, arguments.height);
    options.view = arguments.view;
    options.layer = arguments.layer;
    const auto picture = renderScene(solved->campus, solved->catalog, solved->solution, options);
    if (!picture)
        return cli::reportBadInput(picture.error(), std::cerr);
    if (!picture->save(QString::fromStdString(arguments.output))) {
        std::cerr << arguments.output
                  << ": the picture can't be written; choose a file ending in "
                     ".png in a folder that exists\n";
        return cli::kBadInput;
    }
    return cli::kDone;
}

} // namespace

void addRenderCommand(CLI::App& app, int& exitCode) {
    auto arguments = std::make_shared<RenderArguments>();
    CLI::App* command = app.add_subcommand("render", "Draw the campus with a heat map as a PNG");
    command->add_option("campus", arguments->campus, "Campus file (.hallwright)")->required();
    command->add_option("-o,--output", arguments->output, "PNG file to write")
        ->required()
        ->check(cli::fileNameFault);
    command->add_option("--view", arguments->view, "Where the camera stands")
        ->transform(CLI::CheckedTransformer(kViews));
    command->add_option("--layer", arguments->layer, "What the colours show")
        ->transform(CLI::CheckedTransformer(kLayers));
    command->add_option("--width", arguments->width, "Pixels")->check(CLI::Range(64, 8192));
    command->add_option("--height", arguments->height, "Pixels")->check(CLI::Range(64, 8192));
    command->callback([arguments, &exitCode] { exitCode = runRender(*arguments); });
}

} // namespace hallwright::app
