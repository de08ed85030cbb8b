#pragma once

#include "core/base/vec.h"

#include <QMarginsF>
#include <QMatrix4x4>
#include <QObject>
#include <QQmlEngine>
#include <QSizeF>
#include <QVariantAnimation>
#include <QVector3D>

#include <optional>
#include <span>

class QTimer;

namespace hallwright::app {

/// Where the scene is looked at from: turns about a point on the site, in perspective or parallel.
/// All in site axes (x east, y north, z up) except position and rotation, which are in scene axes
/// for the camera node. One projection serves drawing, picking and labels, so they never disagree.
class CameraController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QSizeF viewport READ viewport WRITE setViewport NOTIFY changed)
    Q_PROPERTY(bool parallel READ isParallel WRITE setParallel NOTIFY changed)
    Q_PROPERTY(QVector3D position READ scenePosition NOTIFY changed)
    /// What is looked at, scene axes.
    Q_PROPERTY(QVector3D target READ sceneTarget NOTIFY changed)
    Q_PROPERTY(QVector3D rotation READ sceneRotation NOTIFY changed)
    Q_PROPERTY(QMatrix4x4 projection READ projection NOTIFY changed)
    Q_PROPERTY(double heading_deg READ heading NOTIFY changed)
    Q_PROPERTY(double pitch_deg READ pitch NOTIFY changed)
    Q_PROPERTY(double distance_m READ distance NOTIFY changed)
    /// Ground length of one pixel at the point looked at [m].
    Q_PROPERTY(double metresPerPixel READ metresPerPixel NOTIFY changed)
    Q_PROPERTY(bool moving READ isMoving NOTIFY movingChanged)

public:
    explicit CameraController(QObject* parent = nullptr);

    struct Ray {
        base::Vec3 origin_m;
        base::Vec3 direction; ///< unit length
    };
    /// What the camera turns about, how far away it is, compass heading of its look (0 north, 90
    /// east) and how steeply it looks down.
    struct Pose {
        base::Vec3 target_m;
        double distance_m = 120.0;
        double heading_deg = 30.0;
        double pitch_deg = 35.0;
        bool operator==(const Pose&) const = default;
    };

    [[nodiscard]] QSizeF viewport() const { return m_viewport; }
    void setViewport(const QSizeF& size);
    [[nodiscard]] bool isParallel() const { return m_parallel; }
    void setParallel(bool parallel);
    [[nodiscard]] QVector3D scenePosition() const;
    [[nodiscard]] QVector3D sceneTarget() const;
    [[nodiscard]] QVector3D sceneRotation() const;
    [[nodiscard]] QMatrix4x4 projection() const;
    [[nodiscard]] double heading() const { return m_pose.heading_deg; }
    [[nodiscard]] double pitch() const { return m_pose.pitch_deg; }
    [[nodiscard]] double distance() const { return m_pose.distance_m; }
    [[nodiscard]] double metresPerPixel() const;
    [[nodiscard]] bool isMoving() const { return m_moving; }
    [[nodiscard]] const Pose& pose() const { return m_pose; }
    /// Where the camera is going; where it is while it rests.
    [[nodiscard]] const Pose& goal() const;
    void setPose(const Pose& pose);

    [[nodiscard]] Ray rayAt(double x, double y) const;
    /// Pixels from the viewport's top left, and the distance along the look; empty behind the eye.
    struct Projected {
        double x = 0.0, y = 0.0, depth_m = 0.0;
    };
    [[nodiscard]] std::optional<Projected> project(base::Vec3 point_m) const;
    /// Where a ray through a pixel meets the level plane; empty where it does not.
    [[nodiscard]] std::optional<base::Vec3> pointAt(double x, double y, double z_m = 0.0) const;

    Q_INVOKABLE void orbit(double dx, double dy);
    /// Moves the ground under the pointer from one pixel to another.
    Q_INVOKABLE void pan(double fromX, double fromY, double toX, double toY);
    /// Nearer by `steps` notches of the wheel, the point under the pointer staying where it is.
    Q_INVOKABLE void zoom(double x, double y, double steps);
    /// Eases to a look along a compass heading, at a pitch below the horizontal.
    Q_INVOKABLE void lookFrom(double heading_deg, double pitch_deg);
    Q_INVOKABLE QVector3D rayOrigin(double x, double y) const;
    Q_INVOKABLE QVector3D rayDirection(double x, double y) const;
    /// Site point under a pixel on the level z; zero where hasGround() is false.
    Q_INVOKABLE QVector3D groundAt(double x, double y, double z_m) const;
    Q_INVOKABLE bool hasGround(double x, double y) const;
    /// The nearest pose with this look that shows all points inside the viewport less `margins`
    /// (pixels); the pose itself where there are no points.
    [[nodiscard]] Pose poseShowing(std::span<const base::Vec3> points_m, const Pose& look,
                                   const QMarginsF& margins) const;
    /// Eases to a pose over 260 ms.
    void moveTo(const Pose& pose);
    void jumpTo(const Pose& pose);

signals:
    void changed();
    void movingChanged();

private:
    struct Basis {
        base::Vec3 right, up, forward, eye_m;
    };
    [[nodiscard]] static Basis basisOf(const Pose& pose);
    [[nodiscard]] Basis basis() const { return basisOf(m_pose); }
    void touch();

    QSizeF m_viewport{1000.0, 700.0};
    Pose m_pose;
    bool m_parallel = false;
    bool m_moving = false;
    QVariantAnimation m_animation;
    Pose m_from, m_to;
    QTimer* m_rest = nullptr;
};

} // namespace hallwright::app
