#pragma once

namespace hallwright::engine {

/// What the first picture of a campus's halls, from still air in coarse cells, tells of the time
/// that finer ones take on this machine. A finer stage starts from the coarser one's field: it has
/// (1 / edge)^3 times the cells and needs somewhat more and shorter steps; measured in halls from
/// 0.6 m down to 0.2 m, its time goes with edge^-3.4. Foretold times are right within a factor of
/// two. The solve itself knows no clock: who has a budget asks here which cells to ask for.
class AirPace {
public:
    /// All halls have been solved in cells of `cell_m` in `time_s`. After an edit only what it
    /// touched is solved again, from where it was: the longest time holds.
    void note(double cell_m, double time_s);
    void forget() { *this = {}; }
    [[nodiscard]] bool isKnown() const { return m_work_s > 0.0; }
    /// Of a finer stage of all halls [s]; 0 where nothing is known.
    [[nodiscard]] double expected_s(double cell_m) const;
    /// The finest round edge within `budget_s`, between 0.05 and 1 m; the pace must be known. Kept
    /// for one budget while what is known stays within a factor of two, so that the cells don't
    /// change from edit to edit.
    [[nodiscard]] double cellFor_m(double budget_s);

private:
    double m_work_s = 0.0;   ///< time in cells of 1 m
    double m_budget_s = 0.0; ///< of the choice below
    double m_chosenAt_s = 0.0;
    double m_chosen_m = 0.0;
};

} // namespace hallwright::engine
