"""Text folded for comparison, so that `lodz` finds “Łódź”, `strasse` “Straße” and `ελλαδα` “Ελλάδα”.

Compatibility characters, accents and case are folded as Unicode's NFKD and case folding have them. Letters
that Unicode does not decompose, such as ł and ø, are replaced by those that people type instead.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LETTERS: Final = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "\u0131": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)
# They may stand inside a word without being seen: soft hyphen, and the joiners between letters.
_INVISIBLE: Final = frozenset("\u00ad\u200c\u200d\u2060\ufeff")
# Chinese and Japanese have no blanks between words, so that each character is a word.
_UNSPACED: Final = "\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
WORD: Final = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
"""A word of folded text."""
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """Fold a text character by character; folding it again changes nothing."""
    return _NOT_ASCII.sub(_folded_match, text.lower())


@lru_cache(4096)
def fold_character(character: str) -> str:
    """What a character becomes: nothing for an accent, several letters for a ligature."""
    if character in _INVISIBLE:
        return ""
    plain = _without_marks(unicodedata.normalize("NFKD", character))
    # Case folding may bring in an accent, and a letter in place of a capital.
    cased = _without_marks(unicodedata.normalize("NFKD", plain.casefold()))
    return cased.translate(_LETTERS)


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in their order."""
    return WORD.findall(fold(text))


def _folded_match(found: re.Match[str]) -> str:
    return fold_character(found[0])


def _without_marks(text: str) -> str:
    """Drop accents and other signs that combine with a letter."""
    return "".join(sign for sign in text if not unicodedata.category(sign).startswith("M"))
