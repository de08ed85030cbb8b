#pragma once

#include "app/document/view_state.h"
#include "app/scene/mesh_geometry.h"
#include "core/engine/plume_state.h"
#include "core/model/footprint.h"
#include "core/solvers/airflow/air_field.h"

#include <QImage>
#include <QObject>
#include <QQmlEngine>
#include <QQuick3DTextureData>

#include <memory>

namespace hallwright::app {

/// A slice as a picture: the colours of the layer's map with a darker line every 2 K or every 10 %
/// of supply air; transparent inside racks. Row 0 lies at the slice's second axis 0.
[[nodiscard]] QImage paintSlice(const airflow::AirSlice& slice,
                                ViewState::Layer layer = ViewState::Layer::AirTemperature);

/// The same of the air over a campus, its temperatures above ambient [K]: the plume map's colours,
/// the clearer the warmer, up to 80 % opaque, with a darker line every kelvin.
[[nodiscard]] QImage paintPlume(const airflow::AirSlice& slice);

/// The cut through one hall's air or through the plume: where it hangs in the scene and what is on
/// it.
class AirSliceView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by CampusScene")
    Q_PROPERTY(QQuick3DGeometry* geometry READ geometry CONSTANT)
    Q_PROPERTY(QQuick3DTextureData* texture READ texture CONSTANT)
public:
    explicit AirSliceView(QObject* parent = nullptr);
    ~AirSliceView() override;

    [[nodiscard]] QQuick3DGeometry* geometry() const { return m_geometry.get(); }
    [[nodiscard]] QQuick3DTextureData* texture() const { return m_texture.get(); }
    /// `hall` is the box that the field fills from its low corner on; `position_m` along `axis`.
    void show(const std::shared_ptr<const airflow::AirField>& air, const model::OrientedBox& hall,
              ViewState::Layer layer, ViewState::Axis axis, double position_m);
    /// A level cut through the air over the campus.
    void showPlume(const std::shared_ptr<const engine::PlumeField>& plume, double height_m);

private:
    void setPicture(const QImage& image);

    std::unique_ptr<MeshGeometry> m_geometry;
    std::unique_ptr<QQuick3DTextureData> m_texture;
    std::shared_ptr<const airflow::AirField> m_air;
    model::OrientedBox m_hall;
    ViewState::Layer m_layer = ViewState::Layer::None;
    ViewState::Axis m_axis = ViewState::Axis::Z;
    double m_position_m = -1.0;
    std::shared_ptr<const engine::PlumeField> m_plume;
};

} // namespace hallwright::app
