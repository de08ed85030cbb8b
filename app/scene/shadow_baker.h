#pragma once

#include "app/scene/ground_light.h"

#include <QObject>
#include <QQuick3DTextureData>
#include <QTimer>
#include <QVector4D>

#include <functional>
#include <thread>
#include <vector>

namespace hallwright::app {

/// Keeps the ground's shadows up to date: bakes them beside the window's thread once the hand
/// rests, because that takes longer than many frames.
class ShadowBaker : public QObject {
    Q_OBJECT
public:
    /// Gives the boxes that throw shadows.
    using Casters = std::function<std::vector<model::OrientedBox>()>;
    explicit ShadowBaker(Casters casters, QObject* parent = nullptr);

    [[nodiscard]] QQuick3DTextureData* texture() { return &m_texture; }
    /// x, z of the map's low corner in the scene, then 1 / its width and depth [1/m].
    [[nodiscard]] QVector4D rect() const { return m_rect; }
    /// Bakes after a while without another call.
    void bakeSoon();
    /// Bakes before it returns.
    void bakeNow();

signals:
    void baked();

private:
    void bake();
    void show(const GroundLight& light);

    Casters m_casters;
    QTimer m_timer;
    QQuick3DTextureData m_texture;
    QVector4D m_rect;
    bool m_isBaking = false, m_bakesAgain = false;
    std::jthread m_thread; // last: joined before what it reports to goes
};

} // namespace hallwright::app
