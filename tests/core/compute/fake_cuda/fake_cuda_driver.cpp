// A stand-in for the CUDA driver, built as libcuda.so.1: the entries that Hallwright opens, with
// memory of the host and kernels that the test brings. Copies to the host on another stream than
// the kernels' happen as late as they may: when somebody waits for them.

#include "tests/core/compute/fake_cuda/fake_cuda.h"

#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

constexpr int kOutOfMemory = 2, kNotFound = 500, kNotReady = 600, kBroken = 999;

struct Function {
    std::size_t bytes = 0;
    fake_cuda::Kernel kernel = nullptr;
};

struct Call {
    const Function* function = nullptr;
    std::vector<std::max_align_t> arguments;
    int width = 0, rows = 0;
};

using Graph = std::vector<Call>;

struct Copy {
    void* to = nullptr;
    const void* from = nullptr;
    std::size_t bytes = 0;
};

struct Event {
    std::vector<Copy> waiting; ///< what must be done before it has happened
    bool wasAsked = false;
};

struct State {
    std::map<std::string, Function> functions;
    std::string failing;
    std::map<unsigned long long, std::size_t> memory;
    std::size_t limit_bytes = ~std::size_t{0}, used_bytes = 0;
    fake_cuda::Counts counts;
    std::unique_ptr<Graph> capture; ///< while one goes on
    std::vector<Copy> beside;       ///< begun on the other stream, without an event yet
    int streams = 0;
};

State& state() {
    static State own;
    return own;
}

bool fails(const char* entry) {
    return state().failing == entry;
}

void run(const Call& call) {
    call.function->kernel(call.arguments.data(), call.width, call.rows);
}

bool isMain(void* stream) {
    return stream == reinterpret_cast<void*>(1);
}

void happen(Event& event) {
    for (const Copy& copy : event.waiting)
        std::memcpy(copy.to, copy.from, copy.bytes);
    event.waiting.clear();
}

} // namespace

extern "C" {

const fake_cuda::Driver* fakeCudaDriver() {
    static const fake_cuda::Driver driver{
        [](const char* name, std::size_t bytes, fake_cuda::Kernel kernel) {
            state().functions[name] = {bytes, kernel};
        },
        [](const char* entry) { state().failing = entry ? entry : ""; },
        [](std::size_t bytes) { state().limit_bytes = bytes; }, [] { return state().counts; }};
    return &driver;
}

int cuInit(unsigned) {
    return 0;
}
int cuDeviceGet(int* device, int) {
    *device = 0;
    return 0;
}
int cuDeviceGetName(char* name, int length, int) {
    std::strncpy(name, "stand-in", static_cast<std::size_t>(length));
    return 0;
}
int cuDevicePrimaryCtxRetain(void** context, int) {
    *context = &state();
    return 0;
}
int cuDevicePrimaryCtxRelease_v2(int) {
    return 0;
}
int cuCtxSetCurrent(void*) {
    return 0;
}
int cuStreamCreate(void** stream, unsigned) {
    // 1, 2, 1, 2 ...: a session makes the kernels' stream first
    *stream = reinterpret_cast<void*>(static_cast<std::size_t>(state().streams++ % 2 + 1));
    return 0;
}
int cuStreamDestroy_v2(void*) {
    return 0;
}
int cuStreamSynchronize(void*) {
    return state().capture ? kBroken : 0; // a capture must not be waited for
}
int cuMemGetInfo_v2(std::size_t* free_bytes, std::size_t* all_bytes) {
    *free_bytes = state().limit_bytes - state().used_bytes;
    *all_bytes = state().limit_bytes;
    return 0;
}
int cuMemAlloc_v2(unsigned long long* address, std::size_t bytes) {
    if (bytes > state().limit_bytes - state().used_bytes)
        return kOutOfMemory;
    *address = reinterpret_cast<unsigned long long>(std::malloc(bytes));
    std::memset(reinterpret_cast<void*>(*address), 0xab, bytes);
    state().memory[*address] = bytes;
    state().used_bytes += bytes;
    ++state().counts.allocations;
    return 0;
}
int cuMemFree_v2(unsigned long long address) {
    state().used_bytes -= state().memory[address];
    state().memory.erase(address);
    std::free(reinterpret_cast<void*>(address));
    return 0;
}
int cuMemcpyHtoDAsync_v2(unsigned long long to, const void* from, std::size_t bytes, void*) {
    if (state().capture)
        return kBroken;
    std::memcpy(reinterpret_cast<void*>(to), from, bytes);
    return 0;
}
int cuMemcpyDtoHAsync_v2(void* to, unsigned long long from, std::size_t bytes, void* stream) {
    if (state().capture)
        return kBroken;
    const auto* source = reinterpret_cast<const void*>(from);
    if (isMain(stream)) {
        std::memcpy(to, source, bytes);
    } else {
        state().beside.push_back({to, source, bytes});
        ++state().counts.copiesBeside;
    }
    return 0;
}
int cuMemcpyDtoDAsync_v2(unsigned long long to, unsigned long long from, std::size_t bytes, void*) {
    if (state().capture)
        return kBroken;
    std::memcpy(reinterpret_cast<void*>(to), reinterpret_cast<const void*>(from), bytes);
    return 0;
}
int cuMemsetD8Async(unsigned long long to, unsigned char value, std::size_t bytes, void*) {
    if (state().capture)
        return kBroken;
    std::memset(reinterpret_cast<void*>(to), value, bytes);
    return 0;
}
int cuModuleLoadData(void** module, const void*) {
    *module = &state();
    return 0;
}
int cuModuleUnload(void*) {
    return 0;
}
int cuModuleGetFunction(void** function, void*, const char* name) {
    const auto found = state().functions.find(name);
    if (found == state().functions.end())
        return kNotFound;
    *function = &found->second;
    return 0;
}
int cuLaunchKernel(void* function, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned,
                   unsigned, void*, void** arguments, void**) {
    if (fails("cuLaunchKernel"))
        return kBroken;
    Call call;
    call.function = static_cast<const Function*>(function);
    call.arguments.resize(call.function->bytes / sizeof(std::max_align_t) + 1);
    std::memcpy(call.arguments.data(), arguments[0], call.function->bytes);
    std::memcpy(&call.width, arguments[1], sizeof(int));
    std::memcpy(&call.rows, arguments[2], sizeof(int));
    if (state().capture) {
        state().capture->push_back(std::move(call));
        return 0;
    }
    ++state().counts.launches;
    run(call);
    return 0;
}
int cuGetErrorString(int, const char** text) {
    *text = "as the test wants it";
    return 0;
}
int cuStreamBeginCapture_v2(void*, int) {
    if (fails("cuStreamBeginCapture_v2"))
        return kBroken;
    ++state().counts.captures;
    state().capture = std::make_unique<Graph>();
    return 0;
}
int cuStreamEndCapture(void*, void** graph) {
    auto captured = std::move(state().capture);
    if (fails("cuStreamEndCapture"))
        return kBroken;
    *graph = captured.release();
    return 0;
}
int cuGraphInstantiateWithFlags(void** ready, void* graph, unsigned long long) {
    if (fails("cuGraphInstantiateWithFlags"))
        return kBroken;
    *ready = new Graph(*static_cast<Graph*>(graph));
    return 0;
}
int cuGraphLaunch(void* ready, void*) {
    if (fails("cuGraphLaunch"))
        return kBroken;
    ++state().counts.graphLaunches;
    for (const Call& call : *static_cast<Graph*>(ready))
        run(call);
    return 0;
}
int cuGraphDestroy(void* graph) {
    delete static_cast<Graph*>(graph);
    return 0;
}
int cuGraphExecDestroy(void* ready) {
    delete static_cast<Graph*>(ready);
    return 0;
}
int cuMemHostAlloc(void** memory, std::size_t bytes, unsigned) {
    if (fails("cuMemHostAlloc"))
        return kOutOfMemory;
    *memory = std::malloc(bytes);
    return 0;
}
int cuMemFreeHost(void* memory) {
    std::free(memory);
    return 0;
}
int cuEventCreate(void** event, unsigned) {
    *event = new Event;
    return 0;
}
int cuEventDestroy_v2(void* event) {
    delete static_cast<Event*>(event);
    return 0;
}
int cuEventRecord(void* event, void* stream) {
    *static_cast<Event*>(event) = {};
    if (!isMain(stream))
        static_cast<Event*>(event)->waiting.swap(state().beside);
    return 0;
}
int cuEventQuery(void* event) {
    Event& own = *static_cast<Event*>(event);
    if (!own.waiting.empty() && !own.wasAsked) {
        own.wasAsked = true; // not yet
        return kNotReady;
    }
    happen(own);
    return 0;
}
int cuEventSynchronize(void* event) {
    happen(*static_cast<Event*>(event));
    return 0;
}
int cuStreamWaitEvent(void*, void*, unsigned) {
    return 0;
}
}
