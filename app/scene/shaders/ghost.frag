// A thing that is not there yet: a fifth of its colour over what is behind it.
VARYING vec3 vNormal;
VARYING vec3 vColor;
VARYING vec2 vUv;
VARYING vec2 vFace;
VARYING vec3 vPattern;
VARYING vec3 vWorld;
VARYING vec3 vValue;

void MAIN() {
    float lit = 0.8 + 0.2 * normalize(vNormal).y;
    float opacity = ghostColor.a;
    if (refused > 0.5) {
        vec2 px = fwidth(vUv);
        float stripe = abs(fract((vUv.x + vUv.y) / (12.0 * max(px.x, px.y))) - 0.5);
        opacity *= stripe > 0.25 ? 1.7 : 0.6;
    }
    FRAGCOLOR = vec4(ghostColor.rgb * lit * opacity, opacity);
}
