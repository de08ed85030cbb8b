#include "app/scene/air_pictures.h"

#include "app/scene/air_streams.h"
#include "app/scene/warm_air.h"
#include "core/engine/plume_state.h"
#include "core/model/footprint.h"

#include <utility>

namespace hallwright::app {

namespace {

constexpr std::uint32_t kPlume = 0; // no hall has this number

} // namespace

AirSliceView& AirPictures::keep(std::uint32_t number, Slices& before, bool& listChanged) {
    auto& slice = m_slices[number] = std::move(before[number]);
    if (!slice) {
        slice = std::make_unique<AirSliceView>(&m_owner);
        listChanged = true;
    }
    return *slice;
}

bool AirPictures::updateSlices(const model::Campus& campus, const catalog::Catalog& catalog,
                               const engine::Solution* solution, const ViewState* view) {
    Slices before = std::exchange(m_slices, {});
    bool listChanged = false;
    if (solution && view && view->isSlicing())
        for (const auto& [id, state] : solution->halls) {
            if (!state.air || state.air->cellCount() == 0 || !campus.halls().contains(id))
                continue;
            if (view->layer() == ViewState::Layer::SupplyAir && state.air->supplyShare.empty())
                continue;
            keep(id.number, before, listChanged)
                .show(state.air, footprintOf(campus, catalog, entity(id)), view->layer(),
                      view->sliceAxis(), view->slicePosition());
        }
    if (solution && view && view->layer() == ViewState::Layer::Plume && solution->plume &&
        solution->plume->field)
        keep(kPlume, before, listChanged).showPlume(solution->plume->field, view->plumeHeight());
    std::erase_if(before, [](const auto& entry) { return !entry.second; });
    for (auto& entry : before)
        entry.second.release()->deleteLater(); // the scene may still hold it this frame
    return listChanged || !before.empty();
}

void AirPictures::updateStreams(const model::Campus& campus, const catalog::Catalog& catalog,
                                const engine::Solution* solution, const ViewState* view,
                                std::span<const model::EntityId> picked) {
    const bool isShown = solution && view && view->isSlicing() && view->showsStreams();
    if (isShown)
        m_streams.setMesh(airStreams(campus, catalog, *solution, view->layer(), picked));
    else if (m_hasStreams)
        m_streams.setMesh({});
    m_hasStreams = isShown;
}

void AirPictures::updateWarmAir(const model::Campus& campus, const catalog::Catalog& catalog,
                                const engine::SolutionPtr& solution, const ViewState* view) {
    const bool isShown = solution && view && view->showsWarmAir() &&
                         view->layer() == ViewState::Layer::AirTemperature;
    const auto wanted = isShown ? solution : nullptr;
    if (m_warmOf == wanted && (!wanted || m_warmFrom_C == view->warmFrom()))
        return;
    m_warmOf = wanted;
    if (wanted)
        m_warmFrom_C = view->warmFrom();
    m_warmAir.setMesh(wanted ? app::warmAir(campus, catalog, *wanted, m_warmFrom_C)
                             : MeshBuilder());
}

QList<AirSliceView*> AirPictures::slices() const {
    QList<AirSliceView*> list;
    for (const auto& entry : m_slices)
        list.append(entry.second.get());
    return list;
}

} // namespace hallwright::app
