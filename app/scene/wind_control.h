#pragma once

#include "app/document/campus_document.h"

#include <QObject>
#include <QQmlEngine>
#include <QString>

namespace hallwright::app {

/// The wind of the campus's scenario as the viewport shows and changes it.
class WindControl : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(hallwright::app::CampusDocument* document READ document WRITE setDocument NOTIFY
                   documentChanged)
    Q_PROPERTY(double speed_m_per_s READ speed NOTIFY changed)
    /// Where it comes from, clockwise from north, 0 to 359.
    Q_PROPERTY(double from_deg READ from NOTIFY changed)
    /// "3.0 m/s", "270°".
    Q_PROPERTY(QString speedText READ speedText NOTIFY changed)
    Q_PROPERTY(QString fromText READ fromText NOTIFY changed)

public:
    using QObject::QObject;

    [[nodiscard]] CampusDocument* document() const { return m_document; }
    void setDocument(CampusDocument* document);
    [[nodiscard]] double speed() const;
    [[nodiscard]] double from() const;
    [[nodiscard]] QString speedText() const;
    [[nodiscard]] QString fromText() const { return textOf(from()); }

    /// "270°" of any direction, for one that is being dragged.
    Q_INVOKABLE [[nodiscard]] static QString textOf(double from_deg);
    /// Edits of the scenario, each an undo step; kept within 0 and 40 m/s and in whole degrees.
    Q_INVOKABLE void setSpeed(double speed_m_per_s);
    Q_INVOKABLE void turnTo(double from_deg);

signals:
    void documentChanged();
    void changed();

private:
    CampusDocument* m_document = nullptr;
};

} // namespace hallwright::app
