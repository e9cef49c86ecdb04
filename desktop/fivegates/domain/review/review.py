"""A review: one scoring of one initiative on one date, against one version of a rubric."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

from fivegates.domain.capacity.settings import CapacitySettings
from fivegates.domain.economics.ledger import Ledger, PriceBook
from fivegates.domain.economics.money import RateTable
from fivegates.domain.fields import Person
from fivegates.domain.frameworks.framework import Framework
from fivegates.domain.initiative.decisions import Decision
from fivegates.domain.initiative.initiative import (
    Action,
    Change,
    Comment,
    Evidence,
    Forecast,
    Initiative,
    Stage,
)
from fivegates.domain.initiative.waivers import Waiver
from fivegates.domain.limits import (
    LABEL,
    MOST_BALLOTS,
    SUMMARY,
    Dated,
    Day,
    Digits,
    Entries,
    LevelNumber,
    Line,
    Part,
    Parts,
    Prose,
    Questions,
    Round,
)
from fivegates.domain.portfolio.meeting import NO_MEETING, MeetingDetails, PaperMeetings
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.risk import RiskClass
from fivegates.domain.rubric.rubric import Rubric

if TYPE_CHECKING:
    from fivegates.domain.economics.assumptions import Assumptions
    from fivegates.domain.ideas import Idea
    from fivegates.domain.verdict.ledger_rule import LedgerFigures


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The reason for which a criterion does not apply; a required one needs an approver too.

    `review_by` is the day by which somebody is to check again.
    """

    reason: Annotated[str, Prose(required=True)]
    approver: Annotated[str, Person(verbatim=True), Line()] = ""
    review_by: Annotated[date | None, Day()] = None


@dataclass(frozen=True, slots=True)
class Score:
    """The claimed level (0 to 4) for one criterion, or not applicable, or neither yet.

    At most one of `level` and `not_applicable` is set; a rationale can be written before either.
    `carried` marks an answer carried over from the review before and unchanged since.
    """

    criterion: str
    level: Annotated[int | None, LevelNumber()] = None
    not_applicable: Annotated[NotApplicable | None, Part()] = None
    rationale: Annotated[str, Prose()] = ""
    carried: bool = False

    @property
    def blank(self) -> bool:
        """True if it is empty, and so equal to no score."""
        return self.level is None and self.not_applicable is None and not self.rationale


@lru_cache(maxsize=32_768, typed=True)
def score_of(
    criterion: str,
    level: int | None,
    not_applicable: tuple[str, str, date | None] | None,
    rationale: str,
    *,
    carried: bool,
) -> Score:
    """The score with these fields, `not_applicable` in their order; equal scores are one shared value."""
    left_out = None if not_applicable is None else NotApplicable(*not_applicable)
    return Score(criterion, level, left_out, rationale, carried)


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal of a final review: its link in the portfolio's chain.

    `number` counts the final reviews of the whole portfolio from 1. `content` is the canonical JSON of
    all that the verdict rests on; `hash` (SHA-256, 64 hexadecimal digits) covers it, person, time and
    `previous`, the hash of the link before (64 zeros before the first). `at` is in UTC, to the second. Of
    a seal that is signed, `signer` is the public key (Ed25519, 64 hexadecimal digits), which the hash
    covers too, and `signature` that of the hash (128 digits); both are empty where none is.
    """

    number: int
    by: str
    at: datetime
    previous: str
    hash: str
    content: str
    signer: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Number of final reviews of a portfolio, and the hash of the last, which covers all of them.

    `at` is when the last was made final, in UTC.
    """

    count: int
    hash: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """The questions to one person in one round of a panel, and the answers.

    `invitation` is the SHA-256 of the invitation sent (64 hexadecimal digits). `seal` is that of the
    answers as they were handed in, at `handed_in` in UTC, to the second; both are missing until the
    ballot is collected.
    """

    round: Annotated[int, Round()]
    name: Annotated[str, Line(LABEL, required=True)]
    role: Annotated[str, Line(LABEL)] = ""
    invitation: Annotated[str, Digits(64)] = ""
    handed_in: datetime | None = None
    seal: Annotated[str, Digits(64)] = ""
    scores: Annotated[tuple[Score, ...], Parts()] = ()
    id: int = 0


@dataclass(frozen=True, slots=True)
class Panel:
    """Several people who score one review independently, round by round, and settle disputes.

    `key` (32 hexadecimal digits) is written into each ballot that is sent. A score in `settled` is the
    agreed one for a criterion, with the reason as its rationale. `agreed` is when the panel was closed,
    in UTC, to the second.
    """

    key: Annotated[str, Digits(32)]
    round: Annotated[int, Round()] = 1
    questions: Annotated[tuple[str, ...], Questions()] = ()
    agreed: datetime | None = None
    ballots: Annotated[tuple[Ballot, ...], Entries(MOST_BALLOTS), Parts()] = ()
    settled: Annotated[tuple[Score, ...], Parts()] = ()
    id: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """One scoring. `scores` holds a `Score` by criterion id; an absent one is unanswered.

    `decision_asked` is the decision asked of the board, in the reviewer's own words; empty means that the
    brief proposes it. A draft has no `seal`; a final review never changes. A review that corrects a final
    one has the number of its seal in `supersedes`, and the reason in `correction`. `panel` holds the
    ballots, if anybody was invited.
    """

    dated: Dated
    rubric_id: str
    rubric_version: str
    reviewer: Annotated[str, Person(verbatim=True), Line()] = ""
    decision_asked: Annotated[str, Prose(SUMMARY)] = ""
    scores: Mapping[str, Score] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    seal: Seal | None = None
    supersedes: int | None = None
    correction: Annotated[str, Prose(SUMMARY)] = ""
    panel: Annotated[Panel | None, Part()] = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class InitiativeRecord:
    """An initiative with all its records; reviews and decisions oldest first."""

    initiative: Initiative
    evidence: tuple[Evidence, ...] = ()
    changes: tuple[Change, ...] = ()
    actions: tuple[Action, ...] = ()
    reviews: tuple[Review, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    decisions: tuple[Decision, ...] = ()
    scenarios: "tuple[Assumptions, ...]" = ()
    waivers: tuple[Waiver, ...] = ()
    risk_classes: tuple[RiskClass, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    meeting: MeetingDetails = NO_MEETING
    comments: tuple[Comment, ...] = ()

    @property
    def proofs(self) -> tuple[Evidence, ...]:
        """The evidence that is assigned to a criterion."""
        return tuple(item for item in self.evidence if item.assigned)

    def stage_at(self, review: Review) -> Stage | None:
        """The stage on the day of `review`: today's for the latest one; None before, for none is kept."""
        latest = all(other.dated <= review.dated for other in self.reviews)
        return self.initiative.stage if latest else None


@dataclass(frozen=True, slots=True)
class Case:
    """The input of a verdict: one review, its rubric, and the initiative's records.

    `figures` are those of the ledger on the review's date; None leaves the ledger rule out. `risk` is the
    class that holds on that date.
    """

    rubric: Rubric
    review: Review
    evidence: tuple[Evidence, ...] = ()
    changes: tuple[Change, ...] = ()
    actions: tuple[Action, ...] = ()
    figures: "LedgerFigures | None" = None
    waivers: tuple[Waiver, ...] = ()
    risk: RiskClass | None = None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A whole portfolio as values: the content of a `.fivegates` file and of a JSON export.

    `contents` are those of the files of evidence, by their SHA-256, loaded on request only. `frameworks`
    are the mappings of the portfolio's own, beside those that come with Fivegates.
    """

    settings: Settings
    rubrics: tuple[Rubric, ...] = ()
    records: tuple[InitiativeRecord, ...] = ()
    rates: RateTable = field(default_factory=RateTable)
    contents: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    price_books: tuple[PriceBook, ...] = ()
    capacity: CapacitySettings = field(default_factory=CapacitySettings)
    frameworks: tuple[Framework, ...] = ()
    ideas: "tuple[Idea, ...]" = ()
    meetings: PaperMeetings = field(default_factory=PaperMeetings)
