"""Python's cyclic garbage collection, where it costs time and can find nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
