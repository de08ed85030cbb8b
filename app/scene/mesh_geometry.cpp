#include "app/scene/mesh_geometry.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace hallwright::app {

MeshGeometry::MeshGeometry(QQuick3DObject* parent) : QQuick3DGeometry(parent) {
    setMesh({});
}

void MeshGeometry::setMesh(const MeshBuilder& mesh) {
    clear();
    // The renderer can't take a mesh without a vertex: one triangle without area stands in.
    static const std::vector<MeshVertex> kNoVertices(3);
    static const std::vector<std::uint32_t> kNoIndices{0, 1, 2};
    const auto& vertices = mesh.isEmpty() ? kNoVertices : mesh.vertices();
    const auto& indices = mesh.isEmpty() ? kNoIndices : mesh.indices();
    setStride(int(sizeof(MeshVertex)));
    setVertexData(QByteArray(reinterpret_cast<const char*>(vertices.data()),
                             qsizetype(vertices.size() * sizeof(MeshVertex))));
    setIndexData(QByteArray(reinterpret_cast<const char*>(indices.data()),
                            qsizetype(indices.size() * sizeof(std::uint32_t))));
    setPrimitiveType(PrimitiveType::Triangles);
    addAttribute(Attribute::PositionSemantic, int(offsetof(MeshVertex, position)),
                 Attribute::F32Type);
    addAttribute(Attribute::NormalSemantic, int(offsetof(MeshVertex, normal)), Attribute::F32Type);
    addAttribute(Attribute::TexCoord0Semantic, int(offsetof(MeshVertex, uv)), Attribute::F32Type);
    addAttribute(Attribute::TexCoord1Semantic, int(offsetof(MeshVertex, pattern)),
                 Attribute::F32Type);
    addAttribute(Attribute::ColorSemantic, int(offsetof(MeshVertex, red)), Attribute::F32Type);
    addAttribute(Attribute::IndexSemantic, 0, Attribute::U32Type);
    constexpr float kHuge = std::numeric_limits<float>::max();
    QVector3D low(kHuge, kHuge, kHuge), high(-kHuge, -kHuge, -kHuge);
    for (const MeshVertex& vertex : vertices)
        for (int axis = 0; axis < 3; ++axis) {
            low[axis] = std::min(low[axis], vertex.position[axis]);
            high[axis] = std::max(high[axis], vertex.position[axis]);
        }
    setBounds(low, high);
    update();
}

} // namespace hallwright::app
