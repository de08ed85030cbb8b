#include "core/solvers/airflow/running_mean.h"

#include "core/compute/parallel_chunks.h"
#include "core/solvers/airflow/field_memory.h"
#include "core/solvers/airflow/gpu/gpu_mean.h"

#include <algorithm>

namespace hallwright::airflow {
namespace {

constexpr int kValuesPerChunk = 32768;
constexpr int kMostIterations = 60;
constexpr int kMostPassiveIterations = 200;
constexpr double kPassiveLeft = 1e-4; // of the source

void blend(std::vector<float>& mean, const std::vector<float>& now, float weight) {
    const float* from = now.data();
    float* to = mean.data();
    compute::parallelChunks(static_cast<int>(mean.size()), kValuesPerChunk,
                            [&, from, to, weight](int begin, int end) {
#pragma GCC ivdep
                                for (int c = begin; c < end; ++c)
                                    to[c] += weight * (from[c] - to[c]);
                            });
}

} // namespace

RunningMean::RunningMean(const FlowGrid& grid, const std::stop_token& stop)
    : m_lattice(grid.lattice()) {
    copyField(grid.temperature_K(), m_temperature_K, stop);
    for (auto* field : {&m_gain_K_per_s, &m_lacking_K})
        fillField(*field, m_temperature_K.size(), 0.0f, stop);
    for (std::size_t d = 0; d < 3; ++d)
        copyField(grid.velocity_m_per_s()[d], m_velocity[d], stop);
    if (grid.gpu())
        m_gpu = std::make_unique<GpuMean>(*grid.gpu());
}

RunningMean::~RunningMean() = default;

void RunningMean::fetch() const {
    if (m_isStale)
        m_gpu->download(m_temperature_K, m_gain_K_per_s, m_velocity);
    m_isStale = false;
}

const std::vector<float>& RunningMean::temperature_K() const {
    fetch();
    return m_temperature_K;
}

const std::array<std::vector<float>, 3>& RunningMean::velocity_m_per_s() const {
    fetch();
    return m_velocity;
}

void RunningMean::add(const FlowGrid& grid, double duration_s, const std::stop_token& stop) {
    m_elapsed_s += duration_s;
    const auto weight =
        static_cast<float>(duration_s / std::max(duration_s, kMemory * m_elapsed_s));
    if (m_gpu) {
        m_gpu->add(weight);
        m_isStale = true;
        return;
    }
    const GridShape& s = m_lattice.shape;
    const int sx = s.stride[0], sy = s.stride[1], sz = s.stride[2];
    const float ix = s.inverse_per_m[0], iy = s.inverse_per_m[1], iz = s.inverse_per_m[2];
    const auto& velocity = grid.velocityBefore_m_per_s();
    const float *u = velocity[0].data(), *v = velocity[1].data(), *w = velocity[2].data();
    const float *before = grid.temperatureBefore_K().data(), *after = grid.temperature_K().data();
    const float* step_s = grid.localStep_s().data();
    float *mean = m_temperature_K.data(), *gain = m_gain_K_per_s.data();
    compute::parallelChunks(s.arraySize() - sz, kValuesPerChunk, [=](int begin, int end) {
#pragma GCC ivdep
        for (int c = begin; c < end; ++c) {
            const float divergence_per_s =
                (u[c + sx] - u[c]) * ix + (v[c + sy] - v[c]) * iy + (w[c + sz] - w[c]) * iz;
            const MeanPlace now = meanPlace(before[c], after[c], step_s[c], divergence_per_s);
            mean[c] += weight * (now.temperature_K - mean[c]);
            gain[c] += weight * (now.gain_K_per_s - gain[c]);
        }
    });
    for (std::size_t d = 0; d < 3 && !stop.stop_requested(); ++d)
        blend(m_velocity[d], grid.velocityBefore_m_per_s()[d], weight);
}

void RunningMean::restart(const FlowGrid& grid) {
    m_elapsed_s = 0.0;
    m_isPictureComing = false;
    if (m_gpu) {
        m_gpu->restart();
        m_isStale = true;
    } else {
        m_temperature_K = grid.temperature_K();
        m_velocity = grid.velocity_m_per_s();
        std::fill(m_gain_K_per_s.begin(), m_gain_K_per_s.end(), 0.0f);
    }
    std::fill(m_lacking_K.begin(), m_lacking_K.end(), 0.0f);
}

double RunningMean::closeHeatBalance(const FlowGrid& grid, HeatBalance& balance, double duration_s,
                                     double tolerance, const std::stop_token& stop) {
    if (m_gpu)
        return m_gpu->closeHeatBalance(duration_s, kMostIterations, tolerance, stop, m_lacking_K);
    balance.setFlow(m_velocity, grid.eddyViscosity_m2_per_s(), grid.wallSpeed_m_per_s(),
                    grid.devices().carried(), duration_s, stop);
    return balance.solve(m_gain_K_per_s, m_lacking_K, kMostIterations, tolerance, stop);
}

void RunningMean::carryPassively(const FlowGrid& grid, HeatBalance& balance,
                                 const std::vector<float>& source_per_s, std::vector<float>& share,
                                 bool isBackward, const std::stop_token& stop) {
    if (m_gpu) {
        m_gpu->carryPassively(source_per_s, share, isBackward, kMostPassiveIterations, kPassiveLeft,
                              stop);
        return;
    }
    balance.setPassiveFlow(m_velocity, grid.eddyViscosity_m2_per_s(), stop);
    if (isBackward)
        balance.transpose();
    balance.solve(source_per_s, share, kMostPassiveIterations, kPassiveLeft, stop);
}

void RunningMean::beginPicture() {
    m_isPictureComing = true;
    if (m_gpu)
        m_gpu->beginPicture();
}

bool RunningMean::isPictureReady() const {
    return !m_gpu || m_gpu->isPictureReady();
}

void RunningMean::drawPicture(const std::function<void()>& draw) {
    m_isPictureComing = false;
    if (m_gpu) {
        m_gpu->takePicture(m_temperature_K, m_velocity);
        m_isStale = false; // for as long as it is drawn
    }
    draw();
    m_isStale = m_gpu != nullptr;
}

std::vector<float> RunningMean::closedTemperature_K(float least_K) const {
    fetch();
    std::vector<float> closed;
    copyField(m_temperature_K, closed, {});
    for (std::size_t c = 0; c < closed.size(); ++c)
        closed[c] = std::max(closed[c] + m_lacking_K[c], least_K);
    return closed;
}

void RunningMean::takeLacking(float least_K) {
    m_temperature_K = closedTemperature_K(least_K);
    std::fill(m_gain_K_per_s.begin(), m_gain_K_per_s.end(), 0.0f);
    std::fill(m_lacking_K.begin(), m_lacking_K.end(), 0.0f);
    if (m_gpu)
        m_gpu->takeSteady(m_temperature_K);
}

std::shared_ptr<AirField> RunningMean::field(const AirflowProblem& problem,
                                             const std::vector<float>& temperature_K,
                                             const std::vector<float>& supplyShare) const {
    fetch();
    const GridShape& s = m_lattice.shape;
    auto field = std::make_shared<AirField>();
    field->cells = {s.cells[0], s.cells[1], s.cells[2]};
    field->cell_m = m_lattice.cell_m;
    field->lidVelocity_m_per_s = problem.lidVelocity_m_per_s;
    field->isTwoDimensional = problem.isTwoDimensional;
    field->isOpenAir = problem.openAir.has_value();
    const auto size = static_cast<std::size_t>(s.cellCount());
    field->temperature_K.resize(size);
    field->u_m_per_s.resize(size);
    field->v_m_per_s.resize(size);
    field->w_m_per_s.resize(size);
    field->isSolid.resize(size);
    if (!supplyShare.empty())
        field->supplyShare.resize(size);
    const auto reference_K = static_cast<float>(problem.air.reference_K);
    std::size_t n = 0;
    for (int k = 0; k < s.cells[2]; ++k)
        for (int j = 0; j < s.cells[1]; ++j)
            for (int i = 0; i < s.cells[0]; ++i, ++n) {
                const int cell = s.index(i, j, k);
                const auto c = static_cast<std::size_t>(cell);
                const auto middle = [&](std::size_t d) {
                    return 0.5f * (m_velocity[d][c] +
                                   m_velocity[d][static_cast<std::size_t>(cell + s.stride[d])]);
                };
                field->isSolid[n] = m_lattice.isSolid[c];
                field->temperature_K[n] = reference_K + temperature_K[c];
                if (m_lattice.isSolid[c])
                    continue;
                if (!supplyShare.empty())
                    field->supplyShare[n] = supplyShare[c];
                field->u_m_per_s[n] = middle(0);
                field->v_m_per_s[n] = middle(1);
                field->w_m_per_s[n] = middle(2);
            }
    return field;
}

} // namespace hallwright::airflow
