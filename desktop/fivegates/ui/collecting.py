"""Puts off the collection of garbage while much is made that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_later() -> Iterator[None]:
    """Look for no garbage inside: start-up makes almost none, and each look walks all that it has made."""
    gc.disable()
    try:
        yield
    finally:
        # Together these put everything among the old objects unwalked, still to be collected one day.
        gc.freeze()
        gc.unfreeze()
        gc.enable()
