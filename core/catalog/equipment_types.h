#pragma once

#include "core/base/vec.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hallwright::catalog {

/// How well a figure is founded: read in its source, usual for the class, or derived.
enum class Confidence { Published, Typical, Estimate };

/// One point of a curve y(x); lists are sorted by x, interpolation is linear, ends are clamped.
struct CurvePoint {
    double x = 0.0;
    double y = 0.0;
    friend bool operator==(const CurvePoint&, const CurvePoint&) = default;
};
using Curve = std::vector<CurvePoint>;

/// Linear interpolation on a curve; x outside is clamped; an empty curve gives `fallback`.
[[nodiscard]] double interpolate(const Curve& curve, double x, double fallback = 0.0);

/// What every catalogue entry has. SI units; 0 or empty where the source gives no figure.
struct EquipmentType {
    std::string id;    ///< stable key, unique over the catalogue
    std::string name;  ///< display name
    std::string file;  ///< catalogue file it came from, for messages
    base::Vec3 size_m; ///< width (local x), depth (local y), height
    double mass_kg = 0.0;
    std::optional<double> price_eur; ///< indicative, mid-2026, without tax
    std::optional<double> leadTimeMin_weeks;
    std::optional<double> leadTimeMax_weeks;
    std::vector<std::string> sources;
    Confidence confidence = Confidence::Estimate;
    std::map<std::string, Confidence> fieldConfidence; ///< exceptions by field name of the file
};

struct RackType : EquipmentType {
    std::string vendor;
    double powerNominal_W = 0.0; ///< sustained design load
    double powerPeak_W = 0.0;    ///< what feeds are sized for
    double heatToLiquidFraction = 0.0;
    std::string coolant;               ///< coolant id, empty for air-cooled racks
    double coolantFlow_m3_per_s = 0.0; ///< at nominal load
    double coolantSupplyTypical_C = 0.0;
    double coolantSupplyMax_C = 0.0;
    double coolantDelta_K = 0.0;
    double coolantPressureDrop_Pa = 0.0; ///< at nominal flow
    double airFlow_m3_per_s = 0.0;       ///< at nominal load
    double airDelta_K = 0.0;
    double airSupplyMax_C = 0.0; ///< highest inlet temperature allowed; 0: not stated
    std::string airClass;
    int accelerators = 0;          ///< GPU packages
    double tokens_per_s = 0.0;     ///< at nominal load
    std::string tokensModel;       ///< model that the tokens are of; rates of one model add up
    std::string tokensBenchmark;   ///< round, scenario, precision and basis, in words
    std::string feed;              ///< in words
    double coolantVolume_m3 = 0.0; ///< in cold plates, manifolds and hoses; 0: not stated
    /// Flow factor Kv of each of the two quick-disconnects by which it hangs on the manifold [m3/h
    /// at 1 bar]; 0: their loss is in coolantPressureDrop_Pa.
    double quickDisconnectKv_m3_per_h = 0.0;
};

struct CduType : EquipmentType {
    std::string mounting; ///< "in-rack", "in-row", "floor", ...
    bool liquidToAir = false;
    double capacity_W = 0.0;
    double approach_K = 0.0;
    double flowSecondary_m3_per_s = 0.0;
    double flowPrimary_m3_per_s = 0.0;
    double pumpHeadExternal_Pa = 0.0;
    double pumpPower_W = 0.0;
    double fluidVolume_m3 = 0.0; ///< of its secondary side; 0: not stated
};

enum class AirUnitForm { FanWall, Crah, RearDoorActive, RearDoorPassive };
struct AirUnitType : EquipmentType {
    AirUnitForm form = AirUnitForm::FanWall;
    double capacity_W = 0.0;
    double waterSupply_C = 0.0;
    double waterReturn_C = 0.0;
    double waterFlow_m3_per_s = 0.0;
    double airSupply_C = 0.0;
    double airReturn_C = 0.0;
    double airFlow_m3_per_s = 0.0;
    double fanPower_W = 0.0;
    double waterPressureDrop_Pa = 0.0;
};

/// Curves of an energy-input-ratio model (EnergyPlus Engineering Reference,
/// Chiller:Electric:EIR) with the range that they were fitted in; temperatures in degC.
struct EirCurves {
    std::array<double, 6> capacity{}; ///< c0 + c1 l + c2 l^2 + c3 s + c4 s^2 + c5 l s
    std::array<double, 6> eir{};      ///< idem; l: leaving water, s: sink
    std::array<double, 3> partLoad{}; ///< c0 + c1 r + c2 r^2
    double leastPartLoad = 0.1;
    double mostPartLoad = 1.0;
    double leavingMin_C = 0.0, leavingMax_C = 0.0;
    double sinkMin_C = 0.0, sinkMax_C = 0.0;
};

struct ChillerType : EquipmentType {
    bool waterCooled = false;
    double capacity_W = 0.0;
    double leavingWater_C = 0.0;
    double enteringWater_C = 0.0;
    double waterFlow_m3_per_s = 0.0;
    double copRated = 0.0;
    Curve copOverAmbient; ///< COP against ambient dry bulb [degC]
    Curve partLoadFactor; ///< COP factor against load share
    double freeCoolingFullBelow_C = -273.15;
    double freeCoolingStartBelow_C = -273.15;
    double fanPower_W = 0.0;
    double condenserPressureDrop_Pa = 0.0; ///< of its water at rated flow; 0: not stated
    std::optional<EirCurves> eir;          ///< in place of the COP curves where given
};

enum class HeatRejectionForm { Dry, Adiabatic, Hybrid, Tower };
struct HeatRejectionType : EquipmentType {
    HeatRejectionForm form = HeatRejectionForm::Dry;
    double capacity_W = 0.0;
    double ratedAmbient_C = 35.0;
    double fluidIn_C = 0.0;
    double fluidOut_C = 0.0;
    double approach_K = 0.0;
    double effectiveness = 0.0;
    double airFlow_m3_per_s = 0.0;
    double dischargeSpeed_m_per_s = 0.0; ///< of the air in its fans at that flow; 0: not stated
    double fanPower_W = 0.0;
    double fluidFlow_m3_per_s = 0.0;
    double fluidPressureDrop_Pa = 0.0;
    double waterUse_m3_per_J = 0.0; ///< water per heat rejected while wet; 0 for dry
    double wetAbove_C = 1000.0;     ///< ambient above which water is used
    double padSaturation = 0.0; ///< share of the wet-bulb depression that pads reach; 0: not stated
    double waterPeak_m3_per_s = 0.0; ///< make-up limit; 0: not stated
    double fluidVolume_m3 = 0.0;     ///< in its coil; 0: not stated
    /// Hybrid: outdoor air at which it gives its capacity dry, and the fluid that leaves it then.
    double dryAmbient_C = 0.0;
    double dryFluidOut_C = 0.0; ///< 0: not stated, such units are always wet
};

/// A buffer tank in the facility water's supply.
struct TankType : EquipmentType {
    double volume_m3 = 0.0;
    double pressureMax_Pa = 0.0; ///< gauge; 0: not stated
};

/// A plate heat exchanger between facility water and customers of its heat.
struct HeatExchangerType : EquipmentType {
    double capacity_W = 0.0;
    double approach_K = 0.0;           ///< facility water in less what customers get
    double flow_m3_per_s = 0.0;        ///< of facility water, rated
    double fluidPressureDrop_Pa = 0.0; ///< at rated flow
};

struct PumpType : EquipmentType {
    double flowRated_m3_per_s = 0.0;
    double headRated_m = 0.0;
    double headZero_m = 0.0;                ///< H(0)
    double headCoefficient_s2_per_m5 = 0.0; ///< H = H(0) - a Q^2
    double efficiencyPeak = 0.0;
    Curve efficiencyOverFlow; ///< against flow over rated flow, at rated speed; empty: the peak
    double motorEfficiency = 1.0;
    double driveEfficiency = 1.0;
    double motorPower_W = 0.0;
    double npshRequired_m = 0.0; ///< at rated flow; 0: not stated
};

struct PipeSize {
    int dn = 0;
    double innerDiameter_m = 0.0;
    double price_eur_per_m = 0.0; ///< 0: not stated
    double outerDiameter_m = 0.0; ///< 0: not stated
};
struct PipeFamily : EquipmentType {
    double roughness_m = 0.0;
    double velocityMax_m_per_s = 0.0;
    double gradientDesign_Pa_per_m = 0.0; ///< upper end of the design range
    std::vector<PipeSize> sizes;          ///< ascending DN
    double pressureMax_Pa = 0.0;          ///< gauge, in service; 0: not stated
    double insulation_m = 0.0;            ///< thickness; 0: not insulated
    double insulation_W_per_mK = 0.0;     ///< conductivity of the insulation
};

struct CoolantState {
    double t_C = 0.0;
    double density_kg_per_m3 = 0.0;
    double heatCapacity_J_per_kgK = 0.0;
    double viscosity_Pa_s = 0.0; ///< dynamic
    double conductivity_W_per_mK = 0.0;
};
struct CoolantType : EquipmentType {
    double freeze_C = 0.0;
    std::vector<CoolantState> states; ///< ascending temperature
};

/// The second of two low-voltage windings on one core: what it adds to the name plate of a
/// three-winding transformer. Each short-circuit voltage is stated for the smaller rated power of
/// its two windings.
struct SecondWinding {
    double voltage_V = 0.0;
    double rating_VA = 0.0;
    double ukHigh = 0.0; ///< against the high-voltage winding, fraction; its resistive part urHigh
    double urHigh = 0.0;
    double ukLow = 0.0; ///< against the first low-voltage winding; its resistive part urLow
    double urLow = 0.0;
};

struct TransformerType : EquipmentType {
    double rating_VA = 0.0; ///< of the high-voltage winding
    double lowRating_VA =
        0.0; ///< of the low-voltage winding, as the high-voltage one without a second
    std::optional<SecondWinding> second;
    double highVoltage_V = 0.0;
    double lowVoltage_V = 0.0;
    double uk = 0.0; ///< short-circuit voltage of the two, fraction of rated
    double ur = 0.0; ///< its resistive part, fraction
    double noLoadLoss_W = 0.0;
    double loadLoss_W = 0.0; ///< at rated current
    double i0 = 0.0;         ///< no-load current, fraction
    double tapRange = 0.0;   ///< +- fraction; 0: no tap changer
    double tapStep = 0.0;
    double tapSetpoint_pu = 1.0; ///< voltage that on-load taps hold on the low-voltage side
    double tapBand = 0.0;        ///< full width of their dead band, fraction; 0: not stated
    std::string vectorGroup;
    double oilVolume_m3 = 0.0;
};

enum class ConductorMetal { Unknown, Copper, Aluminium };

struct CableType : EquipmentType { ///< a cable or a busway
    bool busway = false;
    ConductorMetal conductor = ConductorMetal::Unknown;
    double section_m2 = 0.0; ///< of one conductor; 0: not stated
    bool directCurrent = false;
    double voltage_V = 0.0;
    double r_Ohm_per_m = 0.0; ///< one phase, one circuit; at 90 degC where r20 is known, else at 20
    double temperatureCoefficient_per_K = 0.00393; ///< of resistance, at 20 degC
    double x_Ohm_per_m = 0.0;
    double c_F_per_m = 0.0;
    double ampacity_A = 0.0;
    double price_eur_per_m = 0.0;    ///< a circuit of all phases; 0: not stated
    double r20_Ohm_per_m = 0.0;      ///< at 20 degC; 0: r_Ohm_per_m is at 20 degC
    double r0_Ohm_per_m = 0.0;       ///< zero sequence at 20 degC; 0: not stated
    double x0_Ohm_per_m = 0.0;       ///< zero sequence; 0: not stated
    double shortTimeCurrent_A = 0.0; ///< Icw over 1 s; 0: not stated
    double peakCurrent_A = 0.0;      ///< Ipk; 0: not stated
};

struct SwitchgearType : EquipmentType {
    double voltage_V = 0.0;
    double ratedCurrent_A = 0.0;
    double shortTimeCurrent_A = 0.0;
    double peakCurrent_A = 0.0;     ///< 0: not stated
    double breakingCurrent_A = 0.0; ///< of its circuit-breakers; 0: as the short-time current
};

enum class PowerDeviceForm { Ups, TransferSwitch, Pdu };
struct PowerDeviceType : EquipmentType {
    PowerDeviceForm form = PowerDeviceForm::Ups;
    double power_W = 0.0;
    double rating_VA = 0.0;
    Curve efficiency;               ///< against load share
    Curve efficiencyEco;            ///< against load share; empty: no eco mode
    double batteryAutonomy_s = 0.0; ///< of its batteries at rated power; 0: not stated
    double ratedCurrent_A = 0.0;    ///< transfer switches
};

struct PowerShelfType : EquipmentType {
    double power_W = 0.0;
    double outputVoltage_V = 0.0;
    Curve efficiency; ///< against load share
};

enum class GenerationForm { DieselSet, GasEngine, GasTurbine, FuelCell, Battery, Photovoltaic };
struct GenerationType : EquipmentType {
    GenerationForm form = GenerationForm::DieselSet;
    double power_W = 0.0;
    double rating_VA = 0.0;
    double energy_J = 0.0; ///< batteries
    double startToLoad_s = 0.0;
    double heatRejection_W = 0.0;
    Curve fuel_m3_per_s; ///< liquid fuel against load share; empty: not stated, or gas
};

struct ModuleType : EquipmentType {
    double capacity_W = 0.0;
    double rating_VA = 0.0;
    std::string contains; ///< in words
};

} // namespace hallwright::catalog
