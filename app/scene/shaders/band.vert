// Ribbons of cables and mains: the vertex stands on the middle of the route, NORMAL leads to its
// edge [m]. From afar the ribbon widens so that it never falls below `pixelsMin`.
VARYING vec3 vNormal;
VARYING vec3 vColor;
VARYING vec2 vUv;
VARYING vec2 vFace;
VARYING vec3 vPattern;
VARYING vec3 vWorld;
VARYING vec3 vValue;

void MAIN() {
    vec4 middle = MODELVIEWPROJECTION_MATRIX * vec4(VERTEX, 1.0);
    float widen = max(1.0, metresPerPixel * middle.w * pixelsMin / max(COLOR.a, 0.05));
    vec3 place = VERTEX + NORMAL * widen;
    vNormal = vec3(0.0, 1.0, 0.0);
    vColor = COLOR.rgb;
    vUv = UV0 / vec2(widen, 1.0);
    vFace = vec2(0.0);
    vPattern = vec3(UV1.x, 1.0, 0.0);
    vWorld = place;
    vValue = COLOR.rgb;
    POSITION = MODELVIEWPROJECTION_MATRIX * vec4(place, 1.0);
}
