"""Hyphenation: break points of words, by the patterns of their language."""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

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
    """Whether it is a long word of text: what is in capitals, in part or all, is a code or a name."""
    return len(letters) >= 2 * _LEAST_LETTERS and letters[1:].islower()


def _places(code: str, letters: str) -> tuple[int, ...]:
    """The break points in a word; the patterns of a language are loaded at its first long word."""
    from pyphen import Pyphen, language_fallback

    known = language_fallback(code)
    return tuple(Pyphen(lang=known, left=2, right=2).positions(letters)) if known else ()
