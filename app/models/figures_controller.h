#pragma once

#include "core/catalog/figure_set.h"
#include "core/economics/facility_figures.h"

#include <QObject>
#include <QString>
#include <QVariantList>

#include <memory>
#include <optional>
#include <vector>

namespace hallwright::app {

class CampusDocument;
class LiveResults;
class YearController;

/// The figures panel: every figure of the campus over a year with its formula, inputs and source,
/// beside a facility on paper. An input that the user gives is an edit of the campus; only what
/// depends on it is computed again.
class FiguresController : public QObject {
    Q_OBJECT
    /// Somebody looks at it; otherwise figures are computed when somebody does.
    Q_PROPERTY(bool shown READ isShown WRITE setShown NOTIFY changed)
    Q_PROPERTY(bool available READ isAvailable NOTIFY changed)
    /// What the year is, or why there are no figures, in a sentence.
    Q_PROPERTY(QString sentence READ sentence NOTIFY changed)
    /// Names of the facilities on paper, and the one beside which the campus stands (-1: none).
    Q_PROPERTY(QStringList presets READ presets NOTIFY changed)
    Q_PROPERTY(int preset READ preset WRITE setPreset NOTIFY changed)
    /// [{section} | {id, name, value, unit, beside, formula, source, known, given}]
    Q_PROPERTY(QVariantList rows READ rows NOTIFY changed)
    /// Id of the figure whose inputs are listed; empty: all inputs.
    Q_PROPERTY(QString picked READ picked WRITE setPicked NOTIFY changed)
    /// The figure that is picked: {name, formula, inputs: [{name, value}], source}; empty: none.
    Q_PROPERTY(QVariantMap pickedFigure READ pickedFigure NOTIFY changed)
    /// [{id, name, value, unit, source, given, error}]: of the figure that is picked, itself first.
    Q_PROPERTY(QVariantList inputs READ inputs NOTIFY changed)

public:
    FiguresController(CampusDocument& document, LiveResults& live, YearController& year,
                      QObject* parent = nullptr);
    ~FiguresController() override;

    [[nodiscard]] bool isShown() const { return m_shown; }
    void setShown(bool shown);
    [[nodiscard]] bool isAvailable() const { return m_figures.has_value(); }
    [[nodiscard]] QString sentence() const { return m_sentence; }
    [[nodiscard]] QStringList presets() const;
    [[nodiscard]] int preset() const { return m_preset; }
    void setPreset(int preset);
    [[nodiscard]] QVariantList rows() const { return m_rows; }
    [[nodiscard]] QString picked() const { return QString::fromStdString(m_picked); }
    void setPicked(const QString& id);
    [[nodiscard]] QVariantMap pickedFigure() const;
    [[nodiscard]] QVariantList inputs() const;

    /// Gives a figure the value that was typed, in its unit.
    Q_INVOKABLE void give(const QString& id, const QString& typed);
    /// Lets a figure follow from what is known again.
    Q_INVOKABLE void release(const QString& id);

signals:
    void changed();

private:
    void refresh();
    void fillRows();
    void applyGiven(const std::string& id, std::optional<double> value, const QString& what);

    CampusDocument& m_document;
    LiveResults& m_live;
    YearController& m_year;
    std::optional<catalog::FigureSet> m_assumptions;
    std::vector<catalog::FigureSet> m_presets;
    mutable std::optional<economics::FacilityFigures> m_figures; ///< a graph computes when asked
    std::optional<economics::FacilityFigures> m_beside;
    QString m_sentence;
    QVariantList m_rows;
    std::string m_picked;
    std::string m_wrongId; ///< of the input that was typed last and did not fit
    QString m_wrong;
    int m_preset = -1;
    bool m_shown = false;
};

} // namespace hallwright::app
