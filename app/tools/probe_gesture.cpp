#include "app/tools/probe_gesture.h"

#include "app/document/campus_document.h"
#include "app/document/selection.h"

#include <QObject>

namespace hallwright::app {

void ProbeGesture::hover(const PickRay& ray, Qt::KeyboardModifiers) {
    m_context.selection.setHovered(pickEntity(m_context.document.campus(),
                                              m_context.document.spatialIndex(), ray,
                                              m_context.metresPerPixel));
}

void ProbeGesture::press(const PickRay& ray, Qt::KeyboardModifiers) {
    const auto id = pickEntity(m_context.document.campus(), m_context.document.spatialIndex(), ray,
                               m_context.metresPerPixel);
    if (id.isValid())
        m_context.selection.set({id});
}

QString ProbeGesture::hint() const {
    return QObject::tr("Probe: point at what to read");
}

} // namespace hallwright::app
