#pragma once

#include "app/models/inspector_model.h"
#include "core/model/entities.h"

#include <QObject>
#include <QString>

#include <vector>

namespace hallwright::app {

class CampusDocument;
class LiveResults;
class Selection;

/// What the inspector shows of the selection (or of the campus, when nothing is selected), and the
/// way from a typed value to an edit.
class InspectorController : public QObject {
    Q_OBJECT
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed)
    /// Chip of the header: "Fault", "Warning"; empty when fine or not solved.
    Q_PROPERTY(QString chip READ chip NOTIFY changed)
    Q_PROPERTY(QString severity READ severity NOTIFY changed)
    Q_PROPERTY(bool stale READ isStale NOTIFY changed)
    Q_PROPERTY(hallwright::app::InspectorModel* lines READ lines CONSTANT)
    /// The field whose text was refused, and why; empty when all is well.
    Q_PROPERTY(QString errorKey READ errorKey NOTIFY errorChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorChanged)

public:
    InspectorController(CampusDocument& document, const Selection& selection,
                        const LiveResults& results, QObject* parent = nullptr);

    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] QString subtitle() const { return m_subtitle; }
    [[nodiscard]] QString chip() const { return m_chip; }
    [[nodiscard]] QString severity() const { return m_severity; }
    [[nodiscard]] bool isStale() const;
    [[nodiscard]] InspectorModel* lines() { return &m_lines; }
    [[nodiscard]] QString errorKey() const { return m_errorKey; }
    [[nodiscard]] QString errorText() const { return m_errorText; }

    /// Gives the property the typed value as one undo step; false where it was refused.
    Q_INVOKABLE bool commit(const QString& key, const QString& text);
    /// Changes a number by `steps` of its dimension (0.1 m, 1 degree, 1 of anything else), for the
    /// scrubbing of labels and the arrow keys.
    Q_INVOKABLE bool step(const QString& key, double steps);
    Q_INVOKABLE void clearError();

signals:
    void changed();
    void errorChanged();

private:
    void refresh();
    void describeOne(model::EntityId id);
    void describeMany(const std::vector<model::EntityId>& entities);
    void describeCampus();
    void setError(const QString& key, const QString& text);

    CampusDocument& m_document;
    const Selection& m_selection;
    const LiveResults& m_results;
    InspectorModel m_lines;
    QString m_title;
    QString m_subtitle;
    QString m_chip;
    QString m_severity;
    QString m_errorKey;
    QString m_errorText;
};

} // namespace hallwright::app
