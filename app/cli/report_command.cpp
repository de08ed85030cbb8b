#include "app/cli/report_command.h"

#include "app/cli/graphics.h"
#include "app/cli/solved_campus.h"
#include "app/report/report_writer.h"
#include "app/scene/scene_renderer.h"
#include "core/cli/command_output.h"
#include "core/cli/year_command.h"

#include <CLI/CLI.hpp>

#include <QFileInfo>

#include <iostream>
#include <memory>

namespace hallwright::app {

namespace {

/// The year that the report shows: by the weather given, else the typical year of the campus's
/// site; none where there is neither.
base::Result<std::shared_ptr<const engine::YearResult>> yearOf(const SolvedCampus& solved,
                                                               const std::string& weather) {
    cli::YearOptions options;
    options.weather = weather;
    if (weather.empty() && solved.campus.site().siteFacts.empty())
        return std::shared_ptr<const engine::YearResult>{};
    const auto request = cli::yearRequest({solved.campus, solved.catalog}, options);
    if (!request)
        return request.error();
    auto result = engine::runYear(*request);
    if (!result)
        return result.error();
    return std::make_shared<const engine::YearResult>(std::move(result).value());
}

struct ReportArguments {
    std::string campus;
    std::string output;
    std::string date;
    std::string weather;
    bool withoutAir = false;
};

/// The cover picture; without a display the report draws a plan in its place.
QImage coverPicture(const SolvedCampus& solved) {
    if (!hasDisplay())
        return {};
    RenderOptions options;
    options.size = QSize(2150, 1394); // 182 x 118 mm at 300 dpi
    options.layer = ViewState::Layer::ElectricalLoading;
    options.view = RenderView::Isometric;
    options.lightTheme = true;
    auto picture = renderScene(solved.campus, solved.catalog, solved.solution, options);
    if (!picture) {
        std::cerr << "No cover picture: " << picture.error().front().text() << '\n';
        return {};
    }
    return *picture;
}

int runReport(const ReportArguments& arguments) {
    const QDate date = arguments.date.empty()
                           ? QDate::currentDate()
                           : QDate::fromString(QString::fromStdString(arguments.date), Qt::ISODate);
    if (!date.isValid()) {
        std::cerr << "--date: \"" << arguments.date << "\" is not a date; write it as 2026-11-21\n";
        return cli::kWrongUse;
    }
    if (const auto found = cli::checkOutput(arguments.output); !found.empty())
        return cli::reportBadInput(found, std::cerr);
    const auto solved =
        solveFile(arguments.campus, arguments.withoutAir ? AirStage::None : AirStage::All);
    if (!solved)
        return cli::kBadInput;
    const auto year = yearOf(*solved, arguments.weather);
    if (!year)
        return cli::reportBadInput(year.error(), std::cerr);
    const auto application = makeDrawingApplication();
    ReportOptions options;
    options.year = *year;
    options.date = date;
    options.cover = coverPicture(*solved);
    options.fileName = QFileInfo(QString::fromStdString(arguments.campus)).fileName();
    const auto written = writeReport(solved->campus, *solved->catalog, *solved->solution,
                                     QString::fromStdString(arguments.output), options);
    if (!written)
        return cli::reportBadInput(written.error(), std::cerr);
    return solved->solution->powerConverged && solved->solution->coolantConverged ? cli::kDone
                                                                                  : cli::kNotSound;
}

} // namespace

void addReportCommand(CLI::App& app, int& exitCode) {
    auto arguments = std::make_shared<ReportArguments>();
    CLI::App* command = app.add_subcommand("report", "Write the design report as a PDF");
    command->add_option("campus", arguments->campus, "Campus file (.hallwright)")->required();
    command->add_option("-o,--output", arguments->output, "PDF file to write")
        ->required()
        ->check(cli::fileNameFault);
    command->add_option("--date", arguments->date, "Date printed on the sheets (default: today)");
    command->add_option(
        "--weather", arguments->weather,
        "Hourly weather for the year (.epw, .csv; default: the site's typical year)");
    command->add_flag("--no-air", arguments->withoutAir, "Leave the air of the halls unsolved");
    command->callback([arguments, &exitCode] { exitCode = runReport(*arguments); });
}

} // namespace hallwright::app
