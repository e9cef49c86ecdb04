"""Readiness against unit margin of each initiative."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from fivegates.domain.economics.money import RateGap
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.insights.reviewed import Reviewed, by_name, name_key
from fivegates.domain.verdict.ledger_rule import LedgerFigures
from fivegates.domain.verdict.states import VerdictState


class NoPoint(StrEnum):
    """The reasons for which an initiative has no point."""

    NOT_REVIEWED = "not-reviewed"
    NO_READINESS = "no-readiness"
    NOTHING_APPLIES = "nothing-applies"
    NO_RATE = "no-rate"
    NO_MONTH = "no-month"
    NO_TARGET = "no-target"
    NO_VALUE = "no-value"
    WORTHLESS = "worthless"


@dataclass(frozen=True, slots=True)
class MarginPoint:
    """One initiative: readiness 0 to 100, and cost and value of a unit at target volume.

    `unit_cost` and `unit_value` are money a unit in the portfolio's currency; `unit_value` is above zero.
    `figures` are those of the verdict's own ledger rule, so that margin and verdict agree.
    """

    initiative: Initiative
    verdict: VerdictState
    readiness: Fraction
    unit_cost: Fraction
    unit_value: Fraction
    figures: LedgerFigures

    @property
    def margin(self) -> Fraction:
        """Margin = value per unit − unit cost, in currency a unit (DESIGN section 5)."""
        return self.unit_value - self.unit_cost

    @property
    def share(self) -> Fraction:
        """Margin / value per unit: 1 is all of it, below 0 a loss. Units of all kinds can be compared."""
        return self.margin / self.unit_value


@dataclass(frozen=True, slots=True)
class Apart:
    """An initiative without a point, and why; `gap` is the missing rate where that is the reason."""

    initiative: Initiative
    why: NoPoint
    gap: RateGap | None = None


@dataclass(frozen=True, slots=True)
class Margins:
    """The points, the most ready first, and by name the initiatives without one.

    `open_score` is the score that opens a gate (0 to 100); None where rubrics differ on it.
    """

    points: tuple[MarginPoint, ...]
    apart: tuple[Apart, ...]
    open_score: int | None = None


def margins(found: Iterable[Reviewed], unreviewed: Iterable[Initiative] = ()) -> Margins:
    """Place every initiative whose readiness and unit margin are both known; the others are listed apart."""
    listed = by_name(found)
    outcomes = [_outcome(each) for each in listed]
    apart = [outcome for outcome in outcomes if isinstance(outcome, Apart)]
    apart += [Apart(initiative, NoPoint.NOT_REVIEWED) for initiative in unreviewed]
    points = [outcome for outcome in outcomes if isinstance(outcome, MarginPoint)]
    return Margins(
        tuple(sorted(points, key=lambda point: (-point.readiness, -point.share))),
        tuple(sorted(apart, key=lambda each: name_key(each.initiative))),
        _shared({each.case.rubric.thresholds.open_score for each in listed}),
    )


def _shared(scores: set[int]) -> int | None:
    """The one score that all have."""
    return scores.pop() if len(scores) == 1 else None


def _outcome(of: Reviewed) -> MarginPoint | Apart:
    """A point, or the first figure that it lacks."""
    figures, readiness = of.case.figures, of.verdict.readiness
    if readiness is None:
        unanswered = any(gate.unscored for gate in of.verdict.gates)
        return Apart(of.initiative, NoPoint.NO_READINESS if unanswered else NoPoint.NOTHING_APPLIES)
    if figures is None or figures.month is None or figures.bounds:
        gap = figures.rate_gap if figures else None
        return Apart(of.initiative, NoPoint.NO_RATE if gap else NoPoint.NO_MONTH, gap)
    cost, value = figures.unit_cost, figures.unit_value
    if cost is None:
        return Apart(of.initiative, NoPoint.NO_TARGET)
    if value is None or value <= 0:
        return Apart(of.initiative, NoPoint.NO_VALUE if value is None else NoPoint.WORTHLESS)
    return MarginPoint(of.initiative, of.verdict.state, readiness, cost, value, figures)
