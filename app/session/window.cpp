#include "app/session/window.h"

#include "app/session/app_controller.h"
#include "app/session/session_trace.h"
#include "core/io/catalog_reader.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QEvent>
#include <QIcon>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QWidget>

#include <cstdio>

namespace hallwright::app {

namespace {

constexpr int kBadInput = 1;
constexpr int kWrongUse = 2;

struct WindowArguments {
    QString file;
    QString trace;
    QString problem; ///< what is wrong with them; empty: nothing
};

WindowArguments readArguments(const QStringList& arguments) {
    const QCommandLineOption trace(QStringLiteral("trace"), {}, QStringLiteral("file"));
    QCommandLineParser parser;
    parser.addOption(trace);
    WindowArguments read;
    if (!parser.parse(arguments))
        read.problem = parser.errorText();
    else if (parser.positionalArguments().size() > 1)
        read.problem = QStringLiteral("One campus at a time can be opened.");
    read.file = parser.positionalArguments().value(0);
    read.trace = parser.value(trace);
    return read;
}

/// The name field of Qt's file dialog completes names; its list may come up when the dialog has
/// been answered already, and would then keep mouse and keys to itself.
class StrayPopupCloser : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* object, QEvent* event) override {
        auto* popup = event->type() == QEvent::Show ? qobject_cast<QWidget*>(object) : nullptr;
        if (popup && popup->windowType() == Qt::Popup && popup->focusProxy() &&
            !popup->focusProxy()->isVisible())
            QMetaObject::invokeMethod(popup, &QWidget::close, Qt::QueuedConnection);
        return false;
    }
};

} // namespace

int runWindow(QApplication& application) {
    const WindowArguments arguments = readArguments(QApplication::arguments());
    if (!arguments.problem.isEmpty()) {
        std::fprintf(stderr, "%s\nRun with --help for more information.\n",
                     qPrintable(arguments.problem));
        return kWrongUse;
    }
    QApplication::setApplicationName(QStringLiteral("Hallwright"));
    QApplication::setOrganizationName(QStringLiteral("hallwright"));
    QApplication::setApplicationVersion(QStringLiteral(HALLWRIGHT_VERSION));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/qt/qml/Hallwright/Theme/icons/mark.svg")));
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    // Distance fields blur text of 11 to 13 px; the platform's own rasteriser does not.
    QQuickWindow::setTextRenderType(QQuickWindow::NativeTextRendering);

    auto catalog = io::readDefaultCatalog();
    if (!catalog) {
        for (const auto& problem : catalog.error())
            std::fprintf(stderr, "%s\n", problem.text().c_str());
        return kBadInput;
    }
    AppController controller(std::make_shared<const catalog::Catalog>(std::move(catalog).value()));
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml")); // Qt adds it by itself from 6.5 on
    engine.setInitialProperties({{QStringLiteral("app"), QVariant::fromValue(&controller)}});
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Hallwright/Window/Main.qml")));
    if (engine.rootObjects().isEmpty())
        return kBadInput;
    SessionTrace trace(controller, *qobject_cast<QQuickWindow*>(engine.rootObjects().first()));
    if (!arguments.trace.isEmpty() && !trace.begin(arguments.trace)) {
        std::fprintf(stderr, "%s: the trace can't be written there\n", qPrintable(arguments.trace));
        return kBadInput;
    }
    QObject::connect(&controller, &AppController::quitRequested, &application, &QApplication::quit,
                     Qt::QueuedConnection);
    StrayPopupCloser closer;
    application.installEventFilter(&closer);
    if (!arguments.file.isEmpty())
        controller.openPath(arguments.file);
    return QApplication::exec();
}

} // namespace hallwright::app
