#pragma once

#include "core/compute/host_loops.h"

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace hallwright::compute {

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

    /// Memory of `bytes` zeros; null after an error.
    [[nodiscard]] virtual void* allocate(std::size_t bytes) = 0;
    virtual void release(void* memory) = 0;
    /// `to` (upload, copy) and `from` (download, copy) are what allocate() gave. Uploads and
    /// downloads are done when they return, and with a download all that was asked for before.
    virtual void upload(void* to, const void* from, std::size_t bytes) = 0;
    virtual void download(void* to, const void* from, std::size_t bytes) = 0;
    virtual void copy(void* to, const void* from, std::size_t bytes) = 0;
    virtual void clear(void* memory, std::size_t bytes) = 0; ///< fills it with zeros
    virtual void synchronize() = 0;                          ///< waits for all that was asked for

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
    /// For phase = 0 .. phases() - 1 calls kernel(phase, n) for all 0 <= n < count(phase), a phase
    /// when the one before it is done: for work too small to be spread over a device.
    template <class Kernel>
    void runInPhases(const Kernel& kernel) {
        start(CallKind::Phases, kernel, 1, 1, &detail::phasesOnHost<Kernel>);
    }

protected:
    enum class CallKind { Loop, Reduction, Phases };
    struct Call {
        CallKind kind = CallKind::Loop;
        const char* name = nullptr;
        const void* kernel = nullptr;
        int width = 0;
        int rows = 0;
        void (*onHost)(const void* kernel, int width, int rows) = nullptr;
    };
    virtual void launch(const Call& call) = 0;

private:
    template <class Kernel>
    void start(CallKind kind, const Kernel& kernel, int width, int rows,
               void (*onHost)(const void*, int, int)) {
        static_assert(std::is_trivially_copyable_v<Kernel>);
        if (width > 0 && rows > 0)
            launch({kind, Kernel::kName, &kernel, width, rows, onHost});
    }
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
