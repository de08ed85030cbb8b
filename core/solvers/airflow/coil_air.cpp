#include "core/solvers/airflow/coil_air.h"

#include "core/solvers/airflow/device_cell.h"

#include <cmath>

namespace hallwright::airflow {

CoilAir coilAir(const Coil& coil, const CoilLimits& limits, double entering_K) {
    const CoilPassage air =
        passCoil({coil.effectiveness, coil.water_K, limits.least_K.value_or(-HUGE_VAL),
                  limits.mostDrop_K.value_or(HUGE_VAL)},
                 entering_K);
    return {air.leaving_K, air.carriedShare};
}

} // namespace hallwright::airflow
