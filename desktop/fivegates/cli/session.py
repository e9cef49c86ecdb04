"""The session of a command: language, the window opener, and an open portfolio."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import click

from fivegates.actions.file import files
from fivegates.actions.file.atomic_files import is_there
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.errors import FileRefusalError, Remedy, UserError
from fivegates.domain.language import Language, Message


class _RefusalWithHintsError(UserError):
    """A refusal with recovery hints, one a line."""

    def __init__(self, error: UserError, hints: Sequence[Message]) -> None:
        super().__init__(error.template, **error.values)
        self._hints = hints

    def text(self, language: Language) -> str:
        """The refusal and its hints in `language`."""
        return "\n".join([super().text(language), *(hint.text(language) for hint in self._hints)])


@contextmanager
def with_recovery_hints(path: Path) -> Iterator[None]:
    """Run what reads the portfolio at `path`; a refusal that a backup may cure gets recovery hints."""
    try:
        yield
    except FileRefusalError as error:
        if error.remedy is not Remedy.RESTORE:
            raise
        raise _RefusalWithHintsError(error, [*_recovery_hints(path)]) from error


def _recovery_hints(path: Path) -> Iterator[Message]:
    """The recovery hints for a portfolio that is damaged, empty or missing."""
    from fivegates.actions.file.backups import list_backups

    there = is_there(path)
    if list_backups(path):
        yield Message("`fivegates backups FILE` lists its backups, and `fivegates restore` goes back to one.")
    elif there:
        yield Message("There is no backup of this portfolio yet.")
    if there and path.stat().st_size:
        yield Message("`fivegates recover FILE OUT` saves what can be read of it as a new portfolio.")


class OpenWindow(Protocol):
    """A callback that opens the window, injected since `cli` may not import `ui`."""

    def __call__(self, file: Path | None, /, *, sample: bool) -> int:
        """Open it on a file, on the sample, or on neither; return the exit code."""


@dataclass(frozen=True)
class Session:
    """The context of each command: language, and the callback that opens the window."""

    language: Language
    open_window: OpenWindow


@contextmanager
def opened_for_command(path: Path, *, to_edit: bool = False) -> Iterator[OpenPortfolio]:
    """Open a portfolio for one command; one that edits keeps windows from editing meanwhile.

    Where a window edits it already, it is opened for reading, and edits are refused.
    """
    locks = files.lock_folder() if to_edit else None
    with with_recovery_hints(path):
        opened = files.open_portfolio(path, files.backup_folder(), locks)
        try:
            _report_fault(opened)
            _report_view(opened)
            yield opened
        finally:
            files.close_portfolio(opened)


def _report_fault(opened: OpenPortfolio) -> None:
    """Print why today's backup failed; the command continues."""
    session = click.get_current_context().find_object(Session)
    if opened.backup_fault is not None and session is not None:
        click.echo(opened.backup_fault.text(session.language), err=True)


def _report_view(opened: OpenPortfolio) -> None:
    """Print the sources and the day of a consolidated view."""
    session = click.get_current_context().find_object(Session)
    if opened.consolidated and session is not None:
        from fivegates.actions.consolidation.view import sources
        from fivegates.domain.wording.consolidation import view_sentence

        click.echo(view_sentence(sources(opened), session.language), err=True)
