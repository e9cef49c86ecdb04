"""From the user's text to the characters that are printed: cleaned, joined, in the order of reading."""

import re
import unicodedata
from functools import cache
from itertools import groupby

from arabic_reshaper import ArabicReshaper
from bidi import get_base_level
from bidi.algorithm import get_display

from fivegates.briefs.typesetting.fonts import MISSING_MARK, UNSEEN, Face, font_for

_SPACES = re.compile("[\t\u2000-\u200a\u205f\u3000]")
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\u0085\u2028\u2029]")
# Half of a surrogate pair is no character, and would stop the libraries that see it.
_HALF_PAIRS = re.compile("[\ud800-\udfff]")
_NO_CHARACTER = "\uffff"
_FIRST_RIGHT_TO_LEFT = "\u0590"
_RIGHT_TO_LEFT = {"R", "AL", "AN"}


def paragraphs(text: str) -> list[str]:
    """Part `text` at its line ends; lines that hold nothing are left out."""
    return [part.strip() for part in _LINE_ENDS.split(text) if part.strip()]


def one_line(text: str) -> str:
    """Put what may have been written in several lines into one."""
    return " ".join(paragraphs(text))


def printed(text: str) -> str:
    """Compose accents, make odd spaces plain, join Arabic letters; still in logical order."""
    if text.isascii():
        return _SPACES.sub(" ", text)
    text = _HALF_PAIRS.sub(_NO_CHARACTER, unicodedata.normalize("NFC", text))
    return _SPACES.sub(" ", _joined(text))


def runs_right_to_left(text: str) -> bool:
    """Whether a paragraph begins in a script that is written from right to left."""
    return has_right_to_left(text) and get_base_level(text) == 1


def has_right_to_left(text: str) -> bool:
    """Whether any of `text` is written from right to left."""
    if not text or max(text) < _FIRST_RIGHT_TO_LEFT:
        return False
    return any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)


def in_visual_order(line: str, *, right_to_left: bool = False) -> str:
    """Put one printed line into the order in which it is set, and leave out what only steers."""
    if has_right_to_left(line):
        known = "".join(map(_reorderable, line))
        line = get_display(known, base_dir="R" if right_to_left else "L")
    return UNSEEN.sub("", line).replace("\u00a0", " ")


def _reorderable(char: str) -> str:
    """Stand in for what the reordering would stop at: isolates, and code points that are not assigned.

    There are two implementations in `bidi`; this one mirrors brackets, as it must.
    """
    match unicodedata.bidirectional(char):
        case "":
            return MISSING_MARK
        case "LRI" | "RLI" | "FSI" | "PDI":
            return ""
        case _:
            return char


def unprintable(text: str) -> str:
    """The characters of `text` that no font of ours can show, each once, in the order of appearance."""
    if text.isascii() and text.isprintable():
        return ""
    shown = UNSEEN.sub("", "".join(printed(part) for part in paragraphs(text)))
    missing = [char for char in dict.fromkeys(shown) if font_for(char, Face.REGULAR) is None]
    return "".join(missing)


def _joined(text: str) -> str:
    """Give Arabic letters the forms that join them; other scripts stay as they are."""
    if not any("\u0600" <= char <= "\u08ff" for char in text):
        return text
    words = groupby(text, key=str.isspace)
    return "".join(part if blank else _reshape(part) for blank, part in ((b, "".join(p)) for b, p in words))


def _reshape(word: str) -> str:
    """Join one word, unless a form that it needs has no glyph."""
    joined = str(_reshaper().reshape(word))
    return joined if all(font_for(char, Face.REGULAR) for char in joined) else word


@cache
def _reshaper() -> ArabicReshaper:
    """The joiner, told to keep vowel marks: it would drop them silently."""
    return ArabicReshaper({"delete_harakat": False, "support_ligatures": True})


def logical(line: str) -> str:
    """One printed line as it was written: Arabic letters in their plain forms."""
    plain = (unicodedata.normalize("NFKC", c) if _is_joined_form(c) else c for c in line)
    return "".join(plain).replace(_NO_CHARACTER, "")


def _is_joined_form(char: str) -> bool:
    """Whether `char` is an Arabic letter in one of the forms that joining gives it."""
    return "\ufb50" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefc"
