#include "core/engine/fluids.h"

namespace hallwright::engine {

plant::CoolantProperties coolantAt(const catalog::Catalog& catalog, const std::string& coolant,
                                   double t_C) {
    const auto* type = catalog.coolant(coolant);
    if (!type)
        type = catalog.coolant("water");
    plant::CoolantTable table;
    if (type)
        for (const auto& state : type->states) {
            table.temperature_K.push_back(toKelvin(state.t_C));
            table.properties.push_back({state.density_kg_per_m3, state.heatCapacity_J_per_kgK,
                                        state.viscosity_Pa_s, state.conductivity_W_per_mK});
        }
    return table.at(toKelvin(t_C));
}

hydronic::Fluid hydronicFluid(const plant::CoolantProperties& properties) {
    return {properties.density_kg_per_m3, properties.kinematicViscosity_m2_per_s()};
}

} // namespace hallwright::engine
