#pragma once

#include "core/base/vec.h"
#include "core/solvers/airflow/air_field.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace hallwright::airflow {

/// Axis-parallel box, metres.
struct Box {
    base::Vec3 min_m;
    base::Vec3 max_m;
};

/// Axis-parallel rectangle: min and max agree along `normal`. Which side of it is air follows from
/// what stands behind it: a box, or the end of the domain.
struct FaceRect {
    Axis normal = Axis::X;
    base::Vec3 min_m;
    base::Vec3 max_m;
};

/// Air with constant properties; density varies in the buoyancy alone (Boussinesq).
struct AirProperties {
    double density_kg_per_m3 = 1.2;
    double heatCapacity_J_per_kgK = 1005.0;
    double viscosity_m2_per_s = 1.5e-5;
    double prandtl = 0.71;
    double turbulentPrandtl = 0.85;
    double expansion_per_K = 0.00341;
    double reference_K = 293.15;
    base::Vec3 gravity_m_per_s2{0.0, 0.0, -9.81};

    [[nodiscard]] double heatCapacity_J_per_m3K() const {
        return density_kg_per_m3 * heatCapacity_J_per_kgK;
    }
};

enum class Turbulence {
    Laminar,      ///< molecular viscosity alone
    ZeroEquation, ///< see zeroEquationViscosity(); always in open air
    TwoEquation,  ///< see class TwoEquation
};

/// Turbulence of the air that devices and openings blow in.
struct InflowTurbulence {
    double intensity = 0.1; ///< swings over the mean speed through the face [-]
    double length_m = 0.1;  ///< mixing length
};

/// Water in a coil takes the air towards its own temperature: the air leaves at
/// in - effectiveness * (in - water).
struct Coil {
    double effectiveness = 0.6; ///< 0..1, at the flows of air and water there are [-]
    double water_K = 291.15;    ///< as it enters
};

/// Pressure that fans give against what the air meets outside of their device; between its points
/// the curve is straight. Losses inside take `ownLoss_Pa_s2_per_m6` times the square of the flow.
/// Fans that the pressure outside stalls keep a twentieth of the curve's largest flow.
struct FanCurve {
    struct Point {
        double flow_m3_per_s = 0.0;
        double rise_Pa = 0.0;
    };
    std::vector<Point> points; ///< two or more; flow rises from point to point, pressure falls
    double ownLoss_Pa_s2_per_m6 = 0.0;

    /// Whether the points are finite, two or more, from no flow or more, and fall.
    [[nodiscard]] bool isFalling() const;
    /// Flow that the fans move against `outside_Pa`, the pressure behind less that before, m3/s.
    [[nodiscard]] double flowAgainst_m3_per_s(double outside_Pa) const;
};

/// A heat exchanger in the rear of a rack. Passive: the rack's fans push the air through it, and
/// its resistance belongs into their curve. Active: its own fans set the rack's flow.
struct RearDoor {
    Coil coil;
    std::optional<double> least_K; ///< its valve lets no colder air leave
    std::optional<double> capacity_W;
};

/// A box that takes air in at the front, warms it and blows the same flow out at the rear, which
/// may be any of its sides.
struct Rack {
    std::string id;
    Box box;
    FaceRect front;
    FaceRect rear;
    double heat_W = 0.0;        ///< to the air
    double flow_m3_per_s = 0.0; ///< through its faces; with a fan curve where to start from
    std::optional<Box> chimney; ///< a duct on the rack; the rear lies on it
    std::optional<RearDoor> rearDoor;
    std::optional<FanCurve> fans; ///< the flow follows from the pressures; else it is given
    /// Share of the servers' air that is their own exhaust, come back inside the rack where panels
    /// are missing, 0 to below 1. The servers move flow / (1 - share).
    double recirculatedShare = 0.0;
    /// Of what stands in the stream of its air and follows the outlet's temperature; matters in
    /// simulations that are true to time.
    double heatCapacity_J_per_K = 0.0;
    /// A bank of fans in open air: the box holds no solid but the air that the fans draw up through
    /// its top, from below it to above it. Front and rear are both that top.
    bool isDeck = false;
    /// Of a deck's air in its fans, m/s. What of its momentum the flow through the whole deck does
    /// not carry is given to the air above it. 0: the air leaves evenly over the deck.
    double jetSpeed_m_per_s = 0.0;
};

/// A cooling unit: takes air in at its returns, gives the same flow at `supply_K`.
struct AirUnit {
    std::string id;
    std::optional<Box> box; ///< none: its faces lie on the outer walls or on solids
    std::vector<FaceRect> returns;
    std::vector<FaceRect> supplies;
    double flow_m3_per_s = 0.0; ///< with `fan` the flow to start from
    double supply_K = 291.15;
    std::optional<double> capacity_W; ///< sensible; beyond it the supply gets warmer than supply_K
    std::optional<FanCurve> fans;
    std::optional<Coil> coil; ///< where it can't reach supply_K the supply follows the return
};

/// A thin wall that lets air through against its resistance: a perforated tile, a grille, a door
/// or a roof that leaks. Replaces a baffle where both lie.
struct Screen {
    std::string id;
    FaceRect face;
    /// Pressure loss over density / 2 * (flow / whole area)^2 [-], see perforatedPlateLoss().
    double lossCoefficient = 0.0;
    double openShare = 1.0; ///< of its area, through which heat spreads by itself, 0..1
};

/// A body that air passes against a resistance: a cable tray full of cables, a bank of pipes.
struct PorousBody {
    Box box;
    double loss_per_m = 0.0; ///< loss coefficient of a metre of it along any axis
};

/// A hole in a wall, floor or ceiling, or in a solid box.
struct Opening {
    std::string id;
    FaceRect face;
    std::optional<double>
        flow_m3_per_s;             ///< into the hall positive; none: shares what is left, by area
    double temperature_K = 293.15; ///< of air that comes in
};

/// A part of an outer wall that is held at a temperature. Walls are adiabatic elsewhere.
struct WallTemperature {
    FaceRect face;
    double temperature_K = 293.15;
};

struct Probe {
    std::string id;
    base::Vec3 at_m;
};

/// Open country instead of a hall: the floor is rough ground; sides and top are open. Air comes in
/// at the problem's reference temperature: where the wind enters with its log profile u(z) = u_ref
/// ln(1 + z / z0) / ln(1 + z_ref / z0), elsewhere as the pressures ask for.
struct OpenAir {
    base::Vec2 wind_m_per_s;  ///< where it blows to, at `height_m`; zero: calm
    double height_m = 10.0;   ///< of the wind above ground
    double roughness_m = 0.1; ///< z0
    [[nodiscard]] base::Vec2 windAt_m_per_s(double at_m) const;
};

/// Loss coefficient of a perforated plate or of gaps with sharp edges that leave `openShare`
/// (above 0 up to 1) of its area open: (1 + 0.5 (1 - s)^0.75 + 1.414 (1 - s)^0.375) / s^2 for the
/// speed before it (Fried and Idelchik, Flow Resistance, 1989; the usual form for floor tiles).
[[nodiscard]] double perforatedPlateLoss(double openShare);

/// One hall, one cavity or one duct. SI throughout.
struct AirflowProblem {
    base::Vec3 size_m;
    double cell_m = 0.2;               ///< wanted edge; used where `cells` is zero
    std::array<int, 3> cells{0, 0, 0}; ///< exact numbers of cells, if not zero
    bool isTwoDimensional = false;     ///< no friction at the walls across z
    AirProperties air;
    Turbulence turbulence = Turbulence::TwoEquation;
    InflowTurbulence inflow;
    double initial_K = 296.15;
    base::Vec3 lidVelocity_m_per_s; ///< of the wall at the largest y (x and z parts)
    std::vector<Box> solids;        ///< columns, plinths, closed cabinets
    std::vector<FaceRect> baffles;  ///< thin walls: containment, blanking panels, doors
    std::vector<Screen> screens;
    std::vector<PorousBody> porousBodies;
    std::vector<Rack> racks;
    std::vector<AirUnit> airUnits;
    std::vector<Opening> openings;
    std::vector<WallTemperature> wallTemperatures;
    std::vector<Probe> probes;
    std::optional<OpenAir> openAir;
};

} // namespace hallwright::airflow
