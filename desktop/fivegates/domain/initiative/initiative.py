"""Initiatives and their records: evidence, changes, actions, comments, forecasts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Final

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.fields import Named, Person, SealedIfSet, field_problems
from fivegates.domain.limits import (
    REFERENCE,
    SUMMARY,
    TITLE,
    Cases,
    Code,
    Count,
    Dated,
    Day,
    Labels,
    LevelNumber,
    Line,
    Percent,
    PersonDays,
    Prose,
    Volume,
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a criterion of an initiative, independent of a review.

    `by` is the name of the system's account, empty where that has none; `at` is UTC, to the second. `id`
    is the store's and 0 until stored.
    """

    criterion: str
    at: datetime
    text: Annotated[str, Prose(required=True)]
    by: Annotated[str, Line()] = ""
    resolved: bool = False
    id: int = 0


def check_comment(comment: Comment) -> tuple[Problem, ...]:
    """Return the problems of a comment, leaving its criterion to the rubrics."""
    return field_problems(comment)


def comments_on(comments: Iterable[Comment], criterion: str) -> tuple[Comment, ...]:
    """The comments on one criterion, in their order."""
    return tuple(each for each in comments if each.criterion == criterion)


def open_comments(comments: Iterable[Comment]) -> int:
    """Number of unresolved comments."""
    return sum(not each.resolved for each in comments)


class ForecastOutcome(StrEnum):
    """Whether what was forecast came true."""

    OPEN = "open"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Forecast:
    """`by` was `percent` sure on the day `dated` that `statement` would be true by `due`.

    `resolved` is the day on which the outcome was known; it is None while that is open. `id` is the
    store's and 0 until stored.
    """

    statement: Annotated[str, Line(TITLE, required=True)]
    percent: Annotated[int, Percent()]
    due: Annotated[date, Day()]
    dated: Dated
    by: Annotated[str, Person(verbatim=True), Line(required=True)]
    outcome: ForecastOutcome = ForecastOutcome.OPEN
    resolved: Annotated[date | None, Day()] = None
    note: Annotated[str, Prose()] = ""
    id: int = 0


def check_forecast(forecast: Forecast) -> tuple[Problem, ...]:
    """Return the problems of a forecast."""
    return (*field_problems(forecast), *_days(forecast))


def future_outcome_problems(forecast: Forecast, today: date) -> tuple[Problem, ...]:
    """Find outcomes dated after today, which nobody can know yet."""
    if forecast.resolved is None or forecast.resolved <= today:
        return ()
    return (Problem("resolved", UserError("This day is still to come; nobody knows the outcome yet.")),)


def _days(forecast: Forecast) -> Iterator[Problem]:
    """Check that a forecast is made before it is due, and resolved afterwards with an outcome."""
    if forecast.due < forecast.dated:
        yield Problem("due", UserError("This is before the day on which the forecast was made."))
    is_open = forecast.outcome is ForecastOutcome.OPEN
    if is_open and forecast.resolved is not None:
        yield Problem("outcome", UserError("Say whether it came true, or leave out the day it was known."))
    elif not is_open and forecast.resolved is None:
        yield Problem("resolved", UserError("Say on which day the outcome was known."))
    elif forecast.resolved is not None and forecast.resolved < forecast.dated:
        yield Problem("resolved", UserError("This is before the day on which the forecast was made."))


UNASSIGNED: Final = "-"
"""Instead of a criterion of evidence: it is to be assigned later. No rubric can give a criterion this id."""


class Stage(StrEnum):
    """The stage of an initiative."""

    IDEA = "idea"
    POC = "poc"
    PILOT = "pilot"
    PRODUCTION = "production"
    RETIRED = "retired"


class Kind(StrEnum):
    """The type of system that an initiative builds; the advice on each is data."""

    ASSISTANT = "assistant"
    CLASSIFIER = "classifier"
    EXTRACTION = "extraction"
    AGENT = "agent"
    VISION = "vision"
    FORECAST = "forecast"
    OTHER = "other"


class EvidenceKind(StrEnum):
    """The type of evidence."""

    DOCUMENT = "document"
    LINK = "link"
    MEASUREMENT = "measurement"
    TEST_RESULT = "test-result"
    SIGN_OFF = "sign-off"
    INCIDENT = "incident"


class ChangeKind(StrEnum):
    """The types of changes that may void evidence."""

    MODEL = "model"
    PROMPT = "prompt"
    PROVIDER = "provider"
    DATA = "data"
    TERMS = "terms"


class ActionStatus(StrEnum):
    """Whether an action still has to be done. Only `open` counts in the verdict rules."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Initiative:
    """An AI effort under review.

    `code` is unique in the portfolio. `target_volume` counts `unit`s ("claims") a month. `id` is the
    store's and 0 until stored.
    """

    code: Annotated[str, Code()]
    name: Annotated[str, Line(TITLE, required=True)]
    summary: Annotated[str, Prose(SUMMARY)] = ""
    business_unit: Annotated[str, Line()] = ""
    sponsor: Annotated[str, Person(verbatim=True), Line()] = ""
    stage: Stage = Stage.POC
    providers: Annotated[tuple[str, ...], Labels()] = ()
    models: Annotated[tuple[str, ...], Labels()] = ()
    target_go_live: Annotated[date | None, Day()] = None
    target_volume: Annotated[int | None, Volume()] = None
    unit: Annotated[str, Line()] = ""
    tags: Annotated[tuple[str, ...], Labels()] = ()
    archived: bool = False
    kind: Annotated[Kind | None, SealedIfSet()] = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """The file behind a piece of evidence: its name, the SHA-256 of its content, its size in bytes.

    The content is kept in the portfolio by that hash, once however many items share it.
    """

    name: str
    digest: Annotated[str, Named("sha256")]
    size: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Support for the score of a criterion; `dated` is the day on which it was true.

    `also` are the further criteria that it supports, each of them as `criterion`: it is one proof, with
    one day. Until its criterion is known that is `UNASSIGNED`: it proves nothing, and no case has it.

    Of a test, `cases` is the number of cases and `passed` the number of passes; None where not recorded.
    """

    criterion: str
    kind: EvidenceKind
    title: Annotated[str, Line(TITLE, required=True)]
    dated: Dated
    reference: Annotated[str, Line(REFERENCE)] = ""
    note: Annotated[str, Prose()] = ""
    file: EvidenceFile | None = None
    cases: Annotated[int | None, Cases()] = None
    passed: Annotated[int | None, Count()] = None
    also: Annotated[tuple[str, ...], Labels(), SealedIfSet()] = ()
    id: int = 0

    @property
    def assigned(self) -> bool:
        """True if its criterion is known."""
        return self.criterion != UNASSIGNED

    @property
    def criteria(self) -> tuple[str, ...]:
        """The ids of all criteria that it supports, its own first; none until one is known."""
        return (self.criterion, *self.also) if self.assigned else ()

    def backs(self, criterion: str) -> bool:
        """True if it is evidence for the criterion of this id."""
        return criterion == self.criterion or criterion in self.also


@dataclass(frozen=True, slots=True)
class Change:
    """A dated record that the model, a prompt, a provider, the data or the terms changed."""

    dated: Dated
    kind: ChangeKind
    summary: Annotated[str, Prose(SUMMARY, required=True)]
    id: int = 0


@dataclass(frozen=True, slots=True)
class Action:
    """A step that closes a gap; `effort` in person-days covers the whole way to `target_level`."""

    criterion: str
    title: Annotated[str, Line(TITLE, required=True)]
    target_level: Annotated[int | None, LevelNumber()] = None
    owner: Annotated[str, Person(), Line()] = ""
    due: Annotated[date | None, Day()] = None
    effort: PersonDays = None
    status: ActionStatus = ActionStatus.OPEN
    id: int = 0

    @property
    def committed(self) -> bool:
        """True if the verdict may rely on it: open, with an owner and a due date."""
        return self.status is ActionStatus.OPEN and bool(self.owner.strip()) and self.due is not None
