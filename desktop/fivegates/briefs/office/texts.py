"""Prepares text for Office files: removes characters that XML forbids, and splits it by direction."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from fivegates.briefs.typesetting.bidi import one_line
from fivegates.domain.language import has_right_to_left, right_to_left_language

# XML 1.0 allows no others; half of a surrogate pair is no character.
_NOT_ALLOWED: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The word joiner of our own line breaking; many fonts show a box for it.
_WORD_JOINER: Final = "\u2060"
_TAGS: Final = {"he": "he-IL", "yi": "yi-001", "ar": "ar-SA", "fa": "fa-IR", "ur": "ur-PK"}
_WORDS: Final = re.compile(r"(\s+)")


def office_text(text: str) -> str:
    """Return a line of text in NFC, with a mark in place of each character that XML forbids."""
    composed = unicodedata.normalize("NFC", _NOT_ALLOWED.sub("\ufffd", text).replace(_WORD_JOINER, ""))
    return one_line(composed)


def right_to_left_tag(text: str) -> str:
    """The language of words from right to left as Office programs name it; empty for other text."""
    return _TAGS.get(right_to_left_language(text), "")


def directed_runs(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text in its order, each with whether its words are written from right to left."""
    if not has_right_to_left(text):
        yield text, False
        return
    words = [word for word in _WORDS.split(text) if word]
    directed: list[tuple[str, bool]] = []
    for index, word in enumerate(words):
        # A space belongs to a run from right to left only between two such words.
        neighbours = words[max(index - 1, 0) : index + 2] if word.isspace() else [word]
        directed.append((word, all(has_right_to_left(each) for each in neighbours if not each.isspace())))
    for right_to_left, parts in groupby(directed, key=lambda part: part[1]):
        yield "".join(part for part, _ in parts), right_to_left
