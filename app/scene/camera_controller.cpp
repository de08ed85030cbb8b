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

CameraController::Basis CameraController::basis() const {
    const double h = radians(m_pose.heading_deg), p = radians(m_pose.pitch_deg);
    Basis b;
    b.right = {std::cos(h), -std::sin(h), 0.0};
    b.forward = {std::sin(h) * std::cos(p), std::cos(h) * std::cos(p), -std::sin(p)};
    b.up = {std::sin(h) * std::sin(p), std::cos(h) * std::sin(p), std::cos(p)};
    b.eye_m = m_pose.target_m - m_pose.distance_m * b.forward;
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
    Pose pose = m_pose;
    pose.heading_deg += 0.3 * dx;
    pose.pitch_deg += 0.3 * dy;
    setPose(pose);
}

void CameraController::pan(double fromX, double fromY, double toX, double toY) {
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
    Pose pose = m_pose;
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

void CameraController::fit(Vec3 centre_m, double radius_m, std::optional<Pose> from) {
    Pose pose = from.value_or(m_pose);
    pose.target_m = centre_m;
    const double narrow = std::min(1.0, m_viewport.width() / m_viewport.height());
    pose.distance_m = std::clamp(radius_m / (tanHalf() * narrow), kDistanceMin_m, kDistanceMax_m);
    moveTo(pose);
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
