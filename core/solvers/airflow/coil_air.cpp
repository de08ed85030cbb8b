#include "core/solvers/airflow/coil_air.h"

namespace hallwright::airflow {

CoilAir coilAir(const Coil& coil, const CoilLimits& limits, double entering_K) {
    CoilAir air{entering_K - coil.effectiveness * (entering_K - coil.water_K),
                1.0 - coil.effectiveness};
    if (limits.mostDrop_K && entering_K - *limits.mostDrop_K > air.leaving_K)
        air = {entering_K - *limits.mostDrop_K, 1.0};
    if (limits.least_K && *limits.least_K > air.leaving_K)
        air = {*limits.least_K, 0.0};
    if (air.leaving_K > entering_K) // the valve shuts
        air = {entering_K, 1.0};
    return air;
}

} // namespace hallwright::airflow
