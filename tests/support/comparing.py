"""Builders of the sides of a comparison."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from builders import Answer, action_for, case, criterion, rubric

from fivegates.domain.comparison.comparison import Comparison, Side, compare
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.prospects import Prospect
from fivegates.domain.initiative.initiative import Action, Evidence, Initiative
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.assessment import assess

MUST, MAY, TRUST = criterion("must", required=True), criterion("may"), criterion("test", "trust")
THREE = rubric(MUST, MAY, TRUST)
"""Value (must, required, weight 2; may) and trust (test)."""


def bringing(result: int | None, volume: int = 10) -> Prospect:
    """A prospect of so much a month at a target of `volume` claims; None is unknown."""
    if result is None:
        return Prospect("EUR", "claims")
    return Prospect(
        "EUR",
        "claims",
        target_volume=volume,
        month=Month(2026, 4),
        volume=5,
        unit_cost=Fraction(3),
        unit_value=1 + Fraction(result, volume),
        target_unit_cost=Fraction(1),
        break_even=Fraction(7, 2),
    )


def side(  # noqa: PLR0913 - each test names the one it is about
    code: str,
    answers: Mapping[str, Answer] | None,
    *,
    used: Rubric = THREE,
    result: int | None = 100,
    evidence: Iterable[Evidence] | None = None,
    actions: Iterable[Action] = (),
) -> Side:
    """A side called after its code; without answers it has not been reviewed."""
    initiative = Initiative(code, f"Assistant {code}")
    if answers is None:
        return Side(initiative, None, bringing(result))
    judged = assess(case(used, answers, evidence=evidence, actions=actions))
    return Side(initiative, judged, bringing(result))


def levels(must: Answer = 3, may: Answer = 3, test: Answer = 3) -> dict[str, Answer]:
    """Answers to `THREE`; all pass unless specified otherwise."""
    return {"must": must, "may": may, "test": test}


def promised(code: str, *answers: Answer, result: int | None = 100) -> Side:
    """A side with a planned action for each criterion."""
    return side(code, levels(*answers), actions=[action_for(c.id) for c in THREE.criteria], result=result)


def compared(*sides: Side) -> Comparison:
    """The sides beside each other."""
    return compare(sides)


def renamed(of: Side, name: str) -> Side:
    """The same side under another name."""
    return replace(of, initiative=replace(of.initiative, name=name))
