"""User text: the characters that no field accepts, and quoting in reasons."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final
from unicodedata import category

from fivegates.domain.errors import UserError

_SHOWN_LENGTH = 40
_ALIKE: Final = 0.75
"""Minimum `difflib` ratio of a word and its misspelling."""


def shown(value: object) -> str:
    """Return `value` as messages quote it, cut when long, in characters that every output can print."""
    text = str(value)
    seen = "".join(map(_printable, text[:_SHOWN_LENGTH]))
    return seen if len(text) <= _SHOWN_LENGTH else f"{seen}…"


def _printable(character: str) -> str:
    """The character, a plain space for other kinds of space, or a replacement for unprintable ones."""
    if category(character) == "Zs":
        return " "
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def unknown_word(word: str, known: Sequence[str]) -> UserError:
    """Return the error for `word` where only the `known` ones are accepted."""
    near = get_close_matches(word, known, n=1)
    quoted = shown(word)
    if near:
        return _meant(word, near)
    if known:
        return UserError(
            "“{word}” is not known here; it can be {known}.", word=quoted, known=", ".join(map(shown, known))
        )
    return UserError("“{word}” is not known here.", word=quoted)


def unknown_reference(word: str, known: Sequence[str], nowhere: UserError) -> UserError:
    """Return the error for `word` where it is none of many `known` words.

    Up to three with a similar spelling are suggested, else the nearest; where none is near, the reason is
    `nowhere`.
    """
    near = get_close_matches(word, known, cutoff=_ALIKE) or get_close_matches(word, known, n=1)
    return _meant(word, near) if near else nowhere


def _meant(word: str, near: Sequence[str]) -> UserError:
    """The error for `word`, with suggestions."""
    return UserError(
        "“{word}” is not known here; did you mean {guesses}?",
        word=shown(word),
        guesses=", ".join(f"“{shown(each)}”" for each in near),
    )


# The 66 code points that Unicode will never assign: https://www.unicode.org/faq/private_use.html#nonchar1
_LAST_TWO: Final = "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
NONCHARACTERS: Final = f"\ufdd0-\ufdef{_LAST_TWO}"
"""Noncharacters, as the inside of a character class in a regular expression."""

NONCHARACTER: Final = re.compile(f"[{NONCHARACTERS}]")

UNSTORABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters and surrogates."""
