"""The number of examples of properties that need more or fewer than the default."""

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import settings

Value = TypeVar("Value")
QUICK_PARTS = 3
WHOLE = 50
"""Examples of a property in a run with the slow tests: see `tests/conftest.py`."""


def times(factor: float) -> settings:
    """That many times the usual number, which is smaller in a run without the slow tests."""
    return settings(max_examples=max(1, round(settings().max_examples * factor)))


def some_of(values: Sequence[Value], number: int) -> Sequence[Value]:
    """All values, or in a run without the slow tests a third of them: with the next number the next third."""
    return values if settings().max_examples >= WHOLE else values[number % QUICK_PARTS :: QUICK_PARTS]
