"""The items of a portfolio that need attention on a day: overdue, expiring, aged or awaited."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from fivegates.domain.evidence_calendar import Calendar
from fivegates.domain.initiative.decisions import Condition, ConditionState, Decision
from fivegates.domain.initiative.initiative import Action, Initiative, Stage
from fivegates.domain.natural_order import natural_key
from fivegates.domain.portfolio.action_list import SOON, ActionScope, in_scope, is_overdue
from fivegates.domain.portfolio.overview import OverviewLine, ReviewMark
from fivegates.domain.review.review import Case
from fivegates.domain.verdict.states import VerdictState

if TYPE_CHECKING:
    from fivegates.domain.track_record.stops import StopCheck

REVIEW_AFTER: Final = timedelta(days=92)
"""A review is due once a quarter."""


@dataclass(frozen=True, slots=True)
class AgedVerdict:
    """A verdict of the latest review that differs on the day from that on the day of the review."""

    kind: ClassVar = "verdict"
    initiative: Initiative
    at_review: ReviewMark
    on_day: ReviewMark
    due: date | None = None


@dataclass(frozen=True, slots=True)
class VerdictSince:
    """A verdict that changed since the portfolio was last open, on `seen`; or a new initiative.

    `before` and `now` are None before the first review; `day` is that of `now`, None where the verdict is
    as of the review.
    """

    kind: ClassVar = "since"
    initiative: Initiative
    seen: date
    before: VerdictState | None
    now: ReviewMark | None
    day: date | None
    added: bool = False
    due: date | None = None

    @property
    def verdict(self) -> VerdictState | None:
        """The current verdict; None before the first review."""
        return self.now.verdict if self.now else None


@dataclass(frozen=True, slots=True)
class DueAction:
    """An open action that is overdue, or due soon."""

    kind: ClassVar = "action"
    initiative: Initiative
    action: Action

    @property
    def due(self) -> date | None:
        """The due date."""
        return self.action.due


@dataclass(frozen=True, slots=True)
class DueCondition:
    """A condition of a decision that is not met, or open and due soon or overdue."""

    kind: ClassVar = "condition"
    initiative: Initiative
    decision: Decision
    condition: Condition

    @property
    def due(self) -> date | None:
        """The due date."""
        return self.condition.due


@dataclass(frozen=True, slots=True)
class AwaitedDecision:
    """A final review that asks for a decision not recorded since."""

    kind: ClassVar = "decision"
    initiative: Initiative
    reviewed: date
    due: date | None = None


@dataclass(frozen=True, slots=True)
class LapsingProofs:
    """Proofs of the latest review that expire soon; `due` is the last day of the first."""

    kind: ClassVar = "evidence"
    initiative: Initiative
    count: int
    due: date | None


@dataclass(frozen=True, slots=True)
class UnassignedEvidence:
    """Pieces of evidence without a criterion: they prove nothing."""

    kind: ClassVar = "unassigned-evidence"
    initiative: Initiative
    count: int
    due: date | None = None


@dataclass(frozen=True, slots=True)
class DueReview:
    """An overdue review: none for a quarter, or none at all, where `due` is None."""

    kind: ClassVar = "review"
    initiative: Initiative
    due: date | None


@dataclass(frozen=True, slots=True)
class DueWaiver:
    """A waiver of a failing criterion that ends soon or has ended; `due` is its last day."""

    kind: ClassVar = "waiver"
    initiative: Initiative
    title: str
    due: date | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A "not applicable" answer to be checked again by `due`."""

    kind: ClassVar = "not-applicable"
    initiative: Initiative
    title: str
    due: date | None


@dataclass(frozen=True, slots=True)
class ReachedStop:
    """A stop figure of a decision, reached in the ledger without a later decision."""

    kind: ClassVar = "stop"
    initiative: Initiative
    check: "StopCheck"
    due: date | None = None


Attention = (
    VerdictSince
    | AgedVerdict
    | ReachedStop
    | DueAction
    | DueCondition
    | AwaitedDecision
    | LapsingProofs
    | UnassignedEvidence
    | DueWaiver
    | LeftOut
    | DueReview
)


@dataclass(frozen=True, slots=True)
class InitiativeOnDay:
    """The state of an initiative on a day; without `case` and `calendar` before its first review.

    `stops` are the stop figures reached since the latest decision; `unassigned` counts the pieces of
    evidence without a criterion.
    """

    line: OverviewLine
    case: Case | None
    calendar: Calendar | None
    actions: tuple[Action, ...]
    decisions: tuple[Decision, ...]
    stops: "tuple[StopCheck, ...]" = ()
    unassigned: int = 0


def attention_on(known: InitiativeOnDay, day: date) -> Iterator[Attention]:
    """The items of one initiative that need attention on `day`; none if it is archived or retired."""
    line, of = known.line, known.line.initiative
    if of.archived or of.stage is Stage.RETIRED:
        return
    if line.latest and line.at_review and line.latest.verdict is not line.at_review.verdict:
        yield AgedVerdict(of, line.at_review, line.latest)
    for check in known.stops:
        yield ReachedStop(of, check)
    yield from _conditions(of, known.decisions, day)
    for action in known.actions:
        if is_overdue(action, day) or in_scope(action, ActionScope.SOON, day):
            yield DueAction(of, action)
    yield from _awaited(known)
    if known.calendar is not None:
        yield from _proofs(of, known.calendar, day)
        yield from _exceptions(known, known.calendar, day)
    if known.unassigned:
        yield UnassignedEvidence(of, known.unassigned)
    yield from _review(of, line.latest, day)


def by_urgency(found: Iterable[Attention]) -> tuple[Attention, ...]:
    """Changes since last time first, then aged verdicts and reached stop figures, then by due date.

    Items without a due date come last.
    """
    return tuple(
        sorted(
            found,
            key=lambda each: (
                not isinstance(each, VerdictSince),
                not isinstance(each, AgedVerdict | ReachedStop),
                each.due or date.max,
                natural_key(each.initiative.name),
            ),
        )
    )


def is_late(item: Attention, day: date) -> bool:
    """True if the due date is past."""
    return item.due is not None and item.due < day


def _conditions(of: Initiative, decisions: Iterable[Decision], day: date) -> Iterator[DueCondition]:
    """Conditions that are not met, and open ones with a date up to a month ahead."""
    for decision in decisions:
        for condition in decision.conditions:
            soon = condition.due is not None and condition.due <= day + SOON
            is_open = condition.state is ConditionState.OPEN
            if condition.state is ConditionState.NOT_MET or (is_open and soon):
                yield DueCondition(of, decision, condition)


def _awaited(known: InitiativeOnDay) -> Iterator[AwaitedDecision]:
    """A final review that asks for a decision, none being recorded of its day or later."""
    reviewed = known.line.at_review
    if known.case is None or reviewed is None or reviewed.draft:
        return
    asked = bool(known.case.review.decision_asked.strip())
    if asked and not any(each.dated >= reviewed.dated for each in known.decisions):
        yield AwaitedDecision(known.line.initiative, reviewed.dated)


def _proofs(of: Initiative, calendar: Calendar, day: date) -> Iterator[LapsingProofs]:
    """Proofs that lapse within a month, as one item."""
    days = [lapse.last_day for lapse in calendar.ahead if lapse.last_day <= day + SOON]
    if days:
        yield LapsingProofs(of, len(days), min(days))


def _exceptions(known: InitiativeOnDay, calendar: Calendar, day: date) -> Iterator[DueWaiver | LeftOut]:
    """Waivers that end within a month or have ended, and "not applicable" answers due for another check."""
    of, soon = known.line.initiative, day + SOON
    titles = {each.id: each.title for each in known.case.rubric.criteria} if known.case else {}
    for end in calendar.waivers:
        if end.needed and end.last_day <= soon:
            yield DueWaiver(of, titles[end.criterion], end.last_day)
    for answer in calendar.answers:
        if answer.review_by <= soon:
            yield LeftOut(of, titles[answer.criterion], answer.review_by)


def _review(of: Initiative, latest: ReviewMark | None, day: date) -> Iterator[DueReview]:
    if latest is None:
        yield DueReview(of, None)
    elif latest.dated + REVIEW_AFTER <= day:
        yield DueReview(of, latest.dated + REVIEW_AFTER)
