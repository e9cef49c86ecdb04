"""How many examples of a property, and which cases of a matrix, a quick run tries."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import pytest
from hypothesis import settings

Value = TypeVar("Value")
QUICK_PARTS = 3
WHOLE = 50
"""Examples of a property in a run with the slow tests: see `tests/conftest.py`."""


def times(factor: float) -> settings:
    """Hypothesis settings with `factor` times the usual number of examples, fewer in a quick run."""
    return settings(max_examples=max(1, round(settings().max_examples * factor)))


def some_of(values: Sequence[Value], number: int) -> Sequence[Value]:
    """All values, or in a run without the slow tests a third of them: with the next number the next third."""
    return values if settings().max_examples >= WHOLE else values[number % QUICK_PARTS :: QUICK_PARTS]


def slow_after(number: int, values: Iterable[object]) -> list[object]:
    """Parameters of which all after the first `number` run with the slow tests alone.

    A tuple holds one value for each name of the parameters.
    """
    listed = [each if isinstance(each, tuple) else (each,) for each in values]
    return [
        *(pytest.param(*each) for each in listed[:number]),
        *(pytest.param(*each, marks=pytest.mark.slow) for each in listed[number:]),
    ]


def slow_between(step: int, values: Iterable[object]) -> list[object]:
    """Values of one parameter of which all but each `step`-th run with the slow tests alone."""
    return [
        pytest.param(each, marks=pytest.mark.slow if number % step else ())
        for number, each in enumerate(values)
    ]
