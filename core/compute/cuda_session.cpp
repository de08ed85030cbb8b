#include "core/compute/cuda_session.h"

#include "core/compute/cuda_entries.h"

#include <array>
#include <utility>

#ifndef _WIN32
#include <dlfcn.h>
#endif

namespace hallwright::compute {

void CudaSession::check(int result, const char* action) {
    if (result == 0 || !m_error.empty())
        return;
    const char* text = nullptr;
    if (m_entries->errorString)
        m_entries->errorString(result, &text);
    m_error = std::string("CUDA cannot ") + action + ": " +
              (text ? text : ("error " + std::to_string(result)).c_str());
}

#ifdef _WIN32

CudaSession::CudaSession()
    : m_entries(std::make_unique<CudaEntries>()), m_error("CUDA is looked for on Linux only") {}
CudaSession::~CudaSession() = default;

#else

namespace {

template <class Function>
bool find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

} // namespace

CudaSession::CudaSession() : m_entries(std::make_unique<CudaEntries>()) {
    m_library = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!m_library) {
        m_error = "no NVIDIA driver on this machine (libcuda.so.1 was not found)";
        return;
    }
    CudaEntries& e = *m_entries;
    const bool hasAll = find(m_library, "cuInit", e.init) &&
                        find(m_library, "cuDeviceGet", e.deviceGet) &&
                        find(m_library, "cuDeviceGetName", e.deviceGetName) &&
                        find(m_library, "cuDevicePrimaryCtxRetain", e.contextRetain) &&
                        find(m_library, "cuDevicePrimaryCtxRelease_v2", e.contextRelease) &&
                        find(m_library, "cuCtxSetCurrent", e.contextSetCurrent) &&
                        find(m_library, "cuStreamCreate", e.streamCreate) &&
                        find(m_library, "cuStreamDestroy_v2", e.streamDestroy) &&
                        find(m_library, "cuStreamSynchronize", e.streamSynchronize) &&
                        find(m_library, "cuMemGetInfo_v2", e.memoryInfo) &&
                        find(m_library, "cuMemAlloc_v2", e.memoryAllocate) &&
                        find(m_library, "cuMemFree_v2", e.memoryFree) &&
                        find(m_library, "cuMemcpyHtoDAsync_v2", e.copyToDevice) &&
                        find(m_library, "cuMemcpyDtoHAsync_v2", e.copyToHost) &&
                        find(m_library, "cuMemcpyDtoDAsync_v2", e.copyOnDevice) &&
                        find(m_library, "cuMemsetD8Async", e.fill) &&
                        find(m_library, "cuModuleLoadData", e.moduleLoad) &&
                        find(m_library, "cuModuleUnload", e.moduleUnload) &&
                        find(m_library, "cuModuleGetFunction", e.moduleFunction) &&
                        find(m_library, "cuLaunchKernel", e.launch) &&
                        find(m_library, "cuGetErrorString", e.errorString);
    if (!hasAll) {
        m_error = "the CUDA driver is too old for this program";
        return;
    }
    m_canCapture = find(m_library, "cuStreamBeginCapture_v2", e.beginCapture) &&
                   find(m_library, "cuStreamEndCapture", e.endCapture) &&
                   find(m_library, "cuGraphInstantiateWithFlags", e.instantiateGraph) &&
                   find(m_library, "cuGraphLaunch", e.launchGraph) &&
                   find(m_library, "cuGraphDestroy", e.destroyGraph) &&
                   find(m_library, "cuGraphExecDestroy", e.destroyReadyGraph);
    const bool canCopyBeside = find(m_library, "cuMemHostAlloc", e.hostAllocate) &&
                               find(m_library, "cuMemFreeHost", e.hostFree) &&
                               find(m_library, "cuEventCreate", e.eventCreate) &&
                               find(m_library, "cuEventDestroy_v2", e.eventDestroy) &&
                               find(m_library, "cuEventRecord", e.eventRecord) &&
                               find(m_library, "cuEventQuery", e.eventQuery) &&
                               find(m_library, "cuEventSynchronize", e.eventSynchronize) &&
                               find(m_library, "cuStreamWaitEvent", e.streamWaitEvent);
    check(e.init(0), "start");
    if (isGood())
        check(e.deviceGet(&m_device, 0), "find a device");
    std::array<char, 128> name{};
    if (isGood())
        check(e.deviceGetName(name.data(), static_cast<int>(name.size()) - 1, m_device),
              "name the device");
    m_deviceName = name.data();
    if (isGood())
        check(e.contextRetain(&m_context, m_device), "open the device");
    if (isGood())
        check(e.contextSetCurrent(m_context), "use the device");
    if (isGood())
        check(e.streamCreate(&m_stream, 0), "make a stream");
    constexpr unsigned kBesideOthers = 1;
    if (isGood() && canCopyBeside && e.streamCreate(&m_copyStream, kBesideOthers) != 0)
        m_copyStream = nullptr;
}

CudaSession::~CudaSession() {
    for (void* stream : {m_copyStream, m_stream})
        if (stream)
            m_entries->streamDestroy(stream);
    if (m_context)
        m_entries->contextRelease(m_device);
    if (m_library)
        dlclose(m_library);
}

#endif

std::size_t CudaSession::freeMemory_bytes() {
    std::size_t free_bytes = 0;
    std::size_t all_bytes = 0;
    if (isGood())
        check(m_entries->memoryInfo(&free_bytes, &all_bytes), "tell its memory");
    return isGood() ? free_bytes : 0;
}

void CudaSession::synchronize() {
    if (isGood())
        check(m_entries->streamSynchronize(m_stream), "finish its work");
}

void CudaSession::useOnThisThread() {
    if (isGood())
        check(m_entries->contextSetCurrent(m_context), "use the device");
}

CudaBuffer::CudaBuffer(CudaSession& session, std::size_t bytes)
    : m_session(&session), m_bytes(bytes) {
    // A buffer of nothing is a valid one: the driver refuses to allocate 0 bytes.
    if (session.isGood())
        session.check(session.m_entries->memoryAllocate(&m_address, bytes > 0 ? bytes : 16),
                      "reserve memory");
}

CudaBuffer::CudaBuffer(CudaBuffer&& other) noexcept
    : m_session(other.m_session), m_address(std::exchange(other.m_address, 0)),
      m_bytes(other.m_bytes) {}

CudaBuffer::~CudaBuffer() {
    if (m_address)
        m_session->m_entries->memoryFree(m_address);
}

void CudaBuffer::upload(const void* from, std::size_t bytes) {
    if (m_session->isGood() && bytes > 0 && bytes <= m_bytes)
        m_session->check(
            m_session->m_entries->copyToDevice(m_address, from, bytes, m_session->m_stream),
            "copy to the device");
}

void CudaBuffer::download(void* to, std::size_t bytes) const {
    if (m_session->isGood() && bytes > 0 && bytes <= m_bytes)
        m_session->check(
            m_session->m_entries->copyToHost(to, m_address, bytes, m_session->m_stream),
            "copy from the device");
}

void CudaBuffer::copyFrom(const CudaBuffer& other, std::size_t bytes) {
    if (m_session->isGood() && bytes > 0 && bytes <= m_bytes && bytes <= other.m_bytes)
        m_session->check(m_session->m_entries->copyOnDevice(m_address, other.m_address, bytes,
                                                            m_session->m_stream),
                         "copy on the device");
}

void CudaBuffer::clear(std::size_t bytes) {
    if (m_session->isGood() && bytes > 0 && bytes <= m_bytes)
        m_session->check(m_session->m_entries->fill(m_address, 0, bytes, m_session->m_stream),
                         "clear memory");
}

CudaModule::CudaModule(CudaSession& session, const KernelImage& image) : m_session(&session) {
    if (session.isGood() && image.isEmpty())
        session.m_error = "this program was built without CUDA kernels";
    if (session.isGood())
        session.check(session.m_entries->moduleLoad(&m_module, image.bytes), "load the kernels");
}

CudaModule::~CudaModule() {
    if (m_module)
        m_session->m_entries->moduleUnload(m_module);
}

void CudaModule::launchRaw(const std::string& name, const Grid& grid, void** arguments) {
    if (!m_session->isGood())
        return;
    void*& function = m_functions[name];
    if (!function)
        m_session->check(m_session->m_entries->moduleFunction(&function, m_module, name.c_str()),
                         "find a kernel");
    if (m_session->isGood())
        m_session->check(m_session->m_entries->launch(function, grid.blocksX, grid.blocksY, 1,
                                                      grid.threadsX, grid.threadsY, 1, 0,
                                                      m_session->m_stream, arguments, nullptr),
                         "start a kernel");
}

} // namespace hallwright::compute
