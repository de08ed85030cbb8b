#pragma once

#include <QObject>

namespace hallwright::app {

/// What the window is arranged for. A workspace changes the layer, the left dock and the KPI
/// tiles, never the model.
namespace workspace {
Q_NAMESPACE
enum Workspace { Site, Hall, Power, Cooling, Drill, Year };
Q_ENUM_NS(Workspace)
} // namespace workspace
using workspace::Workspace;

} // namespace hallwright::app
