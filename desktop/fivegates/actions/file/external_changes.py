"""What became of an open portfolio's file: moved, changed or edited elsewhere; and how to go on."""

from pathlib import Path

from fivegates.actions.file.files import backup_folder, lock_folder
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.language import Message
from fivegates.store import backup, opening
from fivegates.store.whereabouts import Whereabouts, accept_changes, whereabouts

__all__ = ["Whereabouts", "go_on_in_copy", "load_again", "look", "open_to_edit"]


def look(opened: OpenPortfolio) -> Whereabouts:
    """Whether the file is the one that was opened, as it was last read or written.

    Raises UserError where somebody has damaged it since.
    """
    return whereabouts(opened.file)


def load_again(opened: OpenPortfolio) -> Changes:
    """Go on with what others have written into the file; the next edit is no longer refused for it.

    Raises UserError when the file is not sound any more.
    """
    accept_changes(opened.file)
    return Changes(Message("Load again"), settings=True)


def go_on_in_copy(opened: OpenPortfolio, path: Path) -> None:
    """Write a copy, and edit that from now on; what can be undone stays so.

    Raises UserError when no copy can be written; the portfolio stays with the file that it has then.
    """
    backup.save_copy(opened.file, path)
    copy = opening.open_file(path, backup_folder(), lock_folder())
    opened.file.close()
    opened.file = copy


def open_to_edit(path: Path) -> OpenPortfolio | None:
    """Open a portfolio that another window edited; None while it still does.

    Raises UserError as opening does.
    """
    file = opening.open_file(path, backup_folder(), lock_folder())
    if file.held_elsewhere is None:
        return OpenPortfolio(file)
    file.close()
    return None
