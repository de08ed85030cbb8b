#include "app/cli/frame_bench.h"

#include "app/cli/graphics.h"
#include "app/scene/camera_controller.h"
#include "app/scene/campus_scene.h"
#include "app/scene/label_model.h"
#include "app/scene/viewport_controller.h"
#include "app/session/app_controller.h"
#include "core/io/catalog_reader.h"
#include "core/layout/campus_generator.h"
#include "core/model/edits/arranging.h"

#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <thread>

namespace hallwright::app {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr int kHalls = 35; ///< of 288 racks each: 10 080
constexpr int kFrames = 300;
constexpr int kFramesAnEdit = 6;
constexpr auto kFrame = 16ms;
constexpr auto kFirstAnswer = 60s;
constexpr QSizeF kViewport{1876.0, 1092.0}; ///< that of a window of 2560 x 1440

/// Processor time of this thread [ms].
double threadTime_ms() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) * 1e-6;
}

/// What stands behind the window: everything but QML and drawing.
class Bench {
public:
    Bench(std::shared_ptr<const catalog::Catalog> catalog, const model::Campus& campus)
        : app(std::move(catalog)) {
        app.document()->setRecoveryFolder(m_folder.path());
        camera.setViewport(kViewport);
        scene.setDocument(app.document());
        scene.setLive(app.live());
        scene.setView(app.view());
        viewport.setScene(&scene);
        viewport.setCamera(&camera);
        viewport.setSelection(app.selection());
        viewport.setTools(app.tools());
        labels.setScene(&scene);
        labels.setCamera(&camera);
        for (ScenePart* part : scene.parts())
            QObject::connect(part->instancing, &QQuick3DInstancing::instanceTableChanged, &scene,
                             [this, part] { m_changed.push_back(part); });
        app.bill()->setShown(false); // another tab is in front, as in a window just opened
        app.document()->reset(campus);
        viewport.jumpToAll();
    }

    [[nodiscard]] bool waitForAnswer() {
        const auto end = Clock::now() + kFirstAnswer;
        while (!app.live()->isAvailable() && Clock::now() < end) {
            QCoreApplication::processEvents();
            std::this_thread::sleep_for(1ms);
        }
        return app.live()->isAvailable();
    }

    /// One frame: input, then what it and the solver's answers set off.
    void frame(int number) {
        camera.orbit(0.5, 0.0);
        const double share = double(number) / kFrames;
        const double x = kViewport.width() * (0.25 + 0.5 * share);
        const double y = kViewport.height() * (0.3 + 0.4 * share);
        app.tools()->hover(camera.rayOrigin(x, y), camera.rayDirection(x, y), 0);
        viewport.probeAt(x, y);
        if (number % kFramesAnEdit == 0)
            drag(number % (2 * kFramesAnEdit) == 0 ? 0.05 : -0.05);
        QCoreApplication::processEvents();
        for (ScenePart* part : std::exchange(m_changed, {}))
            part->instancing->instanceBuffer(nullptr);
    }

private:
    // Destroyed last: the journal lies in the folder, the scene tells which parts changed.
    QTemporaryDir m_folder;
    std::vector<ScenePart*> m_changed;

public:
    AppController app;
    CampusScene scene;
    CameraController camera;
    ViewportController viewport;
    LabelModel labels;

private:
    void drag(double by_m) {
        const auto rack = model::entity(app.document()->campus().racks().begin()->id);
        static_cast<void>(app.document()->apply(model::MoveEntities{{rack}, {0.0, by_m}, 0.0},
                                                QStringLiteral("Move"), DragId{1}));
    }
};

} // namespace

base::Result<std::vector<cli::BenchCase>> benchFrames() {
    auto types = io::readDefaultCatalog();
    if (!types)
        return types.error();
    auto catalog = std::make_shared<const catalog::Catalog>(std::move(types).value());
    layout::CampusBrief brief;
    brief.name = "Frame bench";
    brief.hallCount = kHalls;
    brief.halls = {{"HM-38", 1.0}};
    const auto campus = layout::generateCampus(brief, *catalog);
    if (!campus)
        return campus.error();
    qputenv("QT_QPA_PLATFORM", "offscreen"); // nothing is drawn
    const auto application = makeDrawingApplication();
    Bench bench(std::move(catalog), *campus);
    if (!bench.waitForAnswer())
        return base::failure("live.frame_10k", "the solver gave no answer within a minute",
                             "Time the solver with: hallwright bench live.");
    std::vector<double> times_ms;
    for (int number = 0; number < kFrames; ++number) {
        const auto next = Clock::now() + kFrame;
        const double before_ms = threadTime_ms();
        bench.frame(number);
        times_ms.push_back(threadTime_ms() - before_ms);
        std::this_thread::sleep_until(next);
    }
    auto row = cli::timedCase("live.frame_10k", int(campus->racks().size()), std::move(times_ms),
                              "frames/s");
    row.note = "processor time of the window's thread, without drawing";
    return std::vector{std::move(row)};
}

} // namespace hallwright::app
