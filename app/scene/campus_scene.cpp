#include "app/scene/campus_scene.h"

#include "app/scene/air_slice.h"
#include "app/scene/air_streams.h"
#include "app/scene/ground_light.h"
#include "app/scene/layer_values.h"
#include "app/scene/mesh_geometry.h"
#include "app/scene/route_meshes.h"
#include "app/scene/scene_tables.h"
#include "app/scene/site_meshes.h"

#include <QQuick3DTextureData>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <thread>

namespace hallwright::app {

namespace {

using base::Vec2;
using base::Vec3;

/// The shadows wait until the hand rests: baking them takes longer than many frames.
constexpr int kLightDelay_ms = 250;

/// Walls instead of the hall's whole box: light falls in where it is cut open.
void addWalls(std::vector<model::OrientedBox>& boxes, const model::OrientedBox& hall,
              double height_m) {
    const double angle = hall.rotation_deg * std::numbers::pi / 180.0;
    const Vec2 x{std::cos(angle), std::sin(angle)}, y{-std::sin(angle), std::cos(angle)};
    constexpr double kWall_m = 0.4;
    for (const double side : {-0.5, 0.5}) {
        model::OrientedBox wall = hall;
        wall.size_m = {hall.size_m.x, kWall_m, height_m};
        wall.centre_m = hall.centre_m + side * (hall.size_m.y - kWall_m) * y;
        boxes.push_back(wall);
        wall.size_m = {kWall_m, hall.size_m.y, height_m};
        wall.centre_m = hall.centre_m + side * (hall.size_m.x - kWall_m) * x;
        boxes.push_back(wall);
    }
}

} // namespace

void ScenePart::setDrawn(bool drawn) {
    if (drawn == m_drawn)
        return;
    m_drawn = drawn;
    emit drawnChanged();
}

class CampusScene::Private {
public:
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
        shells.setMesh(shellMesh(campus, *document->catalog(), view ? view->cutHeight() : 5.2));
        structures.setMesh(structureMesh(campus, *document->catalog()));
    }

    /// Everything that throws a shadow.
    [[nodiscard]] std::vector<model::OrientedBox> shadowCasters() const {
        auto boxes = tables.boxes();
        for (const model::Hall& hall : document->campus().halls()) {
            const auto box = footprintOf(document->campus(), *document->catalog(), entity(hall.id));
            addWalls(boxes, box, std::min(box.size_m.z, view ? view->cutHeight() : 5.2));
        }
        return boxes;
    }

    /// Bakes the shadows beside the window's thread; what changes meanwhile is baked next.
    void bakeLight(CampusScene& q) {
        if (isBaking) {
            bakesAgain = true;
            return;
        }
        isBaking = true;
        baker = std::jthread([&q, boxes = shadowCasters()] {
            auto baked = std::make_shared<const GroundLight>(bakeGroundLight(boxes));
            QMetaObject::invokeMethod(
                &q,
                [&q, baked] {
                    Private& d = *q.m_private;
                    d.isBaking = false;
                    d.showLight(*baked);
                    emit q.rebuilt();
                    if (std::exchange(d.bakesAgain, false) && d.document)
                        d.bakeLight(q);
                },
                Qt::QueuedConnection);
        });
    }

    void showLight(const GroundLight& baked) {
        if (baked.light.isNull()) {
            lightRect = {};
            return;
        }
        const QImage image = baked.light.convertToFormat(QImage::Format_RGBA8888);
        groundLight.setSize(image.size());
        groundLight.setTextureData(
            QByteArray(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes()));
        lightRect =
            QVector4D(float(baked.scene_m.left()), float(baked.scene_m.top()),
                      float(1.0 / baked.scene_m.width()), float(1.0 / baked.scene_m.height()));
    }

    /// Whether the list of slices changed.
    bool updateSlices(CampusScene& q) {
        std::map<std::uint32_t, std::unique_ptr<AirSliceView>> kept = std::move(slices);
        slices.clear();
        bool listChanged = false;
        if (solution && view && view->isSlicing())
            for (const auto& [id, state] : solution->halls) {
                if (!state.air || state.air->cellCount() == 0 ||
                    (view->layer() == ViewState::Layer::SupplyAir &&
                     state.air->supplyShare.empty()) ||
                    !document->campus().halls().contains(id))
                    continue;
                auto& slice = slices[id.number] = std::move(kept[id.number]);
                if (!slice) {
                    slice = std::make_unique<AirSliceView>(&q);
                    listChanged = true;
                }
                slice->show(state.air,
                            footprintOf(document->campus(), *document->catalog(), entity(id)),
                            view->layer(), view->sliceAxis(), view->slicePosition());
            }
        if (solution && view && view->layer() == ViewState::Layer::Plume && solution->plume &&
            solution->plume->field) {
            constexpr std::uint32_t kPlume = 0; // no hall has this number
            auto& slice = slices[kPlume] = std::move(kept[kPlume]);
            if (!slice) {
                slice = std::make_unique<AirSliceView>(&q);
                listChanged = true;
            }
            slice->showPlume(solution->plume->field, view->plumeHeight());
        }
        std::erase_if(kept, [](const auto& entry) { return !entry.second; });
        for (auto& entry : kept)
            entry.second.release()->deleteLater(); // the scene may still hold it this frame
        return listChanged || !kept.empty();
    }

    void updateStreams() {
        const bool shown = solution && view && view->isSlicing() && view->showsStreams();
        streams.setMesh(shown ? airStreams(document->campus(), *document->catalog(), *solution,
                                           view->layer(),
                                           selection ? std::span(selection->entities())
                                                     : std::span<const model::EntityId>())
                              : MeshBuilder());
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
    QTimer lightTimer;

    SceneTables tables;
    std::array<MeshGeometry, kShapes> meshes;
    QList<ScenePart*> parts;
    std::map<std::uint32_t, std::unique_ptr<AirSliceView>> slices;
    MeshGeometry ground, surfaces, shells, structures, bands, pipes, streams;
    QQuick3DTextureData groundLight;
    QVector4D lightRect;
    double lastCutHeight_m = -1.0;
    bool isBaking = false, bakesAgain = false;
    std::jthread baker; // last: joined before what it reports to goes
};

CampusScene::CampusScene(QObject* parent)
    : QObject(parent), m_private(std::make_unique<Private>()) {
    Private& d = *m_private;
    d.groundLight.setFormat(QQuick3DTextureData::RGBA8);
    // One white pixel until the first shadows are baked.
    d.groundLight.setSize({1, 1});
    d.groundLight.setTextureData(QByteArray(4, char(0xFF)));
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
        if (light)
            m_private->lightTimer.start();
    });
    d.lightTimer.setSingleShot(true);
    d.lightTimer.setInterval(kLightDelay_ms);
    connect(&d.lightTimer, &QTimer::timeout, this, [this] {
        if (m_private->document)
            m_private->bakeLight(*this);
    });
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
        d.lastCutHeight_m = d.view ? d.view->cutHeight() : 5.2;
    }
    const LayerValues values = d.values();
    if (dirty.routes) {
        d.bands.setMesh(routeBands(campus, values));
        d.pipes.setMesh(mainPipes(campus, values));
    }
    if (dirty.colors || dirty.racks || dirty.equipment || dirty.busways)
        d.tables.color(campus, values, d.solution.get());
    if (dirty.light)
        d.showLight(bakeGroundLight(d.shadowCasters()));
    for (int shape = 0; shape < kShapes; ++shape)
        d.parts[shape]->setDrawn(d.tables.table(Shape(shape)).count() > 0);
    if (dirty.slices && d.updateSlices(*this))
        emit slicesChanged();
    if (dirty.slices)
        d.updateStreams();
    if (dirty.racks || dirty.equipment || dirty.ground || dirty.light)
        emit rebuilt();
    emit recolored();
}

QList<ScenePart*> CampusScene::parts() const {
    return m_private->parts;
}

QList<AirSliceView*> CampusScene::slices() const {
    QList<AirSliceView*> list;
    for (const auto& entry : m_private->slices)
        list.append(entry.second.get());
    return list;
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
    return &m_private->streams;
}
QQuick3DGeometry* CampusScene::ghostMesh() const {
    return &m_private->meshes.at(std::size_t(Shape::Bar));
}
QQuick3DTextureData* CampusScene::groundLight() const {
    return &m_private->groundLight;
}
QVector4D CampusScene::lightRect() const {
    return m_private->lightRect;
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

double CampusScene::Extent::radius_m() const {
    const Vec3 size = high_m - low_m;
    return 0.5 * std::sqrt(size.x * size.x + size.y * size.y + size.z * size.z);
}

std::array<Vec3, 8> CampusScene::Extent::corners_m() const {
    std::array<Vec3, 8> corners;
    for (std::size_t i = 0; i < corners.size(); ++i)
        corners[i] = {i & 1 ? high_m.x : low_m.x, i & 2 ? high_m.y : low_m.y,
                      i & 4 ? high_m.z : low_m.z};
    return corners;
}

double CampusScene::plumeTop() const {
    constexpr double kUsual_m = 60.0;
    const auto& solution = m_private->solution;
    return solution && solution->plume && solution->plume->field
               ? std::min(solution->plume->field->air->size_m().z, kUsual_m)
               : kUsual_m;
}

CampusScene::Extent CampusScene::extent() const {
    Extent extent;
    if (!m_private->document)
        return extent;
    const model::Campus& campus = m_private->document->campus();
    Vec2 low{1e30, 1e30}, high{-1e30, -1e30};
    const auto include = [&](Vec2 point) {
        low = {std::min(low.x, point.x), std::min(low.y, point.y)};
        high = {std::max(high.x, point.x), std::max(high.y, point.y)};
    };
    double top_m = 0.0;
    const auto includeAll = [&](const auto& table) {
        for (const auto& row : table) {
            const auto box = footprintOf(campus, *m_private->document->catalog(), entity(row.id));
            for (const Vec2 corner : box.corners())
                include(corner);
            top_m = std::max(top_m, box.bottom_m + box.size_m.z);
        }
    };
    includeAll(campus.halls());
    includeAll(campus.substations());
    includeAll(campus.plants());
    includeAll(campus.grids());
    for (const model::Equipment& item : campus.equipment())
        if (!item.parent.isValid())
            include(item.placement.position_m);
    if (low.x > high.x)
        for (const Vec2 corner : campus.site().boundary_m)
            include(corner);
    if (low.x > high.x)
        return extent;
    extent.low_m = {low.x, low.y, 0.0};
    extent.high_m = {high.x, high.y, top_m};
    return extent;
}

} // namespace hallwright::app
