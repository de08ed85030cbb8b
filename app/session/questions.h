#pragma once

#include <QObject>
#include <QString>
#include <QVariantMap>

#include <functional>

namespace hallwright::app {

/// A question to the user and what waits for its answer: an act of its own, and what goes on once
/// unsaved changes are settled.
class Questions : public QObject {
    Q_OBJECT
public:
    using Act = std::function<void()>;

    /// {text, detail, accept, discard}; empty when nothing needs an answer.
    [[nodiscard]] const QVariantMap& question() const { return m_question; }
    /// `onAccept` is what the first button does; without a `discard` there is no second one.
    void ask(const QString& text, const QString& detail, const QString& accept,
             const QString& discard, Act onAccept);
    /// Kept until proceed().
    void setPending(Act act) { m_pending = std::move(act); }
    void dropPending() { m_pending = {}; }
    /// Does what was pending, once.
    void proceed();

    void accept();
    /// Withdraws the question and what it would have done; what is pending stays.
    void discard();
    void cancel();

signals:
    void changed();

private:
    void clear();

    QVariantMap m_question;
    Act m_accept;
    Act m_pending;
};

} // namespace hallwright::app
