#pragma once

#include "app/scene/camera_controller.h"
#include "app/scene/campus_scene.h"

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QRectF>
#include <QTimer>
#include <QVariantList>

#include <vector>

namespace hallwright::app {

/// Tags over the scene: halls and substations by name, and what is worst in the layer that is
/// shown. At most 40, worst first, then nearest; none covers another.
class LabelModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(hallwright::app::CampusScene* scene READ scene WRITE setScene NOTIFY sourcesChanged)
    Q_PROPERTY(
        hallwright::app::CameraController* camera READ camera WRITE setCamera NOTIFY sourcesChanged)
    Q_PROPERTY(qreal characterWidth MEMBER m_characterWidth)
    /// Rectangles of the viewport, in pixels, that cards stand on: no label goes there.
    Q_PROPERTY(QVariantList keepClear READ keepClear WRITE setKeepClear NOTIFY keepClearChanged)
public:
    enum Role { TextRole = Qt::UserRole + 1, XRole, YRole, StemRole, SeverityRole, NumberRole };

    explicit LabelModel(QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] CampusScene* scene() const { return m_scene; }
    void setScene(CampusScene* scene);
    [[nodiscard]] CameraController* camera() const { return m_camera; }
    void setCamera(CameraController* camera);
    [[nodiscard]] QVariantList keepClear() const;
    void setKeepClear(const QVariantList& areas);

signals:
    void sourcesChanged();
    void keepClearChanged();

private:
    /// What could be labelled: found when the campus or the values change, not for each frame.
    struct Candidate {
        std::uint32_t number = 0;
        QString text;
        base::Vec3 top_m;
        double size_m = 0.0;
        double urgency =
            0.0; ///< below 1: a name; 1 and more: a value worth reading; from 2 on a fault
    };
    struct Label {
        std::uint32_t number = 0;
        QString text;
        double x = 0.0, y = 0.0;
        double urgency = 0.0;
    };
    void collect();
    void layOut();

    CampusScene* m_scene = nullptr;
    CameraController* m_camera = nullptr;
    qreal m_characterWidth = 6.6;
    std::vector<QRectF> m_keepClear;
    QTimer m_collectTimer, m_layoutTimer;
    std::vector<Candidate> m_candidates;
    std::vector<Label> m_labels;
};

} // namespace hallwright::app
