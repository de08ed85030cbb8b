#include "core/solvers/airflow/lattice_builder.h"
#include "core/solvers/airflow/region_graph.h"

#include <algorithm>
#include <cmath>

// What LatticeBuilder does for devices and openings: the faces where they touch the air.

namespace hallwright::airflow {

bool LatticeBuilder::addContactsAtPlane(Port& port, const FaceRect& rect, int plane,
                                        int outward) const {
    const GridShape& s = m_lattice.shape;
    const auto d = static_cast<std::size_t>(rect.normal);
    const auto [a, b] = across(d);
    if (plane < 0 || plane > s.cells[d])
        return false;
    const auto low_m = components(rect.min_m), high_m = components(rect.max_m);
    const auto overlap = [&](std::size_t axis, int n) {
        return std::min(high_m[axis], (n + 1) * m_edge_m[axis]) -
               std::max(low_m[axis], n * m_edge_m[axis]);
    };
    const auto first = [&](std::size_t axis) {
        return std::max(0, static_cast<int>(std::floor(low_m[axis] / m_edge_m[axis])));
    };
    const auto last = [&](std::size_t axis) {
        return std::min(s.cells[axis] - 1,
                        static_cast<int>(std::floor(high_m[axis] / m_edge_m[axis])));
    };
    bool found = false;
    for (int m = first(a); m <= last(a); ++m)
        for (int n = first(b); n <= last(b); ++n) {
            const double width_m = overlap(a, m), height_m = overlap(b, n);
            if (width_m <= 1e-6 * m_edge_m[a] || height_m <= 1e-6 * m_edge_m[b])
                continue;
            std::array<int, 3> place{};
            place[d] = plane;
            place[a] = m;
            place[b] = n;
            const int far = s.index(place[0], place[1], place[2]);
            const int near = far - s.stride[d];
            const bool isFarAir = !m_lattice.isSolid[static_cast<std::size_t>(far)];
            const bool isNearAir = !m_lattice.isSolid[static_cast<std::size_t>(near)];
            if (isFarAir == isNearAir || (outward > 0 && !isFarAir) || (outward < 0 && !isNearAir))
                continue;
            port.contacts.push_back({isFarAir ? far : near, far, rect.normal,
                                     isFarAir ? 1.0f : -1.0f, width_m * height_m});
            found = true;
        }
    return found;
}

void LatticeBuilder::addContacts(Port& port, const FaceRect& rect, const Box* box) const {
    const auto d = static_cast<std::size_t>(rect.normal);
    const double position_m = 0.5 * (components(rect.min_m)[d] + components(rect.max_m)[d]);
    if (box) {
        // The face follows the snapped side of its box.
        const CellRange range = snapDevice(*box);
        const bool isHighSide = std::abs(position_m - components(box->max_m)[d]) <
                                std::abs(position_m - components(box->min_m)[d]);
        addContactsAtPlane(port, rect, isHighSide ? range.high[d] : range.low[d],
                           isHighSide ? 1 : -1);
        return;
    }
    const int plane = snap(position_m, d);
    for (int shift : {0, -1, 1})
        if (addContactsAtPlane(port, rect, plane + shift, 0))
            return;
}

void LatticeBuilder::normalise(Port& port) {
    for (const Port::Contact& contact : port.contacts)
        port.area_m2 += contact.share;
    for (Port::Contact& contact : port.contacts)
        contact.share /= port.area_m2;
}

void LatticeBuilder::drive(const Port& port, double flow_m3_per_s) {
    m_lattice.drive(port, flow_m3_per_s, m_lattice.givenVelocity_m_per_s);
}

void LatticeBuilder::reportBlocked(const std::string& where, const std::string& face) {
    m_lattice.findings.push_back({where, "no air before its " + face + ": taken as switched off",
                                  "leave at least a cell of air before the face"});
}

void LatticeBuilder::placeDevices() {
    for (const Rack& rack : m_problem.racks) {
        Port front, rear;
        if (rack.isDeck) {
            addDeck(rack.box, front, rear);
        } else {
            addContacts(front, rack.front, &rack.box);
            addContacts(rear, rack.rear, rack.chimney ? &*rack.chimney : &rack.box);
        }
        normalise(front);
        normalise(rear);
        const bool isBlocked = front.isBlocked() || rear.isBlocked();
        const double flow = isBlocked ? 0.0 : rack.flow_m3_per_s;
        if (isBlocked)
            reportBlocked("rack " + rack.id, front.isBlocked() ? "front" : "rear");
        if (!rack.isDeck) // both sides of a deck are the same faces
            drive(front, -flow);
        drive(rear, flow);
        m_lattice.rackFlow_m3_per_s.push_back(flow);
        m_lattice.rackFronts.push_back(std::move(front));
        m_lattice.rackRears.push_back(std::move(rear));
    }
    for (const AirUnit& unit : m_problem.airUnits) {
        Port returns, supplies;
        const Box* box = unit.box ? &*unit.box : nullptr;
        for (const FaceRect& face : unit.returns)
            addContacts(returns, face, box);
        for (const FaceRect& face : unit.supplies)
            addContacts(supplies, face, box);
        normalise(returns);
        normalise(supplies);
        const bool isBlocked = returns.isBlocked() || supplies.isBlocked();
        const double flow = isBlocked ? 0.0 : unit.flow_m3_per_s;
        if (isBlocked)
            reportBlocked("air unit " + unit.id, returns.isBlocked() ? "return" : "supply");
        drive(returns, -flow);
        drive(supplies, flow);
        m_lattice.unitFlow_m3_per_s.push_back(flow);
        m_lattice.unitReturns.push_back(std::move(returns));
        m_lattice.unitSupplies.push_back(std::move(supplies));
    }
}

void LatticeBuilder::placeFans() {
    const bool hasFans = std::any_of(m_problem.racks.begin(), m_problem.racks.end(),
                                     [](const Rack& rack) { return rack.fans.has_value(); }) ||
                         std::any_of(m_problem.airUnits.begin(), m_problem.airUnits.end(),
                                     [](const AirUnit& unit) { return unit.fans.has_value(); });
    if (!hasFans)
        return;
    int regionCount = 0;
    const std::vector<int> region = labelRegions(m_lattice, m_lattice.open, regionCount, m_stop);
    if (m_stop.stop_requested())
        return;
    // Between parts without a way for the air there is no pressure that a flow would decide.
    const auto place = [&](bool isRack, std::size_t device, const Port& in, const Port& out,
                           const std::string& where) {
        if (in.isBlocked() || out.isBlocked())
            return;
        const int own = region[static_cast<std::size_t>(in.contacts.front().cell)];
        const auto isOwn = [&](const Port::Contact& contact) {
            return region[static_cast<std::size_t>(contact.cell)] == own;
        };
        if (std::all_of(in.contacts.begin(), in.contacts.end(), isOwn) &&
            std::all_of(out.contacts.begin(), out.contacts.end(), isOwn))
            m_lattice.fans.push_back({isRack, device});
        else
            m_lattice.findings.push_back(
                {where, "its fans join closed parts of the hall: their flow stays as given",
                 "let the walls between them leak, as real ones do"});
    };
    for (std::size_t n = 0; n < m_problem.racks.size(); ++n)
        if (m_problem.racks[n].fans)
            place(true, n, m_lattice.rackFronts[n], m_lattice.rackRears[n],
                  "rack " + m_problem.racks[n].id);
    for (std::size_t n = 0; n < m_problem.airUnits.size(); ++n)
        if (m_problem.airUnits[n].fans)
            place(false, n, m_lattice.unitReturns[n], m_lattice.unitSupplies[n],
                  "air unit " + m_problem.airUnits[n].id);
}

void LatticeBuilder::placeOpenings() {
    double given_m3_per_s = 0.0, freeArea_m2 = 0.0;
    for (const Opening& opening : m_problem.openings) {
        Port port;
        addContacts(port, opening.face, nullptr);
        normalise(port);
        if (port.isBlocked())
            reportBlocked("opening " + opening.id, "face");
        else if (opening.flow_m3_per_s)
            given_m3_per_s += *opening.flow_m3_per_s;
        else
            freeArea_m2 += port.area_m2;
        m_lattice.openings.push_back(std::move(port));
    }
    for (std::size_t n = 0; n < m_problem.openings.size(); ++n) {
        const Port& port = m_lattice.openings[n];
        const double flow = port.isBlocked() ? 0.0
                                             : m_problem.openings[n].flow_m3_per_s.value_or(
                                                   -given_m3_per_s * port.area_m2 / freeArea_m2);
        drive(port, flow);
        m_lattice.openingFlow_m3_per_s.push_back(flow);
    }
    m_lattice.measureThroughFlow();
}

void LatticeBuilder::placeWarmWalls() {
    for (const WallTemperature& wall : m_problem.wallTemperatures) {
        Port port;
        addContacts(port, wall.face, nullptr);
        const auto d = static_cast<std::size_t>(wall.face.normal);
        for (const Port::Contact& contact : port.contacts)
            m_lattice.warmWalls.push_back(
                {contact.cell, static_cast<float>(wall.temperature_K - m_problem.air.reference_K),
                 static_cast<float>(contact.share / m_lattice.cellVolume_m3()),
                 static_cast<float>(0.5 * m_edge_m[d])});
    }
}

} // namespace hallwright::airflow
