#pragma once

#include "core/catalog/equipment_types.h"

#include <memory>
#include <string_view>
#include <vector>

namespace hallwright::catalog {

/// What can be placed with an entry, and which list of the catalogue holds it.
enum class Category {
    Rack,
    Cdu,
    AirUnit,
    Chiller,
    HeatRejection,
    Pump,
    Pipe,
    Coolant,
    Transformer,
    Cable,
    Switchgear,
    PowerDevice,
    PowerShelf,
    Generation,
    Module,
    Tank,
    HeatExchanger
};

/// Every equipment type that a campus may name. A value: filled once by `io`, then only read.
/// Look-ups by id return nullptr where there is none.
class Catalog {
public:
    std::vector<RackType> racks;
    std::vector<CduType> cdus;
    std::vector<AirUnitType> airUnits;
    std::vector<ChillerType> chillers;
    std::vector<HeatRejectionType> heatRejections;
    std::vector<PumpType> pumps;
    std::vector<PipeFamily> pipes;
    std::vector<CoolantType> coolants;
    std::vector<TransformerType> transformers;
    std::vector<CableType> cables;
    std::vector<SwitchgearType> switchgear;
    std::vector<PowerDeviceType> powerDevices;
    std::vector<PowerShelfType> powerShelves;
    std::vector<GenerationType> generation;
    std::vector<ModuleType> modules;
    std::vector<TankType> tanks;
    std::vector<HeatExchangerType> heatExchangers;

    struct Entry {
        Category category;
        const EquipmentType* type; ///< points into this catalogue
    };
    /// The entry of an id, in any category; type is nullptr where the id is unknown.
    [[nodiscard]] Entry find(std::string_view id) const;
    /// All entries in category order, then file order.
    [[nodiscard]] std::vector<Entry> entries() const;

    [[nodiscard]] const RackType* rack(std::string_view id) const;
    [[nodiscard]] const CduType* cdu(std::string_view id) const;
    [[nodiscard]] const AirUnitType* airUnit(std::string_view id) const;
    [[nodiscard]] const ChillerType* chiller(std::string_view id) const;
    [[nodiscard]] const HeatRejectionType* heatRejection(std::string_view id) const;
    [[nodiscard]] const PumpType* pump(std::string_view id) const;
    [[nodiscard]] const PipeFamily* pipe(std::string_view id) const;
    [[nodiscard]] const CoolantType* coolant(std::string_view id) const;
    [[nodiscard]] const TransformerType* transformer(std::string_view id) const;
    [[nodiscard]] const CableType* cable(std::string_view id) const;
    [[nodiscard]] const SwitchgearType* switchgearPanel(std::string_view id) const;
    [[nodiscard]] const PowerDeviceType* powerDevice(std::string_view id) const;
    [[nodiscard]] const PowerShelfType* powerShelf(std::string_view id) const;
    [[nodiscard]] const GenerationType* generationUnit(std::string_view id) const;
    [[nodiscard]] const ModuleType* module(std::string_view id) const;
    [[nodiscard]] const TankType* tank(std::string_view id) const;
    [[nodiscard]] const HeatExchangerType* heatExchanger(std::string_view id) const;

    /// Makes the look-ups know what the lists hold; call once after filling them.
    void index();

private:
    struct Index;
    std::shared_ptr<const Index> m_index; ///< positions by id
};

} // namespace hallwright::catalog
