// The kernels of the airflow solver on a CUDA device. What they do stands in the headers, which the
// host compiles as well.

#include "core/compute/kernel_loops.h"
#include "core/solvers/airflow/gpu/balance_kernels.h"
#include "core/solvers/airflow/gpu/device_kernels.h"
#include "core/solvers/airflow/gpu/flow_kernels.h"
#include "core/solvers/airflow/gpu/pressure_kernels.h"
#include "core/solvers/airflow/gpu/pressure_setup_kernels.h"
#include "core/solvers/airflow/gpu/screen_kernels.h"
#include "core/solvers/airflow/gpu/turbulence_kernels.h"

using namespace hallwright::airflow;

#include "core/solvers/airflow/gpu/flow_kernel_list.h"
