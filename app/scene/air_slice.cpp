#include "app/scene/air_slice.h"

#include "app/scene/color_map.h"
#include "app/scene/hall_axes.h"
#include "core/base/physical_constants.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hallwright::app {

namespace {

constexpr int kPixelsMax = 260000;
constexpr int kOpacity = 230; ///< 90 %

/// The map as a table, because a slice asks for some 100,000 colours at once.
constexpr int kTable = 1024;
std::array<QRgb, kTable> colorTable(const ColorMap& map) {
    std::array<QRgb, kTable> table{};
    for (int i = 0; i < kTable; ++i)
        table[std::size_t(i)] = map.colorAt(double(i) / (kTable - 1)).rgb();
    return table;
}

QRgb darkened(QRgb color) {
    const auto down = [](int channel) { return channel * 82 / 100; };
    return qRgb(down(qRed(color)), down(qGreen(color)), down(qBlue(color)));
}

} // namespace

QImage paintSlice(const airflow::AirSlice& slice, ViewState::Layer layer) {
    const bool isShare = layer == ViewState::Layer::SupplyAir;
    const std::vector<float>& values = isShare ? slice.supplyShare : slice.temperature_K;
    if (slice.columns < 1 || slice.rows < 1 || values.empty())
        return {};
    const ColorMap& map = isShare ? ColorMap::supplyAir() : ColorMap::airTemperature();
    const auto colors = colorTable(map);
    // From a value of the slice to the map's unit, and what lies between two lines.
    const double factor = isShare ? 100.0 : 1.0, offset = isShare ? 0.0 : -base::kZeroCelsius_K;
    const double isoline = isShare ? 10.0 : 2.0;
    const int finer =
        std::clamp(int(std::sqrt(double(kPixelsMax) / (double(slice.columns) * slice.rows))), 1, 6);
    QImage image(slice.columns * finer, slice.rows * finer, QImage::Format_ARGB32);
    const auto at = [&](int column, int row) {
        return values[std::size_t(row) * std::size_t(slice.columns) + std::size_t(column)];
    };
    std::vector<float> above(std::size_t(image.width()), 0.0F);
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        const double v = std::clamp((y + 0.5) / finer - 0.5, 0.0, slice.rows - 1.0);
        const int row = std::min(int(v), std::max(slice.rows - 2, 0));
        const int rowNext = std::min(row + 1, slice.rows - 1);
        const auto fv = float(v - row);
        float left = 0.0F;
        for (int x = 0; x < image.width(); ++x) {
            const double u = std::clamp((x + 0.5) / finer - 0.5, 0.0, slice.columns - 1.0);
            const int column = std::min(int(u), std::max(slice.columns - 2, 0));
            const int columnNext = std::min(column + 1, slice.columns - 1);
            const float own = at(x / finer, y / finer);
            if (std::isnan(own)) {
                line[x] = 0;
                left = above[std::size_t(x)] = own;
                continue;
            }
            // Corners inside a rack hold no air: the cell's own value stands in for them.
            const auto air = [&](int c, int r) {
                const float t = at(c, r);
                return std::isnan(t) ? own : t;
            };
            const auto fu = float(u - column);
            const float low = air(column, row) * (1.0F - fu) + air(columnNext, row) * fu;
            const float high = air(column, rowNext) * (1.0F - fu) + air(columnNext, rowNext) * fu;
            const float value = low * (1.0F - fv) + high * fv;
            const double share =
                (factor * double(value) + offset - map.low()) / (map.high() - map.low());
            QRgb color = colors[std::size_t(std::clamp(share, 0.0, 1.0) * (kTable - 1))];
            const auto band = [&](float other) {
                return std::isnan(other) ? 1e9
                                         : std::floor((factor * double(other) + offset) / isoline);
            };
            const bool crosses = (x > 0 && !std::isnan(left) && band(left) != band(value)) ||
                                 (y > 0 && !std::isnan(above[std::size_t(x)]) &&
                                  band(above[std::size_t(x)]) != band(value));
            if (crosses)
                color = darkened(color);
            line[x] = qRgba(qRed(color), qGreen(color), qBlue(color), kOpacity);
            left = above[std::size_t(x)] = value;
        }
    }
    return image;
}

QImage paintPlume(const airflow::AirSlice& slice) {
    if (slice.columns < 1 || slice.rows < 1)
        return {};
    const ColorMap& map = ColorMap::plumeTemperature();
    constexpr double kMostOpaque = 0.8 * 255.0, kLine_K = 1.0;
    constexpr int kFiner = 4;
    QImage image(slice.columns * kFiner, slice.rows * kFiner, QImage::Format_ARGB32);
    const auto at = [&slice](int column, int row) -> double {
        const float rise_K =
            slice
                .temperature_K[std::size_t(row) * std::size_t(slice.columns) + std::size_t(column)];
        return std::isnan(rise_K) ? 0.0 : double(rise_K); // inside buildings
    };
    std::vector<double> above(std::size_t(image.width()), 0.0);
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        const double v = std::clamp((y + 0.5) / kFiner - 0.5, 0.0, slice.rows - 1.0);
        const int row = std::min(int(v), std::max(slice.rows - 2, 0));
        const int rowNext = std::min(row + 1, slice.rows - 1);
        double left = 0.0;
        for (int x = 0; x < image.width(); ++x) {
            const double u = std::clamp((x + 0.5) / kFiner - 0.5, 0.0, slice.columns - 1.0);
            const int column = std::min(int(u), std::max(slice.columns - 2, 0));
            const int columnNext = std::min(column + 1, slice.columns - 1);
            const double low = std::lerp(at(column, row), at(columnNext, row), u - column);
            const double high = std::lerp(at(column, rowNext), at(columnNext, rowNext), u - column);
            const double rise_K = std::lerp(low, high, v - row);
            const double share =
                std::clamp((rise_K - map.low()) / (map.high() - map.low()), 0., 1.);
            QRgb color = map.colorAt(share).rgb();
            const auto band = [](double k) { return std::floor(k / kLine_K); };
            if ((x > 0 && band(left) != band(rise_K)) ||
                (y > 0 && band(above[std::size_t(x)]) != band(rise_K)))
                color = darkened(color);
            // Half of the scale is seen well already: what matters is where the plume is at all.
            const int opacity = int(kMostOpaque * std::min(1.0, 2.0 * share));
            line[x] = qRgba(qRed(color), qGreen(color), qBlue(color), opacity);
            left = above[std::size_t(x)] = rise_K;
        }
    }
    return image;
}

AirSliceView::AirSliceView(QObject* parent)
    : QObject(parent), m_geometry(std::make_unique<MeshGeometry>()),
      m_texture(std::make_unique<QQuick3DTextureData>()) {
    m_texture->setFormat(QQuick3DTextureData::RGBA8);
    m_texture->setHasTransparency(true);
}

AirSliceView::~AirSliceView() = default;

void AirSliceView::show(const std::shared_ptr<const airflow::AirField>& air,
                        const model::OrientedBox& hall, ViewState::Layer layer,
                        ViewState::Axis axis, double position_m) {
    const bool sameHall = hall.centre_m == m_hall.centre_m && hall.size_m == m_hall.size_m &&
                          hall.rotation_deg == m_hall.rotation_deg;
    if (air == m_air && sameHall && layer == m_layer && axis == m_axis &&
        position_m == m_position_m)
        return;
    m_air = air;
    m_hall = hall;
    m_layer = layer;
    m_axis = axis;
    m_position_m = position_m;

    const base::Vec3 size = air->size_m();
    const double reach = axis == ViewState::Axis::X   ? size.x
                         : axis == ViewState::Axis::Y ? size.y
                                                      : size.z;
    const double at = std::clamp(position_m, 0.02, reach - 0.02);
    const airflow::AirSlice slice = airflow::cutSlice(*air, airflow::Axis(int(axis)), at);
    setPicture(paintSlice(slice, layer));

    const HallAxes axes(hall, size);
    const auto corner = [&](double x, double y, double z) {
        return toScene(axes.toSite({x, y, z}));
    };
    MeshBuilder mesh;
    if (axis == ViewState::Axis::Z)
        mesh.quad(corner(0, 0, at), corner(size.x, 0, at), corner(size.x, size.y, at),
                  corner(0, size.y, at));
    else if (axis == ViewState::Axis::Y)
        mesh.quad(corner(0, at, 0), corner(size.x, at, 0), corner(size.x, at, size.z),
                  corner(0, at, size.z));
    else
        mesh.quad(corner(at, 0, 0), corner(at, size.y, 0), corner(at, size.y, size.z),
                  corner(at, 0, size.z));
    m_geometry->setMesh(mesh);
}

void AirSliceView::setPicture(const QImage& image) {
    const QImage picture = image.convertToFormat(QImage::Format_RGBA8888);
    m_texture->setSize(picture.size());
    m_texture->setTextureData(
        QByteArray(reinterpret_cast<const char*>(picture.constBits()), picture.sizeInBytes()));
}

void AirSliceView::showPlume(const std::shared_ptr<const engine::PlumeField>& plume,
                             double height_m) {
    if (plume == m_plume && height_m == m_position_m)
        return;
    m_plume = plume;
    m_position_m = height_m;
    const base::Vec3 size = plume->air->size_m();
    const double at = std::clamp(height_m, 0.3, size.z);
    setPicture(paintPlume(plume->riseAtHeight(at)));
    const auto corner = [&](double x, double y) {
        return toScene({plume->origin_m.x + x, plume->origin_m.y + y}, plume->origin_m.z + at);
    };
    MeshBuilder mesh;
    mesh.quad(corner(0, 0), corner(size.x, 0), corner(size.x, size.y), corner(0, size.y));
    m_geometry->setMesh(mesh);
}

} // namespace hallwright::app
