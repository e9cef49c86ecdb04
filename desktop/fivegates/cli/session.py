"""What commands share: the language to speak, the way to the window, a portfolio that is open for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import click

from fivegates.actions.file import files
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.cli.recovery_hints import naming_ways_on
from fivegates.domain.language import Language


class OpenWindow(Protocol):
    """The way to the window, which the command line does not know itself."""

    def __call__(self, file: Path | None, /, *, sample: bool) -> int:
        """Open it on a file, on the sample, or on neither; return the exit code."""


@dataclass(frozen=True)
class Session:
    """What each command is given: the language to speak, and the way to the window."""

    language: Language
    open_window: OpenWindow


@contextmanager
def opened_for_command(path: Path, *, to_edit: bool = False) -> Iterator[OpenPortfolio]:
    """Open a portfolio for one command; one that edits keeps windows from editing meanwhile.

    Where a window edits it already, it is opened for reading, and edits are refused.
    """
    locks = files.lock_folder() if to_edit else None
    with naming_ways_on(path):
        opened = files.open_portfolio(path, files.backup_folder(), locks)
        try:
            _tell_fault(opened)
            yield opened
        finally:
            files.close_portfolio(opened)


def _tell_fault(opened: OpenPortfolio) -> None:
    """Say why there is no backup of today; the command goes on."""
    session = click.get_current_context().find_object(Session)
    if opened.backup_fault is not None and session is not None:
        click.echo(opened.backup_fault.text(session.language), err=True)
