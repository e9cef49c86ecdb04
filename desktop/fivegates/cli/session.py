"""What commands share: the language to speak, the way to the window, a portfolio that is open for a while."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import click

from fivegates.actions.file import files
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.whole_files import is_there
from fivegates.domain.errors import FileRefusalError, Remedy, UserError
from fivegates.domain.language import Language, Message


class _RefusalWithWaysError(UserError):
    """A refusal, and below it a line for each way on."""

    def __init__(self, error: UserError, ways: Sequence[Message]) -> None:
        super().__init__(error.template, **error.values)
        self._ways = ways

    def text(self, language: Language) -> str:
        """Say it, and name the ways, in `language`."""
        return "\n".join([super().text(language), *(way.text(language) for way in self._ways)])


@contextmanager
def naming_ways_on(path: Path) -> Iterator[None]:
    """Run what reads the portfolio at `path`; a refusal that a backup may cure gets recovery hints."""
    try:
        yield
    except FileRefusalError as error:
        if error.remedy is not Remedy.RESTORE:
            raise
        raise _RefusalWithWaysError(error, [*_ways_on(path)]) from error


def _ways_on(path: Path) -> Iterator[Message]:
    """What can be done about a portfolio that is damaged, empty or gone."""
    from fivegates.actions.file.backups import list_backups

    there = is_there(path)
    if list_backups(path):
        yield Message("`fivegates backups FILE` lists its backups, and `fivegates restore` goes back to one.")
    elif there:
        yield Message("There is no backup of this portfolio yet.")
    if there and path.stat().st_size:
        yield Message("`fivegates recover FILE OUT` saves what can be read of it as a new portfolio.")


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
            _tell_view(opened)
            yield opened
        finally:
            files.close_portfolio(opened)


def _tell_fault(opened: OpenPortfolio) -> None:
    """Say why there is no backup of today; the command goes on."""
    session = click.get_current_context().find_object(Session)
    if opened.backup_fault is not None and session is not None:
        click.echo(opened.backup_fault.text(session.language), err=True)


def _tell_view(opened: OpenPortfolio) -> None:
    """Say of which files and day a consolidated view is."""
    session = click.get_current_context().find_object(Session)
    if opened.consolidated and session is not None:
        from fivegates.actions.consolidation.view import sources
        from fivegates.domain.wording.consolidation import view_sentence

        click.echo(view_sentence(sources(opened), session.language), err=True)
