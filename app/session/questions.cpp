#include "app/session/questions.h"

#include <utility>

namespace hallwright::app {

void Questions::ask(const QString& text, const QString& detail, const QString& accept,
                    const QString& discard, Act onAccept) {
    m_accept = std::move(onAccept);
    m_question = {{QStringLiteral("text"), text},
                  {QStringLiteral("detail"), detail},
                  {QStringLiteral("accept"), accept},
                  {QStringLiteral("discard"), discard}};
    emit changed();
}

void Questions::proceed() {
    if (const Act act = std::exchange(m_pending, {}))
        act();
}

void Questions::accept() {
    const Act act = std::exchange(m_accept, {});
    clear();
    if (act)
        act();
}

void Questions::discard() {
    m_accept = {};
    clear();
}

void Questions::cancel() {
    m_accept = {};
    m_pending = {};
    clear();
}

void Questions::clear() {
    m_question.clear();
    emit changed();
}

} // namespace hallwright::app
