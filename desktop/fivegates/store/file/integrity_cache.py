"""Caches results of integrity checks, so that a portfolio that has not changed since is not read whole again.

A mark is a file in our own folder of locks. It holds the metadata of the portfolio file: its
inode, its size, and the nanosecond of its last write. It lasts a week from the day on which the file was
last examined in full, since a disk may spoil what nobody writes. Whatever does not match is examined,
and so is a file that is small enough to be examined each time without anybody noticing.
"""

import json
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from fivegates.store.file.disk import Footprint, footprint_of, own_name

_LASTS_SECONDS: Final = 7 * 24 * 3600

# To read one megabyte whole takes some 3 ms.
WORTH_BYTES = 8 * 1024**2


@dataclass(frozen=True, slots=True)
class IntegrityMark:
    """The footprint of a file when we closed it, and when it was last `examined` in full (Unix seconds)."""

    footprint: Footprint
    examined: int

    @property
    def lasts(self) -> bool:
        """True if the mark has not expired; false if the clock was set back."""
        return 0 <= time.time() - self.examined < _LASTS_SECONDS


def valid_mark(path: Path, folder: Path) -> IntegrityMark | None:
    """The mark of the portfolio at `path`, if it still is as it was then; None where it must be examined."""
    if path.stat().st_size < WORTH_BYTES:
        return None
    mark = _read(_place(path, folder))
    return mark if mark and mark.lasts and mark.footprint == footprint_of(path) else None


def write_mark(path: Path, folder: Path, mark: IntegrityMark) -> None:
    """Record that the portfolio is sound; where that fails, the next opening examines it."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _place(path, folder).write_text(json.dumps(asdict(mark)), encoding="utf-8")


def _place(path: Path, folder: Path) -> Path:
    """The path of a portfolio's mark."""
    return folder / f"{own_name(path.resolve())}.sound"


def _read(place: Path) -> IntegrityMark | None:
    """Parse a mark; None where it is missing or invalid."""
    try:
        plain = json.loads(place.read_text(encoding="utf-8"))
        return IntegrityMark(Footprint(**plain["footprint"]), int(plain["examined"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
