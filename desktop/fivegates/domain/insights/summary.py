"""The one-page summary: the state of the portfolio, movements since final reviews, due conditions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from fivegates.domain.initiative.decisions import Condition, ConditionState, Decision
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.insights.reviewed import name_key
from fivegates.domain.natural_order import NaturalKey
from fivegates.domain.portfolio.overview import OverviewLine, ReviewMark, draft_count, verdict_counts
from fivegates.domain.verdict.states import VerdictState


@dataclass(frozen=True, slots=True)
class Movement:
    """An initiative whose state differs from that at the final review before its latest."""

    initiative: Initiative
    before: ReviewMark
    now: ReviewMark

    @property
    def gained(self) -> Fraction | None:
        """Points of readiness, negative for a loss; None where one of the two is unknown."""
        before, now = self.before.readiness, self.now.readiness
        return None if before is None or now is None else now - before

    @property
    def turned(self) -> bool:
        """True if the verdict changed."""
        return self.before.verdict is not self.now.verdict

    @property
    def percent_moved(self) -> bool:
        """True if the displayed whole percent of readiness changed, or became known."""
        before, now = self.before.readiness, self.now.readiness
        if before is None or now is None:
            return before is not now
        return floor(before) != floor(now)


@dataclass(frozen=True, slots=True)
class DueCondition:
    """A condition that is open or not met, and the decision that set it."""

    initiative: Initiative
    decision: Decision
    condition: Condition

    @property
    def broken(self) -> bool:
        """True if it is known not to be met."""
        return self.condition.state is ConditionState.NOT_MET


@dataclass(frozen=True, slots=True)
class PortfolioSummary:
    """The portfolio without archived initiatives.

    `counts` has the verdicts, and under None the initiatives without a review. `movements` begin with
    changed verdicts; `unmoved` are as before, and the rest has no earlier final review. `due` begins with
    the conditions that are not met, then with the earliest; those without a date are last. `drafts`
    counts the initiatives whose latest review is a draft.
    """

    counts: Mapping[VerdictState | None, int]
    movements: tuple[Movement, ...]
    unmoved: int
    due: tuple[DueCondition, ...]
    drafts: int = 0

    @property
    def total(self) -> int:
        """Number of initiatives."""
        return sum(self.counts.values())


def summary_of(
    lines: Iterable[OverviewLine],
    finals: Mapping[int, ReviewMark],
    decisions: Iterable[tuple[Initiative, Decision]],
) -> PortfolioSummary:
    """Sum a portfolio up; `finals` has by initiative the last final review before the latest one."""
    lines = [line for line in lines if not line.initiative.archived]
    earlier = [
        Movement(line.initiative, finals[line.initiative.id], line.latest)
        for line in lines
        if line.latest and line.initiative.id in finals
    ]
    moved = [each for each in earlier if each.turned or each.percent_moved]
    return PortfolioSummary(
        verdict_counts(lines),
        tuple(sorted(moved, key=_movement_order)),
        len(earlier) - len(moved),
        tuple(sorted(_unmet_conditions(decisions), key=_due_order)),
        draft_count(lines),
    )


def _unmet_conditions(decisions: Iterable[tuple[Initiative, Decision]]) -> list[DueCondition]:
    """Conditions that are not met, and those without a recorded state."""
    return [
        DueCondition(initiative, decision, condition)
        for initiative, decision in decisions
        if not initiative.archived
        for condition in decision.conditions
        if condition.state is not ConditionState.MET
    ]


def _movement_order(movement: Movement) -> tuple[bool, Fraction, tuple[NaturalKey, str]]:
    """Sort key: changed verdicts first, then the largest movement, then by name."""
    return not movement.turned, -abs(movement.gained or Fraction(0)), name_key(movement.initiative)


def _due_order(due: DueCondition) -> tuple[bool, date, tuple[NaturalKey, str], date, str]:
    """Sort key: conditions not met first, then by day, then by name; the rest keeps the order stable."""
    day = due.condition.due or date.max
    return not due.broken, day, name_key(due.initiative), due.decision.dated, due.condition.text
