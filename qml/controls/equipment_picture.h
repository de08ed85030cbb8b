#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QString>
#include <QVector3D>
#include <QtQml/qqmlregistration.h>

namespace hallwright::app {

/// A small picture of a catalogue item on neutral ground, drawn from its real proportions: a box in
/// parallel projection with what tells its form (fans, fins, trays).
class EquipmentPicture : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    /// "rack", "row", "hall", "fans", "plant", "fanwall", "transformer", "substation", "cabinet",
    /// "pump" or "container".
    Q_PROPERTY(QString form READ form WRITE setForm NOTIFY changed)
    /// Width, depth, height [m]; of a hall: racks a row, rows, height.
    Q_PROPERTY(QVector3D size READ size WRITE setSize NOTIFY changed)
    Q_PROPERTY(bool dark READ isDark WRITE setDark NOTIFY changed)

public:
    explicit EquipmentPicture(QQuickItem* parent = nullptr);

    void paint(QPainter* painter) override;

    [[nodiscard]] QString form() const { return m_form; }
    void setForm(const QString& form);
    [[nodiscard]] QVector3D size() const { return m_size; }
    void setSize(const QVector3D& size);
    [[nodiscard]] bool isDark() const { return m_dark; }
    void setDark(bool dark);

signals:
    void changed();

private:
    QString m_form;
    QVector3D m_size{1.0F, 1.0F, 1.0F};
    bool m_dark = true;
};

} // namespace hallwright::app
