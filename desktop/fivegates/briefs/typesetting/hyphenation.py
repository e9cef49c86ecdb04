"""Where a word may be parted at the end of a line, by the patterns of its language."""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

Hyphens = Callable[[str], tuple[int, ...]]
"""The places, in letters from the start, at which a word may be parted; none for what must not be."""

SOFT_HYPHEN: Final = "\u00ad"
"""Ends a line inside a word. Readers of a PDF pass over it, and join a word that is copied or spoken."""

_LEAST_LETTERS: Final = 4
"""No fewer letters are left on a line than these, so that both parts can be recognised."""
_WORD: Final = re.compile(r"(?:\d+\u00a0*)?[“„‘(]*([^\W\d_]+)[,.;:!?)”“’‘…]*")
_CAPITAL_NOUNS: Final = ("de", "lb")
"""The languages that write nouns with a capital; in others a word with one may be a name, and stays whole."""


_INSIDE_ENDING: Final = re.compile(r"[ts]i(?=on)")
"""Where "Produktion" and "Vision" could be parted too, but badly: "Produkti-onsreif"."""


def hyphens_of(code: str) -> Hyphens:
    """How words are parted in the language of a locale code such as `de_AT`; not at all without patterns."""
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
    """Whether it is a long word of text: what is in capitals, in part or all, is a code or a name."""
    return len(letters) >= 2 * _LEAST_LETTERS and letters[1:].islower()


def _places(code: str, letters: str) -> tuple[int, ...]:
    """The places in a word; the patterns of a language are read at its first long word."""
    from pyphen import Pyphen, language_fallback

    known = language_fallback(code)
    return tuple(Pyphen(lang=known, left=2, right=2).positions(letters)) if known else ()
