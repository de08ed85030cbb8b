#pragma once

#include "app/scene/mesh_builder.h"

namespace hallwright::app {

/// The shapes that are repeated over a campus.
enum class Shape {
    Rack,
    Cdu,
    FanWall,
    Crah,
    Cooler,
    Chiller,
    Pump,
    Transformer,
    Cabinet,   ///< UPS, switchgear, distribution
    Container, ///< generators, modules, batteries
    Tank,      ///< upright cylinder
    Bar        ///< busway, manifold
};
inline constexpr int kShapes = 12;

/// A shape in the unit box (x, z from -0.5 to 0.5, y from 0 to 1; front to +z), in three greys:
/// casing, frame, openings. What takes the colour of a value is marked face by face.
[[nodiscard]] MeshBuilder equipmentMesh(Shape shape);

} // namespace hallwright::app
