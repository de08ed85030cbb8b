#include "app/session/campus_sources.h"

#include "app/models/entity_words.h"
#include "core/io/asset_folder.h"
#include "core/io/campus_reader.h"
#include "core/io/edit_journal.h"
#include "core/layout/campus_generator.h"
#include "core/layout/campus_samples.h"
#include "core/layout/hall_templates.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

#include <filesystem>

namespace hallwright::app {

namespace {

QString editsText(int edits, const QString& after, const QString& journal) {
    const QDateTime when = QFileInfo(journal).lastModified();
    return QStringLiteral("%1 %2 %3, %4.")
        .arg(edits)
        .arg(edits == 1 ? QStringLiteral("edit") : QStringLiteral("edits"), after,
             QLocale::c().toString(when, QStringLiteral("d MMM HH:mm")));
}

} // namespace

std::vector<ShippedCampus> shippedCampuses() {
    std::vector<ShippedCampus> found;
    const auto folder = io::campusFolder();
    if (!folder)
        return found;
    for (const auto& sample : layout::campusSamples()) {
        std::error_code ignored;
        if (std::filesystem::exists(*folder / (sample.id + ".hallwright"), ignored))
            found.push_back({fromUtf8(sample.id), fromUtf8(sample.name)});
    }
    return found;
}

base::Result<model::Campus> readShippedCampus(const QString& id) {
    const auto folder = io::campusFolder();
    if (!folder)
        return folder.error();
    return io::readCampus(*folder / (id.toStdString() + ".hallwright"));
}

base::Result<model::Campus> emptyCampus() {
    const layout::CampusBrief brief;
    return layout::emptyCampus(brief);
}

base::Result<model::Campus> campusWithHall(const QString& hallTemplate,
                                           const catalog::Catalog& catalog) {
    std::string name = hallTemplate.toStdString();
    if (name.empty()) {
        const auto templates = layout::hallTemplates(catalog);
        if (templates.empty())
            return base::failure("catalogue", "There is no hall template",
                                 "Install the equipment catalogue again.");
        name = templates.front().name;
    }
    layout::CampusBrief brief;
    brief.name = "One hall";
    brief.hallCount = 1;
    brief.halls = {{name, 1.0}};
    return layout::generateCampus(brief, catalog);
}

base::Result<model::Campus> campusWithPower(double power_W, const catalog::Catalog& catalog) {
    const auto templates = layout::hallTemplates(catalog);
    if (templates.empty())
        return base::failure("catalogue", "There is no hall template",
                             "Install the equipment catalogue again.");
    if (power_W <= 0.0)
        return base::failure("power", "A campus needs more than 0 MW",
                             "Type the power to be drawn from the grid.");
    layout::CampusBrief brief;
    brief.name = "New campus";
    brief.gridPower_W = power_W;
    brief.halls = {{templates.front().name, 1.0}};
    return layout::generateCampus(brief, catalog);
}

std::vector<UnsavedWork> unsavedWork(const QStringList& journals, const QStringList& campusFiles) {
    std::vector<UnsavedWork> found;
    for (const QString& journal : journals) {
        const auto left = io::recoverJournal(journal.toStdString());
        if (!left)
            continue;
        const QString name = fromUtf8(left->campus.site().name);
        found.push_back({name.isEmpty() ? QStringLiteral("Campus without a name") : name,
                         editsText(left->edits, QStringLiteral("in a campus never saved"), journal),
                         journal});
    }
    for (const QString& file : campusFiles) {
        const auto journal = io::EditJournal::besideOf(file.toStdString());
        std::error_code ignored;
        if (!std::filesystem::exists(journal, ignored))
            continue;
        const auto left = io::recoverJournal(journal);
        if (left && left->edits > 0)
            found.push_back({fromUtf8(left->campus.site().name),
                             editsText(left->edits, QStringLiteral("after the last save"),
                                       fromUtf8(journal.string())),
                             file});
    }
    return found;
}

} // namespace hallwright::app
