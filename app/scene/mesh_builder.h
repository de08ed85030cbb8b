#pragma once

#include "core/base/vec.h"

#include <QColor>
#include <QVector2D>
#include <QVector3D>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace hallwright::app {

/// What the fragment shader draws on a face; the numbers stand in scene.frag.
enum class Pattern {
    Plain = 0,
    RackFront = 1, ///< perforated door with tray lines
    Fans = 2,      ///< rings of fans, as many as fit
    Fins = 3,      ///< upright coil fins
    Louvres = 4,   ///< flat blades
    Doors = 5,     ///< seams of cabinet doors
    RoadLine = 6,  ///< dashed centre line; u in metres along, v from -1 to 1 across
    Hatch = 7,     ///< 45 degrees, over the limit
    DashDot = 8,   ///< site boundary; u in metres
    Gravel = 9,
    Flat = 10 ///< no light, no edge: markings on the ground
};

/// Position in scene axes: x east, y up, z south [m].
[[nodiscard]] inline QVector3D toScene(base::Vec2 site_m, double z_m) {
    return {float(site_m.x), float(z_m), float(-site_m.y)};
}
[[nodiscard]] inline QVector3D toScene(base::Vec3 site_m) {
    return toScene({site_m.x, site_m.y}, site_m.z);
}

/// One corner as the GPU gets it.
struct MeshVertex {
    QVector3D position;
    QVector3D normal;
    QVector2D uv;      ///< instanced meshes: place on the unit face; static ones: metres
    QVector2D pattern; ///< (Pattern, share of the value's colour that the face takes, 0..1)
    float red = 0, green = 0, blue = 0, alpha = 1; ///< sRGB
};
static_assert(sizeof(MeshVertex) == 14 * sizeof(float));

/// Collects triangles. Faces are flat: corners are not shared, so that edges stay sharp.
class MeshBuilder {
public:
    void setColor(const QColor& color) { m_color = color; }
    void setPattern(Pattern pattern, float dataShare = 0.0F) {
        m_pattern = QVector2D(float(pattern), dataShare);
    }

    /// Corners counter-clockwise as seen from outside; uv runs with them.
    void quad(const QVector3D& a, const QVector3D& b, const QVector3D& c, const QVector3D& d,
              QVector2D uvA = {0, 0}, QVector2D uvC = {1, 1});
    /// Three corners with a normal each, for smooth surfaces.
    void triangle(const std::array<QVector3D, 3>& at, const std::array<QVector3D, 3>& normal);
    /// A box with its low and high corner in the mesh's own axes; no face below.
    /// `front` faces +z and takes a pattern of its own.
    struct BoxStyle {
        Pattern front = Pattern::Plain;
        Pattern back = Pattern::Plain;
        Pattern sides = Pattern::Plain;
        Pattern top = Pattern::Plain;
        float frontData = 0.0F;
        float bodyData = 0.0F;
    };
    void box(const QVector3D& low, const QVector3D& high, const BoxStyle& style);
    void box(const QVector3D& low, const QVector3D& high) { box(low, high, BoxStyle()); }
    /// A tube between two points with flat caps.
    void tube(const QVector3D& from, const QVector3D& to, float radius, int sides = 8);
    /// A box that stands on the ground in site axes, turned counter-clockwise about its centre.
    void siteBox(base::Vec2 centre_m, double bottom_m, base::Vec3 size_m, double rotation_deg,
                 const QColor& topColor);
    /// A level polygon at a height, corners in either direction; holes are not supported.
    void polygon(std::span<const base::Vec2> corners_m, double z_m);
    /// A level band along a line, mitred; u runs in metres along it, v from -1 to 1 across it.
    void ribbon(std::span<const base::Vec2> line_m, double width_m, double offset_m, double z_m);

    /// A ribbon whose width the vertex shader may enlarge (band.vert): corners stand on the line,
    /// their normal leads to the edge, alpha of the colour carries the width [m, at most 1].
    void band(std::span<const base::Vec2> line_m, double width_m, double offset_m, double z_m);

    [[nodiscard]] bool isEmpty() const { return m_indices.empty(); }
    [[nodiscard]] const std::vector<MeshVertex>& vertices() const { return m_vertices; }
    [[nodiscard]] const std::vector<std::uint32_t>& indices() const { return m_indices; }

private:
    std::uint32_t add(const QVector3D& position, const QVector3D& normal, QVector2D uv);

    std::vector<MeshVertex> m_vertices;
    std::vector<std::uint32_t> m_indices;
    QColor m_color = QColor(0x9A, 0xA2, 0xAB);
    QVector2D m_pattern;
};

/// Points beside a line at `offset_m` to its left, corners mitred (at most twice the offset away).
[[nodiscard]] std::vector<base::Vec2> offsetLine(std::span<const base::Vec2> line_m,
                                                 double offset_m);

} // namespace hallwright::app
