"""What a decision must satisfy before it is stored, its conditions and thresholds included."""

from collections.abc import Iterator
from typing import Final

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.decisions import Condition, Decision, Threshold
from fivegates.domain.initiative.record_checks import day_problems, line_problems, prose_problems

MOST_PARTS: Final = 50
"""How many conditions a decision may have, and how many thresholds."""


def check_decision(decision: Decision) -> tuple[Problem, ...]:
    """Return what is wrong with a decision; a place is a path such as `conditions[0].text`."""
    return (
        *day_problems("date", decision.dated),
        *line_problems("by", decision.by, required=True),
        *prose_problems("rationale", decision.rationale),
        *_count("conditions", len(decision.conditions)),
        *_count("thresholds", len(decision.thresholds)),
        *(
            Problem(f"conditions[{index}].{problem.place}", problem.reason)
            for index, condition in enumerate(decision.conditions)
            for problem in _condition(condition)
        ),
        *(
            Problem(f"thresholds[{index}].{problem.place}", problem.reason)
            for index, threshold in enumerate(decision.thresholds)
            for problem in _threshold(threshold)
        ),
    )


def _condition(condition: Condition) -> Iterator[Problem]:
    """A condition says what has to be true; owner and date may follow."""
    yield from prose_problems("text", condition.text, required=True)
    yield from line_problems("owner", condition.owner)
    yield from day_problems("due", condition.due)
    yield from prose_problems("note", condition.note)


def _threshold(threshold: Threshold) -> Iterator[Problem]:
    """A threshold says what is measured."""
    yield from line_problems("measure", threshold.measure, required=True)
    yield from line_problems("expand", threshold.expand)
    yield from line_problems("stop", threshold.stop)
    yield from line_problems("result", threshold.result)


def _count(place: str, count: int) -> Iterator[Problem]:
    """A list that a board can still read."""
    if count > MOST_PARTS:
        yield Problem(
            place, UserError("This has {count} entries; at most {most} fit.", count=count, most=MOST_PARTS)
        )
