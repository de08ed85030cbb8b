#pragma once

#include <QObject>
#include <QSettings>
#include <QString>
#include <QVariant>

namespace hallwright::app {

/// What the program remembers of how its user likes it: colours, contrast, motion, docks.
class Settings : public QObject {
    Q_OBJECT
    /// 0 as the desktop, 1 dark, 2 light.
    Q_PROPERTY(int scheme READ scheme WRITE setScheme NOTIFY changed)
    Q_PROPERTY(bool highContrast READ highContrast WRITE setHighContrast NOTIFY changed)
    Q_PROPERTY(bool reduceMotion READ reduceMotion WRITE setReduceMotion NOTIFY changed)

public:
    explicit Settings(QObject* parent = nullptr);

    [[nodiscard]] int scheme() const;
    void setScheme(int scheme);
    [[nodiscard]] bool highContrast() const;
    void setHighContrast(bool on);
    [[nodiscard]] bool reduceMotion() const;
    void setReduceMotion(bool on);

    /// Docks are remembered for each size class of the window ("1280", "1600", "2560").
    Q_INVOKABLE QVariant dock(const QString& sizeClass, const QString& name,
                              const QVariant& fallback) const;
    Q_INVOKABLE void setDock(const QString& sizeClass, const QString& name, const QVariant& value);

signals:
    void changed();

private:
    void set(const QString& key, const QVariant& value);
    QSettings m_store;
};

} // namespace hallwright::app
