#include "core/solvers/airflow/lattice_builder.h"

#include "core/solvers/airflow/field_memory.h"
#include "core/solvers/airflow/turbulence_cell.h"
#include "core/solvers/airflow/wall_distance.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {
namespace {

/// Loss coefficient of a face from what its problem asks. A screen that shrank to a line asks for
/// infinity: such a face is as good as shut, and beyond that its speed would overflow.
float faceLoss(double loss) {
    constexpr double kShut = 1e9;
    return static_cast<float>(std::min(kShut, loss)); // in this order no number becomes kShut too
}

} // namespace

LatticeBuilder::LatticeBuilder(const AirflowProblem& problem, std::array<int, 3> cells,
                               const std::stop_token& stop)
    : m_problem(problem), m_stop(stop) {
    m_lattice.cell_m = {problem.size_m.x / cells[0], problem.size_m.y / cells[1],
                        problem.size_m.z / cells[2]};
    m_edge_m = components(m_lattice.cell_m);
    m_lattice.shape =
        makeGridShape(cells[0], cells[1], cells[2], m_edge_m[0], m_edge_m[1], m_edge_m[2]);
    if (m_stop.stop_requested())
        return;
    const auto size = static_cast<std::size_t>(m_lattice.shape.arraySize());
    fillField(m_lattice.isSolid, size, std::uint8_t{1}, stop);
    for (auto* fields :
         {&m_lattice.open, &m_lattice.givenVelocity_m_per_s, &m_lattice.wallEdges_per_m})
        for (std::vector<float>& field : *fields)
            fillField(field, size, 0.0f, stop);
}

Lattice LatticeBuilder::build() {
    for (const auto place :
         {&LatticeBuilder::markSolids, &LatticeBuilder::markOpenFaces,
          &LatticeBuilder::placeOpenSides, &LatticeBuilder::placeBaffles,
          &LatticeBuilder::placeScreens, &LatticeBuilder::placePorousBodies,
          &LatticeBuilder::placeDevices, &LatticeBuilder::placeOpenings, &LatticeBuilder::balance,
          &LatticeBuilder::placeFans, &LatticeBuilder::placeWarmWalls,
          &LatticeBuilder::measureWalls, &LatticeBuilder::placeLid})
        if (!m_stop.stop_requested())
            (this->*place)();
    return std::move(m_lattice);
}

void LatticeBuilder::balance() {
    if (m_problem.openAir) {
        stopEnclosedDecks();
        placeJets();
    } else {
        balanceRegions(m_lattice, m_baffleFaces, m_stop);
    }
}

int LatticeBuilder::snap(double position_m, std::size_t axis) const {
    // The small push makes planes half-way between two lattice planes go the same way everywhere.
    const double plane = std::floor(position_m / m_edge_m[axis] + 0.5 + 1e-9);
    return static_cast<int>(std::clamp(plane, 0.0, double(m_lattice.shape.cells[axis])));
}

LatticeBuilder::CellRange LatticeBuilder::snapBox(const Box& box) const {
    CellRange range;
    const auto low_m = components(box.min_m), high_m = components(box.max_m);
    for (std::size_t d = 0; d < 3; ++d) {
        range.low[d] = snap(low_m[d], d);
        range.high[d] = snap(high_m[d], d);
    }
    return range;
}

LatticeBuilder::CellRange LatticeBuilder::snapDevice(const Box& box) const {
    CellRange range = snapBox(box);
    const auto low_m = components(box.min_m), high_m = components(box.max_m);
    for (std::size_t d = 0; d < 3; ++d) {
        if (range.low[d] < range.high[d])
            continue;
        const double middle = std::floor(0.5 * (low_m[d] + high_m[d]) / m_edge_m[d]);
        range.low[d] = static_cast<int>(std::clamp(middle, 0.0, m_lattice.shape.cells[d] - 1.0));
        range.high[d] = range.low[d] + 1;
    }
    return range;
}

void LatticeBuilder::fillBox(const CellRange& range) {
    for (int k = range.low[2]; k < range.high[2]; ++k)
        for (int j = range.low[1]; j < range.high[1]; ++j)
            for (int i = range.low[0]; i < range.high[0]; ++i)
                m_lattice.isSolid[static_cast<std::size_t>(m_lattice.shape.index(i, j, k))] = 1;
}

void LatticeBuilder::markSolids() {
    const GridShape& s = m_lattice.shape;
    for (int k = 0; k < s.cells[2] && !m_stop.stop_requested(); ++k)
        for (int j = 0; j < s.cells[1]; ++j)
            for (int i = 0; i < s.cells[0]; ++i)
                m_lattice.isSolid[static_cast<std::size_t>(s.index(i, j, k))] = 0;
    for (const Box& box : m_problem.solids)
        fillBox(snapBox(box));
    for (const Rack& rack : m_problem.racks) {
        if (rack.isDeck)
            continue;
        fillBox(snapDevice(rack.box));
        if (rack.chimney)
            fillBox(snapDevice(*rack.chimney));
    }
    for (const AirUnit& unit : m_problem.airUnits)
        if (unit.box)
            fillBox(snapDevice(*unit.box));
    const auto solid = std::count(m_lattice.isSolid.begin(), m_lattice.isSolid.end(), 1);
    m_lattice.airVolume_m3 = static_cast<double>(s.arraySize() - solid) * m_lattice.cellVolume_m3();
}

void LatticeBuilder::markOpenFaces() {
    const GridShape& s = m_lattice.shape;
    for (std::size_t d = 0; d < 3; ++d)
        for (int c = s.stride[d]; c < s.arraySize(); ++c) {
            if (c % s.stride[2] == 0 && m_stop.stop_requested())
                return;
            if (!m_lattice.isSolid[static_cast<std::size_t>(c)] &&
                !m_lattice.isSolid[static_cast<std::size_t>(c - s.stride[d])])
                m_lattice.open[d][static_cast<std::size_t>(c)] = 1.0f;
        }
}

void LatticeBuilder::placeBaffles() {
    const GridShape& s = m_lattice.shape;
    for (const FaceRect& baffle : m_problem.baffles) {
        const auto d = static_cast<std::size_t>(baffle.normal);
        const auto low_m = components(baffle.min_m), high_m = components(baffle.max_m);
        CellRange range = snapBox({baffle.min_m, baffle.max_m});
        range.low[d] = snap(0.5 * (low_m[d] + high_m[d]), d);
        range.high[d] = range.low[d] + 1;
        if (range.low[d] == 0 || range.low[d] == s.cells[d])
            continue; // lies on an outer wall
        for (int k = range.low[2]; k < range.high[2]; ++k)
            for (int j = range.low[1]; j < range.high[1]; ++j)
                for (int i = range.low[0]; i < range.high[0]; ++i) {
                    const int face = s.index(i, j, k);
                    float& open = m_lattice.open[d][static_cast<std::size_t>(face)];
                    if (open < 0.5f)
                        continue;
                    open = 0.0f;
                    m_baffleFaces.push_back({face, baffle.normal});
                }
    }
}

ScreenFace& LatticeBuilder::screenAt(int face, Axis axis) {
    const auto [place, isNew] =
        m_screenAt.try_emplace({static_cast<int>(axis), face}, m_lattice.screens.size());
    if (isNew)
        m_lattice.screens.push_back({face, axis});
    return m_lattice.screens[place->second];
}

void LatticeBuilder::placeScreens() {
    const GridShape& s = m_lattice.shape;
    for (std::size_t n = 0; n < m_problem.screens.size(); ++n) {
        const Screen& screen = m_problem.screens[n];
        const auto d = static_cast<std::size_t>(screen.face.normal);
        const auto [a, b] = across(d);
        const auto low_m = components(screen.face.min_m), high_m = components(screen.face.max_m);
        CellRange range = snapDevice({screen.face.min_m, screen.face.max_m});
        range.low[d] = snap(0.5 * (low_m[d] + high_m[d]), d);
        range.high[d] = range.low[d] + 1;
        // The loss at a flow stays what it is, whatever area the lattice has for it.
        const double area_m2 = (high_m[a] - low_m[a]) * (high_m[b] - low_m[b]);
        const double areaRatio = (range.high[a] - range.low[a]) * m_edge_m[a] *
                                 (range.high[b] - range.low[b]) * m_edge_m[b] / area_m2;
        bool isPlaced = false;
        for (int k = range.low[2]; k < range.high[2]; ++k)
            for (int j = range.low[1]; j < range.high[1]; ++j)
                for (int i = range.low[0]; i < range.high[0]; ++i) {
                    const int face = s.index(i, j, k);
                    if (m_lattice.isSolid[static_cast<std::size_t>(face)] ||
                        m_lattice.isSolid[static_cast<std::size_t>(face - s.stride[d])])
                        continue;
                    m_lattice.open[d][static_cast<std::size_t>(face)] = 1.0f;
                    ScreenFace& place = screenAt(face, screen.face.normal);
                    place.screen = static_cast<int>(n);
                    place.loss = faceLoss(screen.lossCoefficient * areaRatio * areaRatio);
                    place.openShare = static_cast<float>(screen.openShare);
                    isPlaced = true;
                }
        if (!isPlaced)
            m_lattice.findings.push_back({"screen " + screen.id,
                                          "has no air on both of its sides: left out",
                                          "move it into the air, or use smaller cells"});
    }
    std::erase_if(m_baffleFaces, [&](const BaffleFace& baffle) {
        return m_screenAt.contains({static_cast<int>(baffle.axis), baffle.face});
    });
}

void LatticeBuilder::placePorousBodies() {
    const GridShape& s = m_lattice.shape;
    for (const PorousBody& body : m_problem.porousBodies) {
        const CellRange cells = snapDevice(body.box);
        const auto low_m = components(body.box.min_m), high_m = components(body.box.max_m);
        for (std::size_t d = 0; d < 3; ++d) {
            // Its loss along an axis is shared by the faces on the way through.
            const float loss =
                faceLoss(body.loss_per_m * (high_m[d] - low_m[d]) / (cells.high[d] - cells.low[d]));
            for (int k = cells.low[2]; k < cells.high[2]; ++k)
                for (int j = cells.low[1]; j < cells.high[1]; ++j)
                    for (int i = cells.low[0]; i < cells.high[0]; ++i) {
                        const int face = s.index(i, j, k);
                        if (m_lattice.open[d][static_cast<std::size_t>(face)] > 0.5f)
                            screenAt(face, static_cast<Axis>(d)).loss += loss;
                    }
        }
    }
}

void LatticeBuilder::measureWalls() {
    const GridShape& s = m_lattice.shape;
    const double meanEdge_m = std::cbrt(m_lattice.cellVolume_m3());
    const std::size_t axes = m_problem.isTwoDimensional ? 2 : 3;
    const auto setTightScreens = [&](float open) {
        for (const ScreenFace& screen : m_lattice.screens)
            if (screen.openShare < 0.5f)
                m_lattice.open[static_cast<std::size_t>(screen.axis)]
                              [static_cast<std::size_t>(screen.face)] = open;
    };
    setTightScreens(0.0f);                     // eddies end there as at walls
    const auto setWindward = [&](float open) { // the wind's way in is no wall
        for (const OpenFace& face : m_lattice.openFaces)
            if (face.isGiven)
                m_lattice.open[static_cast<std::size_t>(face.axis)]
                              [static_cast<std::size_t>(face.face)] = open;
    };
    setWindward(1.0f);
    m_lattice.wallDistance_m = wallDistances(m_lattice, m_problem.isTwoDimensional, m_stop);
    if (m_problem.openAir)
        for (float& distance_m : m_lattice.wallDistance_m)
            distance_m = distance_m > 0.0f ? static_cast<float>(openAirLength_m(
                                                 distance_m, m_problem.openAir->roughness_m))
                                           : 0.0f;
    setTightScreens(1.0f);
    for (std::size_t a = 0; a < 3; ++a)
        for (int c = s.stride[a]; c < s.arraySize(); ++c) {
            if (c % s.stride[2] == 0 && m_stop.stop_requested())
                return;
            if (m_lattice.open[a][static_cast<std::size_t>(c)] < 0.5f)
                continue;
            double edges_per_m = 0.0;
            for (std::size_t b = 0; b < axes; ++b) {
                if (b == a)
                    continue;
                for (int side : {c, c + s.stride[b]}) {
                    const double open =
                        0.5 * (m_lattice.open[b][static_cast<std::size_t>(side)] +
                               m_lattice.open[b][static_cast<std::size_t>(side - s.stride[a])]);
                    edges_per_m += (1.0 - open) * meanEdge_m / (m_edge_m[b] * m_edge_m[b]);
                }
            }
            m_lattice.wallEdges_per_m[a][static_cast<std::size_t>(c)] =
                static_cast<float>(edges_per_m);
        }
    setWindward(0.0f);
}

void LatticeBuilder::placeLid() {
    const GridShape& s = m_lattice.shape;
    const double meanEdge_m = std::cbrt(m_lattice.cellVolume_m3());
    const auto lid = components(m_problem.lidVelocity_m_per_s);
    for (std::size_t a : {std::size_t{0}, std::size_t{2}}) {
        if (lid[a] == 0.0)
            continue;
        for (int k = 0; k < s.cells[2]; ++k)
            for (int i = 0; i < s.cells[0]; ++i) {
                const int face = s.index(i, s.cells[1] - 1, k);
                if (m_lattice.open[a][static_cast<std::size_t>(face)] > 0.5f)
                    m_lattice.lidFaces.push_back(
                        {face, static_cast<Axis>(a), static_cast<float>(lid[a]),
                         static_cast<float>(meanEdge_m / (m_edge_m[1] * m_edge_m[1]))});
            }
    }
}

} // namespace hallwright::airflow
