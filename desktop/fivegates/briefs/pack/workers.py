"""Sets the chapters of a pack in several processes at once, in their order; in this one where that fails.

The values of a brief are sent to a process of its own, and the chapter that comes back is the same as
one set here. Few are under way at any time, so that memory does not grow with their number.
"""

import gc
import os
import pickle
import signal
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from io import BytesIO
from multiprocessing import get_context
from types import MappingProxyType
from typing import Any, Final

from fivegates.briefs.pack.chapters import Chapter, ChapterOrder, set_chapter

# More would take more memory than time is worth; fewer chapters for each would not pay for its start, in
# which it loads the libraries. A chapter of a short edition takes a sixth of the time of a full one.
MOST_PROCESSES: Final = 4
FEWEST_CHAPTERS, FEWEST_SHORT_CHAPTERS = 4, 24
_AHEAD: Final = 2
# Setting a chapter makes much that is kept, and little garbage: looking for it less often saves a tenth.
_ALLOCATIONS_BETWEEN_LOOKS: Final = 100_000


def processes_for(chapters: int, *, short: bool = False) -> int:
    """How many processes pay for so many chapters, or short ones; 1 where this one is quicker by itself."""
    fewest = FEWEST_SHORT_CHAPTERS if short else FEWEST_CHAPTERS
    return max(1, min(_cores(), MOST_PROCESSES, chapters // fewest))


def set_chapters(orders: Iterable[ChapterOrder], processes: int) -> Generator[Chapter]:
    """Set chapters in their order, in so many processes; closing the generator ends them.

    Raises what setting a chapter raises.
    """
    pool = _pool(processes)
    if pool is None:
        yield from map(set_chapter, orders)
        return
    waiting: deque[tuple[ChapterOrder, Future[Chapter] | None]] = deque()
    try:
        for order in orders:
            waiting.append((order, _sent(pool, order)))
            if len(waiting) > _AHEAD * processes:
                yield _received(*waiting.popleft())
        while waiting:
            yield _received(*waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(processes: int) -> ProcessPoolExecutor | None:
    """Processes to set chapters in; None for one, and where the system lets none share a lock.

    Python says the latter by any of three errors: a container may have no /dev/shm, or one not to be written.
    """
    if processes < 2:  # noqa: PLR2004 - one process is this one
        return None
    try:
        return ProcessPoolExecutor(processes, get_context("spawn"), _begin)
    except (OSError, ImportError, NotImplementedError):
        return None


def _sent(pool: ProcessPoolExecutor, order: ChapterOrder) -> Future[Chapter] | None:
    """Let another process set it; None where there is none to do so."""
    try:
        return pool.submit(_set_packed, _packed(order))
    except (BrokenProcessPool, OSError):
        return None


def _received(order: ChapterOrder, sent: Future[Chapter] | None) -> Chapter:
    """What came back; where nothing will, it is set here."""
    try:
        return set_chapter(order) if sent is None else sent.result()
    except BrokenProcessPool:
        return set_chapter(order)


def _begin() -> None:
    """Make a process ready: Ctrl+C is for the one that gives the orders, and what is loaded is kept."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS_BETWEEN_LOOKS)


def _set_packed(packed: bytes) -> Chapter:
    """Set a chapter from an order that was packed by the process that gives the orders."""
    order: ChapterOrder = pickle.loads(packed)  # noqa: S301 - from `_packed`, never from a file
    return set_chapter(order)


class _Packer(pickle.Pickler):
    """Packs values of ours, some of which hold read-only mappings."""

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401 - pickle's own signature
        """A read-only mapping is packed as what it shows."""
        if isinstance(value, MappingProxyType):
            return _read_only, (dict(value),)
        return NotImplemented


def _read_only(mapping: dict[str, object]) -> MappingProxyType[str, object]:
    """The mapping that a packed one becomes: its class has no name by which it could be found."""
    return MappingProxyType(mapping)


def _packed(order: ChapterOrder) -> bytes:
    """An order as bytes."""
    out = BytesIO()
    _Packer(out, pickle.HIGHEST_PROTOCOL).dump(order)
    return out.getvalue()


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
