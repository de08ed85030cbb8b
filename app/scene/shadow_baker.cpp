#include "app/scene/shadow_baker.h"

#include <memory>
#include <utility>

namespace hallwright::app {

namespace {

constexpr int kDelay_ms = 250;

} // namespace

ShadowBaker::ShadowBaker(Casters casters, QObject* parent)
    : QObject(parent), m_casters(std::move(casters)) {
    m_texture.setFormat(QQuick3DTextureData::RGBA8);
    // One white pixel until the first shadows are baked.
    m_texture.setSize({1, 1});
    m_texture.setTextureData(QByteArray(4, char(0xFF)));
    m_timer.setSingleShot(true);
    m_timer.setInterval(kDelay_ms);
    connect(&m_timer, &QTimer::timeout, this, &ShadowBaker::bake);
}

void ShadowBaker::bakeSoon() {
    m_timer.start();
}

void ShadowBaker::bakeNow() {
    show(bakeGroundLight(m_casters()));
}

void ShadowBaker::bake() {
    if (m_isBaking) { // what changes meanwhile is baked next
        m_bakesAgain = true;
        return;
    }
    m_isBaking = true;
    m_thread = std::jthread([this, boxes = m_casters()] {
        const auto light = std::make_shared<const GroundLight>(bakeGroundLight(boxes));
        QMetaObject::invokeMethod(
            this,
            [this, light] {
                m_isBaking = false;
                show(*light);
                emit baked();
                if (std::exchange(m_bakesAgain, false))
                    bake();
            },
            Qt::QueuedConnection);
    });
}

void ShadowBaker::show(const GroundLight& light) {
    if (light.light.isNull()) {
        m_rect = {};
        return;
    }
    const QImage image = light.light.convertToFormat(QImage::Format_RGBA8888);
    m_texture.setSize(image.size());
    m_texture.setTextureData(
        QByteArray(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes()));
    m_rect = QVector4D(float(light.scene_m.left()), float(light.scene_m.top()),
                       float(1.0 / light.scene_m.width()), float(1.0 / light.scene_m.height()));
}

} // namespace hallwright::app
