"""The output of commands: JSON values, and on standard error progress and warnings."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from fractions import Fraction
from time import monotonic
from typing import Final, TypeAlias

import click

from fivegates.domain.brief import RenderedBrief
from fivegates.domain.language import Language
from fivegates.domain.wording.papers import unprintable_lines

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"


def json_text(plain: object) -> str:
    """Serialise to indented JSON, without escaping non-ASCII letters."""
    return json.dumps(plain, ensure_ascii=False, indent=2)


def json_number(value: Fraction | Decimal | None) -> int | float | None:
    """A number for JSON: a whole one as int, any other as the nearest float."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def day_text(day: date | None) -> str | None:
    """A day as ISO 8601; null where there is none."""
    return day.isoformat() if day else None


_SECONDS_BETWEEN: Final = 0.1


@contextmanager
def progress(words: Callable[[int], str]) -> Iterator[Callable[[int], None]]:
    """A context with a progress callback; `words` gives the text. The line is erased at the end."""
    shown = is_terminal()
    last = float("-inf")

    def report(done: int) -> None:
        nonlocal last
        now = monotonic()
        if shown and now - last >= _SECONDS_BETWEEN:
            last = now
            click.echo(f"\r\033[K{words(done)}", err=True, nl=False)

    try:
        yield report
    finally:
        if shown:
            click.echo("\r\033[K", err=True, nl=False)


def is_terminal() -> bool:
    """True if standard error is a terminal."""
    return sys.stderr.isatty()


def warn_unprintable(rendered: RenderedBrief, language: Language) -> None:
    """Report which text no font could show; the PDF carries a mark in its place."""
    for line in unprintable_lines(rendered.unprintable, language):
        click.echo(line, err=True)
