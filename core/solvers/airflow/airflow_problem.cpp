#include "core/solvers/airflow/airflow_problem.h"

#include <cmath>

namespace hallwright::airflow {

double perforatedPlateLoss(double openShare) {
    const double closed = 1.0 - openShare;
    return (1.0 + 0.5 * std::pow(closed, 0.75) + 1.414 * std::pow(closed, 0.375)) /
           (openShare * openShare);
}

} // namespace hallwright::airflow
