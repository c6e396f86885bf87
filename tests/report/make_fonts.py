"""``python -m tests.report.make_fonts FOLDER``: make the report's own three fonts from their originals.

The folder holds ``NanumGothic.ttf``, ``IBMPlexSansArabic-Regular.ttf`` and ``-SemiBold.ttf``, and
``IBMPlexMath-Regular.woff`` of version 1.1.0. Why they are changed stands in
``readiness_gui/decisions/0015-reports-on-a-machine.md``.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.otlLib import builder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph

from readiness_gui import paths

FONTS = paths.resources() / "report" / "fonts"
HANGUL = "U+1100-11FF,U+3001-3002,U+3008-3011,U+3131-318E,U+AC00-D7A3"
#: letters, digits and signs of the formulas: upright, and italic as mathematics has them
SIGNS = "U+20-7E,U+A0,U+B1,U+B7,U+2044,U+2212,U+221A,U+1D434-1D467,U+210E,U+1D6FC-1D714"
#: the forms of alef that join a lam before them
ALEFS = ("uniFE8E", "uniFE88", "uniFE84", "uniFE82", "uni0673.fina", "uni0672.fina", "uniFB51")
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
GLYPH_BASE = 1


def hangul(folder: Path) -> None:
    """Cut the Hangul out of NanumGothic and rename it."""
    options = subset.Options(hinting=False, layout_features=["*"])
    font = TTFont(folder / "NanumGothic.ttf")
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(HANGUL))
    cutter.subset(font)
    font["OS/2"].fsType = 0
    rename(font, "Readiness Hangul", "Regular", "Copyright (c) 2010, NAVER Corporation. Renamed and cut.")
    font.save(FONTS / "ReadinessHangul-Regular.ttf")


def formulas(folder: Path) -> None:
    """Cut what formulas need out of IBM Plex Math, with the larger forms of its signs, and rename it."""
    options = subset.Options(hinting=False, layout_features=["ssty"], drop_tables=["meta", "DSIG"])
    font = TTFont(folder / "IBMPlexMath-Regular.woff")
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(SIGNS))
    cutter.subset(font)
    font.flavor = None
    rename(font, "Readiness Math", "Regular", "Copyright © 2017 IBM Corp. Renamed and cut.")
    font.save(FONTS / "ReadinessMath-Regular.ttf")


def arabic(folder: Path, weight: str) -> None:
    """Have letters that join stay two signs: the first drawn as both, the second empty."""
    font = TTFont(folder / f"IBMPlexSansArabic-{weight}.ttf")
    table = font["GSUB"].table
    lookups = table.LookupList.Lookup
    place = next(
        record.Feature.LookupListIndex[0]
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "rlig"
    )
    joined = _joined(lookups[place])
    empty = _single(font, lookups, {alef: _empty(font, alef) for alef in ALEFS})
    chain = otTables.Lookup()
    chain.LookupType, chain.LookupFlag = 6, lookups[place].LookupFlag
    chain.SubTable = [
        _rule(font, alef, pairs, _single(font, lookups, pairs), empty) for alef, pairs in joined.items()
    ]
    chain.SubTableCount = len(chain.SubTable)
    lookups[place] = chain
    table.LookupList.LookupCount = len(lookups)
    rename(
        font, "Readiness Arabic", weight, "Copyright 2019 IBM Corp. All rights reserved. Renamed, changed."
    )
    font.save(FONTS / f"ReadinessArabic-{weight}.ttf")


def rename(font: Any, family: str, weight: str, copyright_words: str) -> None:
    """Give a font a name of its own, as its licence asks where it was changed."""
    regular = weight == "Regular"
    full = family if regular else f"{family} {weight}"
    names = {
        0: copyright_words, 1: full, 2: "Regular", 3: f"{full} 1.0", 4: full, 5: "Version 1.000",
        6: f"{family.replace(' ', '')}-{weight}", 13: LICENCE, 14: "https://openfontlicense.org",
    }  # fmt: skip
    if not regular:
        names |= {16: family, 17: weight}
    font["name"].names = []
    for number, words in names.items():
        font["name"].setName(words, number, 3, 1, 0x409)


def _joined(lookup: Any) -> dict[str, dict[str, str]]:
    """Return by alef which letter before it is drawn as what."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for part in lookup.SubTable:
        for letter, ligatures in getattr(part, "ExtSubTable", part).ligatures.items():
            for one in ligatures:
                if len(one.Component) == 1 and one.Component[0] in ALEFS:
                    found[one.Component[0]][letter] = one.LigGlyph
    return found


def _empty(font: Any, alef: str) -> str:
    """Add an empty sign of no width and return its name."""
    name = f"{alef}.none"
    font["glyf"][name], font["hmtx"][name] = Glyph(), (0, 0)
    if name not in font.getGlyphOrder():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["maxp"].numGlyphs = len(font.getGlyphOrder())
    font["GDEF"].table.GlyphClassDef.classDefs[name] = GLYPH_BASE
    return name


def _single(font: Any, lookups: list[Any], mapping: dict[str, str]) -> int:
    """Add a lookup that draws signs as others and return its place."""
    made = builder.SingleSubstBuilder(font, None)
    made.mapping = mapping
    lookups.append(made.build())
    return len(lookups) - 1


def _rule(font: Any, alef: str, pairs: dict[str, str], first: int, second: int) -> Any:
    """Return the rule for one alef: the letter before it by one lookup, itself by another."""
    rule = otTables.ChainContextSubst()
    rule.Format = 3
    rule.BacktrackGlyphCount = rule.LookAheadGlyphCount = 0
    rule.BacktrackCoverage = rule.LookAheadCoverage = []
    glyphs = font.getReverseGlyphMap(rebuild=True)
    rule.InputCoverage = [builder.buildCoverage(set(pairs), glyphs), builder.buildCoverage({alef}, glyphs)]
    rule.InputGlyphCount = rule.SubstCount = 2
    rule.SubstLookupRecord = []
    for place, lookup in enumerate((first, second)):
        record = otTables.SubstLookupRecord()
        record.SequenceIndex, record.LookupListIndex = place, lookup
        rule.SubstLookupRecord.append(record)
    return rule


def main(folder: Path) -> int:
    """Make all four files."""
    hangul(folder)
    formulas(folder)
    for weight in ("Regular", "SemiBold"):
        arabic(folder, weight)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
