#include "core/geometry/frame.h"
#include "core/model/edits/arranging.h"
#include "core/model/edits/edit_support.h"
#include "core/model/naming.h"

#include <cmath>
#include <map>
#include <string>

namespace hallwright::model {

namespace {

/// More new rows than this are a mistyped count.
constexpr std::size_t kNewRowsMax = 200000;

/// A name without the number at its end, and that number's width.
std::string stemOf(const std::string& name) {
    const auto last = name.find_last_not_of("0123456789");
    return last == std::string::npos ? std::string() : name.substr(0, last + 1);
}

/// Gives names that follow the highest of their kind: "H-07" -> "H-08", "CDU-03N" -> "CDU-03N2".
class Names {
public:
    template <class Rows>
    std::string next(const Rows& rows, const std::string& of, const std::string& scope) {
        std::string stem = stemOf(of);
        const bool isNumbered = stem.size() < of.size();
        if (!isNumbered && !stem.empty())
            stem += ' ';
        const auto key = joined(joined(scope, "/"), stem);
        const auto [it, isNew] = m_next.try_emplace(key, 0);
        if (isNew)
            it->second = std::max(isNumbered ? 1 : 2, nextNumberedName(rows, stem));
        auto number = std::to_string(it->second++);
        const auto width = isNumbered ? of.size() - stem.size() : 1;
        if (number.size() < width)
            number.insert(0, std::string(width - number.size(), '0'));
        return joined(stem, number);
    }

private:
    std::map<std::string, int> m_next;
};

class Copier {
public:
    Copier(const Campus& campus, ChangeSet& changes)
        : m_campus(campus), m_changes(changes), m_next(campus.nextNumber()) {}

    void copy(EntityId id, Vec2 shift_m) {
        const auto container = m_campus.containerOf(id);
        const auto frame = m_campus.sitePlacement(container);
        const Vec2 local_m =
            container.isValid()
                ? geometry::Direction::ofDegrees(frame.rotation_deg).turnBack(shift_m)
                : shift_m;
        visitEntity(m_campus, id, [&](const auto& row) { copyRow(row, local_m); });
        markDetached(m_campus, container, m_changes);
    }

private:
    template <class T>
    T renumbered(const T& row) {
        T copy = row;
        copy.id = {m_next++};
        return copy;
    }
    template <class T>
    T placed(const T& row, Vec2 shift_m) {
        T copy = renumbered(row);
        copy.placement.position_m = row.placement.position_m + shift_m;
        return copy;
    }

    void copyRow(const Hall& hall, Vec2 shift_m) {
        auto copy = placed(hall, shift_m);
        copy.name = m_names.next(m_campus.halls(), hall.name, "hall");
        for (const auto& row : m_campus.rows())
            if (row.hall == hall.id) {
                auto inside = renumbered(row);
                inside.hall = copy.id;
                copyRacks([&](const Rack& rack) { return rack.row == row.id; }, inside.id, copy.id,
                          {});
                m_changes.put(std::move(inside));
            }
        copyRacks([&](const Rack& rack) { return rack.hall == hall.id && !rack.row.isValid(); },
                  RowId{}, copy.id, {});
        copyEquipmentOf(entity(hall.id), entity(copy.id));
        m_changes.put(std::move(copy));
    }
    void copyRow(const Row& row, Vec2 shift_m) {
        auto copy = placed(row, shift_m);
        const auto scope = joined("row", std::to_string(row.hall.number));
        copy.name = m_names.next(inHall(m_campus.rows(), row.hall), row.name, scope);
        const int number = trailingNumber(copy.name);
        int nth = 0;
        for (const auto& rack : m_campus.racks())
            if (rack.row == row.id) {
                auto inside = placed(rack, shift_m);
                inside.row = copy.id;
                inside.name = joined("R", padded(number));
                inside.name += '-';
                inside.name += padded(++nth);
                m_changes.put(std::move(inside));
            }
        m_changes.put(std::move(copy));
    }
    void copyRow(const Rack& rack, Vec2 shift_m) {
        auto copy = placed(rack, shift_m);
        const auto scope = joined("rack", std::to_string(rack.hall.number));
        copy.name = m_names.next(inHall(m_campus.racks(), rack.hall), rack.name, scope);
        m_changes.put(std::move(copy));
    }
    void copyRow(const Equipment& item, Vec2 shift_m) {
        auto copy = placed(item, shift_m);
        copy.name = m_names.next(m_campus.equipment(), item.name, "equipment");
        m_changes.put(std::move(copy));
    }
    void copyRow(const Substation& substation, Vec2 shift_m) {
        auto copy = placed(substation, shift_m);
        copy.name = m_names.next(m_campus.substations(), substation.name, "substation");
        copyEquipmentOf(entity(substation.id), entity(copy.id));
        m_changes.put(std::move(copy));
    }
    void copyRow(const Plant& plant, Vec2 shift_m) {
        auto copy = placed(plant, shift_m);
        copy.name = m_names.next(m_campus.plants(), plant.name, "plant");
        copyEquipmentOf(entity(plant.id), entity(copy.id));
        m_changes.put(std::move(copy));
    }
    void copyRow(const GridConnection& grid, Vec2 shift_m) {
        auto copy = placed(grid, shift_m);
        copy.name = m_names.next(m_campus.grids(), grid.name, "grid");
        m_changes.put(std::move(copy));
    }
    void copyRow(const Zone& zone, Vec2 shift_m) {
        auto copy = renumbered(zone);
        copy.name = m_names.next(m_campus.zones(), zone.name, "zone");
        for (Vec2& point : copy.points_m)
            point = point + shift_m;
        m_changes.put(std::move(copy));
    }
    void copyRow(const Feeder&, Vec2) {}
    void copyRow(const Main&, Vec2) {}
    void copyRow(const Scenario& scenario, Vec2) {
        auto copy = renumbered(scenario);
        copy.name = m_names.next(m_campus.scenarios(), scenario.name, "scenario");
        m_changes.put(std::move(copy));
    }

    template <class Belongs>
    void copyRacks(Belongs&& belongs, RowId row, HallId hall, Vec2 shift_m) {
        for (const auto& rack : m_campus.racks())
            if (belongs(rack)) {
                auto copy = placed(rack, shift_m);
                copy.row = row;
                copy.hall = hall;
                m_changes.put(std::move(copy));
            }
    }
    void copyEquipmentOf(EntityId from, EntityId to) {
        for (const auto& item : m_campus.equipment())
            if (item.parent == from) {
                auto copy = renumbered(item);
                copy.parent = to;
                m_changes.put(std::move(copy));
            }
    }
    template <class T>
    static std::vector<T> inHall(const Table<T>& table, HallId hall) {
        std::vector<T> rows;
        for (const auto& row : table)
            if (row.hall == hall)
                rows.push_back(row);
        return rows;
    }

    const Campus& m_campus;
    ChangeSet& m_changes;
    std::uint32_t m_next;
    Names m_names;
};

} // namespace

base::Result<ChangeSet> CopyEntities::plan(const Campus& campus, const catalog::Catalog&) const {
    if (!std::isfinite(step_m.x) || !std::isfinite(step_m.y))
        return base::failure("/step_m", "is not a displacement", "Set finite numbers.");
    NumberSet content;
    for (const auto id : entities) {
        if (campus.kindOf(id) == EntityKind::None)
            return unknownEntity(id);
        content.insert(id.number);
    }
    addContent(campus, content);
    if (copies < 1 || static_cast<std::size_t>(copies) * content.size() > kNewRowsMax)
        return base::failure("/copies", "is " + std::to_string(copies),
                             "Set a number of 1 or more that gives at most " +
                                 std::to_string(kNewRowsMax) + " new things.");
    NumberSet chosen;
    for (const auto id : entities)
        chosen.insert(id.number);
    ChangeSet changes;
    Copier copier(campus, changes);
    for (int n = 1; n <= copies; ++n) {
        NumberSet done;
        for (const auto id : entities) {
            const auto* rack = campus.racks().find({id.number});
            // Content of a chosen container or row is copied with it.
            if (chosen.contains(campus.containerOf(id).number) ||
                (rack && chosen.contains(rack->row.number)) || !done.insert(id.number).second)
                continue;
            copier.copy(id, static_cast<double>(n) * step_m);
        }
    }
    return changes;
}

} // namespace hallwright::model
