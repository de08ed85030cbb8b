#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace hallwright::app {

/// A campus that ships with the program.
struct ShippedCampus {
    QString id;
    QString name;
};

/// The samples whose files are there, smallest first.
[[nodiscard]] std::vector<ShippedCampus> shippedCampuses();
[[nodiscard]] base::Result<model::Campus> readShippedCampus(const QString& id);

/// A site with nothing on it.
[[nodiscard]] base::Result<model::Campus> emptyCampus();
/// One hall of a template with its power and its cooling; an empty name: the first template.
[[nodiscard]] base::Result<model::Campus> campusWithHall(const QString& hallTemplate,
                                                         const catalog::Catalog& catalog);
/// As many halls of the first template as draw `power_W` from the grid.
[[nodiscard]] base::Result<model::Campus> campusWithPower(double power_W,
                                                          const catalog::Catalog& catalog);

/// Edits that were not saved when the program ended.
struct UnsavedWork {
    QString title;
    QString text; ///< "12 edits after the last save, 14 Nov 18:07."
    QString path; ///< the campus file, or the journal of a campus that was never saved
};

/// What journals of unsaved campuses and journals beside the given campus files hold.
[[nodiscard]] std::vector<UnsavedWork> unsavedWork(const QStringList& journals,
                                                   const QStringList& campusFiles);

} // namespace hallwright::app
