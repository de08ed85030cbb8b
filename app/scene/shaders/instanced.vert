// A mesh in the unit box, stretched to each instance. INSTANCE_COLOR: the value's colour;
// INSTANCE_DATA: tint (0 neutral, 1 whole, 2 front), over its limit, out of service.
VARYING vec3 vNormal;
VARYING vec3 vColor;
VARYING vec2 vUv;
VARYING vec2 vFace;
VARYING vec3 vPattern;
VARYING vec3 vWorld;
VARYING vec3 vValue;

void MAIN() {
    vec3 size = vec3(length(INSTANCE_MODEL_MATRIX[0].xyz), length(INSTANCE_MODEL_MATRIX[1].xyz),
                     length(INSTANCE_MODEL_MATRIX[2].xyz));
    // Normals shrink where the box is stretched.
    vNormal = normalize(mat3(INSTANCE_MODEL_MATRIX) * (NORMAL / (size * size)));
    vec3 n = abs(NORMAL);
    vec2 face = n.y > 0.7 ? size.xz : (n.x > 0.7 ? size.zy : size.xy);
    vFace = face;
    vUv = UV0 * face;
    float whole = INSTANCE_DATA.x > 0.5 && INSTANCE_DATA.x < 1.5 ? 1.0 : 0.0;
    float front = INSTANCE_DATA.x > 1.5 && NORMAL.z > 0.7 ? 1.0 : 0.0;
    vPattern = vec3(UV1.x, UV1.y * max(whole, front), INSTANCE_DATA.y);
    vColor = COLOR.rgb * (1.0 - 0.45 * INSTANCE_DATA.z);
    vValue = INSTANCE_COLOR.rgb;
    vWorld = (INSTANCE_MODEL_MATRIX * vec4(VERTEX, 1.0)).xyz;
    POSITION = INSTANCE_MODELVIEWPROJECTION_MATRIX * vec4(VERTEX, 1.0);
}
