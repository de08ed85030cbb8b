#include "core/compute/cuda_download.h"

#include "core/compute/cuda_entries.h"

#include <algorithm>
#include <utility>

namespace hallwright::compute {

CudaHostSlot::CudaHostSlot(CudaSession& session, std::size_t bytes)
    : m_session(&session), m_bytes(bytes) {
    constexpr unsigned kNoTiming = 2;
    const CudaEntries& e = session.entries();
    if (e.hostAllocate(&m_memory, bytes > 0 ? bytes : 1, 0) != 0)
        m_memory = nullptr;
    for (void** event : {&m_ready, &m_done})
        if (e.eventCreate(event, kNoTiming) != 0)
            *event = nullptr;
}

CudaHostSlot::~CudaHostSlot() {
    const CudaEntries& e = m_session->entries();
    for (void* event : {m_ready, m_done})
        if (event)
            e.eventDestroy(event);
    if (m_memory)
        e.hostFree(m_memory);
}

CudaDownload::CudaDownload(CudaSession& session, CudaHostSlots& free, const CudaBuffer& from,
                           std::size_t bytes)
    : m_session(&session), m_free(&free) {
    if (!session.isGood())
        return;
    if (!session.canCopyBeside() || !takeSlot(bytes)) {
        m_plain.resize(bytes);
        from.download(m_plain.data(), bytes);
        session.synchronize();
        return;
    }
    const CudaEntries& e = session.entries();
    session.check(e.eventRecord(m_slot->m_ready, session.m_stream), "mark its work");
    session.check(e.streamWaitEvent(session.m_copyStream, m_slot->m_ready, 0), "wait for its work");
    session.check(e.copyToHost(m_slot->m_memory, from.m_address, bytes, session.m_copyStream),
                  "copy from the device");
    session.check(e.eventRecord(m_slot->m_done, session.m_copyStream), "mark a copy");
}

bool CudaDownload::takeSlot(std::size_t bytes) {
    const auto known = std::find_if(m_free->begin(), m_free->end(),
                                    [&](const auto& slot) { return slot->bytes() == bytes; });
    if (known != m_free->end()) {
        m_slot = std::move(*known);
        m_free->erase(known);
    } else {
        m_slot = std::make_unique<CudaHostSlot>(*m_session, bytes);
        if (!m_slot->isWhole())
            m_slot.reset();
    }
    return m_slot != nullptr;
}

CudaDownload::~CudaDownload() {
    if (!m_slot)
        return;
    m_session->entries().eventSynchronize(m_slot->m_done); // nothing is written to it any more
    m_free->push_back(std::move(m_slot));
}

bool CudaDownload::isDone() {
    return !m_slot || !m_session->isGood() || m_session->entries().eventQuery(m_slot->m_done) == 0;
}

const void* CudaDownload::wait() {
    if (!m_slot)
        return m_plain.empty() ? nullptr : m_plain.data();
    if (m_session->isGood())
        m_session->check(m_session->entries().eventSynchronize(m_slot->m_done), "finish a copy");
    return m_slot->m_memory;
}

} // namespace hallwright::compute
