#pragma once

#include "app/scene/mesh_builder.h"

#include <QQuick3DGeometry>

namespace hallwright::app {

/// A built mesh as Qt Quick 3D takes it.
class MeshGeometry : public QQuick3DGeometry {
    Q_OBJECT
public:
    explicit MeshGeometry(QQuick3DObject* parent = nullptr);

    /// Replaces what is drawn; an empty mesh draws nothing.
    void setMesh(const MeshBuilder& mesh);
};

} // namespace hallwright::app
