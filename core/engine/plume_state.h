#pragma once

#include "core/model/entities.h"
#include "core/solvers/airflow/air_field.h"

#include <memory>
#include <string>

namespace hallwright::engine {

/// Air over the campus in site axes.
struct PlumeField {
    std::shared_ptr<const airflow::AirField> air; ///< in site axes moved to `origin_m`
    model::Vec3 origin_m;                         ///< low corner; z is the ground
    double ambient_C = 0.0;

    /// Whether a point lies in the box that was solved.
    [[nodiscard]] bool holds(model::Vec3 point_m) const;
    /// Air at a point in site axes, with its temperature above ambient [K]; outside of the box
    /// that of its nearest point.
    [[nodiscard]] airflow::AirSample riseAt(model::Vec3 point_m) const;
    /// Horizontal cut at a height above ground, its temperatures above ambient [K].
    [[nodiscard]] airflow::AirSlice riseAtHeight(double height_m) const;
};

/// What the plume stage found: the air that the campus warms, and what that does to the intakes of
/// its heat-rejection units. Each unit's own figures stand in its UnitState.
struct PlumeState {
    std::shared_ptr<const PlumeField> field; ///< null where there was nothing to solve
    double wind_m_per_s = 0.0;
    double windFrom_deg = 0.0;
    double heat_W = 0.0;            ///< of all sources
    double imbalanceFraction = 0.0; ///< of it, what the open sides do not carry away
    int units = 0;                  ///< that reject heat
    double meanRise_K = 0.0;        ///< of their intakes above ambient, weighted with their flows
    double meanShare = 0.0;         ///< recirculation, weighted likewise
    double worstRise_K = 0.0;
    double worstShare = 0.0;      ///< of the unit with the worst rise
    model::EquipmentId worstUnit; ///< invalid: none
    int rounds = 0;               ///< of plume and plant, over all grids
    double residual_K = 0.0;      ///< mean change of the intakes in the last round
    bool converged = false;
    bool isFinest = false; ///< finer grids do not follow
    /// Intakes are those of an earlier answer, until the air over this one has been solved.
    bool isKept = false;
    std::string message; ///< what is wrong with it, or why there is none; empty where all is well
};

} // namespace hallwright::engine
