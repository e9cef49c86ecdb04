"""The text of all charts: typefaces, headings, fitting to a width, and missing glyphs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font

from fivegates.charts.drawing.typefaces import DEJAVU_SANS, SOURCE_SANS, dejavu_sans, source_sans
from fivegates.charts.palette import Palette
from fivegates.charts.system_fonts import find_registered_fonts
from fivegates.domain.language import FIRST_STRONG_ISOLATE, LEFT_TO_RIGHT_MARK, POP_ISOLATE

POINTS_PER_INCH = 72
MISSING_MARK = "▯"
REGULAR, BOLD = "normal", "bold"
# FreeType gives advances as 16.16 numbers.
FIXED_POINT = 65536
# Room worked out from the width of a text may differ from that in its last digits, in points.
ROUNDING = 0.01


def look(size: float, colour: str, weight: str = REGULAR) -> dict[str, Any]:
    """The text properties of a chart.

    Each text carries this itself, because settings for all of matplotlib would be shared between
    threads. A dollar sign stays one.
    """
    _register_typefaces()
    family = [SOURCE_SANS, DEJAVU_SANS]
    return {"family": family, "size": size, "color": colour, "weight": weight, "parse_math": False}


def fitted(text: str, size: float, width: float, weight: str = REGULAR) -> str:
    """Put `text` on one line of `width` points, cut with an ellipsis if it is longer.

    What no typeface can show becomes an empty box. Isolates, which have no glyph, become one mark that
    keeps the direction of the sentence around them.
    """
    parts = _without_isolates(text).split()
    line = "".join(char if _has_shape(char) else MISSING_MARK for char in " ".join(parts))
    if text_width(line, size, weight) <= width + ROUNDING:
        return line
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        fits = text_width(f"{line[:middle]}…", size, weight) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return f"{line[:low].rstrip()}…"


def first_fitting(forms: Sequence[str], size: float, width: float, weight: str = REGULAR) -> str:
    """The first form of a text that fits into `width` points; the last one where none does."""
    return next((each for each in forms if text_width(each, size, weight) <= width), forms[-1])


def _without_isolates(text: str) -> str:
    """A sentence without the isolates in it; the languages of sentences run from left to right."""
    bare = text.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "")
    return text if bare == text else f"{LEFT_TO_RIGHT_MARK}{bare}"


def text_width(text: str, size: float, weight: str = REGULAR) -> float:
    """The width of `text`, in points."""
    return sum(_advance(char, weight) for char in text) * size


@lru_cache(maxsize=4096)
def _advance(char: str, weight: str) -> float:
    """The width of a character, as a share of the size; that of the box for one without a glyph."""
    font = next((font for font in _faces(weight) if font.get_char_index(ord(char))), None)
    if font is None:
        return _advance(MISSING_MARK, weight)
    font.set_size(POINTS_PER_INCH, POINTS_PER_INCH)
    return font.load_char(ord(char)).linearHoriAdvance / FIXED_POINT / POINTS_PER_INCH


@lru_cache(maxsize=4096)
def _has_shape(char: str) -> bool:
    """True if a typeface can show `char` in both weights."""
    return all(any(font.get_char_index(ord(char)) for font in _faces(weight)) for weight in (REGULAR, BOLD))


def _faces(weight: str) -> tuple[FT2Font, FT2Font]:
    """The typefaces in the order of lookup; matplotlib caches them by thread."""
    style = ("Bold", "Bold") if weight == BOLD else ("Regular", "")
    return font_manager.get_font(source_sans(style[0])), font_manager.get_font(dejavu_sans(style[1]))


@cache
def _register_typefaces() -> None:
    """Make Source Sans known to matplotlib, which brings DejaVu Sans itself."""
    find_registered_fonts()
    for name in ("Regular", "Bold"):
        font_manager.fontManager.addfont(str(source_sans(name)))


# In points.
TITLE_SIZE, TEXT_SIZE, NOTE_SIZE = 11.0, 8.0, 7.5
SUBTITLE_BELOW = 16.0


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a chart: its finding, and a subtitle with its content and units."""

    finding: str
    subtitle: str


def write_heading(figure: Figure, heading: Heading, palette: Palette) -> None:
    """Write finding and subtitle, each on one line from the upper left corner of a figure."""
    width, height = (POINTS_PER_INCH * inches for inches in figure.get_size_inches())
    finding = fitted(heading.finding, TITLE_SIZE, width, BOLD)
    figure.text(0, 1, finding, va="top", **look(TITLE_SIZE, palette.ink, BOLD))
    subtitle = fitted(heading.subtitle, TEXT_SIZE, width)
    figure.text(0, 1 - SUBTITLE_BELOW / height, subtitle, va="top", **look(TEXT_SIZE, palette.second_ink))
