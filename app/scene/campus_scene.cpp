#include "app/scene/campus_scene.h"

#include "app/scene/air_pictures.h"
#include "app/scene/layer_values.h"
#include "app/scene/mesh_geometry.h"
#include "app/scene/route_meshes.h"
#include "app/scene/scene_tables.h"
#include "app/scene/shadow_baker.h"
#include "app/scene/site_meshes.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace hallwright::app {

namespace {

using base::Vec2;
using base::Vec3;

constexpr double kUsualCut_m = 5.2;

} // namespace

class CampusScene::Private {
public:
    explicit Private(CampusScene& q) : air(q), shadows([this] { return shadowCasters(); }) {}

    /// What has to be built again before the next frame.
    struct Dirty {
        bool racks = true, equipment = true, ground = true, routes = true, busways = true,
             colors = true, slices = true, light = true;
    };

    void markAll() { dirty = {}; }
    void mark(const model::ChangeSet& change) {
        if (change.site || !change.of<model::Hall>().empty() ||
            !change.of<model::Substation>().empty() || !change.of<model::Plant>().empty()) {
            markAll();
            return;
        }
        const bool racks = !change.of<model::Rack>().empty() || !change.of<model::Row>().empty();
        const bool equipment = !change.of<model::Equipment>().empty();
        const bool zones =
            !change.of<model::Zone>().empty() || !change.of<model::GridConnection>().empty();
        dirty.racks |= racks;
        dirty.busways |= racks;
        dirty.equipment |= equipment;
        dirty.ground |= zones || equipment;
        dirty.routes |= zones || equipment || !change.of<model::Feeder>().empty() ||
                        !change.of<model::Main>().empty();
        dirty.colors |= racks || equipment || !change.of<model::Scenario>().empty();
        dirty.light |= racks || equipment;
    }

    [[nodiscard]] LayerValues values() const {
        const auto layer = view ? view->layer() : ViewState::Layer::None;
        if (layer == ViewState::Layer::Capacity)
            studyCapacity();
        return {layer, solution.get(), *document->catalog(), capacity};
    }
    /// Anew for each solution of the campus as it stands; until that is there the last study holds.
    void studyCapacity() const {
        if (!solution || solution == capacityOf ||
            solution->revision != std::uint64_t(document->revision()))
            return;
        capacityOf = solution;
        capacity = std::make_shared<const engine::CampusCapacity>(
            engine::capacityOf(document->campus(), *document->catalog(), *solution));
    }

    void updateGround() {
        const model::Campus& campus = document->campus();
        const auto palette = lightTheme ? ScenePalette::light() : ScenePalette::dark();
        surfaces.setMesh(surfaceMesh(campus, *document->catalog(), palette));
        shells.setMesh(shellMesh(campus, *document->catalog(), cutHeight_m()));
        structures.setMesh(structureMesh(campus, *document->catalog()));
    }

    /// Everything that throws a shadow.
    [[nodiscard]] std::vector<model::OrientedBox> shadowCasters() const {
        if (!document)
            return {};
        auto boxes = tables.boxes();
        for (const model::Hall& hall : document->campus().halls()) {
            const auto box = footprintOf(document->campus(), *document->catalog(), entity(hall.id));
            addHallWalls(boxes, box, std::min(box.size_m.z, cutHeight_m()));
        }
        return boxes;
    }

    [[nodiscard]] double cutHeight_m() const { return view ? view->cutHeight() : kUsualCut_m; }

    /// Whether the list of slices changed.
    bool updateAir() {
        const model::Campus& campus = document->campus();
        const catalog::Catalog& catalog = *document->catalog();
        air.updateStreams(campus, catalog, solution.get(), view,
                          selection ? std::span(selection->entities())
                                    : std::span<const model::EntityId>());
        air.updateWarmAir(campus, catalog, solution, view);
        return air.updateSlices(campus, catalog, solution.get(), view);
    }

    CampusDocument* document = nullptr;
    Selection* selection = nullptr;
    LiveResults* live = nullptr;
    ViewState* view = nullptr;
    bool lightTheme = false;
    engine::SolutionPtr solution;
    mutable engine::SolutionPtr capacityOf; ///< the solution that was studied last
    mutable std::shared_ptr<const engine::CampusCapacity> capacity;
    Dirty dirty;
    QTimer updateTimer;

    SceneTables tables;
    std::array<MeshGeometry, kShapes> meshes;
    QList<ScenePart*> parts;
    AirPictures air;
    MeshGeometry ground, surfaces, shells, structures, bands, pipes;
    double lastCutHeight_m = -1.0;
    ShadowBaker shadows;
};

CampusScene::CampusScene(QObject* parent)
    : QObject(parent), m_private(std::make_unique<Private>(*this)) {
    Private& d = *m_private;
    for (int shape = 0; shape < kShapes; ++shape) {
        MeshGeometry& mesh = d.meshes.at(std::size_t(shape));
        mesh.setMesh(equipmentMesh(Shape(shape)));
        auto* part = new ScenePart(this);
        part->geometry = &mesh;
        part->instancing = &d.tables.table(Shape(shape));
        d.parts.append(part);
    }
    d.ground.setMesh(groundMesh({}));
    d.updateTimer.setSingleShot(true);
    d.updateTimer.setInterval(0);
    connect(&d.updateTimer, &QTimer::timeout, this, [this] {
        const bool light = std::exchange(m_private->dirty.light, false);
        updateNow();
        if (light && m_private->document)
            m_private->shadows.bakeSoon();
    });
    connect(&d.shadows, &ShadowBaker::baked, this, &CampusScene::rebuilt);
}

CampusScene::~CampusScene() = default;

CampusDocument* CampusScene::document() const {
    return m_private->document;
}

void CampusScene::setDocument(CampusDocument* document) {
    if (document == m_private->document)
        return;
    if (m_private->document)
        m_private->document->disconnect(this);
    m_private->document = document;
    m_private->markAll();
    if (document)
        connect(document, &CampusDocument::changed, this,
                [this](const model::ChangeSet& change, bool everything) {
                    if (everything) {
                        m_private->markAll();
                        m_private->solution.reset();
                        m_private->capacityOf.reset();
                        m_private->capacity.reset();
                    } else {
                        m_private->mark(change);
                    }
                    m_private->updateTimer.start();
                });
    m_private->updateTimer.start();
    emit sourcesChanged();
}

LiveResults* CampusScene::live() const {
    return m_private->live;
}

void CampusScene::setLive(LiveResults* live) {
    if (live == m_private->live)
        return;
    if (m_private->live)
        m_private->live->disconnect(this);
    m_private->live = live;
    if (live) {
        const auto show = [this, live] {
            const auto moment = live->moment();
            setSolution(moment ? moment : live->solution());
        };
        connect(live, &LiveResults::changed, this, show);
        connect(live, &LiveResults::momentChanged, this, show);
        show();
    }
    emit sourcesChanged();
}

ViewState* CampusScene::view() const {
    return m_private->view;
}

void CampusScene::setView(ViewState* view) {
    if (view == m_private->view)
        return;
    if (m_private->view)
        m_private->view->disconnect(this);
    m_private->view = view;
    if (view)
        connect(view, &ViewState::changed, this, [this] {
            Private& d = *m_private;
            d.dirty.colors = d.dirty.slices = d.dirty.routes = true;
            d.dirty.ground |= d.lastCutHeight_m != d.view->cutHeight();
            d.updateTimer.start();
        });
    m_private->markAll();
    m_private->updateTimer.start();
    emit sourcesChanged();
}

Selection* CampusScene::selection() const {
    return m_private->selection;
}

void CampusScene::setSelection(Selection* selection) {
    if (selection == m_private->selection)
        return;
    if (m_private->selection)
        m_private->selection->disconnect(this);
    m_private->selection = selection;
    if (selection)
        connect(selection, &Selection::changed, this, [this] {
            Private& d = *m_private;
            if (!d.view || !d.view->showsStreams())
                return;
            d.dirty.slices = true;
            d.updateTimer.start();
        });
    emit sourcesChanged();
}

bool CampusScene::showsMoment() const {
    return m_private->live && m_private->live->moment();
}

bool CampusScene::isLightTheme() const {
    return m_private->lightTheme;
}

void CampusScene::setLightTheme(bool light) {
    if (light == m_private->lightTheme)
        return;
    m_private->lightTheme = light;
    m_private->dirty.ground = true;
    m_private->updateTimer.start();
    emit sourcesChanged();
}

void CampusScene::setSolution(engine::SolutionPtr solution) {
    if (solution == m_private->solution)
        return;
    m_private->solution = std::move(solution);
    Private::Dirty& dirty = m_private->dirty;
    dirty.colors = dirty.slices = dirty.routes = dirty.busways = true;
    m_private->updateTimer.start();
}

engine::SolutionPtr CampusScene::solution() const {
    return m_private->solution;
}
LayerValues CampusScene::values() const {
    return m_private->values();
}

void CampusScene::updateNow() {
    Private& d = *m_private;
    if (!d.document)
        return;
    const model::Campus& campus = d.document->campus();
    const catalog::Catalog& catalog = *d.document->catalog();
    const Private::Dirty dirty = d.dirty;
    d.dirty = {false, false, false, false, false, false, false, false};
    if (dirty.racks)
        d.tables.placeRacks(campus, catalog);
    if (dirty.equipment)
        d.tables.placeEquipment(campus, catalog);
    if (dirty.busways)
        d.tables.placeBusways(campus, catalog, d.solution.get());
    if (dirty.ground) {
        d.updateGround();
        d.lastCutHeight_m = d.cutHeight_m();
    }
    const LayerValues values = d.values();
    if (dirty.routes) {
        d.bands.setMesh(routeBands(campus, values));
        d.pipes.setMesh(mainPipes(campus, values));
    }
    if (dirty.colors || dirty.racks || dirty.equipment || dirty.busways)
        d.tables.color(campus, values, d.solution.get());
    if (dirty.light)
        d.shadows.bakeNow();
    for (int shape = 0; shape < kShapes; ++shape)
        d.parts[shape]->setDrawn(d.tables.table(Shape(shape)).count() > 0);
    if (dirty.slices && d.updateAir())
        emit slicesChanged();
    if (dirty.racks || dirty.equipment || dirty.ground || dirty.light)
        emit rebuilt();
    emit recolored();
}

QList<ScenePart*> CampusScene::parts() const {
    return m_private->parts;
}

QList<AirSliceView*> CampusScene::slices() const {
    return m_private->air.slices();
}

QQuick3DGeometry* CampusScene::ground() const {
    return &m_private->ground;
}
QQuick3DGeometry* CampusScene::surfaces() const {
    return &m_private->surfaces;
}
QQuick3DGeometry* CampusScene::shells() const {
    return &m_private->shells;
}
QQuick3DGeometry* CampusScene::structures() const {
    return &m_private->structures;
}
QQuick3DGeometry* CampusScene::bands() const {
    return &m_private->bands;
}
QQuick3DGeometry* CampusScene::pipes() const {
    return &m_private->pipes;
}
QQuick3DGeometry* CampusScene::streams() const {
    return m_private->air.streams();
}
QQuick3DGeometry* CampusScene::warmAir() const {
    return m_private->air.warmAir();
}
QQuick3DGeometry* CampusScene::ghostMesh() const {
    return &m_private->meshes.at(std::size_t(Shape::Bar));
}
QQuick3DTextureData* CampusScene::groundLight() const {
    return m_private->shadows.texture();
}
QVector4D CampusScene::lightRect() const {
    return m_private->shadows.rect();
}

bool CampusScene::isEmpty() const {
    if (!m_private->document)
        return true;
    const model::Campus& campus = m_private->document->campus();
    return campus.halls().isEmpty() && campus.substations().isEmpty() &&
           campus.plants().isEmpty() && campus.equipment().isEmpty();
}

QColor CampusScene::canvasColor() const {
    return (m_private->lightTheme ? ScenePalette::light() : ScenePalette::dark()).canvas;
}

QColor CampusScene::groundColor() const {
    return (m_private->lightTheme ? ScenePalette::light() : ScenePalette::dark()).ground;
}

Vec3 CampusScene::hallSize() const {
    if (!m_private->document || m_private->document->campus().halls().isEmpty())
        return {60.0, 40.0, 6.0};
    const auto& halls = m_private->document->campus().halls();
    const auto* focus = m_private->view
                            ? halls.find(model::HallId{std::uint32_t(m_private->view->focusHall())})
                            : nullptr;
    return (focus ? focus : &*halls.begin())->size_m;
}

double CampusScene::plumeTop() const {
    constexpr double kUsual_m = 60.0;
    const auto& solution = m_private->solution;
    return solution && solution->plume && solution->plume->field
               ? std::min(solution->plume->field->air->size_m().z, kUsual_m)
               : kUsual_m;
}

SceneExtent CampusScene::extent() const {
    const CampusDocument* document = m_private->document;
    return document ? extentOf(document->campus(), *document->catalog()) : SceneExtent();
}

} // namespace hallwright::app
