#include "app/document/stage_chips.h"

#include "app/format/number_format.h"

#include <QVariantMap>

#include <cmath>
#include <utility>

namespace hallwright::app {

namespace {

bool isOfHalls(const engine::StageReport& stage) {
    return stage.stage == engine::Stage::AirCoarse || stage.stage == engine::Stage::AirFine;
}

QString settledText(const engine::StageReport& stage) {
    const double percent = std::floor(100.0 * stage.settledFraction);
    return Figure{QStringLiteral("settled ") + formatNumber(percent, 0), QStringLiteral("%")}
        .text();
}

/// What is wrong with a stage; where all is well, how sure the air of halls is.
QString detailOf(const engine::StageReport& stage) {
    if (!stage.detail.empty() || !isOfHalls(stage))
        return QString::fromStdString(stage.detail);
    return QStringLiteral("Running mean %1; heat in and out differ by %2 after %3 steps.")
        .arg(settledText(stage), formatPercent(stage.residual).text(),
             formatNumber(stage.iterations, 0));
}

QVariantMap chip(const std::string& name, const char* state, const QString& note,
                 const QString& detail = {}) {
    const QString text = QString::fromStdString(name);
    return {{"name", text},
            {"text", text},
            {"state", QString::fromLatin1(state)},
            {"note", note},
            {"detail", detail}};
}

} // namespace

QVariantList stageChips(const std::vector<engine::StageReport>& stages,
                        const std::vector<std::string>& expected, bool isBusy) {
    QVariantList list;
    bool isRunning = false;
    for (const engine::StageReport& stage : stages) {
        const bool isLast = &stage == &stages.back();
        const bool isUnderWay =
            isBusy && isLast && (stage.settledFraction < 1.0 || stages.size() >= expected.size());
        if (stage.converged) {
            list.append(chip(stage.name, "done", formatDuration(stage.time_ms), detailOf(stage)));
        } else if (isUnderWay) {
            isRunning = true;
            list.append(chip(stage.name, "running",
                             isOfHalls(stage) ? settledText(stage) : QStringLiteral("solving"),
                             detailOf(stage)));
        } else {
            list.append(
                chip(stage.name, "failed", QStringLiteral("did not converge"), detailOf(stage)));
        }
    }
    if (!isBusy)
        return list;
    for (std::size_t i = stages.size(); i < expected.size(); ++i) {
        const bool isNext = !std::exchange(isRunning, true); // the first that has not answered
        list.append(chip(expected[i], isNext ? "running" : "waiting",
                         isNext ? QStringLiteral("solving") : QStringLiteral("waiting")));
    }
    return list;
}

} // namespace hallwright::app
