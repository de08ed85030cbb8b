#include "app/session/notices.h"

#include "app/models/entity_words.h"
#include "app/models/log_model.h"

namespace hallwright::app {

namespace {

/// "Racks.hallwright cannot be read. 3 findings: …" for a strip of one line.
QString inOneLine(const QString& what, const base::Diagnostics& problems) {
    QString text = what;
    const auto add = [&text](const QString& sentence) {
        if (sentence.isEmpty())
            return;
        text += u' ' + sentence;
        if (!text.endsWith(u'.'))
            text += u'.';
    };
    if (!problems.empty()) {
        const base::Diagnostic& first = problems.front();
        add(first.where.empty()
                ? fromUtf8(first.what)
                : fromUtf8(first.where) + QStringLiteral(": ") + fromUtf8(first.what));
        add(fromUtf8(first.remedy));
    }
    if (problems.size() > 1)
        text += QStringLiteral(" And %1 more in the log.").arg(problems.size() - 1);
    return text;
}

} // namespace

void Notices::say(const QString& severity, const QString& text, const QVariantList& actions) {
    m_message = {{QStringLiteral("text"), text},
                 {QStringLiteral("severity"), severity},
                 {QStringLiteral("actions"), actions}};
    m_log.add(severity, text);
    emit changed();
}

void Notices::sayAll(const QString& what, const base::Diagnostics& problems) {
    for (auto it = problems.rbegin(); it != problems.rend(); ++it)
        m_log.add(QStringLiteral("fault"), fromUtf8(it->text()));
    say(QStringLiteral("fault"), inOneLine(what, problems));
}

void Notices::dismiss() {
    if (m_message.isEmpty())
        return;
    m_message.clear();
    emit changed();
}

} // namespace hallwright::app
