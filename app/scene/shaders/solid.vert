// What does not repeat: shells, roads, structures. Colours are sRGB and stay so: no tone curve.
VARYING vec3 vNormal;
VARYING vec3 vColor;
VARYING vec2 vUv;
VARYING vec2 vFace;
VARYING vec3 vPattern; // pattern, share of the value's colour, hatch
VARYING vec3 vWorld;
VARYING vec3 vValue;

void MAIN() {
    vNormal = NORMAL;
    vColor = COLOR.rgb;
    vUv = UV0;
    vFace = vec2(0.0);
    vPattern = vec3(UV1.x, UV1.y, 0.0);
    vWorld = VERTEX;
    vValue = COLOR.rgb;
    POSITION = MODELVIEWPROJECTION_MATRIX * vec4(VERTEX, 1.0);
}
