"""What was read of an open file, kept until anybody writes to the tables that it was read from."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final, TypeAlias, TypeVar

V = TypeVar("V")

Moment: TypeAlias = tuple[int, int]
"""SQLite's data_version, which others' commits change, and total_changes, which our own writes change."""

_MOST: Final = 64


class KeptReads:
    """Values of frozen types by a key, each with the tables that it was read from; the oldest go first.

    They hold at one moment of the file. A moment that was not announced by `wrote` empties them.
    """

    def __init__(self) -> None:
        self._moment: Moment | None = None
        self._kept: OrderedDict[tuple[object, ...], tuple[frozenset[str], Any]] = OrderedDict()

    def clear(self) -> None:
        """Keep nothing of what was read so far."""
        self._moment = None
        self._kept.clear()

    def follow(self, moment: Moment) -> None:
        """Empty them where somebody has written since."""
        if moment != self._moment:
            self.clear()
            self._moment = moment

    def get(
        self, moment: Moment, key: tuple[object, ...], tables: frozenset[str], read: Callable[[], V]
    ) -> V:
        """Return what is kept of this moment; otherwise `read` it, from `tables` alone, and keep it."""
        self.follow(moment)
        if key not in self._kept:
            value = read()
            if self._moment != moment:  # somebody wrote while it was read in several steps
                return value
            self._kept[key] = (tables, value)
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        kept: V = self._kept[key][1]
        return kept

    def wrote(self, table: str, rows: int, total_changes: int) -> None:
        """Forget what was read from a table of which we have just written some rows.

        Where more was written than these, such as by a trigger, nothing is kept.
        """
        if self._moment is None:
            return
        version, before = self._moment
        if total_changes - before != rows:
            self.clear()
            return
        self._moment = (version, total_changes)
        for key in [key for key, (tables, _) in self._kept.items() if table in tables]:
            del self._kept[key]
