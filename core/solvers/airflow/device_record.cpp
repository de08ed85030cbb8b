#include "core/solvers/airflow/device_record.h"

#include "core/solvers/airflow/running_mean.h"

#include <cmath>

namespace hallwright::airflow {
namespace {

constexpr std::size_t kMostBlocks = 64;

} // namespace

void DeviceRecord::clear() {
    m_blocks.clear();
    m_addsPerBlock = 1;
    m_addsInLast = 0;
}

void DeviceRecord::add(const std::vector<double>& values, double duration_s) {
    if (m_blocks.empty() || m_addsInLast == m_addsPerBlock) {
        if (m_blocks.size() == kMostBlocks)
            mergePairs();
        m_blocks.push_back({0.0, std::vector<double>(values.size(), 0.0)});
        m_addsInLast = 0;
    }
    Block& block = m_blocks.back();
    block.duration_s += duration_s;
    for (std::size_t n = 0; n < values.size(); ++n)
        block.sums[n] += duration_s * values[n];
    ++m_addsInLast;
}

void DeviceRecord::shift(const std::vector<double>& values) {
    for (Block& block : m_blocks)
        for (std::size_t n = 0; n < values.size(); ++n)
            block.sums[n] += block.duration_s * values[n];
}

void DeviceRecord::mergePairs() {
    for (std::size_t n = 0; n < m_blocks.size() / 2; ++n) {
        Block pair = std::move(m_blocks[2 * n]);
        const Block& second = m_blocks[2 * n + 1];
        pair.duration_s += second.duration_s;
        for (std::size_t i = 0; i < pair.sums.size(); ++i)
            pair.sums[i] += second.sums[i];
        m_blocks[n] = std::move(pair);
    }
    m_blocks.resize(m_blocks.size() / 2);
    m_addsPerBlock *= 2;
}

double DeviceRecord::uncertainty() const {
    if (m_blocks.size() < 2)
        return HUGE_VAL;
    double total_s = 0.0;
    for (const Block& block : m_blocks)
        total_s += block.duration_s;
    // Weights grow like t^(1 / memory - 1), their sum like t^(1 / memory).
    const double half_s = std::pow(0.5, RunningMean::kMemory) * total_s;
    const std::size_t count = m_blocks.front().sums.size();
    std::vector<double> early(count, 0.0), late(count, 0.0);
    double earlyWeight = 0.0, lateWeight = 0.0, end_s = 0.0;
    for (const Block& block : m_blocks) {
        const double middle_s = end_s + 0.5 * block.duration_s;
        end_s += block.duration_s;
        const double weight = std::pow(middle_s / total_s, 1.0 / RunningMean::kMemory - 1.0);
        const bool isEarly = middle_s < half_s;
        (isEarly ? earlyWeight : lateWeight) += weight * block.duration_s;
        std::vector<double>& sums = isEarly ? early : late;
        for (std::size_t n = 0; n < count; ++n)
            sums[n] += weight * block.sums[n];
    }
    if (earlyWeight <= 0.0 || lateWeight <= 0.0)
        return HUGE_VAL;
    double sum = 0.0;
    for (std::size_t n = 0; n < count; ++n)
        sum += 0.5 * std::abs(early[n] / earlyWeight - late[n] / lateWeight);
    return count > 0 ? sum / static_cast<double>(count) : 0.0;
}

} // namespace hallwright::airflow
