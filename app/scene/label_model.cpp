#include "app/scene/label_model.h"

#include "app/scene/layer_values.h"
#include "core/model/footprint.h"

#include <algorithm>
#include <cmath>

namespace hallwright::app {

namespace {

constexpr std::size_t kMost = 40;
constexpr std::size_t kWorstMost = 8;
constexpr double kTag_px = 19.0;
constexpr double kStem_px = 16.0;
constexpr double kWidestText_px = 200.0; ///< beyond it the tag cuts off
constexpr double kSmallest_px = 8.0;
constexpr double kSmallestMinor_px = 170.0;

/// From where on a value is worth a tag, and from where on it is a fault.
struct Threshold {
    double worth, fault;
};
Threshold thresholdOf(ViewState::Layer layer) {
    switch (layer) {
    case ViewState::Layer::ElectricalLoading:
        return {90.0, 100.0};
    case ViewState::Layer::AirTemperature:
        return {27.0, 32.0};
    case ViewState::Layer::CoolantTemperature:
        return {55.0, 60.0};
    case ViewState::Layer::VoltageDeviation: // either way
        return {5.0, 10.0};
    case ViewState::Layer::FaultLevel:
        return {90.0, 100.0};
    case ViewState::Layer::Plume:
        return {2.0, 6.0};
    case ViewState::Layer::Capacity: // every rack has one, none is worse than another
    case ViewState::Layer::CoolantFlow:
    case ViewState::Layer::WaterPressure:
    case ViewState::Layer::SupplyAir: // the less the worse, but no limit is agreed on
    case ViewState::Layer::None:
        break;
    }
    return {1e9, 1e9};
}

} // namespace

LabelModel::LabelModel(QObject* parent) : QAbstractListModel(parent) {
    for (QTimer* timer : {&m_collectTimer, &m_layoutTimer}) {
        timer->setSingleShot(true);
        timer->setInterval(0);
    }
    connect(&m_collectTimer, &QTimer::timeout, this, &LabelModel::collect);
    connect(&m_layoutTimer, &QTimer::timeout, this, &LabelModel::layOut);
}

void LabelModel::setScene(CampusScene* scene) {
    if (scene == m_scene)
        return;
    m_scene = scene;
    if (scene) {
        const auto again = [this] { m_collectTimer.start(); };
        connect(scene, &CampusScene::rebuilt, this, again);
        connect(scene, &CampusScene::recolored, this, again);
    }
    m_collectTimer.start();
    emit sourcesChanged();
}

void LabelModel::setCamera(CameraController* camera) {
    if (camera == m_camera)
        return;
    m_camera = camera;
    if (camera)
        connect(camera, &CameraController::changed, this, [this] { m_layoutTimer.start(); });
    m_layoutTimer.start();
    emit sourcesChanged();
}

QVariantList LabelModel::keepClear() const {
    QVariantList areas;
    for (const QRectF& area : m_keepClear)
        areas.append(area);
    return areas;
}

void LabelModel::setKeepClear(const QVariantList& areas) {
    std::vector<QRectF> next;
    for (const QVariant& area : areas)
        next.push_back(area.toRectF());
    if (next == m_keepClear)
        return;
    m_keepClear = std::move(next);
    m_layoutTimer.start();
    emit keepClearChanged();
}

void LabelModel::collect() {
    m_candidates.clear();
    if (!m_scene || !m_scene->document())
        return;
    const model::Campus& campus = m_scene->document()->campus();
    const catalog::Catalog& catalog = *m_scene->document()->catalog();
    const double cut_m = m_scene->view() ? m_scene->view()->cutHeight() : 5.2;
    const auto addNames = [&](const auto& table, double urgency) {
        for (const auto& row : table) {
            const auto box = model::footprintOf(campus, catalog, entity(row.id));
            m_candidates.push_back(
                {row.id.number,
                 QString::fromStdString(row.name),
                 {box.centre_m.x, box.centre_m.y, box.bottom_m + std::min(box.size_m.z, cut_m)},
                 std::max(box.size_m.x, box.size_m.y),
                 urgency});
        }
    };
    // Names in the order in which they are looked for; plants stand beside a hall that is named.
    addNames(campus.halls(), 0.2);
    addNames(campus.substations(), 0.3);
    addNames(campus.plants(), 0.0);

    const LayerValues values = m_scene->values();
    const Threshold threshold = thresholdOf(values.layer());
    std::vector<Candidate> worst;
    const auto consider = [&](const auto& row, const LayerValue& value, base::Vec3 top_m,
                              double size_m) {
        const double height = std::abs(value.value);
        if (!value.isKnown() || height < threshold.worth)
            return;
        const double urgency = height >= threshold.fault
                                   ? 2.0 + (height - threshold.fault) / threshold.fault
                                   : 1.0 + (height - threshold.worth) / threshold.fault;
        worst.push_back({row.id.number,
                         QString::fromStdString(row.name) + QStringLiteral("  ") +
                             textOf(value, values.layer()),
                         top_m, size_m, urgency});
    };
    const auto considerBoxes = [&](const auto& table, double worth) {
        for (const auto& row : table) {
            const LayerValue value = values.of(row);
            if (!value.isKnown() || std::abs(value.value) < worth)
                continue;
            const auto box = model::footprintOf(campus, catalog, entity(row.id));
            consider(row, value, {box.centre_m.x, box.centre_m.y, box.bottom_m + box.size_m.z},
                     std::max(box.size_m.x, box.size_m.z));
        }
    };
    // A rack is meant to run near its rating: only above it is there something to tell.
    considerBoxes(campus.racks(), values.layer() == ViewState::Layer::ElectricalLoading
                                      ? threshold.fault + 0.5
                                      : threshold.worth);
    // The air that a unit takes back is meant to be warm: only inlets have a limit in that layer.
    if (values.layer() != ViewState::Layer::AirTemperature)
        considerBoxes(campus.equipment(), threshold.worth);
    for (const model::Feeder& feeder : campus.feeders()) {
        const auto a = campus.sitePlacement(feeder.from).position_m;
        const auto b = campus.sitePlacement(feeder.to).position_m;
        const base::Vec2 at = feeder.route_m.empty() ? 0.5 * (a + b) : feeder.route_m.front();
        consider(feeder, values.of(feeder), {at.x, at.y, 0.2}, 1e3);
    }
    const std::size_t kept = std::min(worst.size(), kWorstMost);
    std::partial_sort(worst.begin(), worst.begin() + std::ptrdiff_t(kept), worst.end(),
                      [](const auto& a, const auto& b) { return a.urgency > b.urgency; });
    worst.resize(kept);
    m_candidates.insert(m_candidates.begin(), worst.begin(), worst.end());
    layOut();
}

void LabelModel::layOut() {
    struct Placed {
        const Candidate* candidate;
        double x, y, depth_m;
    };
    std::vector<Placed> seen;
    if (m_camera)
        for (const Candidate& candidate : m_candidates) {
            const auto at = m_camera->project(candidate.top_m);
            if (!at || at->x < 0 || at->y < 24 || at->x > m_camera->viewport().width() ||
                at->y > m_camera->viewport().height())
                continue;
            const double perMetre =
                m_camera->isParallel()
                    ? 1.0 / m_camera->metresPerPixel()
                    : m_camera->distance() / (at->depth_m * m_camera->metresPerPixel());
            const double least_px = candidate.urgency > 0.0 ? kSmallest_px : kSmallestMinor_px;
            if (candidate.size_m * perMetre >= least_px)
                seen.push_back({&candidate, at->x, at->y, at->depth_m});
        }
    std::stable_sort(seen.begin(), seen.end(), [](const Placed& a, const Placed& b) {
        const double ua = a.candidate->urgency, ub = b.candidate->urgency;
        return ua != ub ? ua > ub : a.depth_m < b.depth_m;
    });
    std::vector<Label> labels;
    std::vector<QRectF> taken = m_keepClear;
    for (const Placed& place : seen) {
        if (labels.size() >= kMost)
            break;
        const double width =
            16.0 +
            std::min(kWidestText_px, m_characterWidth * double(place.candidate->text.size()));
        const QRectF rect(place.x - 0.5 * width, place.y - kStem_px - kTag_px, width, kTag_px);
        if (!QRectF({}, m_camera->viewport()).contains(rect)) // cut off it says nothing
            continue;
        const QRectF apart = rect.adjusted(-3, -3, 3, 3);
        if (std::any_of(taken.begin(), taken.end(),
                        [&](const QRectF& other) { return other.intersects(apart); }))
            continue;
        taken.push_back(rect);
        labels.push_back({place.candidate->number, place.candidate->text, std::round(place.x),
                          std::round(place.y), place.candidate->urgency});
    }
    const int before = int(m_labels.size()), after = int(labels.size());
    if (after > before)
        beginInsertRows({}, before, after - 1);
    else if (after < before)
        beginRemoveRows({}, after, before - 1);
    m_labels = std::move(labels);
    if (after > before)
        endInsertRows();
    else if (after < before)
        endRemoveRows();
    if (after > 0)
        emit dataChanged(index(0), index(after - 1));
}

int LabelModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_labels.size());
}

QVariant LabelModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= int(m_labels.size()))
        return {};
    const Label& label = m_labels[std::size_t(index.row())];
    switch (role) {
    case TextRole:
        return label.text;
    case XRole:
        return label.x;
    case YRole:
        return label.y;
    case StemRole:
        return kStem_px;
    case SeverityRole:
        return label.urgency >= 2.0   ? QStringLiteral("fault")
               : label.urgency >= 1.0 ? QStringLiteral("warning")
                                      : QString();
    case NumberRole:
        return int(label.number);
    default:
        return {};
    }
}

QHash<int, QByteArray> LabelModel::roleNames() const {
    return {{TextRole, "text"}, {XRole, "anchorX"},         {YRole, "anchorY"},
            {StemRole, "stem"}, {SeverityRole, "severity"}, {NumberRole, "number"}};
}

} // namespace hallwright::app
