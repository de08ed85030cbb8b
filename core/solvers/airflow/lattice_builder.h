#pragma once

#include "core/solvers/airflow/lattice.h"
#include "core/solvers/airflow/regions.h"

#include <map>
#include <string>
#include <utility>

namespace hallwright::airflow {

/// Puts one problem on one lattice, step by step; see buildLattice.
class LatticeBuilder {
public:
    LatticeBuilder(const AirflowProblem& problem, std::array<int, 3> cells,
                   const std::stop_token& stop);
    [[nodiscard]] Lattice build();

private:
    /// Cells [low, high) along each axis.
    struct CellRange {
        std::array<int, 3> low{};
        std::array<int, 3> high{};
    };

    [[nodiscard]] static std::array<double, 3> components(base::Vec3 v) { return {v.x, v.y, v.z}; }
    /// The two axes across `axis`.
    [[nodiscard]] static std::array<std::size_t, 2> across(std::size_t axis) {
        return {(axis + 1) % 3, (axis + 2) % 3};
    }
    [[nodiscard]] int snap(double position_m, std::size_t axis) const;
    [[nodiscard]] CellRange snapBox(const Box& box) const;
    [[nodiscard]] CellRange snapDevice(const Box& box) const;
    void fillBox(const CellRange& range);
    void markSolids();
    void markOpenFaces();
    /// Opens sides and top of open air, with the wind on the faces where it enters and beyond.
    void placeOpenSides();
    /// The faces at the top of a deck's box that have air on both sides, closed for all but its
    /// fans; a plane or two higher where solids fill the box.
    void addDeck(const Box& box, Port& front, Port& rear);
    /// Takes decks as switched off whose air has no way from or to the open.
    void stopEnclosedDecks();
    /// Sees to it that every closed part of the air gets what it gives.
    void balance();
    /// Notes what momentum of the decks' jets the flow through their faces lacks.
    void placeJets();
    void placeBaffles();
    void placeScreens();
    void placePorousBodies();
    /// The screen at a face that air passes, or one of no resistance if there is none yet.
    ScreenFace& screenAt(int face, Axis axis);
    void placeDevices();
    void placeFans();
    void placeOpenings();
    void placeWarmWalls();
    void measureWalls();
    void placeLid();

    /// Adds the lattice faces under `rect`; `box` is the device it belongs to, if any.
    void addContacts(Port& port, const FaceRect& rect, const Box* box) const;
    bool addContactsAtPlane(Port& port, const FaceRect& rect, int plane, int outward) const;
    static void normalise(Port& port);
    /// Blows the flow through the port: positive into the hall.
    void drive(const Port& port, double flow_m3_per_s);
    void reportBlocked(const std::string& where, const std::string& face);

    const AirflowProblem& m_problem;
    const std::stop_token m_stop;
    Lattice m_lattice;
    std::array<double, 3> m_edge_m{};
    std::vector<BaffleFace> m_baffleFaces;
    std::map<std::pair<int, int>, std::size_t> m_screenAt; ///< by axis and face
};

} // namespace hallwright::airflow
