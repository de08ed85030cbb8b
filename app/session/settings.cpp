#include "app/session/settings.h"

#include <algorithm>

namespace hallwright::app {

namespace {

constexpr int kDark = 1;

QString dockKey(const QString& sizeClass, const QString& name) {
    return QStringLiteral("docks/%1/%2").arg(sizeClass, name);
}

} // namespace

Settings::Settings(QObject* parent) : QObject(parent) {}

int Settings::scheme() const {
    return std::clamp(m_store.value(QStringLiteral("look/scheme"), kDark).toInt(), 0, 2);
}

void Settings::setScheme(int scheme) {
    set(QStringLiteral("look/scheme"), scheme);
}

bool Settings::highContrast() const {
    return m_store.value(QStringLiteral("look/highContrast"), false).toBool();
}

void Settings::setHighContrast(bool on) {
    set(QStringLiteral("look/highContrast"), on);
}

bool Settings::reduceMotion() const {
    return m_store.value(QStringLiteral("look/reduceMotion"), false).toBool();
}

void Settings::setReduceMotion(bool on) {
    set(QStringLiteral("look/reduceMotion"), on);
}

QVariant Settings::dock(const QString& sizeClass, const QString& name,
                        const QVariant& fallback) const {
    const QVariant value = m_store.value(dockKey(sizeClass, name));
    // The store keeps text; the caller's fallback says what type is meant.
    if (!value.isValid() || !value.canConvert(fallback.metaType()))
        return fallback;
    QVariant converted = value;
    return converted.convert(fallback.metaType()) ? converted : fallback;
}

void Settings::setDock(const QString& sizeClass, const QString& name, const QVariant& value) {
    m_store.setValue(dockKey(sizeClass, name), value);
}

void Settings::set(const QString& key, const QVariant& value) {
    if (m_store.value(key) == value)
        return;
    m_store.setValue(key, value);
    emit changed();
}

} // namespace hallwright::app
