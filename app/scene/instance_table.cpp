#include "app/scene/instance_table.h"

#include <cmath>
#include <numbers>

namespace hallwright::app {

void InstanceTable::setBoxes(const std::vector<model::OrientedBox>& boxes) {
    const std::size_t before = m_entries.size();
    m_entries.resize(boxes.size());
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const model::OrientedBox& box = boxes[i];
        const double angle = box.rotation_deg * std::numbers::pi / 180.0;
        const auto c = float(std::cos(angle)), s = float(std::sin(angle));
        const auto width = float(box.size_m.x), depth = float(box.size_m.y),
                   height = float(box.size_m.z);
        // Rows of the matrix that turns about the scene's y axis, after the stretch.
        InstanceTableEntry& entry = m_entries[i];
        entry.row0 = {c * width, 0.0F, s * depth, float(box.centre_m.x)};
        entry.row1 = {0.0F, height, 0.0F, float(box.bottom_m)};
        entry.row2 = {-s * width, 0.0F, c * depth, float(-box.centre_m.y)};
    }
    markDirty();
    if (before != m_entries.size())
        emit countChanged();
}

namespace {

/// Two bytes in one number that a shader takes apart without loss.
float packed(int front, int back) {
    return float(front) + float(back) / 256.0F;
}

QVector4D instanceData(const InstanceTable::Look& look) {
    const auto state =
        float(static_cast<int>(look.tint) + (look.over ? 4 : 0) + (look.off ? 8 : 0));
    if (look.tint == Tint::Ends)
        return {packed(look.color.red(), look.back.red()),
                packed(look.color.green(), look.back.green()),
                packed(look.color.blue(), look.back.blue()), state};
    return {float(look.color.redF()), float(look.color.greenF()), float(look.color.blueF()), state};
}

} // namespace

void InstanceTable::setLooks(const std::vector<Look>& looks) {
    for (std::size_t i = 0; i < m_entries.size() && i < looks.size(); ++i) {
        // Qt multiplies vertex colours by the instance's colour: it stays white.
        m_entries[i].color = {1.0F, 1.0F, 1.0F, 1.0F};
        m_entries[i].instanceData = instanceData(looks[i]);
    }
    markDirty();
}

QByteArray InstanceTable::getInstanceBuffer(int* instanceCount) {
    if (instanceCount)
        *instanceCount = int(m_entries.size());
    return QByteArray(reinterpret_cast<const char*>(m_entries.data()),
                      qsizetype(m_entries.size() * sizeof(InstanceTableEntry)));
}

} // namespace hallwright::app
