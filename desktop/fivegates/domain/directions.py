"""The direction of text: Hebrew and Arabic run from right to left, beside other scripts in one sentence."""

import unicodedata
from typing import Final

FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"
LEFT_TO_RIGHT_MARK: Final = "\u200e"

_FIRST_RIGHT_TO_LEFT = "\u0590"
_RIGHT_TO_LEFT = {"R", "AL", "AN"}


def has_right_to_left(text: str) -> bool:
    """Whether any of `text` is written from right to left."""
    if text.isascii() or max(text) < _FIRST_RIGHT_TO_LEFT:
        return False
    return any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)


def right_to_left_language(text: str) -> str:
    """The language of letters that are written from right to left, by their script; empty without any.

    A script does not tell Persian or Urdu from Arabic, nor Yiddish from Hebrew: the language that most write
    in it is given.
    """
    if not has_right_to_left(text):
        return ""
    return "he" if any(unicodedata.bidirectional(char) == "R" for char in text) else "ar"


def isolated(text: str) -> str:
    """`text` in an isolate where it runs from right to left, so that the sentence around it keeps its order.

    What is in one isolate already stays as it is. Source: UAX #9, section 2.4: first strong isolates are for
    text whose direction is not known.
    """
    if text.startswith(FIRST_STRONG_ISOLATE) and text.find(POP_ISOLATE) == len(text) - 1:
        return text
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if has_right_to_left(text) else text
