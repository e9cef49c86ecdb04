"""Retention of backups: many recent ones are kept, and fewer old ones."""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import Final

RECENT: Final = 10
DAYS: Final = 14
WEEKS: Final = 12
MONTHS: Final = 36


def kept(taken: Sequence[datetime]) -> set[datetime]:
    """The times of the backups to keep.

    They are the ten newest, and the newest of each of the last 14 days, 12 weeks and 36 months that have one.
    """
    newest_first = sorted(taken, reverse=True)
    return {
        *newest_first[:RECENT],
        *_newest_of_each(newest_first, datetime.date, DAYS),
        *_newest_of_each(newest_first, lambda time: time.isocalendar()[:2], WEEKS),
        *_newest_of_each(newest_first, lambda time: (time.year, time.month), MONTHS),
    }


def _newest_of_each(
    newest_first: Sequence[datetime], period: Callable[[datetime], Hashable], most: int
) -> list[datetime]:
    """The newest time in each of the latest periods that have one."""
    first: dict[Hashable, datetime] = {}
    for time in newest_first:
        first.setdefault(period(time), time)
    return list(first.values())[:most]
