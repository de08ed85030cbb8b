#pragma once

#include "core/engine/live_solver.h"
#include "core/engine/solution.h"

#include <QObject>
#include <QString>
#include <QVariantList>

#include <memory>

namespace hallwright::app {

class CampusDocument;
class ViewState;

/// Keeps the solution of the document up to date: submits each revision to the live solver, takes
/// the stages back on the window's thread, and knows whether what is shown is old.
class LiveResults : public QObject {
    Q_OBJECT
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(bool stale READ isStale NOTIFY changed)
    Q_PROPERTY(bool available READ isAvailable NOTIFY changed)
    Q_PROPERTY(int solvedRevision READ solvedRevision NOTIFY changed)
    Q_PROPERTY(double energyResidual READ energyResidual NOTIFY changed)
    /// [{name, text, state: "done"|"running"|"failed"|"waiting", ms, detail}] for the stage chips.
    Q_PROPERTY(QVariantList stages READ stages NOTIFY changed)
    Q_PROPERTY(QString device READ device NOTIFY changed)

public:
    LiveResults(CampusDocument& document, ViewState& view, QObject* parent = nullptr);
    ~LiveResults() override;

    /// The newest solution; null before the first stage has answered.
    [[nodiscard]] engine::SolutionPtr solution() const;
    /// What the scene shows in place of the newest solution: a moment of a drill; null: nothing.
    [[nodiscard]] engine::SolutionPtr moment() const;
    void setMoment(engine::SolutionPtr moment);
    [[nodiscard]] bool isBusy() const;
    /// The solution belongs to an older revision (true only 150 ms after the edit, so that quick
    /// answers do not flicker).
    [[nodiscard]] bool isStale() const;
    [[nodiscard]] bool isAvailable() const { return solution() != nullptr; }
    [[nodiscard]] int solvedRevision() const;
    [[nodiscard]] double energyResidual() const;
    /// [{name, text, state: "done", "running", "waiting" or "failed", note, detail}]
    [[nodiscard]] QVariantList stages() const;
    [[nodiscard]] QString device() const;
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void solveAgain();

signals:
    void momentChanged();
    void changed(); ///< a new solution, or another state of the one that is shown

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace hallwright::app
