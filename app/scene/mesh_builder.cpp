#include "app/scene/mesh_builder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace hallwright::app {

namespace {

using base::Vec2;

double cross(Vec2 a, Vec2 b) {
    return a.x * b.y - a.y * b.x;
}

Vec2 normalised(Vec2 v) {
    const double length = std::hypot(v.x, v.y);
    return length > 0.0 ? (1.0 / length) * v : Vec2{1.0, 0.0};
}

double signedArea(std::span<const Vec2> corners) {
    double twice = 0.0;
    for (std::size_t i = 0; i < corners.size(); ++i)
        twice += cross(corners[i], corners[(i + 1) % corners.size()]);
    return 0.5 * twice;
}

bool isInside(Vec2 p, Vec2 a, Vec2 b, Vec2 c) {
    return cross(b - a, p - a) >= 0.0 && cross(c - b, p - b) >= 0.0 && cross(a - c, p - c) >= 0.0;
}

/// Ear clipping: fine for the few corners that a pad or a zone has.
std::vector<std::array<std::size_t, 3>> triangulate(std::span<const Vec2> corners) {
    std::vector<std::size_t> ring(corners.size());
    for (std::size_t i = 0; i < ring.size(); ++i)
        ring[i] = signedArea(corners) >= 0.0 ? i : corners.size() - 1 - i;
    std::vector<std::array<std::size_t, 3>> triangles;
    while (ring.size() > 3) {
        bool clipped = false;
        for (std::size_t i = 0; i < ring.size() && !clipped; ++i) {
            const std::size_t a = ring[(i + ring.size() - 1) % ring.size()], b = ring[i],
                              c = ring[(i + 1) % ring.size()];
            if (cross(corners[b] - corners[a], corners[c] - corners[b]) <= 0.0)
                continue;
            clipped = std::none_of(ring.begin(), ring.end(), [&](std::size_t p) {
                return p != a && p != b && p != c &&
                       isInside(corners[p], corners[a], corners[b], corners[c]);
            });
            if (clipped) {
                triangles.push_back({a, b, c});
                ring.erase(ring.begin() + std::ptrdiff_t(i));
            }
        }
        if (!clipped) // the outline crosses itself: draw what is sure
            return triangles;
    }
    if (ring.size() == 3)
        triangles.push_back({ring[0], ring[1], ring[2]});
    return triangles;
}

} // namespace

std::uint32_t MeshBuilder::add(const QVector3D& position, const QVector3D& normal, QVector2D uv) {
    MeshVertex vertex;
    vertex.position = position;
    vertex.normal = normal;
    vertex.uv = uv;
    vertex.pattern = m_pattern;
    vertex.red = float(m_color.redF());
    vertex.green = float(m_color.greenF());
    vertex.blue = float(m_color.blueF());
    vertex.alpha = float(m_color.alphaF());
    m_vertices.push_back(vertex);
    return std::uint32_t(m_vertices.size() - 1);
}

void MeshBuilder::quad(const QVector3D& a, const QVector3D& b, const QVector3D& c,
                       const QVector3D& d, QVector2D uvA, QVector2D uvC) {
    const QVector3D normal = QVector3D::crossProduct(b - a, d - a).normalized();
    const std::uint32_t first = add(a, normal, uvA);
    add(b, normal, {uvC.x(), uvA.y()});
    add(c, normal, uvC);
    add(d, normal, {uvA.x(), uvC.y()});
    for (const std::uint32_t step : {0U, 1U, 2U, 0U, 2U, 3U})
        m_indices.push_back(first + step);
}

void MeshBuilder::triangle(const std::array<QVector3D, 3>& at,
                           const std::array<QVector3D, 3>& normal) {
    for (std::size_t n = 0; n < 3; ++n)
        m_indices.push_back(add(at[n], normal[n], {}));
}

void MeshBuilder::box(const QVector3D& l, const QVector3D& h, const BoxStyle& style) {
    const QVector2D kept = m_pattern;
    // uv of a face is the place on the unit cube's face, so patterns keep their scale in metres.
    setPattern(style.front, style.frontData);
    quad({l.x(), l.y(), h.z()}, {h.x(), l.y(), h.z()}, {h.x(), h.y(), h.z()}, {l.x(), h.y(), h.z()},
         {l.x() + 0.5F, l.y()}, {h.x() + 0.5F, h.y()});
    setPattern(style.back, style.bodyData);
    quad({h.x(), l.y(), l.z()}, {l.x(), l.y(), l.z()}, {l.x(), h.y(), l.z()}, {h.x(), h.y(), l.z()},
         {0.5F - h.x(), l.y()}, {0.5F - l.x(), h.y()});
    setPattern(style.sides, style.bodyData);
    quad({h.x(), l.y(), h.z()}, {h.x(), l.y(), l.z()}, {h.x(), h.y(), l.z()}, {h.x(), h.y(), h.z()},
         {0.5F - h.z(), l.y()}, {0.5F - l.z(), h.y()});
    quad({l.x(), l.y(), l.z()}, {l.x(), l.y(), h.z()}, {l.x(), h.y(), h.z()}, {l.x(), h.y(), l.z()},
         {l.z() + 0.5F, l.y()}, {h.z() + 0.5F, h.y()});
    setPattern(style.top, style.bodyData);
    quad({l.x(), h.y(), h.z()}, {h.x(), h.y(), h.z()}, {h.x(), h.y(), l.z()}, {l.x(), h.y(), l.z()},
         {l.x() + 0.5F, 0.5F - h.z()}, {h.x() + 0.5F, 0.5F - l.z()});
    m_pattern = kept;
}

void MeshBuilder::tube(const QVector3D& from, const QVector3D& to, float radius, int sides) {
    const QVector3D axis = (to - from).normalized();
    const QVector3D helper = std::abs(axis.y()) < 0.9F ? QVector3D(0, 1, 0) : QVector3D(1, 0, 0);
    const QVector3D u = QVector3D::crossProduct(axis, helper).normalized();
    const QVector3D v = QVector3D::crossProduct(axis, u);
    const auto rim = [&](int i) {
        const float angle = 2.0F * std::numbers::pi_v<float> * float(i) / float(sides);
        return std::cos(angle) * u + std::sin(angle) * v;
    };
    const float length = (to - from).length();
    for (int i = 0; i < sides; ++i) {
        const QVector3D n0 = rim(i), n1 = rim(i + 1);
        const std::uint32_t a = add(from + radius * n0, n0, {0, 0});
        add(from + radius * n1, n1, {0, 1});
        add(to + radius * n1, n1, {length, 1});
        add(to + radius * n0, n0, {length, 0});
        for (const std::uint32_t step : {0U, 1U, 2U, 0U, 2U, 3U})
            m_indices.push_back(a + step);
        const std::uint32_t cap = add(to, axis, {0, 0});
        add(to + radius * n0, axis, {0, 0});
        add(to + radius * n1, axis, {0, 0});
        for (const std::uint32_t step : {0U, 1U, 2U})
            m_indices.push_back(cap + step);
    }
}

void MeshBuilder::siteBox(Vec2 centre_m, double bottom_m, base::Vec3 size_m, double rotation_deg,
                          const QColor& topColor) {
    const double angle = rotation_deg * std::numbers::pi / 180.0;
    const Vec2 x{std::cos(angle), std::sin(angle)}, y{-std::sin(angle), std::cos(angle)};
    const auto corner = [&](double sx, double sy) {
        return centre_m + (0.5 * sx * size_m.x) * x + (0.5 * sy * size_m.y) * y;
    };
    const Vec2 ring[4] = {corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)};
    const double top = bottom_m + size_m.z;
    for (int i = 0; i < 4; ++i) {
        const Vec2 a = ring[i], b = ring[(i + 1) % 4];
        quad(toScene(a, bottom_m), toScene(b, bottom_m), toScene(b, top), toScene(a, top), {0, 0},
             {float(i % 2 == 0 ? size_m.x : size_m.y), float(size_m.z)});
    }
    const QColor kept = m_color;
    setColor(topColor);
    quad(toScene(ring[0], top), toScene(ring[1], top), toScene(ring[2], top), toScene(ring[3], top),
         {0, 0}, {float(size_m.x), float(size_m.y)});
    setColor(kept);
}

void MeshBuilder::polygon(std::span<const Vec2> corners_m, double z_m) {
    if (corners_m.size() < 3)
        return;
    const auto first = std::uint32_t(m_vertices.size());
    for (const Vec2 corner : corners_m)
        add(toScene(corner, z_m), {0, 1, 0}, {float(corner.x), float(corner.y)});
    for (const auto& triangle : triangulate(corners_m))
        for (const std::size_t index : triangle)
            m_indices.push_back(first + std::uint32_t(index));
}

void MeshBuilder::ribbon(std::span<const Vec2> line_m, double width_m, double offset_m,
                         double z_m) {
    if (line_m.size() < 2)
        return;
    const auto left = offsetLine(line_m, offset_m + 0.5 * width_m);
    const auto right = offsetLine(line_m, offset_m - 0.5 * width_m);
    double along_m = 0.0;
    for (std::size_t i = 0; i + 1 < line_m.size(); ++i) {
        const Vec2 step = line_m[i + 1] - line_m[i];
        const double next_m = along_m + std::hypot(step.x, step.y);
        const std::uint32_t a = add(toScene(right[i], z_m), {0, 1, 0}, {float(along_m), -1});
        add(toScene(right[i + 1], z_m), {0, 1, 0}, {float(next_m), -1});
        add(toScene(left[i + 1], z_m), {0, 1, 0}, {float(next_m), 1});
        add(toScene(left[i], z_m), {0, 1, 0}, {float(along_m), 1});
        for (const std::uint32_t corner : {0U, 1U, 2U, 0U, 2U, 3U})
            m_indices.push_back(a + corner);
        along_m = next_m;
    }
}

void MeshBuilder::band(std::span<const Vec2> line_m, double width_m, double offset_m, double z_m) {
    if (line_m.size() < 2)
        return;
    const auto left = offsetLine(line_m, offset_m + 0.5 * width_m);
    const auto right = offsetLine(line_m, offset_m - 0.5 * width_m);
    const QColor kept = m_color;
    m_color.setAlphaF(float(std::min(width_m, 1.0)));
    double along_m = 0.0;
    for (std::size_t i = 0; i + 1 < line_m.size(); ++i) {
        const Vec2 step = line_m[i + 1] - line_m[i];
        const double next_m = along_m + std::hypot(step.x, step.y);
        const auto corner = [&](std::size_t at, const std::vector<Vec2>& edge, double u, float v) {
            return add(toScene(line_m[at], z_m), toScene(edge[at] - line_m[at], 0.0),
                       {float(u), v});
        };
        const std::uint32_t a = corner(i, right, along_m, -1);
        corner(i + 1, right, next_m, -1);
        corner(i + 1, left, next_m, 1);
        corner(i, left, along_m, 1);
        for (const std::uint32_t index : {0U, 1U, 2U, 0U, 2U, 3U})
            m_indices.push_back(a + index);
        along_m = next_m;
    }
    m_color = kept;
}

std::vector<Vec2> offsetLine(std::span<const Vec2> line_m, double offset_m) {
    std::vector<Vec2> points;
    points.reserve(line_m.size());
    for (std::size_t i = 0; i < line_m.size(); ++i) {
        const Vec2 before =
            i > 0 ? normalised(line_m[i] - line_m[i - 1]) : normalised(line_m[i + 1] - line_m[i]);
        const Vec2 after = i + 1 < line_m.size() ? normalised(line_m[i + 1] - line_m[i]) : before;
        const Vec2 middle = normalised({-before.y - after.y, before.x + after.x});
        const double cosHalf = -after.y * middle.x + after.x * middle.y;
        points.push_back(line_m[i] + (offset_m / std::max(cosHalf, 0.5)) * middle);
    }
    return points;
}

} // namespace hallwright::app
