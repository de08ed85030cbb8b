#include "core/model/hall_sizing.h"

#include "core/model/words.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

namespace hallwright::model {

using base::Diagnostic;
using base::Diagnostics;

namespace {

/// Bounds that keep a mistyped template from filling the memory.
constexpr int kRowsMax = 200;
constexpr int kRacksPerRowMax = 500;
constexpr int kSpareMax = 100;
/// Share of the IT load that busways lose; usual for short runs at half load. Judgement.
constexpr double kBuswayLoss = 0.004;

/// Quotient rounded up, with slack for rounding dust.
int ceilDiv(double need, double each) {
    if (each <= 0.0 || need <= 0.0)
        return 0;
    return static_cast<int>(std::min(1e6, std::ceil(need / each - 1e-9)));
}

class TemplateCheck {
public:
    explicit TemplateCheck(Diagnostics& found) : m_found(found) {}

    void add(const std::string& field, std::string what, std::string remedy) {
        m_found.push_back({"/recipe/" + field, std::move(what), std::move(remedy)});
    }
    void count(const std::string& field, int value, int low, int high) {
        if (value < low || value > high)
            add(field,
                "is " + std::to_string(value) + ", expected " + std::to_string(low) + " to " +
                    std::to_string(high),
                "Set it within these bounds.");
    }
    void atLeast(const std::string& field, double value_m, double least_m, const std::string& why) {
        if (!(value_m >= least_m - 1e-9) || !std::isfinite(value_m))
            add(field, inMetres(value_m) + ", at least " + inMetres(least_m) + ": " + why,
                "Set " + inMetres(least_m) + " or more.");
    }
    template <class T>
    const T* type(const std::string& field, const std::string& id, const T* found,
                  const std::string& kind) {
        if (!id.empty() && !found)
            add(field, quoted(id) + " is not " + kind + " of the catalogue",
                "Choose one that is, or leave the field empty.");
        return found;
    }

private:
    Diagnostics& m_found;
};

void checkDimensions(const HallTemplate& recipe, const HallSizing& sizing, TemplateCheck& check) {
    check.count("rows", recipe.rows, 1, kRowsMax);
    check.count("racks_per_row", recipe.racksPerRow, 1, kRacksPerRowMax);
    check.count("cdu_spare", recipe.cduSpare, 0, kSpareMax);
    check.count("air_unit_spare", recipe.airUnitSpare, 0, kSpareMax);
    check.atLeast("cold_aisle_m", recipe.coldAisle_m, kColdAisleMin_m,
                  "front aisle of two floor tiles (TIA-942-A)");
    check.atLeast("hot_aisle_m", recipe.hotAisle_m, kHotAisleMin_m, "rear aisle (EN 50600-2-1)");
    check.atLeast("end_gallery_m", recipe.endGallery_m, kWalkwayMin_m, "circulation route");
    check.atLeast("side_gallery_m", recipe.sideGallery_m, kWalkwayMin_m, "circulation route");
    double tallest_m = sizing.rack ? sizing.rack->size_m.z : 0.0;
    if (sizing.cdu)
        tallest_m = std::max(tallest_m, sizing.cdu->size_m.z);
    if (sizing.airUnit)
        tallest_m = std::max(tallest_m, sizing.airUnit->size_m.z);
    check.atLeast("height_m", recipe.height_m, std::max(2.4, tallest_m),
                  "clear height of routes and of the tallest equipment");
    if (sizing.rack)
        check.atLeast("rack_pitch_m", recipe.rackPitch_m, sizing.rack->size_m.x,
                      "the rack's width");
    if (sizing.hasRearDoors())
        check.atLeast("rack_pitch_m", recipe.rackPitch_m, sizing.airUnit->size_m.x,
                      "the rear door's width");
}

const catalog::PowerDeviceType* firstTransferSwitch(const catalog::Catalog& catalog) {
    const auto& devices = catalog.powerDevices;
    const auto it = std::find_if(devices.begin(), devices.end(), [](const auto& device) {
        return device.form == catalog::PowerDeviceForm::TransferSwitch;
    });
    return it == devices.end() ? nullptr : &*it;
}

/// What stands between transformers and racks must be what its field says and fit together.
void checkSupplyTypes(const HallTemplate& recipe, const catalog::Catalog& catalog,
                      HallSizing& sizing, TemplateCheck& check) {
    const auto* busway = catalog.cable(recipe.buswayType);
    const bool hasReserve = patternOf(recipe.feeds).hasReserve;
    if (sizing.transferSwitch &&
        sizing.transferSwitch->form != catalog::PowerDeviceForm::TransferSwitch)
        check.add("transfer_switch_type",
                  quoted(recipe.transferSwitchType) + " is no transfer switch",
                  "Choose one, or leave the field empty.");
    if (hasReserve && recipe.transferSwitchType.empty())
        sizing.transferSwitch = firstTransferSwitch(catalog);
    if (hasReserve && sizing.transformer && !sizing.transferSwitch)
        check.add("transfer_switch_type", "a reserve block without transfer switches",
                  "Name a transfer switch, or choose another redundancy.");
    if (!hasReserve)
        sizing.transferSwitch = nullptr; // kept in the recipe for when it is chosen again
    if (sizing.pdu && sizing.pdu->form != catalog::PowerDeviceForm::Pdu)
        check.add("pdu_type", quoted(recipe.pduType) + " is no PDU",
                  "Choose one, or leave the field empty.");
    if (busway && busway->directCurrent != (sizing.rectifier != nullptr))
        check.add("busway_type",
                  busway->directCurrent
                      ? quoted(recipe.buswayType) + " carries direct current, which nothing makes"
                      : quoted(recipe.buswayType) + " carries alternating current",
                  busway->directCurrent ? "Name power racks, or choose a busway for alternating "
                                          "current."
                                        : "Choose a busway for direct current, or leave the power "
                                          "racks out.");
    if (sizing.rectifier && sizing.pdu)
        check.add("pdu_type", "PDUs before power racks",
                  "Leave one of the two out: power racks take the transformers' voltage.");
}

void checkTypes(const HallTemplate& recipe, const catalog::Catalog& catalog, HallSizing& sizing,
                TemplateCheck& check) {
    sizing.rack = check.type("rack_type", recipe.rackType, catalog.rack(recipe.rackType), "a rack");
    if (recipe.rackType.empty())
        check.add("rack_type", "no rack type is named", "Choose a rack of the catalogue.");
    sizing.cdu = check.type("cdu_type", recipe.cduType, catalog.cdu(recipe.cduType), "a CDU");
    sizing.airUnit = check.type("air_unit_type", recipe.airUnitType,
                                catalog.airUnit(recipe.airUnitType), "an air unit");
    sizing.transformer = check.type("transformer_type", recipe.transformerType,
                                    catalog.transformer(recipe.transformerType), "a transformer");
    sizing.ups =
        check.type("ups_type", recipe.upsType, catalog.powerDevice(recipe.upsType), "a UPS");
    sizing.transferSwitch =
        check.type("transfer_switch_type", recipe.transferSwitchType,
                   catalog.powerDevice(recipe.transferSwitchType), "a transfer switch");
    sizing.pdu =
        check.type("pdu_type", recipe.pduType, catalog.powerDevice(recipe.pduType), "a PDU");
    sizing.rectifier = check.type("rectifier_type", recipe.rectifierType,
                                  catalog.powerShelf(recipe.rectifierType), "a power shelf");
    check.type("busway_type", recipe.buswayType, catalog.cable(recipe.buswayType), "a busway");
    check.type("tcs_pipe", recipe.tcsPipe, catalog.pipe(recipe.tcsPipe), "a pipe family");
    if (sizing.ups && sizing.ups->form != catalog::PowerDeviceForm::Ups)
        check.add("ups_type", quoted(recipe.upsType) + " is not a UPS",
                  "Choose a UPS, or leave the field empty.");
    checkSupplyTypes(recipe, catalog, sizing, check);
    if (sizing.ups && !sizing.transformer)
        check.add("ups_type", "UPS blocks without transformers that feed them",
                  "Name a transformer type as well.");
    if (sizing.cdu && (sizing.cdu->mounting == "in-rack" || sizing.cdu->liquidToAir))
        check.add("cdu_type", quoted(recipe.cduType) + " does not stand in a hall's rows",
                  "Choose an in-row or a floor CDU.");
    if (sizing.cdu && recipe.tcsPipe.empty())
        check.add("tcs_pipe", "CDUs without pipes to the racks", "Name a pipe family.");
}

/// Types whose figures are missing can't be counted out.
void checkRatings(const HallTemplate& recipe, const HallSizing& sizing, TemplateCheck& check) {
    const auto positive = [&](const std::string& field, const std::string& id, double value,
                              const std::string& what) {
        if (!(value > 0.0) || !std::isfinite(value))
            check.add(field, quoted(id) + " states no " + what, "Complete its catalogue entry.");
    };
    if (sizing.rack)
        positive("rack_type", recipe.rackType, sizing.rack->powerNominal_W, "nominal power");
    if (sizing.cdu)
        positive("cdu_type", recipe.cduType, sizing.cdu->capacity_W, "capacity");
    if (sizing.airUnit)
        positive("air_unit_type", recipe.airUnitType, sizing.airUnit->capacity_W, "capacity");
    if (sizing.transformer)
        positive("transformer_type", recipe.transformerType, sizing.transformer->rating_VA,
                 "rated power");
    if (sizing.ups)
        positive("ups_type", recipe.upsType, sizing.ups->power_W, "rated power");
    if (sizing.transferSwitch)
        positive("transfer_switch_type", sizing.transferSwitch->id,
                 sizing.transferSwitch->ratedCurrent_A, "rated current");
    if (sizing.pdu)
        positive("pdu_type", recipe.pduType, sizing.pdu->rating_VA, "rated power");
    if (sizing.rectifier)
        positive("rectifier_type", recipe.rectifierType, sizing.rectifier->power_W, "rated power");
}

void sizeLoops(const HallTemplate& recipe, const catalog::Catalog& catalog, HallSizing& sizing) {
    if (!sizing.cdu || sizing.heatToLiquid_W <= 0.0)
        return;
    const double rowFlow = recipe.racksPerRow * sizing.demand.coolant_m3_per_s;
    const auto* pipe = catalog.pipe(recipe.tcsPipe);
    const double capacity = pipe && !pipe->sizes.empty()
                                ? pipeCapacity_m3_per_s(*pipe, pipe->sizes.back())
                                : std::numeric_limits<double>::infinity();
    sizing.loopOfRow =
        groupRows(std::vector<double>(static_cast<std::size_t>(recipe.rows), rowFlow), capacity);
    std::vector<int> rowsOfLoop(static_cast<std::size_t>(sizing.loopOfRow.back()) + 1, 0);
    for (const int loop : sizing.loopOfRow)
        ++rowsOfLoop[static_cast<std::size_t>(loop)];
    for (const int rows : rowsOfLoop) {
        const double heat_W = rows * recipe.racksPerRow * sizing.demand.heatToLiquid_W;
        sizing.cduOfLoop.push_back(
            std::max(ceilDiv(heat_W, sizing.cdu->capacity_W),
                     ceilDiv(rows * rowFlow, sizing.cdu->flowSecondary_m3_per_s)) +
            recipe.cduSpare);
    }
}

double pumpPower_W(const HallSizing& sizing) {
    return sizing.cdu ? sizing.cdus() * sizing.cdu->pumpPower_W : 0.0;
}

/// Rated fan power of the units that the load needs; spare ones share their air at less.
double fanPower_W(const HallTemplate& recipe, const HallSizing& sizing) {
    if (!sizing.airUnit)
        return 0.0;
    const int needed =
        sizing.hasRearDoors() ? sizing.airUnits : sizing.airUnits - recipe.airUnitSpare;
    return needed * sizing.airUnit->fanPower_W;
}

void sizeAirUnits(const HallTemplate& recipe, HallSizing& sizing) {
    if (!sizing.airUnit)
        return;
    if (sizing.hasRearDoors()) {
        sizing.airUnits = sizing.racks;
        return;
    }
    sizing.airUnits = std::max(ceilDiv(sizing.heatToAir_W, sizing.airUnit->capacity_W),
                               ceilDiv(sizing.airFlow_m3_per_s, sizing.airUnit->airFlow_m3_per_s)) +
                      recipe.airUnitSpare;
}

/// Most that the racks put on one transformer of a block of `count` at their peak, in normal
/// service or with any one block out [W].
double fullestUnit_W(const HallSizing& sizing, int count) {
    const auto& pattern = *sizing.pattern;
    const double peak_W = sizing.demand.peak_W;
    const auto units = static_cast<std::size_t>(count);
    if (pattern.sharesBar) // they share evenly, whichever rack asks
        return sizing.racks * peak_W / count;
    const std::vector<std::vector<double>> ratings(pattern.blocks.size(),
                                                   std::vector<double>(units, 1.0));
    const auto feeds = dealFeeds(
        pattern, std::vector<double>(static_cast<std::size_t>(sizing.racks), peak_W), ratings);
    double fullest_W = 0.0;
    for (int out = -1; out < static_cast<int>(pattern.blocks.size()); ++out) {
        std::vector<double> load_W(pattern.blocks.size() * units, 0.0);
        for (const auto& feed : feeds) {
            const bool first = feed.block[0] >= 0 && feed.block[0] != out;
            const bool second = feed.block[1] >= 0 && feed.block[1] != out;
            for (const std::size_t cord : {std::size_t{0}, std::size_t{1}})
                if (cord == 0 ? first : second)
                    load_W[static_cast<std::size_t>(feed.block[cord]) * units +
                           static_cast<std::size_t>(feed.unit[cord])] +=
                        first && second ? 0.5 * peak_W : peak_W;
        }
        fullest_W = std::max(fullest_W, *std::max_element(load_W.begin(), load_W.end()));
    }
    return fullest_W;
}

void sizeSupply(const HallTemplate& recipe, HallSizing& sizing, TemplateCheck& check) {
    sizing.pattern = &patternOf(recipe.feeds);
    sizing.upsMode = recipe.upsMode;
    if (!sizing.transformer)
        return;
    const double rating_W = sizing.transformer->rating_VA * kDesignPowerFactor;
    const double auxiliary_W =
        pumpPower_W(sizing) + (sizing.airUnit ? sizing.airUnits * sizing.airUnit->fanPower_W : 0.0);
    if (sizing.demand.peak_W > rating_W) {
        check.add("transformer_type",
                  "one rack's peak exceeds the rating of " + quoted(recipe.transformerType),
                  "Choose a larger transformer.");
        return;
    }
    const int needed = sizing.pattern->needed;
    const double total_W = sizing.racks * sizing.demand.peak_W + auxiliary_W;
    int count = std::max(1, ceilDiv(total_W, needed * rating_W));
    double fullest_W = fullestUnit_W(sizing, count);
    while (fullest_W + auxiliary_W / (needed * count) > rating_W && count < 2 * sizing.racks)
        fullest_W = fullestUnit_W(sizing, ++count);
    sizing.transformersPerBlock = count + sizing.pattern->spareUnits;
    const auto unitsFor = [&](double each_W) { return std::max(1, ceilDiv(fullest_W, each_W)); };
    if (sizing.ups)
        sizing.upsPerTransformer = unitsFor(sizing.ups->power_W);
    if (sizing.transferSwitch)
        sizing.switchesPerTransformer =
            unitsFor(std::sqrt(3.0) * sizing.transformer->lowVoltage_V *
                     sizing.transferSwitch->ratedCurrent_A * kDesignPowerFactor);
    if (sizing.pdu)
        sizing.pdusPerTransformer = unitsFor(sizing.pdu->rating_VA * kDesignPowerFactor);
    if (sizing.rectifier)
        sizing.rectifiersPerTransformer = unitsFor(sizing.rectifier->power_W);
}

} // namespace

bool HallSizing::hasRearDoors() const {
    return airUnit && (airUnit->form == catalog::AirUnitForm::RearDoorActive ||
                       airUnit->form == catalog::AirUnitForm::RearDoorPassive);
}

int HallSizing::feedingBlocks() const {
    return static_cast<int>(pattern->blocks.size()) - (pattern->hasReserve ? 1 : 0);
}

int HallSizing::cdus() const {
    return std::accumulate(cduOfLoop.begin(), cduOfLoop.end(), 0);
}

base::Result<HallSizing> sizeHall(const HallTemplate& recipe, const catalog::Catalog& catalog) {
    Diagnostics found;
    TemplateCheck check(found);
    HallSizing sizing;
    checkTypes(recipe, catalog, sizing, check);
    checkRatings(recipe, sizing, check);
    checkDimensions(recipe, sizing, check);
    if (!found.empty())
        return found;
    sizing.racks = recipe.rows * recipe.racksPerRow;
    sizing.demand = demandOf(*sizing.rack);
    sizing.itLoad_W = sizing.racks * sizing.rack->powerNominal_W;
    sizing.heatToLiquid_W = sizing.racks * sizing.demand.heatToLiquid_W;
    sizing.heatToAir_W =
        sizing.racks * sizing.demand.heatToAir_W + kHallLossFraction * sizing.itLoad_W;
    sizing.airFlow_m3_per_s = sizing.racks * sizing.demand.airFlow_m3_per_s;
    sizeLoops(recipe, catalog, sizing);
    sizeAirUnits(recipe, sizing);
    sizeSupply(recipe, sizing, check);
    if (!found.empty())
        return found;
    // What the supply loses warms the air too, and fans of more units draw a little more.
    const double fans_W = fanPower_W(recipe, sizing);
    sizing.heatToAir_W = sizing.racks * sizing.demand.heatToAir_W + fans_W +
                         supplyLosses_W(sizing, fans_W + pumpPower_W(sizing));
    sizeAirUnits(recipe, sizing);
    sizeSupply(recipe, sizing, check);
    if (!found.empty())
        return found;
    return sizing;
}

double supplyLosses_W(const HallSizing& sizing, double mechanical_W) {
    double losses_W = sizing.itLoad_W * kBuswayLoss;
    const int loaded = sizing.transformersPerBlock * sizing.feedingBlocks();
    if (loaded == 0)
        return losses_W;
    // From the racks towards the transformers: each stage carries what those before it lose.
    double through_W = sizing.itLoad_W;
    const auto pass = [&](const catalog::Curve& efficiency, int perTransformer, double each_W) {
        if (perTransformer == 0 || each_W <= 0.0)
            return;
        const double share = through_W / (loaded * perTransformer * each_W);
        const double lost_W =
            through_W * (1.0 / catalog::interpolate(efficiency, share, 1.0) - 1.0);
        through_W += lost_W;
        losses_W += lost_W;
    };
    if (sizing.rectifier)
        pass(sizing.rectifier->efficiency, sizing.rectifiersPerTransformer,
             sizing.rectifier->power_W);
    if (sizing.pdu)
        pass(sizing.pdu->efficiency, sizing.pdusPerTransformer, sizing.pdu->rating_VA);
    if (sizing.transferSwitch) // flat efficiency: its rating does not matter
        pass(sizing.transferSwitch->efficiency, sizing.switchesPerTransformer, 1.0);
    if (sizing.ups) {
        const bool isEco = sizing.upsMode == UpsMode::Eco && !sizing.ups->efficiencyEco.empty();
        pass(isEco ? sizing.ups->efficiencyEco : sizing.ups->efficiency, sizing.upsPerTransformer,
             sizing.ups->power_W);
    }
    const auto all = sizing.transformersPerBlock * static_cast<int>(sizing.pattern->blocks.size());
    const double share =
        (sizing.itLoad_W + losses_W + mechanical_W) / (loaded * sizing.transformer->rating_VA);
    losses_W += all * sizing.transformer->noLoadLoss_W +
                loaded * share * share * sizing.transformer->loadLoss_W;
    return losses_W;
}

} // namespace hallwright::model
