// A cut through the air, already coloured by its map.
VARYING vec2 vUv;

void MAIN() {
    vec4 air = texture(airMap, vUv);
    float luma = dot(air.rgb, vec3(0.299, 0.587, 0.114));
    float cover = air.a * strength;
    FRAGCOLOR = vec4(mix(vec3(luma), air.rgb, saturation) * cover, cover);
}
