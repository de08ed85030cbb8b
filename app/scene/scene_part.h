#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QQuick3DGeometry>
#include <QQuick3DInstancing>

namespace hallwright::app {

/// One mesh that is drawn many times, for the scene's repeater.
class ScenePart : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by CampusScene")
    Q_PROPERTY(QQuick3DGeometry* geometry MEMBER geometry CONSTANT)
    Q_PROPERTY(QQuick3DInstancing* instancing MEMBER instancing CONSTANT)
    Q_PROPERTY(bool drawn READ isDrawn NOTIFY drawnChanged)
public:
    using QObject::QObject;
    [[nodiscard]] bool isDrawn() const { return m_drawn; }
    void setDrawn(bool drawn) {
        if (drawn == m_drawn)
            return;
        m_drawn = drawn;
        emit drawnChanged();
    }

    QQuick3DGeometry* geometry = nullptr;
    QQuick3DInstancing* instancing = nullptr;

signals:
    void drawnChanged();

private:
    bool m_drawn = false;
};

} // namespace hallwright::app
