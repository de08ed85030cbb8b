import QtQuick
import QtQuick3D
import Hallwright.Scene

/// The campus in three dimensions; what it shows is decided by `scene` and `camera`.
View3D {
    id: view

    required property CampusScene scene
    required property CameraController eye
    property QtObject ghostTable: null
    property int ghostCount: 0
    property bool ghostRefused: false
    property color ghostColor: "#A9DDF2"
    property color faultColor: "#F0506A"
    property real saturation: 1.0
    property bool inSoftware: false

    readonly property string shaderFolder: "qrc:/qt/qml/Hallwright/Scene/shaders/"

    function plain(c: color): vector3d {
        return Qt.vector3d(c.r, c.g, c.b);
    }

    camera: sceneCamera
    environment: SceneEnvironment {
        backgroundMode: SceneEnvironment.Color
        clearColor: view.scene.canvasColor
        // Drawn in software, four samples a pixel cost more than they give while the camera moves.
        antialiasingMode: view.inSoftware && view.eye.moving ? SceneEnvironment.NoAA
                                                             : SceneEnvironment.MSAA
        antialiasingQuality: SceneEnvironment.High
        tonemapMode: SceneEnvironment.TonemapModeNone
    }

    CustomCamera {
        id: sceneCamera

        position: view.eye.position
        eulerRotation: view.eye.rotation
        projection: view.eye.projection
    }

    component LitMaterial: CustomMaterial {
        property vector4d lightRect: view.scene.lightRect
        property real saturation: view.saturation
        property real greyGain: 1.0
        property TextureInput lightMap: TextureInput {
            texture: Texture {
                textureData: view.scene.groundLight
                tilingModeHorizontal: Texture.ClampToEdge
                tilingModeVertical: Texture.ClampToEdge
            }
        }

        shadingMode: CustomMaterial.Unshaded
        fragmentShader: view.shaderFolder + "scene.frag"
    }

    LitMaterial {
        id: solidMaterial

        vertexShader: view.shaderFolder + "solid.vert"
        cullMode: Material.NoCulling
    }
    LitMaterial {
        id: instancedMaterial

        vertexShader: view.shaderFolder + "instanced.vert"
        cullMode: Material.NoCulling
    }
    LitMaterial {
        id: bandMaterial

        property real metresPerPixel: view.eye.parallel ? view.eye.metresPerPixel
                                                        : view.eye.metresPerPixel / view.eye.distance_m
        property real pixelsMin: 2.0

        vertexShader: view.shaderFolder + "band.vert"
        cullMode: Material.NoCulling
    }
    CustomMaterial {
        id: groundMaterial

        property vector4d lightRect: view.scene.lightRect
        // Vectors, because a colour would be turned into linear light on its way.
        property vector3d groundColor: view.plain(view.scene.groundColor)
        property vector3d canvasColor: view.plain(view.scene.canvasColor)
        property vector3d focus: view.eye.target
        property real viewDistance: Math.max(view.eye.distance_m, 40)
        property TextureInput lightMap: TextureInput {
            texture: Texture {
                textureData: view.scene.groundLight
                tilingModeHorizontal: Texture.ClampToEdge
                tilingModeVertical: Texture.ClampToEdge
            }
        }

        shadingMode: CustomMaterial.Unshaded
        cullMode: Material.NoCulling
        vertexShader: view.shaderFolder + "solid.vert"
        fragmentShader: view.shaderFolder + "ground.frag"
    }
    CustomMaterial {
        id: ghostMaterial

        property vector4d ghostColor: Qt.vector4d(tint.r, tint.g, tint.b, 0.2)
        property real refused: view.ghostRefused ? 1.0 : 0.0
        readonly property color tint: view.ghostRefused ? view.faultColor : view.ghostColor

        shadingMode: CustomMaterial.Unshaded
        cullMode: Material.BackFaceCulling
        depthDrawMode: Material.NeverDepthDraw
        sourceBlend: CustomMaterial.One
        destinationBlend: CustomMaterial.OneMinusSrcAlpha
        vertexShader: view.shaderFolder + "instanced.vert"
        fragmentShader: view.shaderFolder + "ghost.frag"
    }

    Model {
        geometry: view.scene.ground
        materials: groundMaterial
    }
    Model {
        geometry: view.scene.surfaces
        materials: solidMaterial
    }
    Model {
        geometry: view.scene.bands
        materials: bandMaterial
    }
    Model {
        geometry: view.scene.shells
        materials: solidMaterial
    }
    Model {
        geometry: view.scene.structures
        materials: solidMaterial
    }
    Model {
        geometry: view.scene.pipes
        materials: solidMaterial
    }
    Repeater3D {
        model: view.scene.parts

        Model {
            required property ScenePart modelData

            visible: modelData.drawn
            geometry: modelData.geometry
            instancing: modelData.instancing
            materials: instancedMaterial
        }
    }
    Repeater3D {
        model: view.scene.slices

        Model {
            id: sliceModel

            required property AirSliceView modelData

            geometry: modelData.geometry
            materials: CustomMaterial {
                property real saturation: view.saturation
                property real strength: view.scene.view && view.scene.view.streams ? 0.35 : 1.0
                property TextureInput airMap: TextureInput {
                    texture: Texture {
                        textureData: sliceModel.modelData.texture
                        tilingModeHorizontal: Texture.ClampToEdge
                        tilingModeVertical: Texture.ClampToEdge
                    }
                }

                shadingMode: CustomMaterial.Unshaded
                cullMode: Material.NoCulling
                depthDrawMode: Material.NeverDepthDraw
                sourceBlend: CustomMaterial.One
                destinationBlend: CustomMaterial.OneMinusSrcAlpha
                vertexShader: view.shaderFolder + "slice.vert"
                fragmentShader: view.shaderFolder + "slice.frag"
            }
        }
    }
    Model {
        geometry: view.scene.streams
        materials: solidMaterial
    }
    Model {
        visible: view.scene.view && view.scene.view.warmAir
        geometry: view.scene.warmAir
        materials: CustomMaterial {
            property real saturation: view.saturation

            shadingMode: CustomMaterial.Unshaded
            cullMode: Material.NoCulling
            depthDrawMode: Material.NeverDepthDraw
            sourceBlend: CustomMaterial.One
            destinationBlend: CustomMaterial.OneMinusSrcAlpha
            vertexShader: view.shaderFolder + "solid.vert"
            fragmentShader: view.shaderFolder + "warm_air.frag"
        }
    }
    Model {
        visible: view.ghostCount > 0
        geometry: view.scene.ghostMesh
        instancing: view.ghostTable
        materials: ghostMaterial
    }
}
