#pragma once

#include "app/document/view_state.h"
#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <QImage>
#include <QSize>

#include <memory>

namespace hallwright::app {

enum class RenderView { Isometric, Plan };

struct RenderOptions {
    QSize size{1920, 1200};
    RenderView view = RenderView::Isometric;
    ViewState::Layer layer = ViewState::Layer::ElectricalLoading;
    bool lightTheme = false; ///< for paper
};

/// Draws the scene of the window without the window, all of the campus in view. Needs a
/// QGuiApplication on a platform with OpenGL; says so where there is none.
[[nodiscard]] base::Result<QImage> renderScene(const model::Campus& campus,
                                               std::shared_ptr<const catalog::Catalog> catalog,
                                               engine::SolutionPtr solution,
                                               const RenderOptions& options);

} // namespace hallwright::app
