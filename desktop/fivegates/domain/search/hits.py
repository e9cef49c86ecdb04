"""What a search finds: where a text stands, and the part of it that shows the words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import Final

from fivegates.domain.search.folding import WORD, fold_character

_BEFORE: Final = 24
_LONGEST: Final = 110
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CUT: Final = "…"


class HitKind(StrEnum):
    """What a text belongs to, in the order in which hits are listed."""

    INITIATIVE = "initiative"
    PORTFOLIO = "portfolio"
    CRITERION = "criterion"
    DECISION = "decision"
    CONDITION = "condition"
    THRESHOLD = "threshold"
    ACTION = "action"
    EVIDENCE = "evidence"
    RATIONALE = "rationale"
    CHANGE = "change"
    SCENARIO = "scenario"
    REVIEW = "review"
    BENEFIT = "benefit"
    COST = "cost"
    USAGE = "usage"
    PRICE_BOOK = "price-book"
    RATE = "rate"


class Place(StrEnum):
    """The field in which a text stands."""

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
    MODEL = "model"
    REVIEWER = "reviewer"
    DECISION_ASKED = "decision-asked"
    CORRECTION = "correction"
    FINAL_BY = "final-by"
    MARKING = "marking"
    SOURCE = "source"
    DESCRIPTION = "description"
    ATTRIBUTED_TO = "attributed-to"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text on one line; `marks` are the ranges of it that show the words, first to last + 1."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that holds all words that were asked for.

    `rank` is 1 for the best hit. `initiative_id` is 0, and `code` and `name` are empty, for what belongs to
    no initiative: a criterion of the rubric, and what the whole portfolio shares. `criterion` is an id, or
    empty. `record_id` is the id of the record itself; of the decision for a condition or threshold; of the
    review for a rationale; of the newest line for lines of a ledger that have the same texts; and 0 for a
    criterion and the portfolio.
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


def marks_of(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """The ranges of a text, in characters, whose folded form begins a word with one of the folded `words`."""
    folded = [fold_character(character) for character in text]
    ends = list(accumulate(map(len, folded)))
    origin = [place for place, part in enumerate(folded) for _ in part]
    joined = "".join(folded)
    found: list[tuple[int, int]] = []
    for word in WORD.finditer(joined):
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
    """The part of a text around the first of the folded `words`, or its beginning where none stands in it."""
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
