#include "core/solvers/airflow/lattice_builder.h"
#include "core/solvers/airflow/region_graph.h"

#include <algorithm>
#include <cmath>
#include <map>

// What LatticeBuilder does for open air alone.

namespace hallwright::airflow {
namespace {

/// Wind that meets a side at a flatter angle than this (as a sine) leaves it to the pressures.
constexpr double kGrazing = 0.1;
constexpr int kMostLift = 3; ///< planes that a deck may be lifted by

} // namespace

void LatticeBuilder::placeOpenSides() {
    if (!m_problem.openAir)
        return;
    const OpenAir& open = *m_problem.openAir;
    const GridShape& s = m_lattice.shape;
    auto& given = m_lattice.givenVelocity_m_per_s;
    // Beyond the sides the wind blows undisturbed.
    for (int k = 0; k < s.cells[2] + GridShape::kHalo && !m_stop.stop_requested(); ++k) {
        const base::Vec2 wind = open.windAt_m_per_s((k + 0.5) * m_lattice.cell_m.z);
        for (int j = -GridShape::kHalo; j < s.cells[1] + GridShape::kHalo; ++j)
            for (int i = -GridShape::kHalo; i < s.rowLength + GridShape::kHalo; ++i) {
                const bool isInside =
                    i >= 0 && i < s.cells[0] && j >= 0 && j < s.cells[1] && k < s.cells[2];
                if (isInside)
                    continue;
                const auto c = static_cast<std::size_t>(s.index(i, j, k));
                given[0][c] = static_cast<float>(wind.x);
                given[1][c] = static_cast<float>(wind.y);
            }
    }
    const double speed = std::hypot(open.wind_m_per_s.x, open.wind_m_per_s.y);
    const double towards[2] = {open.wind_m_per_s.x, open.wind_m_per_s.y};
    const auto openFace = [&](int cell, std::size_t d, bool isFarSide) {
        if (m_lattice.isSolid[static_cast<std::size_t>(cell)])
            return;
        OpenFace face;
        face.cell = cell;
        face.axis = static_cast<Axis>(d);
        face.outward = isFarSide ? 1.0f : -1.0f;
        face.outside = isFarSide ? cell + s.stride[d] : cell - s.stride[d];
        face.face = isFarSide ? face.outside : cell;
        const double inward = d < 2 ? (isFarSide ? -towards[d] : towards[d]) : 0.0;
        face.isGiven = inward > kGrazing * speed;
        // Its own wind is that of the cell beyond.
        given[d][static_cast<std::size_t>(face.face)] =
            d < 2 ? given[d][static_cast<std::size_t>(face.outside)] : 0.0f;
        if (!face.isGiven)
            m_lattice.open[d][static_cast<std::size_t>(face.face)] = 1.0f;
        m_lattice.openFaces.push_back(face);
    };
    for (int k = 0; k < s.cells[2]; ++k) {
        for (int j = 0; j < s.cells[1]; ++j) {
            openFace(s.index(0, j, k), 0, false);
            openFace(s.index(s.cells[0] - 1, j, k), 0, true);
        }
        for (int i = 0; i < s.cells[0]; ++i) {
            openFace(s.index(i, 0, k), 1, false);
            openFace(s.index(i, s.cells[1] - 1, k), 1, true);
        }
    }
    for (int j = 0; j < s.cells[1]; ++j)
        for (int i = 0; i < s.cells[0]; ++i)
            openFace(s.index(i, j, s.cells[2] - 1), 2, true);
}

void LatticeBuilder::addDeck(const Box& box, Port& front, Port& rear) {
    const GridShape& s = m_lattice.shape;
    const auto firstCell = [&](double low_m, std::size_t axis) {
        return std::max(0, static_cast<int>(std::floor(low_m / m_edge_m[axis])));
    };
    const auto lastCell = [&](double high_m, std::size_t axis) {
        return std::min(s.cells[axis] - 1, static_cast<int>(std::floor(high_m / m_edge_m[axis])));
    };
    const auto overlap_m = [&](double low_m, double high_m, int n, std::size_t axis) {
        return std::min(high_m, (n + 1) * m_edge_m[axis]) - std::max(low_m, n * m_edge_m[axis]);
    };
    const int lowest = std::clamp(snap(box.max_m.z, 2), 1, s.cells[2] - 1);
    for (int plane = lowest; plane < std::min(lowest + kMostLift, s.cells[2]); ++plane) {
        for (int j = firstCell(box.min_m.y, 1); j <= lastCell(box.max_m.y, 1); ++j)
            for (int i = firstCell(box.min_m.x, 0); i <= lastCell(box.max_m.x, 0); ++i) {
                const double width_m = overlap_m(box.min_m.x, box.max_m.x, i, 0);
                const double depth_m = overlap_m(box.min_m.y, box.max_m.y, j, 1);
                if (width_m <= 1e-6 * m_edge_m[0] || depth_m <= 1e-6 * m_edge_m[1])
                    continue;
                const int above = s.index(i, j, plane), below = above - s.stride[2];
                if (m_lattice.isSolid[static_cast<std::size_t>(above)] ||
                    m_lattice.isSolid[static_cast<std::size_t>(below)])
                    continue;
                m_lattice.open[2][static_cast<std::size_t>(above)] = 0.0f;
                front.contacts.push_back({below, above, Axis::Z, -1.0f, width_m * depth_m});
                rear.contacts.push_back({above, above, Axis::Z, 1.0f, width_m * depth_m});
            }
        if (!front.isBlocked())
            return;
    }
}

void LatticeBuilder::placeJets() {
    // Fans blow through a part of their deck, and a deck covers a part of its cells: the jets carry
    // more momentum than the mean flow of a face. They share it with the air above within a few of
    // their widths, less than a cell; what is kept in that is momentum, flow and heat.
    std::map<int, double> byFace_m4_per_s2;
    for (std::size_t n = 0; n < m_problem.racks.size(); ++n) {
        const Rack& rack = m_problem.racks[n];
        if (!rack.isDeck || !(rack.jetSpeed_m_per_s > 0.0))
            continue;
        for (const Port::Contact& contact : m_lattice.rackRears[n].contacts)
            byFace_m4_per_s2[contact.face] +=
                contact.share * m_lattice.rackFlow_m3_per_s[n] * rack.jetSpeed_m_per_s;
    }
    const double area_m2 = m_lattice.faceArea_m2(Axis::Z);
    for (const auto& [face, given] : byFace_m4_per_s2) {
        const double mean_m_per_s =
            m_lattice.givenVelocity_m_per_s[2][static_cast<std::size_t>(face)];
        const double lacking = given - mean_m_per_s * mean_m_per_s * area_m2;
        const int above = face + m_lattice.shape.stride[2];
        if (lacking > 0.0 && m_lattice.open[2][static_cast<std::size_t>(above)] > 0.5f)
            m_lattice.jetFaces.push_back(
                {above, static_cast<float>(lacking / m_lattice.cellVolume_m3())});
    }
}

void LatticeBuilder::stopEnclosedDecks() {
    int regionCount = 0;
    const std::vector<int> region = labelRegions(m_lattice, m_lattice.open, regionCount, m_stop);
    if (m_stop.stop_requested())
        return;
    std::vector<bool> isOutside(static_cast<std::size_t>(regionCount), false);
    const auto regionOf = [&](int cell) {
        return static_cast<std::size_t>(region[static_cast<std::size_t>(cell)]);
    };
    for (const OpenFace& face : m_lattice.openFaces)
        if (!face.isGiven)
            isOutside[regionOf(face.cell)] = true;
    const auto isEnclosed = [&](const Port::Contact& contact) {
        return !isOutside[regionOf(contact.cell)];
    };
    for (std::size_t n = 0; n < m_problem.racks.size(); ++n) {
        Port& front = m_lattice.rackFronts[n];
        Port& rear = m_lattice.rackRears[n];
        if (std::none_of(front.contacts.begin(), front.contacts.end(), isEnclosed) &&
            std::none_of(rear.contacts.begin(), rear.contacts.end(), isEnclosed))
            continue;
        drive(rear, -m_lattice.rackFlow_m3_per_s[n]);
        if (!m_problem.racks[n].isDeck)
            drive(front, m_lattice.rackFlow_m3_per_s[n]);
        m_lattice.rackFlow_m3_per_s[n] = 0.0;
        front.contacts.clear();
        rear.contacts.clear();
        reportBlocked("rack " + m_problem.racks[n].id, "intake");
    }
    // An upwind corner that solids cut off would be filled without a way out.
    for (const OpenFace& face : m_lattice.openFaces)
        if (face.isGiven && !isOutside[regionOf(face.cell)])
            m_lattice.givenVelocity_m_per_s[static_cast<std::size_t>(face.axis)]
                                           [static_cast<std::size_t>(face.face)] = 0.0f;
    m_lattice.measureThroughFlow();
}

} // namespace hallwright::airflow
