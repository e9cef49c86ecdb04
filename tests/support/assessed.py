"""Assessments of a few gates with one required criterion each, for tests of their wording."""

from collections.abc import Mapping

from builders import Answer, action_for, case, criterion, rubric

from fivegates.domain.rubric.rubric import Criterion
from fivegates.domain.verdict.assessment import Assessment, assess

GATES = ("value", "trust", "cost", "ops")
ONE_EACH = [criterion(gate, gate, required=True) for gate in GATES]
"""Four gates of one required criterion each, named as its gate."""


def assessed(answers: Mapping[str, Answer], *criteria: Criterion) -> Assessment:
    """The assessment of a rubric of these criteria; every claim is proven."""
    return assess(case(rubric(*criteria), answers))


def of_gates(*answers: Answer, promised: bool = False) -> Assessment:
    """The assessment of as many gates as there are answers, each promised an action or none."""
    names = GATES[: len(answers)]
    actions = [action_for(name) for name in names] if promised else []
    given = dict(zip(names, answers, strict=True))
    return assess(case(rubric(*ONE_EACH[: len(answers)]), given, actions=actions))
