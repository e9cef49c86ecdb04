"""Portfolios in a line or two for the tests of insights: initiatives with their cases or marks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from builders import REVIEWED, Answer, case, criterion, rubric

from fivegates.domain.economics.months import Month
from fivegates.domain.initiative.initiative import Action, ChangeKind, Initiative
from fivegates.domain.insights.reviewed import Reviewed, reviewed
from fivegates.domain.portfolio.overview import GateMark, OverviewLine, ReviewMark
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.ledger_rule import LedgerFigures
from fivegates.domain.verdict.states import GateState, VerdictState

GATES = ("Value", "Architecture", "Trust", "Economics", "Operations")
PAIR: Rubric = rubric(
    criterion("owner", required=True),
    replace(criterion("test", "trust", required=True), voided_by=(ChangeKind.MODEL,)),
)
"""Two gates of one required criterion each: value (owner) and trust (test, voided by a model change)."""


def named(name: str, **fields: object) -> Initiative:
    """An initiative whose code and id follow from its name."""
    number = sum(map(ord, name))
    return replace(Initiative(name.upper().replace(" ", "-")[:32], name, id=number), **fields)  # type: ignore[arg-type]


def judged(
    of: Initiative,
    answers: Mapping[str, Answer],
    *,
    used: Rubric = PAIR,
    actions: Iterable[Action] = (),
    figures: LedgerFigures | None = None,
) -> Reviewed:
    """An initiative reviewed with these answers, every claim proven."""
    return reviewed(of, replace(case(used, answers, actions=actions), figures=figures))


def of_case(name: str, judged_case: Case) -> Reviewed:
    """A case under a name."""
    return reviewed(named(name), judged_case)


def figures(cost: str | None, value: str | None, volume: int | None = 1000) -> LedgerFigures:
    """The ledger figures of one unit at target volume."""
    return LedgerFigures(
        "EUR",
        unit="claims",
        cost_months=3,
        usage_months=3,
        target_volume=volume,
        month=Month.of(REVIEWED),
        unit_cost=None if cost is None else Fraction(Decimal(cost)),
        unit_value=None if value is None else Fraction(Decimal(value)),
    )


def mark(
    states: Sequence[GateState],
    scores: Sequence[int | Fraction | None] | None = None,
    *,
    verdict: VerdictState = VerdictState.NOT_READY,
    names: Sequence[str] = GATES,
    dated: date = REVIEWED,
) -> ReviewMark:
    """A review whose gates have these states and scores."""
    given = scores or [{"open": 90, "conditional": 60, "closed": 30}.get(state) for state in states]
    gates = tuple(
        GateMark(name.lower(), name, state, None if score is None else Fraction(score))
        for name, state, score in zip(names, states, given, strict=False)
    )
    known = [gate.score for gate in gates if gate.score is not None]
    readiness = min(known) if known and len(known) == len(gates) else None
    return ReviewMark(1, dated, verdict, readiness, gates)


def line(name: str, latest: ReviewMark | None = None, **fields: object) -> OverviewLine:
    """An initiative in the portfolio table."""
    return OverviewLine(named(name, **fields), latest)
