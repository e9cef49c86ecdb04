"""Messages on standard error: progress, and warnings about unprintable text."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

import click

from fivegates.domain.brief import RenderedBrief
from fivegates.domain.language import Language
from fivegates.domain.wording.unprintable import unprintable_lines

_SECONDS_BETWEEN: Final = 0.1


@contextmanager
def progress(words: Callable[[int], str]) -> Iterator[Callable[[int], None]]:
    """A context with a progress callback; `words` gives the text. The line is erased at the end."""
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
    """Whether standard error is a terminal."""
    return sys.stderr.isatty()


def warn_unprintable(rendered: RenderedBrief, language: Language) -> None:
    """Report which text no font could show; the PDF carries a mark in its place."""
    for line in unprintable_lines(rendered.unprintable, language):
        click.echo(line, err=True)
