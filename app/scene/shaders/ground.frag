// The ground with its 10 m and 50 m grid; it fades into the surround away from what is looked at.
VARYING vec3 vNormal;
VARYING vec3 vColor;
VARYING vec2 vUv;
VARYING vec2 vFace;
VARYING vec3 vPattern;
VARYING vec3 vWorld;
VARYING vec3 vValue;

float lines(vec2 at, float pitch) {
    vec2 px = fwidth(at);
    vec2 d = abs(fract(at / pitch + 0.5) - 0.5) * pitch;
    vec2 ink = clamp(1.0 - d / max(px, vec2(1e-5)), 0.0, 1.0);
    // Lines nearer than a few pixels would shimmer: they fade out together.
    float room = clamp((pitch / max(px.x, px.y) - 4.0) / 12.0, 0.0, 1.0);
    return max(ink.x, ink.y) * room;
}

void MAIN() {
    vec3 color = groundColor.rgb;
    color *= 1.0 + 0.10 * lines(vWorld.xz, 10.0);
    color *= 1.0 + 0.18 * lines(vWorld.xz, 50.0);
    vec2 at = (vWorld.xz - lightRect.xy) * lightRect.zw;
    if (all(greaterThan(at, vec2(0.0))) && all(lessThan(at, vec2(1.0))))
        color *= texture(lightMap, at).r;
    float away = length(vWorld.xz - focus.xz) / viewDistance;
    color = mix(color, canvasColor.rgb, smoothstep(1.0, 1.8, away));
    FRAGCOLOR = vec4(color, 1.0);
}
