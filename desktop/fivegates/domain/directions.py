"""The direction of text: Hebrew and Arabic run from right to left, beside other scripts in one sentence."""

import unicodedata
from typing import Final

FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"
LEFT_TO_RIGHT_MARK: Final = "\u200e"

_FIRST_RIGHT_TO_LEFT = "\u0590"
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
# Escapes: next to each other such letters change places in an editor.
_PERSIAN: Final = frozenset("\u067e\u0686\u0698\u06a9\u06af\u06cc")
_URDU: Final = frozenset("\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2")
_YIDDISH: Final = frozenset("\u05f0\u05f1\u05f2")


def has_right_to_left(text: str) -> bool:
    """Whether any of `text` is written from right to left."""
    if text.isascii() or max(text) < _FIRST_RIGHT_TO_LEFT:
        return False
    return any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)


def right_to_left_language(text: str) -> str:
    """The language of right-to-left letters; empty without any.

    Letters used only in Urdu, Persian or Yiddish identify these; otherwise it is the main language of the
    script, Arabic or Hebrew. Letters may be in their joined forms.
    """
    if not has_right_to_left(text):
        return ""
    letters = set(unicodedata.normalize("NFKC", text))
    if any(unicodedata.bidirectional(char) == "R" for char in text):
        return "yi" if letters & _YIDDISH else "he"
    if letters & _URDU:
        return "ur"
    return "fa" if letters & _PERSIAN else "ar"


def isolated(text: str) -> str:
    """`text` in an isolate where it runs from right to left, so that the sentence around it keeps its order.

    Text that is already in one isolate stays as it is. Source: UAX #9, section 2.4: first strong isolates
    are for text whose direction is not known.
    """
    if text.startswith(FIRST_STRONG_ISOLATE) and text.find(POP_ISOLATE) == len(text) - 1:
        return text
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if has_right_to_left(text) else text
