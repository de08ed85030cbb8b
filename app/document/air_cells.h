#pragma once

#include "core/engine/air_pace.h"
#include "core/engine/solution.h"

#include <QObject>
#include <QString>
#include <QVariantList>

namespace hallwright::app {

class CampusDocument;
class LiveResults;
class ViewState;

/// How fine the air of halls is solved: by the size of each hall, in the finest cells that a time
/// allows, or in cells of a given edge. Tells what the picture that is shown has, and what others
/// would take; the time is foretold from how long this campus's first picture took here.
class AirCells : public QObject {
    Q_OBJECT
    /// Edge and number of cells of the picture, "0.25 m · 161 024"; empty without one.
    Q_PROPERTY(QString cells READ cells NOTIFY changed)
    /// Why these: "by hall size", "within 1 min", "as set".
    Q_PROPERTY(QString reason READ reason NOTIFY changed)
    /// "about 12 s left" while finer ones are solved; empty otherwise.
    Q_PROPERTY(QString left READ left NOTIFY changed)
    /// What can be chosen: [{text, key, value}]; `key` foretells the time.
    Q_PROPERTY(QVariantList options READ options NOTIFY changed)
    /// `value` of the option that holds.
    Q_PROPERTY(QString current READ current NOTIFY changed)

public:
    AirCells(const CampusDocument& document, LiveResults& live, ViewState& view,
             QObject* parent = nullptr);

    [[nodiscard]] QString cells() const;
    [[nodiscard]] QString reason() const;
    [[nodiscard]] QString left() const;
    [[nodiscard]] QVariantList options() const;
    [[nodiscard]] QString current() const;
    /// Takes the `value` of an option: "size", "time:60" [s] or "edge:0.2" [m].
    Q_INVOKABLE void choose(const QString& value);
    /// What a solution tells of the pace, and the cells that follow from it.
    void take(const engine::Solution& solution);

signals:
    void changed();

private:
    void applyBudget();

    const CampusDocument& m_document;
    LiveResults& m_live;
    ViewState& m_view;
    engine::AirPace m_pace;
    double m_budget_s = 0.0; ///< 0: no time is set
};

} // namespace hallwright::app
