#pragma once

#include "core/compute/kernel_image.h"

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace hallwright::compute {

struct CudaEntries;

/// One CUDA device in use: the driver's library, opened at run time, the device's primary context,
/// a stream. Everything else of this file belongs to a session and must not outlive it.
///
/// Errors stick: the first one is kept, and all calls after it do nothing. Whoever uses a session
/// asks isGood() before believing a result and takes the CPU's path otherwise.
class CudaSession {
public:
    /// Opens the first device. See error() where there is none or it does not work.
    CudaSession();
    ~CudaSession();
    CudaSession(const CudaSession&) = delete;
    CudaSession& operator=(const CudaSession&) = delete;

    [[nodiscard]] bool isGood() const { return m_error.empty(); }
    /// What went wrong first, one sentence; empty while all is well.
    [[nodiscard]] const std::string& error() const { return m_error; }
    [[nodiscard]] const std::string& deviceName() const { return m_deviceName; }
    [[nodiscard]] std::size_t freeMemory_bytes();

    /// Waits for all that was asked for.
    void synchronize();
    /// To be called first by a thread that takes over from the one that opened the session.
    void useOnThisThread();
    /// Whether the driver can take kernels in and start them together, see CudaGraph.
    [[nodiscard]] bool canCapture() const { return m_canCapture; }
    /// Whether it can copy to the host beside kernels, see CudaDownload.
    [[nodiscard]] bool canCopyBeside() const { return m_copyStream != nullptr; }

private:
    friend class CudaBuffer;
    friend class CudaDownload;
    friend class CudaExecutor;
    friend class CudaGraph;
    friend class CudaHostSlot;
    friend class CudaModule;
    void check(int result, const char* action);
    [[nodiscard]] const CudaEntries& entries() const { return *m_entries; }

    std::unique_ptr<CudaEntries> m_entries;
    void* m_library = nullptr;
    void* m_context = nullptr;
    void* m_stream = nullptr;
    void* m_copyStream = nullptr; ///< null: there is none
    bool m_canCapture = false;
    int m_device = 0;
    std::string m_deviceName;
    std::string m_error;
};

/// Memory of the device.
class CudaBuffer {
public:
    CudaBuffer(CudaSession& session, std::size_t bytes);
    ~CudaBuffer();
    CudaBuffer(CudaBuffer&& other) noexcept;
    CudaBuffer(const CudaBuffer&) = delete;
    CudaBuffer& operator=(const CudaBuffer&) = delete;

    /// A buffer that holds a copy of `values`.
    template <class Value>
    [[nodiscard]] static CudaBuffer of(CudaSession& session, const std::vector<Value>& values) {
        CudaBuffer buffer(session, values.size() * sizeof(Value));
        buffer.upload(values.data(), values.size() * sizeof(Value));
        return buffer;
    }

    void upload(const void* from, std::size_t bytes);
    void download(void* to, std::size_t bytes) const; ///< done after synchronize()
    void copyFrom(const CudaBuffer& other, std::size_t bytes);
    void clear(std::size_t bytes); ///< fills them with zeros

    /// The address in device memory, to be put into kernel arguments.
    template <class Value>
    [[nodiscard]] Value* as() const {
        return reinterpret_cast<Value*>(m_address);
    }

    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

private:
    friend class CudaDownload;
    CudaSession* m_session;
    unsigned long long m_address = 0;
    std::size_t m_bytes = 0;
};

/// Kernels loaded onto the device.
class CudaModule {
public:
    CudaModule(CudaSession& session, const KernelImage& image);
    ~CudaModule();
    CudaModule(const CudaModule&) = delete;
    CudaModule& operator=(const CudaModule&) = delete;

    /// Runs `extern "C" __global__ void name(Arguments)` with blocks of threadsX x threadsY.
    template <class Arguments>
    void launch(const char* name, unsigned blocks, unsigned threadsX, unsigned threadsY,
                Arguments arguments) {
        void* pointers[] = {&arguments};
        launchRaw(name, {blocks, 1, threadsX, threadsY}, pointers);
    }

    struct Grid {
        unsigned blocksX = 1, blocksY = 1, threadsX = 1, threadsY = 1;
    };
    /// `arguments`: where each of the kernel's arguments lies.
    void launchRaw(const std::string& name, const Grid& grid, void** arguments);

private:
    CudaSession* m_session;
    void* m_module = nullptr;
    std::unordered_map<std::string, void*> m_functions; ///< found so far
};

} // namespace hallwright::compute
