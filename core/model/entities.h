#pragma once

#include "core/base/id.h"
#include "core/base/vec.h"

#include <map>
#include <string>
#include <vector>

namespace hallwright::model {

using base::Vec2;
using base::Vec3;

using HallId = base::Id<struct HallTag>;
using RowId = base::Id<struct RowTag>;
using RackId = base::Id<struct RackTag>;
using EquipmentId = base::Id<struct EquipmentTag>;
using SubstationId = base::Id<struct SubstationTag>;
using PlantId = base::Id<struct PlantTag>;
using GridConnectionId = base::Id<struct GridConnectionTag>;
using FeederId = base::Id<struct FeederTag>;
using MainId = base::Id<struct MainTag>;
using ZoneId = base::Id<struct ZoneTag>;
using ScenarioId = base::Id<struct ScenarioTag>;
/// Any entity of a campus. Numbers are unique over all kinds, so a bare number finds its entity.
using EntityId = base::Id<struct EntityTag>;

template <class Tag>
[[nodiscard]] constexpr EntityId entity(base::Id<Tag> id) {
    return EntityId{id.number};
}

enum class EntityKind {
    None,
    Hall,
    Row,
    Rack,
    Equipment,
    Substation,
    Plant,
    GridConnection,
    Feeder,
    Main,
    Zone,
    Scenario
};

/// Where a thing stands: the centre of its footprint, turned counter-clockwise about it.
/// Things inside a hall, a substation or a plant are placed in the frame of that container:
/// origin at the container's centre, axes turned with it. All others are in site axes
/// (x east, y north, z up from the datum).
struct Placement {
    Vec2 position_m;
    double z_m = 0.0;
    double rotation_deg = 0.0;
    friend bool operator==(const Placement&, const Placement&) = default;
};

/// The blocks of a redundant supply: its sides A and B, the blocks C and D of distributed redundant
/// ones, the reserve of block redundant ones. `None`: does not matter or serves all.
enum class FeedSide { None, A, B, C, D, Reserve };

/// How a rack row's air is kept apart.
enum class Containment { None, ColdAisle, HotAisle };

/// How the racks of a hall are fed; supply_pattern.h says what each of them means in blocks.
enum class FeedRedundancy {
    N,               ///< one path of just as many units as the load needs
    TwoN,            ///< two full paths, of which each carries half
    NPlusOne,        ///< one path with a unit to spare, all on one bar
    ThreeToMakeTwo,  ///< distributed redundant: any two of three blocks carry all
    FourToMakeThree, ///< distributed redundant: any three of four blocks carry all
    BlockRedundant   ///< three blocks and a reserve ("catcher") behind static transfer switches
};

/// How a double-conversion UPS works: converting all the time, or on its bypass until the supply
/// fails.
enum class UpsMode { DoubleConversion, Eco };

/// What a hall is generated from. Types are catalogue ids; an empty id means "none".
struct HallTemplate {
    std::string name;
    std::string rackType;
    int rows = 0;
    int racksPerRow = 0;
    double rackPitch_m = 0.6; ///< along the row
    double coldAisle_m = 1.2;
    double hotAisle_m = 1.2;
    double endGallery_m =
        3.0; ///< free length at both ends of the rows (CDUs, air units stand there)
    double sideGallery_m = 2.0; ///< free width along the outer rows
    double height_m = 4.2;      ///< clear height
    Containment containment = Containment::HotAisle;
    FeedRedundancy feeds = FeedRedundancy::TwoN;
    std::string transformerType;
    std::string upsType;
    std::string buswayType;
    std::string cduType;
    int cduSpare = 1; ///< units beyond need (the +1 of N+1)
    std::string tcsPipe;
    std::string airUnitType;
    int airUnitSpare = 1;
    double airSupply_C = 24.0;
    double floorLoadLimit_Pa = 20000.0;
    UpsMode upsMode = UpsMode::DoubleConversion;
    std::string transferSwitchType; ///< of block redundant feeds; empty: one of the catalogue
    std::string pduType;            ///< between UPS and busways
    std::string rectifierType;      ///< power racks that feed direct-current busways
    friend bool operator==(const HallTemplate&, const HallTemplate&) = default;
};

/// A rack hall. Its content (rows, racks, equipment) stands in tables of its own and names the
/// hall; connections inside follow from the content (see hall_interior.h) and are not stored.
struct Hall {
    HallId id;
    std::string name;
    Placement placement;
    Vec3 size_m; ///< outer length along local x, width along local y, height
    HallTemplate recipe;
    bool detached = false; ///< edited by hand since it was generated: regeneration asks first
    friend bool operator==(const Hall&, const Hall&) = default;
};

struct Row {
    RowId id;
    std::string name;
    HallId hall;
    Placement placement; ///< in the hall; racks stand along the row's local x, fronts to local -y
    double length_m = 0.0;
    friend bool operator==(const Row&, const Row&) = default;
};

struct Rack {
    RackId id;
    std::string name;
    HallId hall;
    RowId row; ///< invalid: a rack that stands alone
    std::string type;
    Placement placement; ///< in the hall; front to local -y
    double itLoad_W = 0.0;
    friend bool operator==(const Rack&, const Rack&) = default;
};

enum class EquipmentKind {
    Cdu,
    AirUnit,
    Chiller,
    HeatRejection,
    Pump,
    Transformer,
    Switchgear,
    PowerDevice, ///< UPS, transfer switch, PDU
    Generation,
    Module,
    PowerRack,    ///< rectifiers that make direct current for the racks
    Tank,         ///< holds cold facility water for when its cooling stops
    HeatExchanger ///< hands heat of facility water to customers
};

/// What a generator, a battery or a photovoltaic plant does in the state that is solved.
enum class GenerationUse {
    Standby,  ///< feeds nothing
    Parallel, ///< feeds its set-point beside the grid
    Island    ///< carries what no grid connection feeds; stands by while one does
};

/// Anything that is placed as one catalogue item and is not a rack.
struct Equipment {
    EquipmentId id;
    std::string name;
    EquipmentKind kind = EquipmentKind::Cdu;
    std::string type; ///< catalogue id
    EntityId parent;  ///< hall, substation or plant; invalid: stands on the site
    Placement placement;
    FeedSide side = FeedSide::None;
    bool inService = true;
    GenerationUse use = GenerationUse::Standby; ///< generation only
    /// Power that generation feeds in parallel with the grid [W]; batteries charge where it is
    /// negative; 0 lets photovoltaic plants follow the scenario's irradiance.
    double setpoint_W = 0.0;
    friend bool operator==(const Equipment&, const Equipment&) = default;
};

/// High voltage in, medium voltage out. Its transformers are equipment; transformer i of the
/// substation (in id order) feeds bus section i modulo `busSections`.
struct Substation {
    SubstationId id;
    std::string name;
    Placement placement;
    Vec3 size_m;
    double highVoltage_V = 0.0;
    double mediumVoltage_V = 0.0;
    int busSections = 1;
    bool busTiesClosed = false; ///< closed: all sections work as one bar
    std::string switchgearType;
    bool busTiesTransfer = false; ///< open ties close by themselves when a section loses its supply
    double compensation_VAr = 0.0; ///< capacitors and filters on each section, at nominal voltage
    friend bool operator==(const Substation&, const Substation&) = default;
};

/// How the set-point of facility water follows outdoor air: not at all, or in a straight line
/// between two outdoor temperatures.
enum class SupplyReset { Fixed, OutdoorAir };

/// How chillers work behind coolers: they trim what the coolers leave, or they carry all as soon as
/// the coolers alone do not hold the set-point.
enum class Economiser { Integrated, Changeover };

/// How many of equal chillers carry their load: those that take the least power together, as few as
/// can, or all.
enum class ChillerStaging { LeastPower, FewestUnits, AllUnits };

/// When coolers with pads or sprays use water: by their type's switch temperature, never, or above
/// the plant's own.
enum class CoolerWater { ByType, Dry, AboveAmbient };

/// Facility-water pumps follow what the worst-placed consumer needs, or run at full speed.
enum class PumpControl { VariableSpeed, FixedSpeed };

/// What stands in the branch of each consumer: a pressure-independent control valve that holds its
/// flow; nothing but the exchanger, so that the pipes decide; or a balancing valve, set once so
/// that every branch gets its share of the design flow.
enum class BranchValves { PressureIndependent, None, Balancing };

/// A heat-rejection plant: its coolers, chillers, pumps, tanks and exchangers are equipment that
/// name it.
struct Plant {
    PlantId id;
    std::string name;
    Placement placement;
    Vec3 size_m;
    std::string coolant;            ///< catalogue id of the facility-water fluid
    double supplySetpoint_C = 32.0; ///< facility-water supply that the plant runs to
    int pumpsSpare = 1;
    SupplyReset supplyReset = SupplyReset::Fixed;
    double resetFrom_C = 15.0;   ///< outdoor air: at or below, `supplySetpoint_C` holds
    double resetTo_C = 30.0;     ///< outdoor air: at or above, `resetSupply_C` holds
    double resetSupply_C = 32.0; ///< supply at `resetTo_C`
    Economiser economiser = Economiser::Integrated;
    ChillerStaging chillerStaging = ChillerStaging::LeastPower;
    CoolerWater coolerWater = CoolerWater::ByType;
    double wetAbove_C = 25.0; ///< outdoor air, for CoolerWater::AboveAmbient
    PumpControl pumpControl = PumpControl::VariableSpeed;
    BranchValves branchValves = BranchValves::PressureIndependent; ///< first plant of a circuit
    /// Share of the rated flow of its running pumps that a bypass from supply to return keeps up
    /// when consumers take less; 0: no bypass.
    double bypassLeastFlow = 0.0;
    /// Customers of its heat exchangers: the water that they need and send back, the outdoor air
    /// below which they heat, and that at which they take all (straight between).
    double reuseSupply_C = 35.0;
    double reuseReturn_C = 25.0;
    double reuseBelow_C = 15.0;
    double reuseFull_C = -7.0;
    friend bool operator==(const Plant&, const Plant&) = default;
};

struct GridConnection {
    GridConnectionId id;
    std::string name;
    Placement placement;
    double voltage_V = 0.0;
    double capacity_VA = 0.0;
    double shortCircuit_VA = 0.0; ///< Sk"
    double rOverX = 0.1;
    std::string energised; ///< ISO date
    friend bool operator==(const GridConnection&, const GridConnection&) = default;
};

/// A power cable route. `from` and `to` are grid connections, substations, halls, plants or
/// generators; an empty cable type is a busbar connection without impedance.
struct Feeder {
    FeederId id;
    std::string name;
    EntityId from;
    int fromSection = 0; ///< bus section where `from` is a substation
    EntityId to;
    int toSection = 0;              ///< bus section where `to` is a substation
    FeedSide side = FeedSide::None; ///< intake of a hall that it serves
    std::string cableType;
    int circuits = 1;          ///< parallel cables
    bool normallyOpen = false; ///< the open point of a ring: laid, not carrying
    std::vector<Vec2> route_m; ///< corners between the ends, site axes
    bool closesOnLoss = false; ///< an open point that closes by itself when one end loses supply
    friend bool operator==(const Feeder&, const Feeder&) = default;
};

/// Which pipes a main is: supply and return side by side, or one of them alone. Water flows out
/// through supplies from `from` to `to`, and back through returns from `to` to `from` where both
/// lie together; a return alone runs from `from` to `to` (reverse return: it goes on past the halls
/// in the order of the supply and closes at the plant).
enum class MainPipes { Both, Supply, Return };

/// Facility-water pipes between a plant and a hall, or two of either.
struct Main {
    MainId id;
    std::string name;
    EntityId from;
    EntityId to;
    std::string pipeFamily;
    int dn = 0;
    std::vector<Vec2> route_m;
    MainPipes pipes = MainPipes::Both;
    friend bool operator==(const Main&, const Main&) = default;
};

enum class ZoneKind { Road, Pad, Exclusion, Fence };

/// An area or a line on the ground. Roads and fences are lines with a width, the others polygons.
struct Zone {
    ZoneId id;
    std::string name;
    ZoneKind kind = ZoneKind::Road;
    std::vector<Vec2> points_m;
    double width_m = 0.0;
    friend bool operator==(const Zone&, const Zone&) = default;
};

/// A state of the world that the campus is solved in.
struct Scenario {
    ScenarioId id;
    std::string name;
    double ambient_C = 30.0;
    double wetBulb_C = 20.0;
    double itLoadFraction = 1.0; ///< of each rack's load
    std::vector<EntityId> outOfService;
    double irradiance_W_per_m2 = 0.0; ///< on the plane of photovoltaic modules
    double wind_m_per_s = 3.0;        ///< mean, 10 m above open ground; 0: calm
    double windFrom_deg = 270.0;      ///< where it comes from, clockwise from north
    friend bool operator==(const Scenario&, const Scenario&) = default;
};

/// What holds for the whole site. Latitude and longitude place the datum on WGS84.
struct Site {
    std::string name;
    std::string siteFacts; ///< id of a site in assets/sites; empty: none
    std::string guid;      ///< identity of the campus over saves and exports
    double latitude_deg = 0.0;
    double longitude_deg = 0.0;
    double elevation_m = 0.0;
    std::vector<Vec2> boundary_m; ///< polygon, counter-clockwise
    double energyPrice_eur_per_kWh = 0.0;
    double gridCarbon_kg_per_kWh = 0.0;
    ScenarioId activeScenario;
    /// Figures of the KPI graph that are given for this campus, by id, in the graph's units; they
    /// take the place of assumptions and formulas.
    std::map<std::string, double> figures;
    friend bool operator==(const Site&, const Site&) = default;
};

} // namespace hallwright::model
