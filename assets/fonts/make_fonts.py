#!/usr/bin/env python3
"""Makes "Hallwright Sans" from Inter: tabular digits in the default slots, Latin and maths only.

Qt before 6.7 has no way to ask a font for `tnum`, and Inter's own digits differ in width, so
columns of figures would not line up. The digits' codes are pointed at the glyphs that Inter keeps
for `tnum`; the family is renamed, as a modified font should be; the glyphs are cut down to what the
program shows. Also cuts down JetBrains Mono in the same way.

Run where Debian's fonts-inter, fonts-jetbrains-mono and python3-fonttools are installed:
    assets/fonts/make_fonts.py
The same input gives the same bytes.
"""

import pathlib

from fontTools import subset
from fontTools.ttLib import TTFont

INTER = pathlib.Path("/usr/share/fonts/opentype/inter")
MONO = pathlib.Path("/usr/share/fonts/truetype/jetbrains-mono")
HERE = pathlib.Path(__file__).resolve().parent

# Latin with its extensions, Greek, punctuation and spaces, super- and subscripts, currency,
# letter-like signs, arrows, operators, technical signs and box shapes.
RANGES = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x2BC, 0x2DD), (0x300, 0x338), (0x370, 0x3FF),
    (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20C0), (0x2100, 0x215F),
    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2580, 0x26FF), (0x2713, 0x2718),
]


def tabular_digits(font):
    """Mapping of the default digit glyphs to their tabular forms."""
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != "tnum":
            continue
        for index in record.Feature.LookupListIndex:
            for lookup in table.LookupList.Lookup[index].SubTable:
                mapping = getattr(lookup, "ExtSubTable", lookup).mapping
                codes = font.getBestCmap()
                digits = {codes[ord(d)] for d in "0123456789"}
                if digits <= mapping.keys():
                    return {glyph: mapping[glyph] for glyph in digits}
    raise SystemExit("the font has no tabular digits")


def remap_digits(font):
    tabular = tabular_digits(font)
    for cmap in font["cmap"].tables:
        for digit in map(ord, "0123456789"):
            if digit in cmap.cmap:
                cmap.cmap[digit] = tabular.get(cmap.cmap[digit], cmap.cmap[digit])


def rename(font, family, style):
    """Names for the family and style, both in the old (1, 2) and the typographic slots (16, 17)."""
    names = font["name"]
    plain = style == "Regular"
    values = {
        1: family if plain else f"{family} {style}",
        2: "Regular",
        3: f"{family} {style}",
        4: f"{family} {style}",
        6: f"{family.replace(' ', '')}-{style}",
        16: family,
        17: style,
    }
    for name_id, text in values.items():
        names.setName(text, name_id, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [values[6]]
        top = cff.topDictIndex[0]
        top.FamilyName, top.FullName = family, values[4]


def cut(font):
    """Keeps the ranges above with kerning and marks; digits need no feature any more."""
    options = subset.Options()
    options.layout_features = ["kern", "mark", "ccmp", "locl"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 9, 11, 13, 14, 16, 17]
    options.notdef_outline = True
    options.hinting = False
    options.desubroutinize = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[c for low, high in RANGES for c in range(low, high + 1)])
    cutter.subset(font)


def main():
    for style in ("Regular", "Medium", "SemiBold"):
        font = TTFont(INTER / f"Inter-{style}.otf", recalcTimestamp=False)
        remap_digits(font)
        cut(font)
        rename(font, "Hallwright Sans", style)
        font.save(HERE / f"HallwrightSans-{style}.otf")
    mono = TTFont(MONO / "JetBrainsMono-Regular.ttf", recalcTimestamp=False)
    cut(mono)
    mono.save(HERE / "JetBrainsMono-Regular.ttf")


if __name__ == "__main__":
    main()
