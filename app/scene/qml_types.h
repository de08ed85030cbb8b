#pragma once

#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/document/selection.h"
#include "app/document/view_state.h"
#include "app/tools/tool_controller.h"

#include <QQmlEngine>

namespace hallwright::app {

// The types that QML gets handed in as required properties. They know nothing of QML themselves.

struct CampusDocumentType {
    Q_GADGET
    QML_FOREIGN(hallwright::app::CampusDocument)
    QML_NAMED_ELEMENT(CampusDocument)
    QML_UNCREATABLE("Handed in by the program")
};
struct SelectionType {
    Q_GADGET
    QML_FOREIGN(hallwright::app::Selection)
    QML_NAMED_ELEMENT(Selection)
    QML_UNCREATABLE("Handed in by the program")
};
struct LiveResultsType {
    Q_GADGET
    QML_FOREIGN(hallwright::app::LiveResults)
    QML_NAMED_ELEMENT(LiveResults)
    QML_UNCREATABLE("Handed in by the program")
};
struct ViewStateType {
    Q_GADGET
    QML_FOREIGN(hallwright::app::ViewState)
    QML_NAMED_ELEMENT(ViewState)
    QML_UNCREATABLE("Handed in by the program")
};
struct ToolControllerType {
    Q_GADGET
    QML_FOREIGN(hallwright::app::ToolController)
    QML_NAMED_ELEMENT(ToolController)
    QML_UNCREATABLE("Handed in by the program")
};

} // namespace hallwright::app
