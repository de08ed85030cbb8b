#include "app/models/log_model.h"

#include "app/format/number_format.h"
#include "app/models/entity_words.h"
#include "core/engine/solution.h"

namespace hallwright::app {

namespace {
constexpr std::size_t kRowsMax = 500;
}

QVariant LogModel::data(const QModelIndex& index, int role) const {
    const LogRow* row = rowAt(index);
    if (row == nullptr)
        return {};
    switch (role) {
    case TimeRole:
        return row->time.toString(QStringLiteral("HH:mm:ss"));
    case SeverityRole:
        return row->severity;
    case Qt::DisplayRole:
    case TextRole:
        return row->text;
    default:
        return {};
    }
}

QHash<int, QByteArray> LogModel::roleNames() const {
    return {{TimeRole, "time"}, {SeverityRole, "severity"}, {TextRole, "text"}};
}

void LogModel::add(const QString& severity, const QString& text) {
    std::vector<LogRow> next;
    next.reserve(rows().size() + 1);
    next.push_back({m_next++, QTime::currentTime(), severity, text});
    next.insert(next.end(), rows().begin(), rows().end());
    if (next.size() > kRowsMax)
        next.resize(kRowsMax);
    replaceRows(std::move(next));
}

QString stagesInWords(const engine::Solution& solution) {
    QStringList parts;
    for (const auto& stage : solution.stages)
        parts += fromUtf8(stage.name) + u' ' +
                 (stage.converged ? formatDuration(stage.time_ms)
                                  : QStringLiteral("did not converge: ") + fromUtf8(stage.detail));
    return parts.join(QStringLiteral(", "));
}

} // namespace hallwright::app
