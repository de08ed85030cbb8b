// The kernels of the airflow solver on a CUDA device. What they do stands in the headers, which the
// host compiles as well.

#include "core/compute/kernel_loops.h"
#include "core/solvers/airflow/gpu/balance_kernels.h"
#include "core/solvers/airflow/gpu/device_kernels.h"
#include "core/solvers/airflow/gpu/flow_kernels.h"
#include "core/solvers/airflow/gpu/pressure_kernels.h"
#include "core/solvers/airflow/gpu/turbulence_kernels.h"

using namespace hallwright::airflow;

HW_KERNEL(HeatStep)
HW_KERNEL(DeviceExchange)
HW_KERNEL(WallExchange)
HW_KERNEL(DeviceRead)
HW_KERNEL(MomentumStep)
HW_KERNEL(LidFriction)
HW_REDUCTION(MixingRates)
HW_KERNEL(LocalSteps)
HW_KERNEL(TurbulenceStart)
HW_KERNEL(TurbulenceStep)
HW_KERNEL(TurbulenceEddies)
HW_KERNEL(DivergenceSource)
HW_KERNEL(RelaxColour)
HW_KERNEL(RestrictResidual)
HW_KERNEL(AddCorrection)
HW_PHASES(CoarseCycle)
HW_REDUCTION(SourceProduct)
HW_KERNEL(TurnDirection)
HW_REDUCTION(DirectionProduct)
HW_KERNEL(StepAlong)
HW_KERNEL(Projection)
HW_KERNEL(MeanStep)
HW_KERNEL(BalanceFaces)
HW_KERNEL(BalanceLeaks)
HW_KERNEL(BalanceLoss)
HW_KERNEL(DeviceLoss)
HW_KERNEL(WallLoss)
HW_KERNEL(InvertLoss)
HW_KERNEL(CarriedMeans)
HW_KERNEL(CarryThrough)
HW_KERNEL(RelaxHeat)
HW_KERNEL(ApplyBalance)
HW_KERNEL(Combine)
HW_REDUCTION(InnerProduct)
