#include "app/cli/program_bench.h"

#include "app/cli/frame_bench.h"
#include "app/cli/graphics.h"
#include "core/io/campus_reader.h"

#include <unistd.h>

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <optional>
#include <sstream>

namespace hallwright::app {

namespace {

using cli::BenchCase;
using Cases = std::vector<BenchCase>;

constexpr int kReportRuns = 3;
constexpr int kReportTimeout_ms = 600000;
constexpr int kWindowTimeout_ms = 300000;

/// This program in a process of its own: its time and its memory are then those of the task alone.
class Child {
public:
    /// Settings and recent files of the user stay as they are.
    explicit Child(const QTemporaryDir& folder) {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
            environment.insert(QString::fromLatin1(name), folder.path());
        m_process.setProcessEnvironment(environment);
        m_process.setStandardOutputFile(QProcess::nullDevice());
    }
    ~Child() {
        m_process.kill();
        m_process.waitForFinished(5000);
    }

    [[nodiscard]] bool start(const QStringList& arguments) {
        m_process.start(QFile::symLinkTarget(QStringLiteral("/proc/self/exe")), arguments);
        return m_process.waitForStarted();
    }
    /// Exit code; none where it crashed or took too long.
    [[nodiscard]] std::optional<int> exitCode(int timeout_ms) {
        if (!m_process.waitForFinished(timeout_ms) ||
            m_process.exitStatus() != QProcess::NormalExit)
            return std::nullopt;
        return m_process.exitCode();
    }
    [[nodiscard]] std::string lastError() {
        return QString::fromUtf8(m_process.readAllStandardError()).trimmed().toStdString();
    }
    [[nodiscard]] std::string number() const { return std::to_string(m_process.processId()); }

    /// Waits until the process rests: hardly any processor time for some seconds.
    [[nodiscard]] bool waitUntilIdle(int timeout_ms) {
        constexpr int kInterval_ms = 3000;
        constexpr double kBusyShare = 0.05;
        QElapsedTimer timer;
        timer.start();
        double before_s = 0.0;
        while (timer.elapsed() < timeout_ms) {
            QThread::msleep(kInterval_ms);
            const auto used_s = processorTime_s();
            if (!used_s)
                return false; // it is gone
            if (before_s > 0.0 && *used_s - before_s < kBusyShare * kInterval_ms * 1e-3)
                return true;
            before_s = *used_s;
        }
        return false;
    }

private:
    /// utime + stime of proc(5); none where the process is gone.
    [[nodiscard]] std::optional<double> processorTime_s() const {
        QFile file(QStringLiteral("/proc/%1/stat").arg(m_process.processId()));
        if (!file.open(QIODevice::ReadOnly))
            return std::nullopt;
        const std::string text = file.readAll().toStdString();
        std::istringstream fields(text.substr(text.rfind(')') + 1));
        constexpr int kSkipped = 11; // state to cmajflt
        std::string skipped;
        for (int i = 0; i < kSkipped; ++i)
            fields >> skipped;
        double user = 0.0, system = 0.0;
        if (!(fields >> user >> system))
            return std::nullopt;
        return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
    }

    QProcess m_process;
};

base::Diagnostics childFault(const char* what, const std::string& said) {
    return base::failure(what, said.empty() ? "the program could not be run" : said,
                         "Run that subcommand alone to see why.");
}

/// Peak memory of the program with its window once the campus is open and solved.
base::Result<Cases> benchWindow(const QString& campusFile, int racks) {
    const QTemporaryDir folder;
    Child child(folder);
    if (!child.start({campusFile}) || !child.waitUntilIdle(kWindowTimeout_ms))
        return childFault("memory.bosquel", child.lastError());
    if (auto memory = cli::peakMemoryCase(child.number(), racks, "with the window"))
        return Cases{std::move(*memory)};
    return Cases{};
}

/// The report from the command line to the finished file, the solve in it.
base::Result<Cases> benchReport(const QString& campusFile, int racks) {
    const QTemporaryDir folder;
    const QString output = folder.filePath(QStringLiteral("report.pdf"));
    std::vector<double> times_ms;
    for (int run = 0; run < kReportRuns; ++run) {
        Child child(folder);
        QElapsedTimer timer;
        timer.start();
        const bool started =
            child.start({QStringLiteral("report"), campusFile, QStringLiteral("-o"), output});
        const auto code = started ? child.exitCode(kReportTimeout_ms) : std::nullopt;
        if (code != 0 || !QFile::exists(output))
            return childFault("file.report_bosquel", child.lastError());
        times_ms.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
    }
    auto row = cli::timedCase("file.report_bosquel", racks, std::move(times_ms), "reports/s");
    row.note = hasDisplay() ? "with the cover picture" : "without a display: no cover picture";
    return Cases{std::move(row)};
}

base::Result<Cases> benchProgram() {
    const auto file = cli::benchCampusFile();
    if (!file)
        return file.error();
    const auto campus = io::readCampus(*file);
    if (!campus)
        return campus.error();
    const int racks = static_cast<int>(campus->racks().size());
    const QString path = QString::fromStdString(*file);
    auto cases = benchReport(path, racks);
    if (!cases || !hasDisplay())
        return cases;
    const auto window = benchWindow(path, racks);
    if (!window)
        return window.error();
    cases->insert(cases->end(), window->begin(), window->end());
    return cases;
}

} // namespace

std::vector<cli::BenchPart> programBenchParts() {
    return {{"live", benchProgram}, {"live", benchFrames}};
}

} // namespace hallwright::app
