"""The last results of a pure function, found by the very values that it was given."""

from collections import deque
from collections.abc import Callable
from typing import Final, Generic, TypeVar

R = TypeVar("R")

_MOST: Final = 4


class RecentResults(Generic[R]):
    """Results by the identity of frozen values: comparing whole records costs more than it saves.

    A result never gets out of date; other values are other arguments.
    """

    def __init__(self) -> None:
        self._results: deque[tuple[tuple[object, ...], R]] = deque(maxlen=_MOST)

    def get(self, given: tuple[object, ...], work_out: Callable[[], R]) -> R:
        """Return the result for these values, worked out unless it is among the last few."""
        for known, result in self._results:
            if all(one is other for one, other in zip(known, given, strict=True)):
                return result
        result = work_out()
        self._results.append((given, result))
        return result
