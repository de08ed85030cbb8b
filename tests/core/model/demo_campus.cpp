#include "tests/core/model/demo_campus.h"

#include "core/model/edits/placing.h"

namespace hallwright::model::test {

const catalog::Catalog& types() {
    static const auto catalog = makeCatalog();
    return catalog;
}

Campus demoCampus() {
    auto campus = emptySite();
    applied(campus, types(), PlaceHall{smallHall(), {{0.0, 0.0}, 0.0, 0.0}, {}});
    applied(campus, types(), PlaceHall{smallHall(), {{60.0, 0.0}, 0.0, 90.0}, {}});
    applied(campus, types(),
            PlaceSubstation{"tr_400_33_200mva", 2, "gis_36kv_primary", {{0.0, -120.0}, 0.0, 0.0}});
    PlacePlant plant;
    plant.coolerType = "dry_cooler_1000kw";
    plant.columns = 3;
    plant.pumpType = "pump_fws_450m3h";
    plant.coolant = "pg25";
    plant.placement.position_m = {0.0, 60.0};
    applied(campus, types(), plant);
    return campus;
}

} // namespace hallwright::model::test
