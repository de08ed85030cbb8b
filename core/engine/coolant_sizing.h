#pragma once

#include "core/catalog/catalog.h"
#include "core/model/campus.h"
#include "core/model/edits/resizing.h"
#include "core/solvers/plant/coolant_table.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::engine {

/// What sizes must carry: the flows as they are, or those with any one main or pump out as well.
enum class SizingBasis { AsItIs, NMinusOne };

/// Sizes that the facility water's flows ask for, and the one edit that brings them about.
struct CoolantSizing {
    struct Main {
        model::MainId id;
        int dnBefore = 0;
        int dn = 0;
        double flow_m3_per_s = 0.0;
        double velocity_m_per_s = 0.0;  ///< at `dn`
        double gradient_Pa_per_m = 0.0; ///< at `dn`
        bool isWithinRules = true;      ///< false: even the family's largest size is too small
        bool isSingle = false; ///< N-1: without it racks get no coolant, so no ring stands in
    };
    struct Pumps { ///< of one plant, all of one type
        model::PlantId plant;
        std::string typeBefore;
        std::string type;
        int count = 0;              ///< spares included
        double flow_m3_per_s = 0.0; ///< of each that runs; N-1: with one out
        double head_m = 0.0;        ///< that the circuit asks for, at the mains' new sizes
        bool isEnough = true;       ///< false: even the catalogue's largest pump falls short
    };
    std::vector<Main> mains;  ///< those that carry water, in id order
    std::vector<Pumps> pumps; ///< in id order of their plants
    model::ResizeWater edit;  ///< empty where everything fits already
    bool isSolved = false;
    std::string trouble; ///< why not solved
};

/// Pressure gradient [Pa/m] of new pipe at a flow (Darcy-Weisbach).
[[nodiscard]] double pipeGradient_Pa_per_m(const catalog::PipeFamily& family,
                                           const catalog::PipeSize& size, double flow_m3_per_s,
                                           const plant::CoolantProperties& coolant);

/// The smallest size whose velocity and pressure gradient stay within the family's design limits;
/// the largest where none does, nullptr without sizes.
[[nodiscard]] const catalog::PipeSize* pipeWithin(const catalog::PipeFamily& family,
                                                  double flow_m3_per_s,
                                                  const plant::CoolantProperties& coolant);

/// Sizes mains by velocity and pressure gradient for the flows of a scenario (the active one), and
/// pumps by the flow and head that are left then: the smallest motor that lifts the flow of each
/// running pump, at no more than its rated flow, over the head with 5 % to spare. Pumps keep their
/// number. Flows are those of pumps strong enough for the mains as they are, so that what is too
/// small now does not hide what is needed. With N-1, flows and head are the highest of all states
/// in which one main is out and the others still serve every rack, and pumps lift the flow with
/// one of them out.
[[nodiscard]] CoolantSizing sizeCoolant(const model::Campus& campus,
                                        std::shared_ptr<const catalog::Catalog> catalog,
                                        const std::optional<model::Scenario>& scenario = {},
                                        SizingBasis basis = SizingBasis::AsItIs,
                                        std::stop_token stop = {});

} // namespace hallwright::engine
