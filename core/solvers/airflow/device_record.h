#pragma once

#include <cstddef>
#include <vector>

namespace hallwright::airflow {

/// What devices read over a stretch of time, kept as a few block means, and how well their mean
/// over that time is known. Values have one unit.
class DeviceRecord {
public:
    void add(const std::vector<double>& values, double duration_s);
    void clear();
    /// As if all that was added had been so much more; values that are not given stay.
    void shift(const std::vector<double>& values);

    /// Mean over the devices of the standard error of their time means: half the difference between
    /// the means of the two halves of the weight. It counts swings and trends alike. Times weigh
    /// the more the later they are, like in RunningMean. HUGE_VAL before there are two blocks.
    [[nodiscard]] double uncertainty() const;

private:
    struct Block {
        double duration_s = 0.0;
        std::vector<double> sums; ///< values times seconds
    };
    void mergePairs();

    std::vector<Block> m_blocks; ///< the last one is still open
    std::size_t m_addsPerBlock = 1;
    std::size_t m_addsInLast = 0;
};

} // namespace hallwright::airflow
