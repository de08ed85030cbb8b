#pragma once

#include "core/compute/host_loops.h"
#include "core/compute/kernel_queue.h"
#include "core/compute/pending_download.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace hallwright::compute {

/// What an executor has been asked for so far.
struct ExecutorCounts {
    std::int64_t launches = 0; ///< of kernels
    std::int64_t uploaded_bytes = 0;
    std::int64_t downloaded_bytes = 0;
    std::int64_t waits = 0; ///< times that the host stood still until the device was done
};

/// Something that holds arrays and runs kernels over them in the order they were asked for: a CUDA
/// device, or CPU threads that stand in for one, so that what is launched with which arguments can
/// be tested without it. A kernel is a small class that nvcc and the C++ compiler both read:
///
///     struct Double {
///         static constexpr const char* kName = "Double";
///         float* values;
///         HW_HD void operator()(int i, int row) const { values[row * kWidth + i] *= 2.0f; }
///     };
///
/// HW_KERNEL(Double) in a .cu file makes it known to the device; see kernel_loops.h.
///
/// Errors stick: the first one is kept, and all calls after it do nothing. Whoever uses an executor
/// asks isGood() before believing what came back. One thread at a time.
class Executor {
public:
    Executor() = default;
    virtual ~Executor() = default;
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    [[nodiscard]] bool isGood() const { return error().empty(); }
    /// What went wrong first, one sentence; empty while all is well.
    [[nodiscard]] virtual const std::string& error() const = 0;
    [[nodiscard]] virtual const std::string& deviceName() const = 0;
    /// To be called first by a thread that takes over from another.
    virtual void useOnThisThread() = 0;

    [[nodiscard]] const ExecutorCounts& counts() const { return m_counts; }

    /// Memory of `bytes` zeros; null after an error.
    [[nodiscard]] void* allocate(std::size_t bytes) {
        flush();
        return reserve(bytes);
    }
    void release(void* memory) {
        flush();
        giveBack(memory);
    }
    /// `to` (upload, copy) and `from` (download, copy) are what allocate() gave. Uploads and
    /// downloads are done when they return, and with a download all that was asked for before.
    void upload(void* to, const void* from, std::size_t bytes) {
        flush();
        m_counts.uploaded_bytes += static_cast<std::int64_t>(bytes);
        sendUp(to, from, bytes);
    }
    void download(void* to, const void* from, std::size_t bytes) {
        flush();
        m_counts.downloaded_bytes += static_cast<std::int64_t>(bytes);
        ++m_counts.waits;
        bringDown(to, from, bytes);
    }
    /// Begins a download of what the memory holds when all that was asked for is done, and does not
    /// wait: the caller sees to it that nothing changes the memory, nor gives it back, before the
    /// download is done. Null after an error.
    [[nodiscard]] std::unique_ptr<PendingDownload> beginDownload(const void* from,
                                                                 std::size_t bytes) {
        flush();
        m_counts.downloaded_bytes += static_cast<std::int64_t>(bytes);
        return bringDownBeside(from, bytes);
    }
    void copy(void* to, const void* from, std::size_t bytes) {
        flush();
        copyWithin(to, from, bytes);
    }
    void clear(void* memory, std::size_t bytes) { ///< fills it with zeros
        flush();
        fillWithZeros(memory, bytes);
    }
    void synchronize() { ///< waits for all that was asked for
        flush();
        ++m_counts.waits;
        wait();
    }

    /// While it lives, kernels wait to be started together: a device starts a sequence that it
    /// knows by one call. What needs their results, or memory, starts those that wait first.
    class Sequence {
    public:
        explicit Sequence(Executor& executor) : m_executor(executor) {
            m_executor.m_isCollecting = true;
        }
        ~Sequence() {
            m_executor.flush();
            m_executor.m_isCollecting = false;
        }
        Sequence(const Sequence&) = delete;
        Sequence& operator=(const Sequence&) = delete;

    private:
        Executor& m_executor;
    };

    /// Calls kernel(i, row) for all 0 <= i < width and 0 <= row < rows, in any order.
    template <class Kernel>
    void run(const Kernel& kernel, int width, int rows = 1) {
        start(CallKind::Loop, kernel, width, rows, &detail::loopOnHost<Kernel>);
    }
    /// Joins reduction.value(i, row) of all places in a fixed order and calls finish() once with
    /// what comes out. The class has a type Value of at most 32 bytes, nothing() and join(a, b).
    template <class Reduction>
    void reduce(const Reduction& reduction, int width, int rows = 1) {
        static_assert(sizeof(typename Reduction::Value) <= kMostReductionValue_bytes);
        start(CallKind::Reduction, reduction, width, rows, &detail::reduceOnHost<Reduction>);
    }
    /// Joins groups.value(n, k), 0 <= k < groups.size(n), of each group n < count by itself, in a
    /// fixed order, and calls finish(n, what comes out). Values as for reduce().
    template <class Groups>
    void reduceGroups(const Groups& groups, int count) {
        static_assert(sizeof(typename Groups::Value) <= kMostReductionValue_bytes);
        start(CallKind::Groups, groups, count, 1, &detail::groupsOnHost<Groups>);
    }
    /// For phase = 0 .. phases() - 1 calls kernel(phase, n) for all 0 <= n < count(phase), a phase
    /// when the one before it is done: for work too small to be spread over a device.
    template <class Kernel>
    void runInPhases(const Kernel& kernel) {
        start(CallKind::Phases, kernel, 1, 1, &detail::phasesOnHost<Kernel>);
    }

protected:
    [[nodiscard]] virtual void* reserve(std::size_t bytes) = 0;
    virtual void giveBack(void* memory) = 0;
    virtual void sendUp(void* to, const void* from, std::size_t bytes) = 0;
    virtual void bringDown(void* to, const void* from, std::size_t bytes) = 0;
    virtual std::unique_ptr<PendingDownload> bringDownBeside(const void* from,
                                                             std::size_t bytes) = 0;
    virtual void copyWithin(void* to, const void* from, std::size_t bytes) = 0;
    virtual void fillWithZeros(void* memory, std::size_t bytes) = 0;
    virtual void wait() = 0;
    virtual void launch(const KernelCall& call) = 0;
    /// Of a sequence, in its order.
    virtual void launchAll(const KernelQueue& calls) {
        for (std::size_t n = 0; n < calls.size(); ++n)
            launch(calls.call(n));
    }

private:
    template <class Kernel>
    void start(CallKind kind, Kernel kernel, int width, int rows,
               void (*onHost)(const void*, int, int)) {
        static_assert(std::is_trivially_copyable_v<Kernel>);
        if (width <= 0 || rows <= 0)
            return;
        ++m_counts.launches;
#if defined(__GNUC__) && !defined(__clang__)
        __builtin_clear_padding(&kernel); // equal arguments are to be equal bytes
#endif
        const KernelCall call{kind, Kernel::kName, &kernel, width, rows, onHost};
        if (m_isCollecting)
            m_queue.push(call, sizeof(Kernel));
        else
            launch(call);
    }
    void flush() {
        if (m_queue.isEmpty())
            return;
        launchAll(m_queue);
        m_queue.clear();
    }

    ExecutorCounts m_counts;
    KernelQueue m_queue;
    bool m_isCollecting = false;
};

/// An array in the memory of an executor, which must outlive it.
template <class Value>
class DeviceArray {
public:
    static_assert(std::is_trivially_copyable_v<Value>);

    DeviceArray() = default;
    DeviceArray(Executor& executor, std::size_t size)
        : m_executor(&executor), m_size(size),
          m_values(static_cast<Value*>(executor.allocate(size * sizeof(Value)))) {}
    DeviceArray(Executor& executor, const std::vector<Value>& values)
        : DeviceArray(executor, values.size()) {
        upload(values);
    }
    ~DeviceArray() {
        if (m_values)
            m_executor->release(m_values);
    }
    DeviceArray(DeviceArray&& other) noexcept
        : m_executor(other.m_executor), m_size(other.m_size),
          m_values(std::exchange(other.m_values, nullptr)) {}
    DeviceArray& operator=(DeviceArray&& other) noexcept {
        std::swap(m_executor, other.m_executor);
        std::swap(m_size, other.m_size);
        std::swap(m_values, other.m_values);
        return *this;
    }

    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    /// For the arguments of kernels.
    [[nodiscard]] Value* data() const { return m_values; }

    /// `values` has the array's size.
    void upload(const std::vector<Value>& values) {
        if (m_values)
            m_executor->upload(m_values, values.data(), m_size * sizeof(Value));
    }
    /// After an error `values` stays as it is.
    void download(std::vector<Value>& values) const {
        values.resize(m_size);
        if (m_values)
            m_executor->download(values.data(), m_values, m_size * sizeof(Value));
    }
    /// See Executor::beginDownload().
    [[nodiscard]] std::unique_ptr<PendingDownload> beginDownload() const {
        return m_values ? m_executor->beginDownload(m_values, m_size * sizeof(Value)) : nullptr;
    }
    void copyFrom(const DeviceArray& other) {
        if (m_values && other.m_values)
            m_executor->copy(m_values, other.m_values, m_size * sizeof(Value));
    }

    void clear() {
        if (m_values)
            m_executor->clear(m_values, m_size * sizeof(Value));
    }

private:
    Executor* m_executor = nullptr;
    std::size_t m_size = 0;
    Value* m_values = nullptr;
};

} // namespace hallwright::compute
