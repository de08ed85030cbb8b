#include "app/session/window.h"

#include "app/session/app_controller.h"
#include "core/io/catalog_reader.h"

#include <QApplication>
#include <QIcon>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>

#include <cstdio>

namespace hallwright::app {

int runWindow(QApplication& application, const QString& file) {
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
        return 1;
    }
    AppController controller(std::make_shared<const catalog::Catalog>(std::move(catalog).value()));
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml")); // Qt adds it by itself from 6.5 on
    engine.setInitialProperties({{QStringLiteral("app"), QVariant::fromValue(&controller)}});
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Hallwright/Window/Main.qml")));
    if (engine.rootObjects().isEmpty())
        return 1;
    QObject::connect(&controller, &AppController::quitRequested, &application, &QApplication::quit,
                     Qt::QueuedConnection);
    if (!file.isEmpty())
        controller.openPath(file);
    return QApplication::exec();
}

} // namespace hallwright::app
