"""Bidirectional text: cleans user text, shapes Arabic letters, and reorders lines for display."""

import re
import unicodedata
from functools import cache
from itertools import groupby

from arabic_reshaper import ArabicReshaper
from bidi import get_base_level
from bidi.algorithm import get_display

from fivegates.briefs.typesetting.fonts import MISSING_MARK, UNSEEN, Face, font_for
from fivegates.domain.language import FIRST_STRONG_ISOLATE, POP_ISOLATE, has_right_to_left

_SPACES = re.compile("[\t\u2000-\u200a\u205f\u3000]")
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\u0085\u2028\u2029]")
# Half of a surrogate pair is no character, and would stop the libraries that see it.
_HALF_PAIRS = re.compile("[\ud800-\udfff]")
_NO_CHARACTER = "\uffff"
_MARKS = {"L": "\u200e", "R": "\u200f"}
_BRACKETS = {"(": ")", "[": "]", "{": "}"}

_PER = "%\u066a\u2030"

_RIGHT_TO_LEFT_ISOLATE = "\u2067"
_ISOLATES = {"\u2066", _RIGHT_TO_LEFT_ISOLATE, FIRST_STRONG_ISOLATE}
# Neutral characters that are pictures of control characters: they stand in for isolates.
_NEUTRALS = "".join(map(chr, range(0x2400, 0x2427)))


def paragraphs(text: str) -> list[str]:
    """Split `text` at its line ends; empty lines are left out."""
    return [part.strip() for part in _LINE_ENDS.split(text) if part.strip()]


def one_line(text: str) -> str:
    """Join lines into one."""
    return " ".join(paragraphs(text))


def printed(text: str) -> str:
    """Compose accents, replace unusual spaces, shape Arabic letters; still in logical order."""
    if text.isascii():
        return _SPACES.sub(" ", text)
    text = _HALF_PAIRS.sub(_NO_CHARACTER, unicodedata.normalize("NFC", text))
    return _SPACES.sub(" ", _joined(text))


def runs_right_to_left(text: str) -> bool:
    """True if a paragraph begins in a right-to-left script."""
    return has_right_to_left(text) and get_base_level(text) == 1


def in_visual_order(line: str, *, right_to_left: bool = False) -> str:
    """Reorder one printed line for display (visual order), and drop control characters.

    Isolates and brackets are placed as the Unicode Bidirectional Algorithm has it (UAX #9, X5a to X6a and
    N0), which the package does not do.
    """
    if has_right_to_left(line):
        line = _ordered(line, right_to_left=right_to_left)
    return UNSEEN.sub("", line).replace("\u00a0", " ")


def _ordered(line: str, *, right_to_left: bool) -> str:
    """Put a line in order; each isolate is put in order by itself and takes part as one neutral character."""
    outer: list[str] = []
    inner: dict[str, str] = {}
    free = (mark for mark in _NEUTRALS if mark not in line)
    at = 0
    while at < len(line):
        end = _isolate_end(line, at) if line[at] in _ISOLATES else at
        mark = next(free, "") if end > at else ""
        if mark:
            inner[mark] = _isolated(line[at], line[at + 1 : end])
            outer.append(mark)
            at = end
        else:
            outer.append(_reorderable(line[at]))
        at += 1
    known = _with_bracket_marks(_with_sign_marks("".join(outer)), right_to_left=right_to_left)
    shown = get_display(known, base_dir="R" if right_to_left else "L")
    return "".join(inner.get(char, char) for char in shown)


def _isolate_end(line: str, start: int) -> int:
    """Return the end of the isolate that begins at `start`: its PDI, or the end of the line."""
    depth = 0
    for at in range(start, len(line)):
        depth += (line[at] in _ISOLATES) - (line[at] == POP_ISOLATE)
        if not depth:
            return at
    return len(line)


def _isolated(initiator: str, text: str) -> str:
    """The content of an isolate in visual order."""
    from_the_right = initiator == _RIGHT_TO_LEFT_ISOLATE or (
        initiator == FIRST_STRONG_ISOLATE and runs_right_to_left(text)
    )
    return _ordered(text, right_to_left=from_the_right)


def _with_sign_marks(text: str) -> str:
    """Put a mark of direction behind a percent sign after a number in Arabic.

    Such a number is an Arabic one, to which the sign does not belong (UAX #9, W2 and W5): before a word from
    the left it would be set on the other side of the Arabic words.
    """
    marked, arabic = [], False
    for at, char in enumerate(text):
        kind = unicodedata.bidirectional(char)
        if kind in {"L", "R", "AL"}:
            arabic = kind == "AL"
        signs = arabic and char in _PER and text[at - 1 : at].isdigit()
        marked.append(f"{char}{_MARKS['R']}" if signs else char)
    return "".join(marked)


def _with_bracket_marks(text: str, *, right_to_left: bool) -> str:
    """Put a mark of direction on either side of a bracket that belongs to what it encloses, not to the line.

    A pair takes the line's direction where a letter inside has it; else the other, where the letters inside
    and the one before have that (UAX #9, N0).
    """
    line = "R" if right_to_left else "L"
    kinds = _strong_kinds(text, line)
    marked = list(text)
    for start, end in _bracket_pairs(text):
        inside = set(kinds[start + 1 : end]) - {""}
        if not inside:
            continue
        before = next((kind for kind in reversed(kinds[:start]) if kind), line)
        direction = line if line in inside else before
        for at in (start, end):
            marked[at] = f"{_MARKS[direction]}{text[at]}{_MARKS[direction]}"
    return "".join(marked)


def _strong_kinds(text: str, line: str) -> list[str]:
    """Return the direction of each character: L, R or neither; numbers according to rules W7 and N0."""
    kinds: list[str] = []
    latest = line
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in {"L", "R", "AL"}:
            latest = "L" if kind == "L" else "R"
        kinds.append(latest if kind in {"L", "R", "AL", "EN"} else "R" if kind == "AN" else "")
    return kinds


def _bracket_pairs(text: str) -> list[tuple[int, int]]:
    """Return the places of paired brackets, ordered by their opening bracket."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for at, char in enumerate(text):
        if char in _BRACKETS:
            opened.append(at)
        elif opened and char in _BRACKETS.values():
            matching = next((o for o in reversed(opened) if _BRACKETS[text[o]] == char), None)
            if matching is not None:
                del opened[opened.index(matching) :]
                pairs.append((matching, at))
    return sorted(pairs)


def _reorderable(char: str) -> str:
    """Substitute characters that the reordering rejects: isolates, and unassigned code points.

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
    """The characters of `text` that none of our fonts can show, each once, in the order of appearance."""
    if text.isascii() and text.isprintable():
        return ""
    shown = UNSEEN.sub("", "".join(printed(part) for part in paragraphs(text)))
    missing = [char for char in dict.fromkeys(shown) if font_for(char, Face.REGULAR) is None]
    return "".join(missing)


def _joined(text: str) -> str:
    """Shape Arabic letters into their joining forms; other scripts stay as they are."""
    if not any("\u0600" <= char <= "\u08ff" for char in text):
        return text
    words = groupby(text, key=str.isspace)
    return "".join(part if blank else _reshape(part) for blank, part in ((b, "".join(p)) for b, p in words))


def _reshape(word: str) -> str:
    """Shape one word, unless a form that it needs has no glyph."""
    joined = str(_reshaper().reshape(word))
    shown = UNSEEN.sub("", joined)
    return joined if all(font_for(char, Face.REGULAR) for char in shown) else word


@cache
def _reshaper() -> ArabicReshaper:
    """The shaper, configured to keep vowel marks, which it drops by default."""
    # DejaVu Sans lacks the ligature of the word for God, which would leave the whole word unjoined.
    return ArabicReshaper(
        {"delete_harakat": False, "support_ligatures": True, "ARABIC LIGATURE ALLAH": False}
    )


def logical(line: str) -> str:
    """Return a printed line as text, with Arabic letters in their base forms."""
    plain = (unicodedata.normalize("NFKC", c) if _is_joined_form(c) else c for c in line)
    return "".join(plain).replace(_NO_CHARACTER, "")


def _is_joined_form(char: str) -> bool:
    """True if `char` is an Arabic presentation form."""
    return "\ufb50" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefc"
