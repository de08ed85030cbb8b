#include "app/session/water_sizing.h"

#include "app/format/counted.h"
#include "core/engine/coolant_sizing.h"

#include <QStringList>

#include <algorithm>

namespace hallwright::app {

namespace {

/// "M-01, M-02, M-03 and 9 more": a strip has one line.
QString listed(const QStringList& names) {
    constexpr qsizetype kMost = 3;
    const QString first = names.first(std::min(kMost, names.size())).join(QStringLiteral(", "));
    return names.size() <= kMost
               ? first
               : QStringLiteral("%1 and %2 more").arg(first).arg(names.size() - kMost);
}

/// Names of what even the largest size does not serve.
QStringList tooSmall(const model::Campus& campus, const engine::CoolantSizing& sizing) {
    QStringList names;
    for (const auto& main : sizing.mains)
        if (!main.isWithinRules)
            names += QString::fromStdString(campus.nameOf(model::entity(main.id)));
    for (const auto& pumps : sizing.pumps)
        if (!pumps.isEnough)
            names += QString::fromStdString(campus.nameOf(model::entity(pumps.plant)));
    return names;
}

} // namespace

SizingOutcome sizeWater(CampusDocument& document) {
    const auto sizing = engine::sizeCoolant(document.campus(), document.catalog());
    if (!sizing.isSolved)
        return {QStringLiteral("warning"), QStringLiteral("Mains and pumps were not sized: %1")
                                               .arg(QString::fromStdString(sizing.trouble))};
    const QStringList beyond = tooSmall(document.campus(), sizing);
    SizingOutcome outcome{QStringLiteral("note"),
                          QStringLiteral("Mains and pumps fit their flows already.")};
    if (!sizing.edit.isEmpty()) {
        const auto done = document.apply(sizing.edit, QStringLiteral("Size mains and pumps"));
        if (!done)
            return {QStringLiteral("warning"), QString::fromStdString(done.error().front().text())};
        QStringList changed;
        if (!sizing.edit.mains.empty())
            changed +=
                counted(sizing.edit.mains.size(), QStringLiteral("main"), QStringLiteral("mains"));
        if (!sizing.edit.pumps.empty())
            changed +=
                counted(sizing.edit.pumps.size(), QStringLiteral("pump"), QStringLiteral("pumps"));
        outcome.text = QStringLiteral("%1 changed in size. Undo takes it back.")
                           .arg(changed.join(QStringLiteral(" and ")));
    }
    if (!beyond.isEmpty()) {
        outcome.severity = QStringLiteral("warning");
        outcome.text += QStringLiteral(" The largest sizes are too small for %1: lay a second pair "
                                       "of mains or add pumps.")
                            .arg(listed(beyond));
    }
    return outcome;
}

} // namespace hallwright::app
