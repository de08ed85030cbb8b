#include "core/model/hall_plan.h"

#include "core/model/footprint.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hallwright::model {

namespace {

constexpr double kUnitGap_m = 0.1;       ///< between units in line, so that one comes out alone
constexpr double kWallGap_m = 0.05;      ///< between a unit and the wall behind it
constexpr double kPartition_m = 0.3;     ///< wall between rows and technical strip
constexpr double kBayWall_m = 0.5;       ///< free width beside a transformer (IEC 60076-11)
constexpr double kServiceAisle_m = 1.2;  ///< in front of low-voltage equipment (NEC 110.26)
constexpr double kHandlingAisle_m = 1.5; ///< along the bays, as MV switchgear asks (IEC 61936-1)

class Planner {
public:
    Planner(const HallTemplate& recipe, const catalog::Catalog& catalog, const HallSizing& sizing)
        : m_recipe(recipe), m_sizing(sizing), m_rack(sizeOfType(catalog, recipe.rackType)),
          m_cdu(sizeOfType(catalog, recipe.cduType)),
          m_air(sizeOfType(catalog, recipe.airUnitType)),
          m_transformer(sizeOfType(catalog, recipe.transformerType)),
          m_ups(sizeOfType(catalog, recipe.upsType)) {
        const auto addLine = [&](int count, const std::string& type, auto spots) {
            if (count > 0)
                m_deviceLines.push_back({count, sizeOfType(catalog, type), spots});
        };
        addLine(sizing.switchesPerTransformer,
                sizing.transferSwitch ? sizing.transferSwitch->id : std::string(),
                &HallPlan::Bay::switchesAt_m);
        addLine(sizing.pdusPerTransformer, recipe.pduType, &HallPlan::Bay::pdusAt_m);
        addLine(sizing.rectifiersPerTransformer, recipe.rectifierType,
                &HallPlan::Bay::rectifiersAt_m);
    }

    HallPlan plan() {
        if (m_sizing.hasRearDoors())
            m_plan.rearDoorDepth_m = m_air.y;
        m_rowLength_m = m_recipe.racksPerRow * m_recipe.rackPitch_m;
        planRows();
        planCduCounts();
        planWalls();
        planStrips();
        finish();
        return std::move(m_plan);
    }

private:
    /// Rows side by side from x = 0 (the first row's outer face) on; m_rowsWidth_m is their extent.
    void planRows() {
        const double doors_m = m_plan.rearDoorDepth_m;
        const double protrusion_m = m_sizing.cdus() > 0 ? std::max(0.0, m_cdu.y - m_rack.y) : 0.0;
        const double hot_m =
            std::max(m_recipe.hotAisle_m + 2.0 * doors_m, kHotAisleMin_m + 2.0 * protrusion_m);
        const bool outerFronts = m_recipe.containment != Containment::ColdAisle;
        double x = 0.0;
        for (int i = 0; i < m_recipe.rows; ++i) {
            const bool frontWest = (i % 2 == 0) == outerFronts;
            m_plan.rows.push_back({x + 0.5 * m_rack.y, frontWest});
            x += m_rack.y;
            if (i + 1 < m_recipe.rows)
                x += frontWest ? hot_m : m_recipe.coldAisle_m;
        }
        m_rowsWidth_m = x;
        // Rears that look into a side gallery keep a rear aisle free of doors and CDUs.
        const double rear_m = std::max(doors_m, protrusion_m);
        m_westGallery_m = m_recipe.sideGallery_m + (m_plan.rows.front().frontWest ? 0.0 : rear_m);
        m_eastGallery_m = m_recipe.sideGallery_m + (m_plan.rows.back().frontWest ? rear_m : 0.0);
    }

    /// CDUs of a loop are dealt to the ends of its rows in turn: south ends, then north ends.
    void planCduCounts() {
        for (std::size_t loop = 0; loop < m_sizing.cduOfLoop.size(); ++loop) {
            std::vector<HallPlan::CduSpot> ends;
            for (const bool atNorth : {false, true})
                for (int row = 0; row < m_recipe.rows; ++row)
                    if (m_sizing.loopOfRow[static_cast<std::size_t>(row)] == static_cast<int>(loop))
                        ends.push_back({row, atNorth, 0, {}});
            for (int k = 0; k < m_sizing.cduOfLoop[loop]; ++k) {
                auto& end = ends[static_cast<std::size_t>(k) % ends.size()];
                m_plan.cdus.push_back(end);
                m_cdusInLine = std::max(m_cdusInLine, ++end.nth);
            }
        }
    }

    /// How far units in line reach from a row's end.
    double cduReach_m() const { return m_cdusInLine * (m_cdu.x + kUnitGap_m); }

    bool hasWallUnits() const { return m_sizing.airUnit && !m_sizing.hasRearDoors(); }

    /// Deals the air units to the walls; widens the room where all four walls are full.
    void planWalls() {
        int endUnits = 0, sideUnits = 0;
        const double step_m = m_air.x + kUnitGap_m;
        const auto gallery = [&] {
            return std::max(m_recipe.endGallery_m,
                            cduReach_m() + kWalkwayMin_m + (endUnits ? m_air.y + kWallGap_m : 0.0));
        };
        if (hasWallUnits()) {
            const int wanted = m_sizing.airUnits;
            endUnits = 1; // the end galleries have room for units from here on
            m_endGallery_m = gallery();
            const auto fit = [&](double wall_m) {
                return std::max(0, static_cast<int>(std::floor((wall_m - kUnitGap_m) / step_m)));
            };
            const double width_m = m_westGallery_m + m_rowsWidth_m + m_eastGallery_m;
            endUnits = std::min(wanted, 2 * fit(width_m));
            // Side walls: corners stay free for the units of the end walls and those who pass them.
            const double sideWall_m =
                m_rowLength_m + 2.0 * (m_endGallery_m - m_air.y - kWallGap_m - kWalkwayMin_m);
            sideUnits = std::min(wanted - endUnits, 2 * fit(sideWall_m));
            if (sideUnits > 0) {
                const double need_m = m_air.y + kWallGap_m + kWalkwayMin_m;
                m_westGallery_m = std::max(m_westGallery_m, need_m + rearReach_m(true));
                m_eastGallery_m = std::max(m_eastGallery_m, need_m + rearReach_m(false));
            }
            endUnits = wanted - sideUnits;
            const double needWidth_m = ((endUnits + 1) / 2) * step_m + kUnitGap_m;
            const double lack_m = needWidth_m - (m_westGallery_m + m_rowsWidth_m + m_eastGallery_m);
            if (lack_m > 0.0) {
                m_westGallery_m += 0.5 * lack_m;
                m_eastGallery_m += 0.5 * lack_m;
            }
        }
        m_endGallery_m = gallery();
        m_endUnits = endUnits;
        m_sideUnits = sideUnits;
        m_roomWidth_m = m_westGallery_m + m_rowsWidth_m + m_eastGallery_m;
        m_roomLength_m = m_rowLength_m + 2.0 * m_endGallery_m;
    }

    double rearReach_m(bool west) const {
        const bool rear = west ? !m_plan.rows.front().frontWest : m_plan.rows.back().frontWest;
        const double protrusion_m = m_sizing.cdus() > 0 ? std::max(0.0, m_cdu.y - m_rack.y) : 0.0;
        return rear ? std::max(m_plan.rearDoorDepth_m, protrusion_m) : 0.0;
    }

    /// Bays stand in columns along the west and the east wall.
    void planStrips() {
        if (m_sizing.transformersPerBlock == 0)
            return;
        const int ups = m_sizing.upsPerTransformer;
        m_bayPitch_m = std::max(m_transformer.x + 2.0 * kBayWall_m,
                                ups * (m_ups.y + kServiceAisle_m) + kUnitGap_m);
        m_bayDepth_m = m_transformer.y + kBayWall_m;
        if (ups > 0)
            m_bayDepth_m += kServiceAisle_m + m_ups.x;
        for (const auto& line : m_deviceLines) {
            m_bayPitch_m = std::max(m_bayPitch_m, line.size_m.x + 2.0 * kUnitGap_m);
            const int lines = (line.count + perLine(line) - 1) / perLine(line);
            m_bayDepth_m += lines * (kServiceAisle_m + line.size_m.y);
        }
        m_roomLength_m = std::max(m_roomLength_m, m_bayPitch_m);
        const int fitting =
            std::max(1, static_cast<int>(std::floor(m_roomLength_m / m_bayPitch_m + 1e-9)));
        for (std::size_t block = 0; block < m_sizing.pattern->blocks.size(); ++block)
            m_strips[block % 2].bays += m_sizing.transformersPerBlock;
        for (auto& strip : m_strips) {
            if (strip.bays == 0)
                continue;
            const int columns = (strip.bays + fitting - 1) / fitting;
            // Columns alike, so that the last is not a lone bay.
            strip.perColumn = (strip.bays + columns - 1) / columns;
            strip.depth_m = columns * (m_bayDepth_m + kHandlingAisle_m) + kPartition_m;
        }
    }

    /// Moves everything into the hall's frame, now that all extents are known.
    void finish() {
        m_plan.size_m = {m_strips[0].depth_m + m_roomWidth_m + m_strips[1].depth_m, m_roomLength_m,
                         m_recipe.height_m};
        const double roomWest_m = -0.5 * m_plan.size_m.x + m_strips[0].depth_m;
        for (auto& row : m_plan.rows)
            row.x_m += roomWest_m + m_westGallery_m;
        for (auto& spot : m_plan.cdus) {
            const auto& row = m_plan.rows[static_cast<std::size_t>(spot.row)];
            // Fronts in line with those of the racks; the greater depth goes to the rear.
            const double back_m = 0.5 * (m_cdu.y - m_rack.y);
            const double out_m = 0.5 * m_rowLength_m + kUnitGap_m + 0.5 * m_cdu.x +
                                 spot.nth * (m_cdu.x + kUnitGap_m);
            spot.at_m = {row.x_m + (row.frontWest ? back_m : -back_m),
                         spot.atNorth ? out_m : -out_m};
        }
        placeAirUnits(roomWest_m);
        placeBays();
    }

    void placeAirUnits(double roomWest_m) {
        if (!hasWallUnits())
            return;
        const double step_m = m_air.x + kUnitGap_m;
        const double inset_m = 0.5 * m_air.y + kWallGap_m;
        const auto line = [&](char wall, int count) {
            const bool isEnd = wall == 'N' || wall == 'S';
            // Spread evenly over the wall, so that air reaches every aisle.
            const double wall_m =
                isEnd ? m_roomWidth_m
                      : m_roomLength_m - 2.0 * (m_air.y + kWallGap_m + kWalkwayMin_m);
            const double pitch_m = std::max(step_m, wall_m / std::max(1, count));
            for (int k = 0; k < count; ++k) {
                const double along_m = (k - 0.5 * (count - 1)) * pitch_m;
                Vec2 at;
                if (wall == 'N' || wall == 'S')
                    at = {roomWest_m + 0.5 * m_roomWidth_m + along_m,
                          (wall == 'N' ? 1.0 : -1.0) * (0.5 * m_roomLength_m - inset_m)};
                else
                    at = {wall == 'W' ? roomWest_m + inset_m : roomWest_m + m_roomWidth_m - inset_m,
                          along_m};
                m_plan.airUnits.push_back({wall, k, at});
            }
        };
        line('N', (m_endUnits + 1) / 2);
        line('S', m_endUnits / 2);
        line('W', (m_sideUnits + 1) / 2);
        line('E', m_sideUnits / 2);
    }

    void placeBays() {
        const int blocks = static_cast<int>(m_sizing.pattern->blocks.size());
        for (int block = 0; block < blocks; ++block)
            for (int k = 0; k < m_sizing.transformersPerBlock; ++k)
                placeBay(block, k);
    }

    void placeBay(int block, int nth) {
        const bool atWest = block % 2 == 0;
        const auto& strip = m_strips[atWest ? 0 : 1];
        const int inStrip = block / 2 * m_sizing.transformersPerBlock + nth;
        const int column = inStrip / strip.perColumn, place = inStrip % strip.perColumn;
        const int inColumn = std::min(strip.perColumn, strip.bays - column * strip.perColumn);
        const double y_m = (place - 0.5 * (inColumn - 1)) * m_bayPitch_m;
        // From the outer wall inwards: transformer, its UPS, what follows them, the handling aisle.
        const double wall_m =
            -0.5 * m_plan.size_m.x + column * (m_bayDepth_m + kHandlingAisle_m) + kBayWall_m;
        const auto at = [&](double x_m, double dy_m) {
            return Vec2{atWest ? x_m : -x_m, y_m + dy_m};
        };
        HallPlan::Bay bay;
        bay.atWest = atWest;
        bay.block = block;
        bay.nth = nth;
        bay.transformerAt_m = at(wall_m + 0.5 * m_transformer.y, 0.0);
        const int ups = m_sizing.upsPerTransformer;
        const double ups_m = wall_m + m_transformer.y + kServiceAisle_m + 0.5 * m_ups.x;
        for (int u = 0; u < ups; ++u)
            bay.upsAt_m.push_back(at(ups_m, (u - 0.5 * (ups - 1)) * (m_ups.y + kServiceAisle_m)));
        double face_m = wall_m + m_transformer.y + (ups > 0 ? kServiceAisle_m + m_ups.x : 0.0);
        const bool feeds = block < m_sizing.feedingBlocks();
        for (const auto& line : m_deviceLines) {
            const int each = perLine(line);
            for (int first = 0; first < line.count; first += each) {
                const int here = std::min(each, line.count - first);
                const double x_m = face_m + kServiceAisle_m + 0.5 * line.size_m.y;
                for (int u = 0; u < here && feeds; ++u)
                    (bay.*line.spots)
                        .push_back(at(x_m, (u - 0.5 * (here - 1)) * (line.size_m.x + kUnitGap_m)));
                face_m += kServiceAisle_m + line.size_m.y;
            }
        }
        m_plan.bays.push_back(std::move(bay));
    }

    /// Devices that stand side by side across a bay, behind each other where they are too many.
    struct DeviceLine {
        int count = 0;
        Vec3 size_m;
        std::vector<Vec2> HallPlan::Bay::*spots = nullptr;
    };
    int perLine(const DeviceLine& line) const {
        return std::max(1, static_cast<int>(std::floor((m_bayPitch_m - kUnitGap_m) /
                                                       (line.size_m.x + kUnitGap_m))));
    }
    struct Strip {
        int bays = 0;
        int perColumn = 1;
        double depth_m = 0.0;
    };

    const HallTemplate& m_recipe;
    const HallSizing& m_sizing;
    const Vec3 m_rack, m_cdu, m_air, m_transformer, m_ups;
    HallPlan m_plan;
    double m_rowLength_m = 0.0, m_rowsWidth_m = 0.0;
    double m_westGallery_m = 0.0, m_eastGallery_m = 0.0, m_endGallery_m = 0.0;
    double m_roomWidth_m = 0.0, m_roomLength_m = 0.0;
    int m_cdusInLine = 0, m_endUnits = 0, m_sideUnits = 0;
    double m_bayPitch_m = 0.0, m_bayDepth_m = 0.0;
    std::array<Strip, 2> m_strips; ///< west, east
    std::vector<DeviceLine> m_deviceLines;
};

} // namespace

HallPlan planHall(const HallTemplate& recipe, const catalog::Catalog& catalog,
                  const HallSizing& sizing) {
    return Planner(recipe, catalog, sizing).plan();
}

} // namespace hallwright::model
