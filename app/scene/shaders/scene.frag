// One sun from the south-west at 55 degrees, a sky above and the ground's bounce below. Surfaces
// that carry a value leave its colour by at most 15 % in lightness, so a legend can be read back.
VARYING vec3 vNormal;
VARYING vec3 vColor;
VARYING vec2 vUv;
VARYING vec2 vFace;
VARYING vec3 vPattern;
VARYING vec3 vWorld;
VARYING vec3 vValue;

// 1 inside a line of half width w at distance d, with an edge one pixel soft.
float stroke(float d, float w, float px) {
    return clamp((w - d) / max(px, 1e-5) + 0.5, 0.0, 1.0) * clamp(2.0 * w / max(px, 1e-5), 0.0, 1.0);
}

float ringFans(vec2 uv, vec2 face, vec2 px) {
    vec2 cells = max(vec2(1.0), floor(face / 1.15 + 0.5));
    vec2 cell = face / cells;
    vec2 p = (fract(uv / cell) - 0.5) * cell;
    float radius = 0.42 * min(cell.x, cell.y);
    float d = length(p);
    float soft = max(px.x, px.y);
    float disc = clamp((radius - d) / max(soft, 1e-4) + 0.5, 0.0, 1.0);
    float rim = stroke(abs(d - radius), 0.05, soft);
    float hub = clamp((0.28 * radius - d) / max(soft, 1e-4) + 0.5, 0.0, 1.0);
    float dark = 0.62 * disc * (1.0 - hub) - 0.25 * rim;
    return 1.0 - mix(dark, 0.30, clamp(soft / (0.6 * min(cell.x, cell.y)), 0.0, 1.0));
}

void MAIN() {
    vec3 n = normalize(vNormal);
    float sun = max(dot(n, vec3(-0.406, 0.819, 0.406)), 0.0);
    float light = 0.52 + 0.14 * n.y + 0.40 * sun;
    vec2 px = fwidth(vUv);
    float soft = max(px.x, px.y);
    float share = vPattern.y;
    float relief = 1.0;
    int pattern = int(vPattern.x + 0.5);
    float near = clamp(1.6 - soft / 0.05, 0.0, 1.0); // fine detail fades before it flickers

    if (pattern == 1) { // rack door: trays and a frame
        float tray = abs(fract(vUv.y / 0.105) - 0.5) * 0.105;
        relief = 1.0 - 0.42 * near * stroke(tray, 0.016, px.y);
        float side = min(vUv.x, vFace.x - vUv.x);
        relief *= 1.0 - 0.45 * stroke(side, 0.03, px.x);
        relief *= 1.0 - 0.35 * stroke(vFace.y - vUv.y, 0.09, px.y);
        relief *= 1.0 - 0.35 * stroke(vUv.y, 0.07, px.y);
    } else if (pattern == 2) {
        relief = ringFans(vUv, vFace, px);
    } else if (pattern == 3) { // coil fins, posts every 1.2 m
        float fin = abs(fract(vUv.x / 0.12) - 0.5) * 0.12;
        relief = 1.0 - 0.16 - 0.22 * near * (stroke(fin, 0.03, px.x) - 0.5);
        float post = abs(fract(vUv.x / 1.2) - 0.5) * 1.2;
        relief *= 1.0 + 0.18 * stroke(0.6 - post, 0.03, px.x);
    } else if (pattern == 4) {
        float blade = abs(fract(vUv.y / 0.16) - 0.5) * 0.16;
        relief = 1.0 - 0.10 - 0.26 * near * (stroke(blade, 0.04, px.y) - 0.5);
    } else if (pattern == 5) { // door seams every 0.8 m or so
        float doors = max(1.0, floor(vFace.x / 0.8 + 0.5));
        float seam = abs(fract(vUv.x / vFace.x * doors + 0.5) - 0.5) * vFace.x / doors;
        relief = 1.0 - 0.34 * stroke(seam, 0.014, px.x);
    } else if (pattern == 6) { // road: dashed middle, edge lines
        float dash = step(fract(vUv.x / 12.0), 0.5);
        float v = abs(vUv.y);
        relief = 1.0 + 0.55 * dash * stroke(v, 0.018, px.y) + 0.16 * stroke(abs(v - 0.94), 0.012, px.y);
    } else if (pattern == 7) {
        float stripe = abs(fract((vUv.x + vUv.y) / 3.0) - 0.5) * 3.0;
        relief = 1.0 - 0.22 * stroke(stripe, 0.75, soft);
    } else if (pattern == 8) { // dash-dot
        float along = fract(vUv.x / 14.0) * 14.0;
        if ((along > 8.0 && along < 10.2) || along > 11.8)
            discard;
    } else if (pattern == 9) {
        vec2 grain = floor(vWorld.xz / 0.25);
        float noise = fract(sin(dot(grain, vec2(12.9898, 78.233))) * 43758.5453);
        relief = 1.0 + 0.10 * near * (noise - 0.5);
    }
    if (vFace.x > 0.0) { // creases lighten, so that edges read without outlines
        vec2 edge = min(vUv, vFace - vUv);
        float crease = max(stroke(edge.x, 0.012, px.x), stroke(edge.y, 0.012, px.y));
        relief *= 1.0 + 0.16 * crease * clamp(1.3 - soft / 0.12, 0.0, 1.0);
    }
    if (vPattern.z > 0.5) { // over the limit: hatch of 45 degrees
        float stripe = abs(fract((vUv.x + vUv.y) / 0.3) - 0.5) * 0.3;
        relief *= 1.0 - 0.30 * stroke(stripe, 0.075, soft);
    }
    if (n.y > 0.9 && vWorld.y < 0.45) { // shadow and occlusion, baked where the ground is
        vec2 at = (vWorld.xz - lightRect.xy) * lightRect.zw;
        if (all(greaterThan(at, vec2(0.0))) && all(lessThan(at, vec2(1.0))))
            light *= texture(lightMap, at).r;
    }
    vec3 grey = vColor * (pattern == 10 ? 1.0 : light * relief) * greyGain;
    float dataRelief = 1.0 + clamp(1.1 * (light - 0.80), -0.15, 0.12) +
                       clamp(0.55 * (relief - 1.0), -0.20, 0.10);
    vec3 value = vValue;
    float luma = dot(value, vec3(0.299, 0.587, 0.114));
    value = mix(vec3(luma), value, saturation) * dataRelief;
    FRAGCOLOR = vec4(mix(grey, value, share), 1.0);
}
