#pragma once

namespace hallwright::compute {

/// A copy of device memory on its way to the host, see Executor::beginDownload(). It must not
/// outlive the executor.
class PendingDownload {
public:
    PendingDownload() = default;
    virtual ~PendingDownload() = default;
    PendingDownload(const PendingDownload&) = delete;
    PendingDownload& operator=(const PendingDownload&) = delete;

    /// Whether wait() would return at once.
    [[nodiscard]] virtual bool isDone() = 0;
    /// The bytes, once they are there, for as long as this lives. Ask the executor isGood() before
    /// believing them.
    [[nodiscard]] virtual const void* wait() = 0;
};

} // namespace hallwright::compute
