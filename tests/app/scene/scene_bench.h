#pragma once

#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/document/selection.h"
#include "app/document/view_state.h"
#include "app/tools/tool_controller.h"
#include "core/catalog/catalog.h"
#include "core/io/catalog_reader.h"

#include <QString>

#include <memory>

namespace hallwright::app {

/// Everything that a viewport needs, on the shipped catalogue.
struct SceneBench {
    SceneBench()
        : catalog(std::make_shared<const catalog::Catalog>(
              io::readCatalog({HALLWRIGHT_SOURCE_DIR "/assets/catalog"}).value())),
          document(catalog), selection(document), live(document, view), tools(document, selection) {
    }

    [[nodiscard]] static QString campusFile(const char* name) {
        return QStringLiteral(HALLWRIGHT_SOURCE_DIR "/assets/campuses/%1.hallwright")
            .arg(QString::fromLatin1(name));
    }

    std::shared_ptr<const catalog::Catalog> catalog;
    CampusDocument document;
    Selection selection;
    ViewState view;
    LiveResults live;
    ToolController tools;
};

} // namespace hallwright::app
