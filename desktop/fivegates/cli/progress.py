"""How far a command is, on one line of standard error, where that is a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

import click

_SECONDS_BETWEEN: Final = 0.1


@contextmanager
def progress(words: Callable[[int], str]) -> Iterator[Callable[[int], None]]:
    """Give what is to be told how much is done; `words` says it. The line is taken back at the end."""
    shown = is_looked_at()
    last = float("-inf")

    def tell(done: int) -> None:
        nonlocal last
        now = monotonic()
        if shown and now - last >= _SECONDS_BETWEEN:
            last = now
            click.echo(f"\r\033[K{words(done)}", err=True, nl=False)

    try:
        yield tell
    finally:
        if shown:
            click.echo("\r\033[K", err=True, nl=False)


def is_looked_at() -> bool:
    """Whether somebody sees what is written to standard error."""
    return sys.stderr.isatty()
