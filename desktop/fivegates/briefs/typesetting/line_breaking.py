"""Line breaking: breaks a paragraph into lines that fit a width, and long words by hyphenation."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Final

from fivegates.briefs.typesetting.fonts import Face, advance, units_wide

Hyphens = Callable[[str], tuple[int, ...]]
"""The break points of a word, in letters from its start; none for a word that must stay whole."""

SOFT_HYPHEN: Final = "\u00ad"
"""The soft hyphen at a break inside a word. PDF readers drop it when text is copied or read aloud."""

_LEAST_LETTERS: Final = 4
"""The least number of letters before and after a break."""
_WORD: Final = re.compile(r"(?:\d+\u00a0*)?[“„‘(]*([^\W\d_]+)[,.;:!?)”“’‘…]*")
_CAPITAL_NOUNS: Final = ("de", "lb")
"""Languages that capitalise nouns; in others a capitalised word may be a name, and stays whole."""


_INSIDE_ENDING: Final = re.compile(r"[ts]i(?=on)")
"""A bad break point in "Produktion" and "Vision": "Produkti-onsreif"."""


def hyphens_of(code: str) -> Hyphens:
    """The hyphenation for a locale code such as `de_AT`; no break points without patterns."""
    may_be_capital = code.startswith(_CAPITAL_NOUNS)

    @cache
    def places(word: str) -> tuple[int, ...]:
        found = _WORD.fullmatch(word)
        if found is None or not _is_plain(found[1]) or not (may_be_capital or found[1].islower()):
            return ()
        letters, start = found[1], found.start(1)
        least, most = _LEAST_LETTERS, len(letters) - _LEAST_LETTERS
        found_places = (place for place in _places(code, letters) if least <= place <= most)
        return tuple(start + place for place in found_places if not _INSIDE_ENDING.match(letters, place - 2))

    return places


def _is_plain(letters: str) -> bool:
    """True if it is a long word, in lower case after its first letter: others are codes or names."""
    return len(letters) >= 2 * _LEAST_LETTERS and letters[1:].islower()


def _places(code: str, letters: str) -> tuple[int, ...]:
    """The break points in a word; the patterns of a language are loaded at its first long word."""
    from pyphen import Pyphen, language_fallback

    known = language_fallback(code)
    return tuple(Pyphen(lang=known, left=2, right=2).positions(letters)) if known else ()


# A line may end after a space, after a dash or slash inside a word, and at a zero-width space; but a small
# number stays with the word that it counts, and the day of a date such as 7. August 2026 with its month.
_CHANCE = re.compile(
    r"(?<= )(?=[^ ])(?!(?<=\b\d )[^\W\d])(?!(?<=\b\d\d )[^\W\d])"
    r"(?!(?:(?<=\b\d\. )|(?<=\b\d\d\. ))[^\W\d]+ \d{4}\b)|(?<=\w\w[-–—/])(?=\w)|(?<=\u200b)"
)
# A number: an amount with its sign and currency, with separators between groups of digits.
_NUMBER = re.compile(
    r"[^\s\w]*(?:[A-Z]{1,3}[^\s\w]?\u00a0?)?[^\s\w]*\d{1,4}(?:[.,’'\u00a0\u202f]\d+)+[^\s\w]*(?:\u00a0[^\s\d]{1,3})?"
)
# A last line shorter than this share of the width takes a word from the line above, if that is all it takes.
_RUNT = 0.12
_NARROWER = 0.9
# Tolerance for rounding.
_SURELY = 0.999
DOT: Final = "\u200e\u00a0·\u00a0\u200e"
"""The separator of facts on one line, dropped where a line ends.

It carries left-to-right marks, so that two facts in Hebrew keep their order.
"""


@dataclass(frozen=True, slots=True)
class Parting:
    """The hyphenation settings; `wide_only` breaks only words that fit into no line."""

    hyphens: Hyphens | None
    wide_only: bool = False


WHOLE: Final = Parting(None)
"""No hyphenation."""


def broken(text: str, face: Face, size: float, width: float, parting: Parting = WHOLE) -> list[str]:
    """Fill lines of `width` points; a word wider than that is cut where it reaches the edge.

    With hyphens such a word is parted where its language allows it, and others are where that saves a line,
    unless only wide ones are; a line that ends inside a word ends with a soft hyphen. Returns lines in
    logical order, without the spaces at their ends. Takes time in proportion to the length of `text`.
    """
    room = width * 1000 / size
    lines = _balanced(text, face, room, replace(parting, wide_only=True))
    if parting.hyphens is not None and not parting.wide_only and len(lines) > 1:
        parted = _balanced(text, face, room, parting)
        lines = parted if len(parted) < len(lines) else lines
    return lines


def _balanced(text: str, face: Face, room: float, parting: Parting) -> list[str]:
    """Balance the lines so that the last is not too short, where that needs no further line."""
    lines = _filled(text, face, room, parting)
    if len(lines) > 1 and units_wide(lines[-1], face) < room * _RUNT:
        narrower = _filled(text, face, room * _NARROWER, parting)
        if len(narrower) == len(lines):
            return narrower
    return lines


def size_for_numbers(text: str, face: Face, size: float, width: float) -> float:
    """The size at which every number fits into a line, `size` where that does; below a half numbers are cut.

    A number that breaks reads as two.
    """
    widest = number_width(text, face, size)
    if widest <= width:
        return size
    fitting = size * width / widest * _SURELY
    return fitting if fitting >= size / 2 else size


def number_width(text: str, face: Face, size: float) -> float:
    """The width of the widest number in a text, in points; 0 without one."""
    widest = max((units_wide(found[0], face) for found in _NUMBER.finditer(text)), default=0.0)
    return widest * size / 1000


def word_width(text: str, face: Face, size: float) -> float:
    """The width of the widest unbreakable part of a text, numbers aside, in points."""
    words = _CHANCE.split(_NUMBER.sub("", text))
    return max(units_wide(word.rstrip(" "), face) for word in words) * size / 1000


def _filled(text: str, face: Face, room: float, parting: Parting) -> list[str]:
    """Put as much into each line as fits into `room`, in thousandths of the size."""
    lines: list[str] = []
    line, used = "", 0.0
    for word in _pieces(text, face, room, parting.hyphens):
        rest = word
        # The dot stays with the line that it might end, and is left out there.
        while rest.rstrip(" ") != DOT and used + units_wide(rest.rstrip(" "), face) > room:
            begun = _begun(rest.rstrip(" "), face, room, used, parting)
            if not (line or begun):
                break
            ended = line.rstrip(" ").removesuffix(DOT).rstrip(" ")
            lines.append(f"{line}{begun}{SOFT_HYPHEN}" if begun else ended)
            line, used, rest = "", 0.0, rest[len(begun) :]
        line += rest
        used += units_wide(rest, face)
    return [*lines, line.rstrip(" ")] if line else lines


def _begun(word: str, face: Face, room: float, used: float, parting: Parting) -> str:
    """The part of a word that still fits on a line filled up to `used`; empty for none."""
    if parting.hyphens is None or (parting.wide_only and units_wide(word, face) <= room):
        return ""
    return _beginning(word, face, room - used, parting.hyphens)


def _beginning(word: str, face: Face, room: float, hyphens: Hyphens) -> str:
    """The longest beginning of a word that fits into `room` with a hyphen; empty for none."""
    most = room - advance("-", face)
    for place in reversed(hyphens(word)):
        if units_wide(word[:place], face) <= most:
            return word[:place]
    return ""


def shortened(text: str, face: Face, size: float, width: float) -> str:
    """Cut `text` to one line of `width` points; with an ellipsis at the end."""
    room = width * 1000 / size
    if units_wide(text, face) <= room:
        return text
    first = next(_cut(text, face, room - advance("…", face)))
    return first.rstrip() + "…"


def _pieces(text: str, face: Face, room: float, hyphens: Hyphens | None) -> Iterator[str]:
    """The parts between break opportunities, none wider than a line but words that can be hyphenated."""
    for word in _CHANCE.split(text):
        bare = word.rstrip(" ")
        if units_wide(bare, face) <= room or (
            hyphens is not None and _can_be_parted(bare, face, room, hyphens)
        ):
            yield word
        else:
            yield from _cut(word, face, room)


def _can_be_parted(word: str, face: Face, room: float, hyphens: Hyphens) -> bool:
    """True if each part of a word between two break points fits into a line."""
    places = (0, *hyphens(word), len(word))
    most = room - advance("-", face)
    return all(units_wide(word[start:end], face) <= most for start, end in pairwise(places))


def _cut(word: str, face: Face, room: float) -> Iterator[str]:
    """Parts of `word`, each as long as fits, and never empty."""
    start, used = 0, 0.0
    for index, char in enumerate(word):
        step = advance(char, face)
        if used + step > room and index > start:
            yield word[start:index]
            start, used = index, 0.0
        used += step
    yield word[start:]
