"""The typefaces of paper: Source Sans, DejaVu Sans where it has no glyph, an empty box where neither has."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from fivegates.charts.drawing.typefaces import dejavu_sans, source_sans

MISSING_MARK = "▯"
# Characters that steer other characters and have no shape of their own.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_REGISTERING = Lock()


class Face(Enum):
    """The two weights that we set."""

    REGULAR = "Regular"
    SEMIBOLD = "Semibold"


@dataclass(frozen=True, slots=True)
class Font:
    """A font as reportlab knows it.

    `advances` are widths by code point, in thousandths of the size; `scale` makes the fallback look
    as large as Source Sans beside it. `shown` are the characters that have a width.
    """

    name: str
    advances: dict[int, float]
    scale: float
    shown: frozenset[str]

    def covers(self, text: str) -> bool:
        """True if the font has a glyph for each character of `text`."""
        return self.shown.issuperset(text)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in a row that one font can show."""

    text: str
    font: Font

    def width(self, size: float) -> float:
        """Points across, where the face is set in `size`."""
        return sum(map(self.font.advances.__getitem__, map(ord, self.text))) * self.font.scale * size / 1000


@cache
def fonts(face: Face) -> tuple[Font, Font]:
    """The font of a face, and its fallback."""
    bold = "Bold" if face is Face.SEMIBOLD else ""
    return (
        _font(f"SourceSans-{face.value}", source_sans(face.value), 1),
        _font(f"DejaVuSans{bold}", dejavu_sans(bold), 0.9),
    )


def font_for(char: str, face: Face) -> Font | None:
    """The font that shows `char`; None if none can."""
    return next((font for font in fonts(face) if font.covers(char)), None)


def runs(text: str, face: Face) -> list[Run]:
    """Part `text` by font; what no font can show becomes an empty box."""
    primary, fallback = fonts(face)
    if primary.covers(text):
        return [Run(text, primary)] if text else []
    found = []
    for font, chars in groupby(text, key=lambda char: font_for(char, face)):
        part = "".join(chars)
        found.append(Run(part, font) if font else Run(MISSING_MARK * len(part), fallback))
    return found


def text_width(text: str, face: Face, size: float) -> float:
    """Width of `text`, in points."""
    return units_wide(text, face) * size / 1000


def advance(char: str, face: Face) -> float:
    """Width of one character, in thousandths of the size."""
    return _advances(face)[char]


@lru_cache(maxsize=16384)
def units_wide(text: str, face: Face) -> float:
    """Width of `text`, in thousandths of the size."""
    return sum(map(_advances(face).__getitem__, text))


@cache
def _advances(face: Face) -> "_Advances":
    """The widths of characters in a face, as far as they were asked for."""
    return _Advances(face)


class _Advances(dict[str, float]):
    """Width of each character of a face, in thousandths of the size; computed on first use."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> float:
        """Find the width of a character, and keep it."""
        self[char] = found = self._found(char)
        return found

    def _found(self, char: str) -> float:
        """The width in the font that shows it; that of the empty box where none does."""
        if UNSEEN.match(char):
            return 0
        font = font_for(char, self._face)
        return self[MISSING_MARK] if font is None else font.advances[ord(char)] * font.scale


def _font(name: str, path: Path, scale: float) -> Font:
    """Register a font with reportlab, once in a process."""
    with _REGISTERING:
        if name not in pdfmetrics.getRegisteredFontNames():
            # The control codes would otherwise be mapped to NUL, which PDF/A forbids.
            pdfmetrics.registerFont(TTFont(name, str(path), asciiReadable=0))
        face = pdfmetrics.getFont(name).face
    advances = {code: face.getCharWidth(code) for code, glyph in face.charToGlyph.items() if glyph}
    return Font(name, advances, scale, frozenset(map(chr, advances)))
