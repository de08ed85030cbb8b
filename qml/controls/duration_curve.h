#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace hallwright::app {

/// A line over the values given, spread over the item's width, first value at the left; a faint
/// fill below it.
class DurationCurve : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QVariantList values READ values WRITE setValues NOTIFY changed)
    /// Values at the lower and the upper edge.
    Q_PROPERTY(double low READ low WRITE setLow NOTIFY changed)
    Q_PROPERTY(double high READ high WRITE setHigh NOTIFY changed)
    Q_PROPERTY(QColor ink READ ink WRITE setInk NOTIFY changed)

public:
    explicit DurationCurve(QQuickItem* parent = nullptr);

    void paint(QPainter* painter) override;

    [[nodiscard]] QVariantList values() const { return m_values; }
    void setValues(const QVariantList& values);
    [[nodiscard]] double low() const { return m_low; }
    void setLow(double low);
    [[nodiscard]] double high() const { return m_high; }
    void setHigh(double high);
    [[nodiscard]] QColor ink() const { return m_ink; }
    void setInk(const QColor& ink);

signals:
    void changed();

private:
    QVariantList m_values;
    double m_low = 0.0;
    double m_high = 1.0;
    QColor m_ink;
};

} // namespace hallwright::app
