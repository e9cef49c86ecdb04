"""Search results: the place of a text, its snippet with the matches, and folding for comparison.

Text is folded so that `lodz` finds “Łódź”, `strasse` “Straße” and `ελλαδα` “Ελλάδα”: compatibility
characters, accents and case as Unicode's NFKD and case folding have them; letters that Unicode does not
decompose, such as ł and ø, are replaced by those that people type instead.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import accumulate
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
# They may be inside a word without being seen: soft hyphen, and the joiners between letters.
_INVISIBLE: Final = frozenset("\u00ad\u200c\u200d\u2060\ufeff")
# Chinese and Japanese have no blanks between words, so that each character is a word.
_UNSPACED: Final = "\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """Fold a text character by character; folding it again changes nothing."""
    return _NOT_ASCII.sub(_folded_match, text.lower())


@lru_cache(4096)
def fold_character(character: str) -> str:
    """The folded form of a character: nothing for an accent, several letters for a ligature."""
    if character in _INVISIBLE:
        return ""
    plain = _without_marks(unicodedata.normalize("NFKD", character))
    # Case folding may bring in an accent, and a letter in place of a capital.
    cased = _without_marks(unicodedata.normalize("NFKD", plain.casefold()))
    return cased.translate(_LETTERS)


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in their order."""
    return _word().findall(fold(text))


@cache
def _word() -> re.Pattern[str]:
    """A word of folded text; compiled once something is searched, since that takes milliseconds."""
    return re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")


def _folded_match(found: re.Match[str]) -> str:
    return fold_character(found[0])


def _without_marks(text: str) -> str:
    """Drop accents and other signs that combine with a letter."""
    return "".join(sign for sign in text if not unicodedata.category(sign).startswith("M"))


_BEFORE: Final = 24
_LONGEST: Final = 110
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CUT: Final = "…"


class HitKind(StrEnum):
    """The kinds of records with hits, in the order in which they are listed."""

    INITIATIVE = "initiative"
    PORTFOLIO = "portfolio"
    CRITERION = "criterion"
    DECISION = "decision"
    CONDITION = "condition"
    THRESHOLD = "threshold"
    WAIVER = "waiver"
    RISK_CLASS = "risk-class"
    ACTION = "action"
    EVIDENCE = "evidence"
    RATIONALE = "rationale"
    COMMENT = "comment"
    CHANGE = "change"
    FORECAST = "forecast"
    SCENARIO = "scenario"
    REVIEW = "review"
    PANEL = "panel"
    BENEFIT = "benefit"
    COST = "cost"
    USAGE = "usage"
    PRICE_BOOK = "price-book"
    RATE = "rate"
    FRAMEWORK = "framework"
    IDEA = "idea"
    CAPACITY = "capacity"
    MEETING = "meeting"
    PAPER_MEETING = "paper-meeting"


class Place(StrEnum):
    """The field that holds a text."""

    CODE = "code"
    NAME = "name"
    SUMMARY = "summary"
    BUSINESS_UNIT = "business-unit"
    SPONSOR = "sponsor"
    PROVIDERS = "providers"
    MODELS = "models"
    UNIT = "unit"
    TAGS = "tags"
    TITLE = "title"
    QUESTION = "question"
    GUIDANCE = "guidance"
    LEVELS = "levels"
    BY = "by"
    RATIONALE = "rationale"
    TEXT = "text"
    OWNER = "owner"
    NOTE = "note"
    MEASURE = "measure"
    FIGURES = "figures"
    RESULT = "result"
    REFERENCE = "reference"
    FILE = "file"
    NOT_APPLICABLE = "not-applicable"
    APPROVER = "approver"
    REASON = "reason"
    REQUESTER = "requester"
    CONDITION = "condition"
    REVOCATION = "revocation"
    MODEL = "model"
    REVIEWER = "reviewer"
    ROLE = "role"
    DECISION_ASKED = "decision-asked"
    CORRECTION = "correction"
    FINAL_BY = "final-by"
    MARKING = "marking"
    SOURCE = "source"
    DESCRIPTION = "description"
    ATTRIBUTED_TO = "attributed-to"
    NOTES = "notes"
    NOT_COVERED = "not-covered"
    ITEMS = "items"
    PROBLEM = "problem"
    WITHOUT_AI = "without-ai"
    VALUE = "value"
    DATA = "data"
    AGENDA_ITEM = "agenda-item"
    MEETING = "meeting"
    PRESENTER = "presenter"
    MINUTE = "minute"
    LEGAL_ENTITY = "legal-entity"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text on one line; `marks` are the ranges of the matched words, first to last + 1."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Backed:
    """A criterion of evidence, with its topic in the newest rubric that has it."""

    criterion: str
    topic: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that contains all the words searched for.

    `rank` is 1 for the best hit. `initiative_id` is 0, and `code` and `name` are empty, for records of no
    initiative: a criterion of the rubric, and those of the whole portfolio. `criterion` is an id, or
    empty. `record_id` is the id of the record itself; of the decision for a condition or threshold; of
    the review for a rationale or a panel; of the newest line for lines of a ledger that have the same
    texts; and 0 for a criterion and the portfolio. `also` are the further criteria that evidence
    supports.
    """

    rank: int
    kind: HitKind
    initiative_id: int
    code: str
    name: str
    criterion: str
    record_id: int
    place: Place
    snippet: Snippet
    also: tuple[Backed, ...] = ()


def marks_of(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """The ranges of a text, in characters, whose folded form begins a word with one of the folded `words`."""
    folded = [fold_character(character) for character in text]
    ends = list(accumulate(map(len, folded)))
    origin = [place for place, part in enumerate(folded) for _ in part]
    joined = "".join(folded)
    found: list[tuple[int, int]] = []
    for word in _word().finditer(joined):
        longest = max((len(each) for each in words if word[0].startswith(each)), default=0)
        if longest:
            first = origin[word.start()]
            last = origin[word.start() + longest - 1] + 1
            # An accent that follows the letter as a character of its own belongs to it.
            while last < len(text) and not folded[last] and ends[last] == ends[last - 1]:
                last += 1
            # One character may hold the end of a word and the beginning of the next, as ¼ does.
            if not found or first >= found[-1][1]:
                found.append((first, last))
    return tuple(found)


def snippet_of(text: str, words: Sequence[str]) -> Snippet:
    """The part of a text around the first of the folded `words`, or its beginning where none is in it."""
    line = _CONTROL.sub(" ", text)
    marks = marks_of(line, words)
    start = max(marks[0][0] - _BEFORE, 0) if marks else 0
    if start:
        blank = line.find(" ", start, marks[0][0])
        start = blank + 1 if blank >= 0 else start
    end = min(start + _LONGEST, len(line))
    before, after = (_CUT if start else ""), (_CUT if end < len(line) else "")
    shift = len(before) - start
    inside = tuple((first + shift, min(last, end) + shift) for first, last in marks if first < end)
    return Snippet(f"{before}{line[start:end]}{after}", inside)
