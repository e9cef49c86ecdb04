"""Python's cyclic garbage collection, where it costs time and finds little."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

ALLOCATIONS_BETWEEN_LOOKS: Final = 100_000


@contextmanager
def without_collection() -> Iterator[None]:
    """Collect no cycles inside: the values of a portfolio make none, and each pass visits all of them.

    Of the time to check or import a large portfolio that is a tenth to a fifth.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def with_rare_collection() -> Iterator[None]:
    """Look for cycles less often inside: setting a paper makes much that is kept, and little garbage.

    Of the time to set a brief that is a quarter, for a few MB of memory. It goes on at times, since charts
    are cycles. Threads that overlap may end it for each other too early, and never leave it on.
    """
    before = gc.get_threshold()
    if before[0] == 0 or before[0] >= ALLOCATIONS_BETWEEN_LOOKS:
        yield
        return
    gc.set_threshold(ALLOCATIONS_BETWEEN_LOOKS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
