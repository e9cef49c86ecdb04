"""Suggests a code for an initiative from its name."""

import re
import unicodedata
from collections.abc import Set as AbstractSet
from itertools import count
from typing import Final

_LONGEST: Final = 28
_STEM: Final = "initiative"
# Letters that Unicode does not take apart into a plain one and a mark.
_LETTERS: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


def suggest_code(name: str, taken: AbstractSet[str]) -> str:
    """A short code in plain letters ("Claims triage" is `claims-triage`) that is not in `taken`."""
    stem = _plain(name) or _STEM
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    used = {code.casefold() for code in taken}
    return next(code for code in candidates if code not in used)


def _plain(name: str) -> str:
    """Lower-case letters and digits joined by hyphens, cut between words where that is possible."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    letters = letters.encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", letters)
    text = "-".join(words)
    if len(text) <= _LONGEST:
        return text
    cut = text[: _LONGEST + 1]
    return (cut.rpartition("-")[0] or cut)[:_LONGEST]
