#include "app/models/campus_tree.h"

namespace hallwright::app {

void CampusTree::read(const model::Campus& now) {
    campus = now;
    rowsOfHall.clear();
    racksOfRow.clear();
    loneRacksOfHall.clear();
    equipmentOf.clear();
    for (const auto& row : campus.rows())
        rowsOfHall[row.hall.number].push_back(&row);
    for (const auto& rack : campus.racks())
        (rack.row.isValid() ? racksOfRow[rack.row.number] : loneRacksOfHall[rack.hall.number])
            .push_back(&rack);
    for (const auto& item : campus.equipment())
        equipmentOf[item.parent.number].push_back(&item);
}

} // namespace hallwright::app
