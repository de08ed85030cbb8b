#pragma once

#include "core/model/footprint.h"

#include <QColor>
#include <QQuick3DInstancing>

#include <vector>

namespace hallwright::app {

/// How an instance takes part in the layer that is shown.
enum class Tint {
    Neutral = 0, ///< its own greys
    Whole = 1,   ///< the colour covers the body
    Front = 2,   ///< the colour covers the front only
    Ends = 3     ///< the front carries one colour, the back another
};

/// Boxes in which one mesh is repeated: a mesh fills the unit box (x and z from -0.5 to 0.5, y from
/// 0 to 1, front to +z) and is stretched to each entry's size. Where a thing stands changes with
/// the campus, its colour with each result, so the two are set apart.
class InstanceTable : public QQuick3DInstancing {
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    explicit InstanceTable(QQuick3DObject* parent = nullptr) : QQuick3DInstancing(parent) {}

    struct Look {
        QColor color;
        QColor back; ///< of the back, where the tint is of both ends
        Tint tint = Tint::Neutral;
        bool over = false; ///< over its limit: hatched
        bool off = false;  ///< out of service: dimmed
    };

    [[nodiscard]] int count() const { return int(m_entries.size()); }
    void setBoxes(const std::vector<model::OrientedBox>& boxes);
    /// One look a box, in the same order. The table carries it as instance data: red, green, blue
    /// in sRGB, then tint + 4 (over) + 8 (off). Where front and back differ, each of the three
    /// carries two bytes: the front's as the whole part, the back's as 256ths.
    void setLooks(const std::vector<Look>& looks);
    [[nodiscard]] const std::vector<InstanceTableEntry>& entries() const { return m_entries; }

signals:
    void countChanged();

protected:
    QByteArray getInstanceBuffer(int* instanceCount) override;

private:
    std::vector<InstanceTableEntry> m_entries;
};

} // namespace hallwright::app
