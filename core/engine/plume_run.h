#pragma once

#include "core/engine/campus_solver.h"
#include "core/engine/clock.h"
#include "core/engine/cooling_system.h"
#include "core/engine/plume_stages.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace hallwright::engine {

struct PlumeState;

/// The plume stage of one solve: the air over the campus warms the intakes of its coolers, which
/// changes what the plants do and give off, which changes the air. A fixed point from coolers that
/// take ambient air: on coarse cells first, then on finer ones from there, until the intakes move
/// by less than a tenth of a kelvin on average, which is far below what the model of the air knows.
class PlumeRun {
public:
    /// Power and coolant with these intakes, and all else that `before` holds; null where stopped.
    using Resolve = std::function<std::shared_ptr<Solution>(const Solution& before,
                                                            const IntakeRises&, std::stop_token)>;

    PlumeRun(PlumeStages& stages, const CampusIndex& index, const catalog::Catalog& catalog,
             const CoolingSystem& cooling, Resolve resolve, std::function<void(Solution&)> finish,
             std::function<void(SolutionPtr)> onStage);

    /// Goes on from `base`; returns the last solution handed out, or one that only says why there
    /// is no plume. Where `base` has kept intakes of an earlier answer, its figures stay until the
    /// finest cells have answered: pictures sharpen, figures do not jump to and fro.
    SolutionPtr run(SolutionPtr base, std::stop_token stop);

private:
    /// Solves on about so many cells until the intakes stand; false where stopped.
    [[nodiscard]] bool settle(double cells, bool isFinest, std::stop_token stop);
    [[nodiscard]] PlumeAssembly assemble(double cells) const;
    [[nodiscard]] std::vector<PlumeSource> sourcesOf(const Solution& solution) const;
    [[nodiscard]] std::shared_ptr<Solution> withKeptFigures() const;
    void report(const PlumeAssembly& assembly, const airflow::AirflowSolution& air,
                double residual_K, bool isFinest, bool isDone);
    void handOut();
    void handOutPicture();

    PlumeStages& m_stages;
    const CampusIndex& m_index;
    const catalog::Catalog& m_catalog;
    const CoolingSystem& m_cooling;
    Resolve m_resolve;
    std::function<void(Solution&)> m_finish;
    std::function<void(SolutionPtr)> m_onStage;
    std::shared_ptr<Solution> m_next; ///< being written
    SolutionPtr m_last;               ///< handed out
    SolutionPtr m_kept;               ///< with the intakes of an earlier answer; null: none
    IntakeRises m_rises;              ///< that the plants of m_next take in
    int m_rounds = 0;
    Clock m_clock;
};

} // namespace hallwright::engine
