"""Defers garbage collection while many long-lived objects are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_later() -> Iterator[None]:
    """Disable garbage collection inside: start-up makes almost no garbage, and each run walks all objects."""
    gc.disable()
    try:
        yield
    finally:
        # Together these put everything among the old objects unwalked, still to be collected one day.
        gc.freeze()
        gc.unfreeze()
        gc.enable()
