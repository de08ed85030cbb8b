#pragma once

#include "core/solvers/power/klu_matrix.h"
#include "core/solvers/power/network_structure.h"

#include <array>

namespace hallwright::power {

/// 2x2 real block, row major.
struct Block {
    double a = 0.0, b = 0.0;
    double c = 0.0, d = 0.0;
};

/// Sparse matrix of 2x2 blocks with the pattern of the meshed core: a diagonal block per core node
/// and one per entry of NetworkStructure::coreColumn.
class CoreMatrix {
public:
    CoreMatrix() = default;
    explicit CoreMatrix(const NetworkStructure& structure);

    [[nodiscard]] bool isEmpty() const { return m_diagonal.empty(); }
    void setDiagonal(int node, const Block& block) { set(m_diagonal[node], block); }
    void setEntry(int entry, const Block& block) { set(m_entry[entry], block); }
    [[nodiscard]] KluMatrix& klu() { return m_klu; }
    [[nodiscard]] const KluMatrix& klu() const { return m_klu; }

private:
    /// Positions of a block's two columns in the compressed values.
    struct Position {
        int first;
        int second;
    };
    void set(const Position& at, const Block& block) {
        double* values = m_klu.values().data();
        values[at.first] = block.a;
        values[at.first + 1] = block.c;
        values[at.second] = block.b;
        values[at.second + 1] = block.d;
    }

    KluMatrix m_klu;
    std::vector<Position> m_diagonal;
    std::vector<Position> m_entry;
};

} // namespace hallwright::power
