"""Finds the row that names the columns, which reports put below their title and period."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

MOST_TITLE_ROWS: Final = 50
"""So many rows at the top of a table may be its header."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a header may name.

    `count` tells how many names of a row are known, `complete` whether all that are needed are there. Both
    can be pickled, for a large workbook is read in another process.
    """

    count: Callable[[Sequence[str]], int]
    complete: Callable[[Sequence[str]], bool]


def _none_known(_names: Sequence[str]) -> int:
    return 0


def _never_complete(_names: Sequence[str]) -> bool:
    return False


ANY_HEADER: Final = Wanted(_none_known, _never_complete)
"""For tables whose first row is their header."""


def best_header(rows: Iterable[Sequence[str]], wanted: Wanted) -> int:
    """The index of the row with the most known names; the first row that is not blank where none has any."""
    best, most, first = -1, 0, -1
    for index, row in enumerate(rows):
        if index == MOST_TITLE_ROWS:
            break
        if first < 0 and any(name.strip() for name in row):
            first = index
        count = wanted.count([name.strip() for name in row])
        if count > most:
            best, most = index, count
    return best if best >= 0 else max(first, 0)
