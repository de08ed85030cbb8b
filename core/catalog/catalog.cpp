#include "core/catalog/catalog.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace hallwright::catalog {

namespace {

/// Calls `visit(category, list)` for every list of the catalogue, in category order.
template <class AnyCatalog, class Visit>
void forEachList(AnyCatalog& catalog, Visit&& visit) {
    visit(Category::Rack, catalog.racks);
    visit(Category::Cdu, catalog.cdus);
    visit(Category::AirUnit, catalog.airUnits);
    visit(Category::Chiller, catalog.chillers);
    visit(Category::HeatRejection, catalog.heatRejections);
    visit(Category::Pump, catalog.pumps);
    visit(Category::Pipe, catalog.pipes);
    visit(Category::Coolant, catalog.coolants);
    visit(Category::Transformer, catalog.transformers);
    visit(Category::Cable, catalog.cables);
    visit(Category::Switchgear, catalog.switchgear);
    visit(Category::PowerDevice, catalog.powerDevices);
    visit(Category::PowerShelf, catalog.powerShelves);
    visit(Category::Generation, catalog.generation);
    visit(Category::Module, catalog.modules);
    visit(Category::Tank, catalog.tanks);
    visit(Category::HeatExchanger, catalog.heatExchangers);
}

} // namespace

/// Positions in the lists, not pointers: a copied catalogue shares the index of the original.
struct Catalog::Index {
    struct Position {
        Category category;
        std::size_t row;
    };
    struct TransparentHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::unordered_map<std::string, Position, TransparentHash, std::equal_to<>> byId;

    [[nodiscard]] const Position* find(std::string_view id) const {
        const auto it = byId.find(id);
        return it == byId.end() ? nullptr : &it->second;
    }
};

void Catalog::index() {
    auto index = std::make_shared<Index>();
    forEachList(*this, [&](Category category, const auto& list) {
        for (std::size_t row = 0; row < list.size(); ++row)
            index->byId.try_emplace(list[row].id, Index::Position{category, row});
    });
    m_index = std::move(index);
}

Catalog::Entry Catalog::find(std::string_view id) const {
    const auto* position = m_index ? m_index->find(id) : nullptr;
    Entry entry{Category::Rack, nullptr};
    if (!position)
        return entry;
    entry.category = position->category;
    forEachList(*this, [&](Category category, const auto& list) {
        if (category == position->category && position->row < list.size())
            entry.type = &list[position->row];
    });
    return entry;
}

std::vector<Catalog::Entry> Catalog::entries() const {
    std::vector<Entry> all;
    forEachList(*this, [&](Category category, const auto& list) {
        for (const auto& type : list)
            all.push_back({category, &type});
    });
    return all;
}

namespace {

template <class T>
const T* cast(const Catalog::Entry& entry, Category wanted) {
    return entry.type && entry.category == wanted ? static_cast<const T*>(entry.type) : nullptr;
}

} // namespace

const RackType* Catalog::rack(std::string_view id) const {
    return cast<RackType>(find(id), Category::Rack);
}
const CduType* Catalog::cdu(std::string_view id) const {
    return cast<CduType>(find(id), Category::Cdu);
}
const AirUnitType* Catalog::airUnit(std::string_view id) const {
    return cast<AirUnitType>(find(id), Category::AirUnit);
}
const ChillerType* Catalog::chiller(std::string_view id) const {
    return cast<ChillerType>(find(id), Category::Chiller);
}
const HeatRejectionType* Catalog::heatRejection(std::string_view id) const {
    return cast<HeatRejectionType>(find(id), Category::HeatRejection);
}
const PumpType* Catalog::pump(std::string_view id) const {
    return cast<PumpType>(find(id), Category::Pump);
}
const PipeFamily* Catalog::pipe(std::string_view id) const {
    return cast<PipeFamily>(find(id), Category::Pipe);
}
const CoolantType* Catalog::coolant(std::string_view id) const {
    return cast<CoolantType>(find(id), Category::Coolant);
}
const TransformerType* Catalog::transformer(std::string_view id) const {
    return cast<TransformerType>(find(id), Category::Transformer);
}
const CableType* Catalog::cable(std::string_view id) const {
    return cast<CableType>(find(id), Category::Cable);
}
const SwitchgearType* Catalog::switchgearPanel(std::string_view id) const {
    return cast<SwitchgearType>(find(id), Category::Switchgear);
}
const PowerDeviceType* Catalog::powerDevice(std::string_view id) const {
    return cast<PowerDeviceType>(find(id), Category::PowerDevice);
}
const PowerShelfType* Catalog::powerShelf(std::string_view id) const {
    return cast<PowerShelfType>(find(id), Category::PowerShelf);
}
const GenerationType* Catalog::generationUnit(std::string_view id) const {
    return cast<GenerationType>(find(id), Category::Generation);
}
const ModuleType* Catalog::module(std::string_view id) const {
    return cast<ModuleType>(find(id), Category::Module);
}
const TankType* Catalog::tank(std::string_view id) const {
    return cast<TankType>(find(id), Category::Tank);
}
const HeatExchangerType* Catalog::heatExchanger(std::string_view id) const {
    return cast<HeatExchangerType>(find(id), Category::HeatExchanger);
}

} // namespace hallwright::catalog
