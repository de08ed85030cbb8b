#include "core/engine/plume_state.h"

#include "core/engine/fluids.h"

namespace hallwright::engine {

bool PlumeField::holds(model::Vec3 point_m) const {
    const auto size = air->size_m();
    const auto at = point_m - origin_m;
    return at.x >= 0.0 && at.y >= 0.0 && at.z >= 0.0 && at.x <= size.x && at.y <= size.y &&
           at.z <= size.z;
}

airflow::AirSample PlumeField::riseAt(model::Vec3 point_m) const {
    auto sample = air->sample(point_m - origin_m);
    sample.temperature_K -= toKelvin(ambient_C);
    return sample;
}

airflow::AirSlice PlumeField::riseAtHeight(double height_m) const {
    auto slice = airflow::cutSlice(*air, airflow::Axis::Z, height_m);
    const auto ambient_K = static_cast<float>(toKelvin(ambient_C));
    for (float& value : slice.temperature_K)
        value -= ambient_K;
    return slice;
}

} // namespace hallwright::engine
