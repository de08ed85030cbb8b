#include "app/scene/camera_controller.h"

#include <QTimer>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hallwright::app {

namespace {

using base::Vec3;

constexpr double kFieldOfView_deg = 30.0;
constexpr double kDistanceMin_m = 1.5;
constexpr double kDistanceMax_m = 12000.0;
constexpr int kMove_ms = 260;
constexpr int kRest_ms = 180;

double radians(double degrees) {
    return degrees * std::numbers::pi / 180.0;
}
double dot(Vec3 a, Vec3 b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
double length(Vec3 a) {
    return std::sqrt(dot(a, a));
}
double tanHalf() {
    return std::tan(radians(0.5 * kFieldOfView_deg));
}

/// The shorter way round from one heading to another.
double turned(double from_deg, double to_deg, double share) {
    return from_deg + share * std::remainder(to_deg - from_deg, 360.0);
}

QVector3D toVector(Vec3 v) {
    return {float(v.x), float(v.y), float(v.z)};
}

} // namespace

CameraController::CameraController(QObject* parent) : QObject(parent), m_rest(new QTimer(this)) {
    m_animation.setDuration(kMove_ms);
    m_animation.setStartValue(0.0);
    m_animation.setEndValue(1.0);
    m_animation.setEasingCurve(QEasingCurve::InOutCubic);
    connect(&m_animation, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        const double t = value.toDouble();
        m_pose.target_m = m_from.target_m + t * (m_to.target_m - m_from.target_m);
        m_pose.distance_m = m_from.distance_m * std::pow(m_to.distance_m / m_from.distance_m, t);
        m_pose.heading_deg = turned(m_from.heading_deg, m_to.heading_deg, t);
        m_pose.pitch_deg = m_from.pitch_deg + t * (m_to.pitch_deg - m_from.pitch_deg);
        touch();
    });
    m_rest->setSingleShot(true);
    m_rest->setInterval(kRest_ms);
    connect(m_rest, &QTimer::timeout, this, [this] {
        m_moving = false;
        emit movingChanged();
    });
}

void CameraController::touch() {
    if (!m_moving) {
        m_moving = true;
        emit movingChanged();
    }
    m_rest->start();
    emit changed();
}

void CameraController::setViewport(const QSizeF& size) {
    if (size == m_viewport || size.isEmpty())
        return;
    m_viewport = size;
    emit changed();
}

void CameraController::setParallel(bool parallel) {
    if (parallel == m_parallel)
        return;
    m_parallel = parallel;
    touch();
}

CameraController::Basis CameraController::basisOf(const Pose& pose) {
    const double h = radians(pose.heading_deg), p = radians(pose.pitch_deg);
    Basis b;
    b.right = {std::cos(h), -std::sin(h), 0.0};
    b.forward = {std::sin(h) * std::cos(p), std::cos(h) * std::cos(p), -std::sin(p)};
    b.up = {std::sin(h) * std::sin(p), std::cos(h) * std::sin(p), std::cos(p)};
    b.eye_m = pose.target_m - pose.distance_m * b.forward;
    return b;
}

QVector3D CameraController::scenePosition() const {
    const Vec3 eye = basis().eye_m;
    return {float(eye.x), float(eye.z), float(-eye.y)};
}

QVector3D CameraController::sceneTarget() const {
    const Vec3 target = m_pose.target_m;
    return {float(target.x), float(target.z), float(-target.y)};
}

QVector3D CameraController::sceneRotation() const {
    return {float(-m_pose.pitch_deg), float(-m_pose.heading_deg), 0.0F};
}

QMatrix4x4 CameraController::projection() const {
    const double aspect = m_viewport.width() / m_viewport.height();
    const double near_m = std::max(0.1, 0.02 * m_pose.distance_m);
    const double far_m = 3.0 * m_pose.distance_m + 9000.0;
    QMatrix4x4 matrix;
    if (m_parallel) {
        const double halfHeight = m_pose.distance_m * tanHalf();
        matrix.ortho(float(-halfHeight * aspect), float(halfHeight * aspect), float(-halfHeight),
                     float(halfHeight), float(near_m), float(far_m));
    } else {
        matrix.perspective(float(kFieldOfView_deg), float(aspect), float(near_m), float(far_m));
    }
    return matrix;
}

double CameraController::metresPerPixel() const {
    return 2.0 * m_pose.distance_m * tanHalf() / m_viewport.height();
}

const CameraController::Pose& CameraController::goal() const {
    return m_animation.state() == QAbstractAnimation::Running ? m_to : m_pose;
}

void CameraController::setPose(const Pose& pose) {
    Pose next = pose;
    next.distance_m = std::clamp(next.distance_m, kDistanceMin_m, kDistanceMax_m);
    next.pitch_deg = std::clamp(next.pitch_deg, 2.0, 90.0);
    next.heading_deg = std::remainder(next.heading_deg, 360.0);
    if (next == m_pose)
        return;
    m_pose = next;
    touch();
}

CameraController::Ray CameraController::rayAt(double x, double y) const {
    const Basis b = basis();
    const double perPixel = 2.0 * tanHalf() / m_viewport.height();
    const double sideways = (x - 0.5 * m_viewport.width()) * perPixel;
    const double upwards = (0.5 * m_viewport.height() - y) * perPixel;
    if (m_parallel) {
        const double d = m_pose.distance_m;
        return {b.eye_m + (sideways * d) * b.right + (upwards * d) * b.up, b.forward};
    }
    const Vec3 direction = b.forward + sideways * b.right + upwards * b.up;
    return {b.eye_m, (1.0 / length(direction)) * direction};
}

std::optional<CameraController::Projected> CameraController::project(Vec3 point_m) const {
    const Basis b = basis();
    const Vec3 offset = point_m - b.eye_m;
    const double depth_m = dot(offset, b.forward);
    if (depth_m <= 0.05)
        return {};
    const double pixelsPerMetre =
        m_viewport.height() / (2.0 * tanHalf() * (m_parallel ? m_pose.distance_m : depth_m));
    return Projected{0.5 * m_viewport.width() + dot(offset, b.right) * pixelsPerMetre,
                     0.5 * m_viewport.height() - dot(offset, b.up) * pixelsPerMetre, depth_m};
}

std::optional<Vec3> CameraController::pointAt(double x, double y, double z_m) const {
    const Ray ray = rayAt(x, y);
    if (ray.direction.z >= -1e-4)
        return {};
    const double t = (z_m - ray.origin_m.z) / ray.direction.z;
    if (t <= 0.0)
        return {};
    return ray.origin_m + t * ray.direction;
}

void CameraController::orbit(double dx, double dy) {
    m_animation.stop(); // the hand on the mouse has the last word
    Pose pose = m_pose;
    pose.heading_deg += 0.3 * dx;
    pose.pitch_deg += 0.3 * dy;
    setPose(pose);
}

void CameraController::pan(double fromX, double fromY, double toX, double toY) {
    m_animation.stop();
    const auto from = pointAt(fromX, fromY, m_pose.target_m.z);
    const auto to = pointAt(toX, toY, m_pose.target_m.z);
    Pose pose = m_pose;
    const double reach_m = 4.0 * m_pose.distance_m; // near the horizon a pixel is a long way
    if (from && to && length(*from - *to) < reach_m) {
        pose.target_m = pose.target_m + (*from - *to);
    } else {
        const Basis b = basis();
        pose.target_m = pose.target_m + (metresPerPixel() * (fromX - toX)) * b.right;
    }
    setPose(pose);
}

void CameraController::zoom(double x, double y, double steps) {
    m_animation.stop();
    Pose pose = m_pose;
    pose.distance_m =
        std::clamp(m_pose.distance_m * std::pow(0.86, steps), kDistanceMin_m, kDistanceMax_m);
    const double kept = pose.distance_m / m_pose.distance_m;
    const auto point = pointAt(x, y, m_pose.target_m.z);
    if (point && length(*point - m_pose.target_m) < 4.0 * m_pose.distance_m)
        pose.target_m = pose.target_m + (1.0 - kept) * (*point - m_pose.target_m);
    setPose(pose);
}

void CameraController::lookFrom(double heading_deg, double pitch_deg) {
    Pose pose = goal();
    pose.heading_deg = heading_deg;
    pose.pitch_deg = pitch_deg;
    moveTo(pose);
}

QVector3D CameraController::rayOrigin(double x, double y) const {
    return toVector(rayAt(x, y).origin_m);
}

QVector3D CameraController::rayDirection(double x, double y) const {
    return toVector(rayAt(x, y).direction);
}

QVector3D CameraController::groundAt(double x, double y, double z_m) const {
    const auto point = pointAt(x, y, z_m);
    return point ? toVector(*point) : QVector3D();
}

bool CameraController::hasGround(double x, double y) const {
    return pointAt(x, y).has_value();
}

CameraController::Pose CameraController::poseShowing(std::span<const Vec3> points_m,
                                                     const Pose& look,
                                                     const QMarginsF& margins) const {
    if (points_m.empty())
        return look;
    Pose pose = look;
    pose.target_m = {};
    for (const Vec3 point : points_m)
        pose.target_m = pose.target_m + (1.0 / double(points_m.size())) * point;
    const Basis b = basisOf(pose);
    // Edges of the free area, in units of the viewport's height from its middle.
    const double height = m_viewport.height();
    const double left = (margins.left() - 0.5 * m_viewport.width()) / height;
    const double right = (0.5 * m_viewport.width() - margins.right()) / height;
    const double low = (margins.bottom() - 0.5 * height) / height;
    const double high = (0.5 * height - margins.top()) / height;
    // Where the target may lie along one axis of the picture so that every point is inside.
    struct Room {
        double from = -1e30, to = 1e30;
    };
    const auto room = [&](double distance_m, Vec3 axis, double least, double most) {
        Room free;
        for (const Vec3 point : points_m) {
            const Vec3 offset = point - pose.target_m;
            const double depth_m = m_parallel ? distance_m : distance_m + dot(offset, b.forward);
            const double span_m = 2.0 * tanHalf() * std::max(0.1, depth_m);
            free.from = std::max(free.from, dot(offset, axis) - most * span_m);
            free.to = std::min(free.to, dot(offset, axis) - least * span_m);
        }
        return free;
    };
    const auto fits = [&](double distance_m) {
        const Room x = room(distance_m, b.right, left, right);
        const Room y = room(distance_m, b.up, low, high);
        return x.from <= x.to && y.from <= y.to;
    };
    double near_m = kDistanceMin_m, far_m = kDistanceMax_m;
    for (int step = 0; step < 40; ++step) {
        const double middle_m = std::sqrt(near_m * far_m);
        (fits(middle_m) ? far_m : near_m) = middle_m;
    }
    pose.distance_m = far_m;
    const Room x = room(far_m, b.right, left, right), y = room(far_m, b.up, low, high);
    if (x.from <= x.to && y.from <= y.to)
        pose.target_m =
            pose.target_m + (0.5 * (x.from + x.to)) * b.right + (0.5 * (y.from + y.to)) * b.up;
    // The camera turns about a point on the ground that it looks at.
    if (!m_parallel && b.forward.z < -0.05) {
        const double along_m = -pose.target_m.z / b.forward.z;
        if (pose.distance_m + along_m > kDistanceMin_m) {
            pose.target_m = pose.target_m + along_m * b.forward;
            pose.distance_m += along_m;
        }
    } else {
        pose.target_m.z = std::max(0.0, pose.target_m.z);
    }
    return pose;
}

void CameraController::moveTo(const Pose& pose) {
    m_animation.stop();
    m_from = m_pose;
    m_to = pose;
    m_to.distance_m = std::clamp(pose.distance_m, kDistanceMin_m, kDistanceMax_m);
    m_animation.start();
}

void CameraController::jumpTo(const Pose& pose) {
    m_animation.stop();
    setPose(pose);
}

} // namespace hallwright::app
