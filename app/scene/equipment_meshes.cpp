#include "app/scene/equipment_meshes.h"

namespace hallwright::app {

namespace {

const QColor kCasing(0x9A, 0xA2, 0xAB);
const QColor kFrame(0x5E, 0x64, 0x6B);
const QColor kOpening(0x33, 0x38, 0x3D);
const QColor kPorcelain(0xC2, 0xB8, 0xAE);

using Style = MeshBuilder::BoxStyle;

Style casing(Pattern front, Pattern sides = Pattern::Plain, Pattern top = Pattern::Plain) {
    Style style;
    style.front = front;
    style.back = style.sides = sides;
    style.top = top;
    style.frontData = style.bodyData = 1.0F;
    return style;
}

/// Dark cabinet whose perforated door takes the value; its body follows in layers of the whole.
MeshBuilder rack() {
    MeshBuilder mesh;
    mesh.setColor(QColor(0x4A, 0x50, 0x57));
    Style style = casing(Pattern::RackFront, Pattern::Plain, Pattern::Doors);
    style.back = Pattern::RackFront;
    style.bodyData = 0.85F;
    mesh.box({-0.5F, 0.0F, -0.5F}, {0.5F, 1.0F, 0.5F}, style);
    return mesh;
}

MeshBuilder cdu() {
    MeshBuilder mesh;
    mesh.setColor(kCasing);
    mesh.box({-0.5F, 0.03F, -0.5F}, {0.5F, 0.94F, 0.46F}, casing(Pattern::Doors, Pattern::Plain));
    mesh.setColor(kOpening);
    mesh.box({-0.3F, 0.62F, 0.46F}, {0.3F, 0.78F, 0.48F});
    mesh.setColor(kFrame);
    for (const float x : {-0.28F, -0.1F, 0.12F, 0.3F})
        mesh.tube({x, 0.94F, -0.2F}, {x, 1.0F, -0.2F}, 0.06F);
    return mesh;
}

MeshBuilder fanWall() {
    MeshBuilder mesh;
    mesh.setColor(kCasing);
    mesh.box({-0.5F, 0.0F, -0.5F}, {0.5F, 1.0F, 0.5F}, casing(Pattern::Fans, Pattern::Plain));
    return mesh;
}

MeshBuilder crah() {
    MeshBuilder mesh;
    mesh.setColor(kCasing);
    mesh.box({-0.5F, 0.0F, -0.5F}, {0.5F, 0.96F, 0.5F}, casing(Pattern::Doors, Pattern::Plain));
    mesh.setColor(kFrame);
    Style grille = casing(Pattern::Plain, Pattern::Plain, Pattern::Louvres);
    mesh.box({-0.45F, 0.96F, -0.42F}, {0.45F, 1.0F, 0.42F}, grille);
    return mesh;
}

/// Fans on a deck over coil panels, on short legs.
MeshBuilder cooler() {
    MeshBuilder mesh;
    mesh.setColor(kFrame);
    for (const float x : {-0.48F, 0.45F})
        for (const float z : {-0.48F, 0.42F})
            mesh.box({x, 0.0F, z}, {x + 0.03F, 0.2F, z + 0.06F});
    mesh.setColor(kCasing);
    Style coil = casing(Pattern::Fins, Pattern::Fins);
    mesh.box({-0.5F, 0.18F, -0.46F}, {0.5F, 0.86F, 0.46F}, coil);
    Style deck = casing(Pattern::Plain, Pattern::Plain, Pattern::Fans);
    mesh.box({-0.5F, 0.86F, -0.5F}, {0.5F, 1.0F, 0.5F}, deck);
    return mesh;
}

MeshBuilder chiller() {
    MeshBuilder mesh;
    mesh.setColor(kFrame);
    mesh.box({-0.5F, 0.0F, -0.42F}, {0.5F, 0.08F, 0.42F});
    mesh.setColor(kCasing);
    mesh.box({-0.5F, 0.08F, -0.46F}, {0.5F, 0.84F, 0.46F}, casing(Pattern::Fins, Pattern::Louvres));
    mesh.box({-0.5F, 0.84F, -0.5F}, {0.5F, 1.0F, 0.5F},
             casing(Pattern::Plain, Pattern::Plain, Pattern::Fans));
    return mesh;
}

MeshBuilder pump() {
    MeshBuilder mesh;
    mesh.setColor(kFrame);
    mesh.box({-0.5F, 0.0F, -0.35F}, {0.5F, 0.16F, 0.35F});
    mesh.setColor(kCasing);
    mesh.setPattern(Pattern::Plain, 1.0F);
    mesh.tube({-0.42F, 0.5F, 0.0F}, {0.14F, 0.5F, 0.0F}, 0.28F, 10);
    mesh.tube({0.42F, 0.5F, 0.0F}, {0.14F, 0.5F, 0.0F}, 0.4F, 10);
    mesh.tube({0.28F, 0.5F, 0.0F}, {0.28F, 1.0F, 0.0F}, 0.14F, 8);
    return mesh;
}

/// Tank, radiator batteries on both sides, conservator, bushings.
MeshBuilder transformer() {
    MeshBuilder mesh;
    mesh.setColor(kFrame);
    mesh.box({-0.46F, 0.0F, -0.3F}, {0.46F, 0.05F, 0.3F});
    mesh.setColor(kCasing);
    mesh.box({-0.42F, 0.05F, -0.24F}, {0.42F, 0.6F, 0.24F}, casing(Pattern::Plain));
    for (int i = 0; i < 8; ++i) {
        const float x = -0.4F + 0.103F * float(i);
        mesh.box({x, 0.1F, 0.27F}, {x + 0.06F, 0.56F, 0.5F}, casing(Pattern::Plain));
        mesh.box({x, 0.1F, -0.5F}, {x + 0.06F, 0.56F, -0.27F}, casing(Pattern::Plain));
    }
    mesh.setPattern(Pattern::Plain, 1.0F);
    mesh.tube({-0.38F, 0.74F, -0.15F}, {0.2F, 0.74F, -0.15F}, 0.075F, 10);
    mesh.setPattern(Pattern::Plain);
    mesh.setColor(kPorcelain);
    for (const float x : {-0.25F, 0.0F, 0.25F}) {
        mesh.tube({x, 0.6F, 0.05F}, {x, 1.0F, 0.12F}, 0.035F, 6);
        mesh.tube({x, 0.6F, 0.18F}, {x, 0.74F, 0.2F}, 0.03F, 6);
    }
    return mesh;
}

MeshBuilder cabinet() {
    MeshBuilder mesh;
    mesh.setColor(kCasing);
    mesh.box({-0.5F, 0.03F, -0.5F}, {0.5F, 1.0F, 0.5F}, casing(Pattern::Doors, Pattern::Plain));
    mesh.setColor(kOpening);
    mesh.box({-0.5F, 0.0F, -0.46F}, {0.5F, 0.03F, 0.46F});
    return mesh;
}

MeshBuilder container() {
    MeshBuilder mesh;
    mesh.setColor(kCasing);
    mesh.box({-0.5F, 0.04F, -0.5F}, {0.5F, 0.86F, 0.5F}, casing(Pattern::Doors, Pattern::Louvres));
    mesh.setColor(kFrame);
    mesh.box({-0.5F, 0.0F, -0.48F}, {0.5F, 0.04F, 0.48F});
    mesh.box({-0.34F, 0.86F, -0.3F}, {0.02F, 0.92F, 0.3F},
             casing(Pattern::Plain, Pattern::Plain, Pattern::Fans));
    mesh.tube({0.3F, 0.86F, 0.0F}, {0.3F, 1.0F, 0.0F}, 0.04F, 8);
    return mesh;
}

MeshBuilder tank() {
    MeshBuilder mesh;
    mesh.setColor(kFrame);
    mesh.tube({0.0F, 0.0F, 0.0F}, {0.0F, 0.03F, 0.0F}, 0.5F, 24);
    mesh.setColor(kCasing);
    mesh.setPattern(Pattern::Plain, 1.0F);
    mesh.tube({0.0F, 0.03F, 0.0F}, {0.0F, 0.94F, 0.0F}, 0.48F, 24);
    mesh.setPattern(Pattern::Plain);
    mesh.tube({0.0F, 0.94F, 0.0F}, {0.0F, 1.0F, 0.0F}, 0.12F, 12);
    return mesh;
}

MeshBuilder bar() {
    MeshBuilder mesh;
    mesh.setColor(kCasing);
    mesh.box({-0.5F, 0.0F, -0.5F}, {0.5F, 1.0F, 0.5F}, casing(Pattern::Plain));
    return mesh;
}

} // namespace

MeshBuilder equipmentMesh(Shape shape) {
    switch (shape) {
    case Shape::Rack:
        return rack();
    case Shape::Cdu:
        return cdu();
    case Shape::FanWall:
        return fanWall();
    case Shape::Crah:
        return crah();
    case Shape::Cooler:
        return cooler();
    case Shape::Chiller:
        return chiller();
    case Shape::Pump:
        return pump();
    case Shape::Transformer:
        return transformer();
    case Shape::Cabinet:
        return cabinet();
    case Shape::Container:
        return container();
    case Shape::Tank:
        return tank();
    case Shape::Bar:
        return bar();
    }
    return {};
}

} // namespace hallwright::app
