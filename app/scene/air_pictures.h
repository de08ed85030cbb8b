#pragma once

#include "app/document/view_state.h"
#include "app/scene/air_slice.h"
#include "app/scene/mesh_geometry.h"
#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <QList>

#include <cstdint>
#include <map>
#include <memory>
#include <span>

namespace hallwright::app {

/// What is seen of the air: the cuts through the halls' air or through the plume, the paths that
/// the air takes, and the body of air that is too warm.
class AirPictures {
public:
    /// The slices become children of `owner`.
    explicit AirPictures(QObject& owner) : m_owner(owner) {
        m_streams.setMesh({});
        m_warmAir.setMesh({});
    }

    /// Whether the list of slices changed. `solution` and `view` may be null.
    bool updateSlices(const model::Campus& campus, const catalog::Catalog& catalog,
                      const engine::Solution* solution, const ViewState* view);
    void updateStreams(const model::Campus& campus, const catalog::Catalog& catalog,
                       const engine::Solution* solution, const ViewState* view,
                       std::span<const model::EntityId> picked);

    void updateWarmAir(const model::Campus& campus, const catalog::Catalog& catalog,
                       const engine::SolutionPtr& solution, const ViewState* view);

    [[nodiscard]] QList<AirSliceView*> slices() const;
    [[nodiscard]] QQuick3DGeometry* streams() { return &m_streams; }
    [[nodiscard]] QQuick3DGeometry* warmAir() { return &m_warmAir; }

private:
    using Slices = std::map<std::uint32_t, std::unique_ptr<AirSliceView>>; ///< by hall

    /// Takes the slice over from `before`, or makes it.
    AirSliceView& keep(std::uint32_t number, Slices& before, bool& listChanged);

    QObject& m_owner;
    Slices m_slices;
    MeshGeometry m_streams;
    bool m_hasStreams = false;
    MeshGeometry m_warmAir;
    engine::SolutionPtr m_warmOf; ///< that is drawn; null: none
    double m_warmFrom_C = 0.0;
};

} // namespace hallwright::app
