// A mesh in the unit box, stretched to each instance. INSTANCE_DATA: the value's colour, then
// tint (0 neutral, 1 whole, 2 front, 3 front and back) + 4 over its limit + 8 out of service. Of
// front and back, the front's colour is the whole part, in 255ths, the back's the rest, in 256ths.
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
    float state = INSTANCE_DATA.w + 0.5;
    float off = step(8.0, state);
    state -= 8.0 * off;
    float over = step(4.0, state);
    state -= 4.0 * over;
    float whole = step(1.0, state) * (1.0 - step(2.0, state));
    float ends = step(3.0, state);
    float front = step(2.0, state) * step(0.7, NORMAL.z);
    float back = ends * step(0.7, -NORMAL.z);
    vPattern = vec3(UV1.x, max(UV1.y * max(whole, front), back * step(0.01, UV1.y)), over);
    vColor = COLOR.rgb * (1.0 - 0.45 * off);
    vec3 ofFront = mix(INSTANCE_DATA.rgb, floor(INSTANCE_DATA.rgb) / 255.0, ends);
    vec3 ofBack = fract(INSTANCE_DATA.rgb) * (256.0 / 255.0);
    vValue = mix(ofFront, ofBack, back);
    vWorld = (INSTANCE_MODEL_MATRIX * vec4(VERTEX, 1.0)).xyz;
    POSITION = INSTANCE_MODELVIEWPROJECTION_MATRIX * vec4(VERTEX, 1.0);
}
