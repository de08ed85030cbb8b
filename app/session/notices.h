#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QString>
#include <QVariantList>
#include <QVariantMap>

namespace hallwright::app {

class LogModel;

/// What the program has to tell: the last thing in the strip under the top bar, all of it in the
/// log.
class Notices : public QObject {
    Q_OBJECT
public:
    explicit Notices(LogModel& log) : m_log(log) {}

    /// {text, severity, actions:[{id, name}]}; empty when fine.
    [[nodiscard]] const QVariantMap& message() const { return m_message; }
    void say(const QString& severity, const QString& text, const QVariantList& actions = {});
    /// The first problem in the strip, each one in the log.
    void sayAll(const QString& what, const base::Diagnostics& problems);
    void dismiss();

signals:
    void changed();

private:
    LogModel& m_log;
    QVariantMap m_message;
};

} // namespace hallwright::app
