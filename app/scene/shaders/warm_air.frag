// The skin of air that is warmer than a limit: one colour, thin, lit a little from above. All of it
// has the same colour, so that it need not be sorted; seen edge on it is denser, as a skin is.
VARYING vec3 vNormal;
VARYING vec3 vColor;
VARYING vec2 vUv;
VARYING vec2 vFace;
VARYING vec3 vPattern;
VARYING vec3 vWorld;
VARYING vec3 vValue;

void MAIN() {
    vec3 n = normalize(vNormal);
    float facing = abs(dot(n, normalize(CAMERA_POSITION - vWorld)));
    float cover = mix(0.55, 0.22, facing);
    float luma = dot(vValue, vec3(0.299, 0.587, 0.114));
    vec3 color = mix(vec3(luma), vValue, saturation) * (0.90 + 0.10 * n.y);
    FRAGCOLOR = vec4(color * cover, cover);
}
