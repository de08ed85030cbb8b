#pragma once

namespace hallwright::compute {

/// How the work of a kernel is spread, see Executor.
enum class CallKind { Loop, Reduction, Groups, Phases };

/// A kernel asked for.
struct KernelCall {
    CallKind kind = CallKind::Loop;
    const char* name = nullptr;
    const void* kernel = nullptr; ///< its arguments, to be copied
    int width = 0;
    int rows = 0;
    void (*onHost)(const void* kernel, int width, int rows) = nullptr;
};

} // namespace hallwright::compute
