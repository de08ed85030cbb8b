#include "app/session/app_controller.h"
#include "tests/app/models/shipped_catalog.h"

#include <QQmlContext>
#include <QQmlEngine>
#include <QQuickStyle>
#include <QSettings>
#include <QStandardPaths>
#include <QtQuickTest>

/// Hands the QML tests a program without a window.
class Setup : public QObject {
    Q_OBJECT

public slots:
    void applicationAvailable() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("hallwright-test");
        QCoreApplication::setApplicationName("panels");
        QSettings().clear();
        QQuickStyle::setStyle("Basic");
    }
    void qmlEngineAvailable(QQmlEngine* engine) {
        const auto catalog = shippedCatalog();
        if (!catalog)
            qFatal("the catalogue cannot be read");
        m_app = std::make_unique<hallwright::app::AppController>(catalog);
        engine->addImportPath("qrc:/qt/qml");
        engine->rootContext()->setContextProperty("program", m_app.get());
    }
    void cleanupTestCase() { m_app.reset(); }

private:
    std::unique_ptr<hallwright::app::AppController> m_app;
};

QUICK_TEST_MAIN_WITH_SETUP(panels, Setup)
#include "tst_panels.moc"
