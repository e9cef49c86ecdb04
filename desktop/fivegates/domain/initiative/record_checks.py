"""What a record must satisfy before it is stored: each fault as a problem that names the field.

Fields are named as in the portfolio JSON (a date is `date`). Forms and imports use the same checks,
so a file can hold nothing that the window would refuse.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from fivegates.domain.economics.amounts import known_currency
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.evidence_files import file_problems
from fivegates.domain.initiative.initiative import Action, Change, Evidence, Initiative
from fivegates.domain.language import gettext_noop
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.quoting import NONCHARACTER, UNSTORABLE, unknown_word
from fivegates.domain.review.review import NotApplicable, Review, Score, Seal
from fivegates.domain.rubric.rubric import LEVELS, Rubric

SHORT_TEXT = 200
TITLE = 400
LABEL = 100
REFERENCE = 2_000
SUMMARY = 2_000
LONG_TEXT = 5_000
MOST_LABELS = 50
FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2100, 12, 31)
MOST_VOLUME = 10**12
MOST_EFFORT = Decimal(10_000)
TENTH = Decimal("0.1")
MOST_SEALED = 10_000_000
NONCHARACTER_FOUND = gettext_noop(
    "This has a code point that is no character, so it cannot be stored ({code})."
)
HASH_PATTERN = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"([0-9a-f]{128})?")
CODE_PATTERN = re.compile(r"[A-Za-z0-9._-]{1,32}")

_LINE_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")


def check_settings(settings: Settings) -> tuple[Problem, ...]:
    """Return what is wrong with a portfolio's title, marking and currency."""
    return (
        *line_problems("title", settings.title),
        *line_problems("marking", settings.marking),
        *currency_problems("currency", settings.currency),
    )


def check_initiative(initiative: Initiative) -> tuple[Problem, ...]:
    """Return what is wrong with an initiative's fields."""
    return (
        *_code(initiative.code),
        *line_problems("name", initiative.name, TITLE, required=True),
        *prose_problems("summary", initiative.summary, SUMMARY),
        *line_problems("business_unit", initiative.business_unit),
        *line_problems("sponsor", initiative.sponsor),
        *_labels("providers", initiative.providers),
        *_labels("models", initiative.models),
        *day_problems("target_go_live", initiative.target_go_live),
        *_volume(initiative.target_volume),
        *line_problems("unit", initiative.unit),
        *_labels("tags", initiative.tags),
    )


def check_evidence(evidence: Evidence) -> tuple[Problem, ...]:
    """Return what is wrong with a piece of evidence, leaving its criterion to `check_criterion`."""
    return (
        *line_problems("title", evidence.title, TITLE, required=True),
        *day_problems("date", evidence.dated),
        *line_problems("reference", evidence.reference, REFERENCE),
        *prose_problems("note", evidence.note),
        *file_problems("file", evidence.file),
    )


def check_change(change: Change) -> tuple[Problem, ...]:
    """Return what is wrong with a change."""
    return (
        *day_problems("date", change.dated),
        *prose_problems("summary", change.summary, SUMMARY, required=True),
    )


def check_action(action: Action) -> tuple[Problem, ...]:
    """Return what is wrong with an action, leaving its criterion to `check_criterion`."""
    return (
        *line_problems("title", action.title, TITLE, required=True),
        *_level("target_level", action.target_level),
        *line_problems("owner", action.owner),
        *day_problems("due", action.due),
        *_effort(action.effort),
    )


def check_review(review: Review) -> tuple[Problem, ...]:
    """Return what is wrong with a review and its scores, leaving the criteria to `check_criterion`."""
    scores = (
        Problem(f"scores.{key}.{problem.place}", problem.reason)
        for key, score in review.scores.items()
        for problem in check_score(score)
    )
    return (
        *day_problems("date", review.dated),
        *line_problems("reviewer", review.reviewer),
        *prose_problems("decision_asked", review.decision_asked, SUMMARY),
        *_correction(review),
        *(Problem(f"final.{problem.place}", problem.reason) for problem in _seal(review.seal)),
        *scores,
    )


def _seal(seal: Seal | None) -> Iterator[Problem]:
    """A seal by itself; whether it fits is for the chain to say."""
    if seal is None:
        return
    if seal.number < 1:
        yield Problem("number", UserError("Write a whole number from 1."))
    yield from line_problems("by", seal.by, required=True)
    yield from day_problems("at", seal.at.date())
    yield from _hash("previous", seal.previous)
    yield from _hash("hash", seal.hash)
    if len(seal.content) > MOST_SEALED:
        yield Problem("content", UserError("This is longer than anything that was sealed."))
    if seal.signer:
        yield from _hash("signer", seal.signer)
    if not _SIGNATURE.fullmatch(seal.signature):
        yield Problem("signature", UserError("Write 128 hexadecimal digits, in small letters."))


def _hash(place: str, text: str) -> Iterator[Problem]:
    """A SHA-256 as it is written."""
    if not HASH_PATTERN.fullmatch(text):
        yield Problem(place, UserError("Write 64 hexadecimal digits, in small letters."))


def _correction(review: Review) -> Iterator[Problem]:
    """A review that corrects another says why, and no other does."""
    if review.supersedes is None and review.correction:
        yield Problem("correction", UserError("This review corrects none, so it needs no reason for it."))
    needed = review.supersedes is not None
    yield from prose_problems("correction", review.correction, SUMMARY, required=needed)


@lru_cache(maxsize=32_768)
def check_score(score: Score) -> tuple[Problem, ...]:
    """Return what is wrong with the answer to one criterion."""
    return (
        *_level("level", score.level),
        *_waiver(score.not_applicable, scored=score.level is not None),
        *prose_problems("rationale", score.rationale),
    )


def check_criterion(place: str, criterion: str, rubrics: Iterable[Rubric]) -> tuple[Problem, ...]:
    """Return a problem at `place` unless one of the rubrics has the criterion."""
    known = list(dict.fromkeys(c.id for rubric in rubrics for c in rubric.criteria))
    return () if criterion in known else (Problem(place, unknown_word(criterion, known)),)


def _code(code: str) -> Iterator[Problem]:
    """An initiative's code: short, and plain enough for a command line and a file name."""
    if not CODE_PATTERN.fullmatch(code):
        yield Problem(
            "code",
            UserError("Write 1 to 32 letters (A to Z), digits, full stops, underscores or hyphens."),
        )


def line_problems(
    place: str, text: str, longest: int = SHORT_TEXT, *, required: bool = False
) -> Iterator[Problem]:
    """Text that fits on one line."""
    if _is_plain(text, longest, required=required):
        return
    if _LINE_BREAK.search(text):
        yield Problem(place, UserError("Write this on one line."))
    else:
        yield from _text(place, text, longest, required=required)


def prose_problems(
    place: str, text: str, longest: int = LONG_TEXT, *, required: bool = False
) -> Iterator[Problem]:
    """Text that may run over several lines, and hold tabs."""
    if _is_plain(text, longest, required=required):
        return
    yield from _text(place, text.replace("\n", " ").replace("\t", " "), longest, required=required)


def _is_plain(text: str, longest: int, *, required: bool) -> bool:
    """Whether nothing can be wrong with it: so it is with most texts, and soon seen."""
    return len(text) <= longest and text.isprintable() and not (required and not text.strip())


def _text(place: str, text: str, longest: int, *, required: bool) -> Iterator[Problem]:
    """Text of bounded length without what no field holds."""
    if required and not text.strip():
        yield Problem(place, UserError("This must not be empty."))
    if len(text) > longest:
        yield Problem(
            place,
            UserError("This has {count} characters; at most {most} fit.", count=len(text), most=longest),
        )
    if bad := UNSTORABLE.search(text):
        code = f"U+{ord(bad[0]):04X}"
        yield Problem(place, UserError("This has a character that cannot be stored ({code}).", code=code))
    if bad := NONCHARACTER.search(text):
        yield Problem(place, UserError(NONCHARACTER_FOUND, code=f"U+{ord(bad[0]):04X}"))


def _labels(place: str, labels: tuple[str, ...]) -> Iterator[Problem]:
    """A short list of short names."""
    if len(labels) > MOST_LABELS:
        yield Problem(
            place,
            UserError("This has {count} entries; at most {most} fit.", count=len(labels), most=MOST_LABELS),
        )
    for index, label in enumerate(labels):
        yield from line_problems(f"{place}[{index}]", label, LABEL, required=True)


def day_problems(place: str, day: date | None) -> Iterator[Problem]:
    """A day of this century, so that a slip of the pen in the year is seen."""
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        yield Problem(place, UserError("Choose a date from 1 January 2000 to 31 December 2100."))


def currency_problems(place: str, currency: str) -> Iterator[Problem]:
    """A currency that ISO 4217 lists, in capitals."""
    if not known_currency(currency):
        yield Problem(place, UserError("Write a currency by its three capital letters, such as EUR."))


def _level(place: str, level: int | None) -> Iterator[Problem]:
    """One of the five levels."""
    if level is not None and level not in LEVELS:
        yield Problem(place, UserError("Choose a level from 0 to 4."))


def _volume(volume: int | None) -> Iterator[Problem]:
    """How many units a month: some, and not absurdly many."""
    if volume is not None and not 1 <= volume <= MOST_VOLUME:
        yield Problem("target_volume", UserError("Write a whole number from 1 to 1,000,000,000,000."))


def _effort(effort: Decimal | None) -> Iterator[Problem]:
    """Person-days in whole or tenths."""
    if effort is None:
        return
    if not (effort.is_finite() and 0 <= effort <= MOST_EFFORT and effort == effort.quantize(TENTH)):
        yield Problem("effort", UserError("Write person-days from 0 to 10,000, with at most one decimal."))


def _waiver(waiver: NotApplicable | None, *, scored: bool) -> Iterator[Problem]:
    """Not applicable: only where nothing is claimed, and never without a reason."""
    if waiver is None:
        return
    if scored:
        yield Problem(
            "not_applicable", UserError("A criterion has a level or is not applicable; it cannot be both.")
        )
    yield from prose_problems("not_applicable.reason", waiver.reason, required=True)
    yield from line_problems("not_applicable.approver", waiver.approver)
