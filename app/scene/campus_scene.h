#pragma once

#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/document/selection.h"
#include "app/document/view_state.h"
#include "app/scene/scene_extent.h"
#include "app/scene/scene_part.h"
#include "core/base/vec.h"

#include <QColor>
#include <QList>
#include <QObject>
#include <QQmlEngine>
#include <QQuick3DGeometry>
#include <QQuick3DInstancing>
#include <QQuick3DTextureData>
#include <QVector4D>

#include <memory>

namespace hallwright::app {

class AirSliceView;
class LayerValues;

/// The campus as Qt Quick 3D draws it: instance tables for what repeats, built meshes for what does
/// not. Follows the document and the results; an edit rebuilds only the tables that it touches, a
/// result only their colours.
class CampusScene : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(hallwright::app::CampusDocument* document READ document WRITE setDocument NOTIFY
                   sourcesChanged)
    Q_PROPERTY(hallwright::app::LiveResults* live READ live WRITE setLive NOTIFY sourcesChanged)
    /// Whose racks the paths of the air are drawn for; may be null.
    Q_PROPERTY(hallwright::app::Selection* selection READ selection WRITE setSelection NOTIFY
                   sourcesChanged)
    Q_PROPERTY(hallwright::app::ViewState* view READ view WRITE setView NOTIFY sourcesChanged)
    Q_PROPERTY(bool lightTheme READ isLightTheme WRITE setLightTheme NOTIFY sourcesChanged)
    Q_PROPERTY(QList<hallwright::app::ScenePart*> parts READ parts CONSTANT)
    Q_PROPERTY(QList<hallwright::app::AirSliceView*> slices READ slices NOTIFY slicesChanged)
    Q_PROPERTY(QQuick3DGeometry* ground READ ground CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* surfaces READ surfaces CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* shells READ shells CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* structures READ structures CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* bands READ bands CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* pipes READ pipes CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* streams READ streams CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* warmAir READ warmAir CONSTANT)
    /// A plain unit box, for what is being placed.
    Q_PROPERTY(QQuick3DGeometry* ghostMesh READ ghostMesh CONSTANT)
    Q_PROPERTY(QQuick3DTextureData* groundLight READ groundLight CONSTANT)
    /// x, z of the light map's low corner, then 1 / its width and depth [1/m].
    Q_PROPERTY(QVector4D lightRect READ lightRect NOTIFY rebuilt)
    Q_PROPERTY(bool empty READ isEmpty NOTIFY rebuilt)
    Q_PROPERTY(QColor canvasColor READ canvasColor NOTIFY sourcesChanged)
    Q_PROPERTY(QColor groundColor READ groundColor NOTIFY sourcesChanged)
    /// Size of the hall whose cut or slice the slider shows [m].
    Q_PROPERTY(double hallHeight_m READ hallHeight NOTIFY rebuilt)
    Q_PROPERTY(double hallLength_m READ hallLength NOTIFY rebuilt)
    Q_PROPERTY(double hallWidth_m READ hallWidth NOTIFY rebuilt)
    /// Height up to which the slider takes the cut through the plume [m].
    Q_PROPERTY(double plumeTop_m READ plumeTop NOTIFY recolored)

public:
    explicit CampusScene(QObject* parent = nullptr);
    ~CampusScene() override;

    [[nodiscard]] CampusDocument* document() const;
    void setDocument(CampusDocument* document);
    [[nodiscard]] LiveResults* live() const;
    void setLive(LiveResults* live);
    [[nodiscard]] Selection* selection() const;
    void setSelection(Selection* selection);
    /// What is drawn is a moment of a drill, not the newest solution.
    [[nodiscard]] bool showsMoment() const;
    [[nodiscard]] ViewState* view() const;
    void setView(ViewState* view);
    [[nodiscard]] bool isLightTheme() const;
    void setLightTheme(bool light);
    /// For drawing without a live solver: this solution is shown.
    void setSolution(engine::SolutionPtr solution);
    [[nodiscard]] engine::SolutionPtr solution() const;
    /// The values of the layer that is shown; refers to the solution above.
    [[nodiscard]] LayerValues values() const;

    [[nodiscard]] QList<ScenePart*> parts() const;
    [[nodiscard]] QList<AirSliceView*> slices() const;
    [[nodiscard]] QQuick3DGeometry* ground() const;
    [[nodiscard]] QQuick3DGeometry* surfaces() const;
    [[nodiscard]] QQuick3DGeometry* shells() const;
    [[nodiscard]] QQuick3DGeometry* structures() const;
    [[nodiscard]] QQuick3DGeometry* bands() const;
    [[nodiscard]] QQuick3DGeometry* pipes() const;
    [[nodiscard]] QQuick3DGeometry* streams() const;
    [[nodiscard]] QQuick3DGeometry* warmAir() const;
    [[nodiscard]] QQuick3DGeometry* ghostMesh() const;
    [[nodiscard]] QQuick3DTextureData* groundLight() const;
    [[nodiscard]] QVector4D lightRect() const;
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] QColor canvasColor() const;
    [[nodiscard]] QColor groundColor() const;
    [[nodiscard]] double hallHeight() const { return hallSize().z; }
    [[nodiscard]] double hallLength() const { return hallSize().x; }
    [[nodiscard]] double hallWidth() const { return hallSize().y; }
    [[nodiscard]] base::Vec3 hallSize() const;
    [[nodiscard]] double plumeTop() const;
    /// Around all that stands on the site.
    [[nodiscard]] SceneExtent extent() const;
    /// Brings everything up to date at once instead of before the next frame.
    void updateNow();

signals:
    void sourcesChanged();
    void slicesChanged();
    void rebuilt();   ///< the campus that is drawn changed
    void recolored(); ///< the values that are drawn changed

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace hallwright::app
