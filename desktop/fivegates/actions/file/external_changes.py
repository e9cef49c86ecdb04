"""Detects that an open portfolio's file was moved, replaced or edited elsewhere, and says how to continue."""

from pathlib import Path

from fivegates.actions.file.files import backup_folder, lock_folder, save_copy
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.errors import UserError
from fivegates.domain.language import Language, Message
from fivegates.domain.wording.backups import Rebuilt, saved_words, unknown_words
from fivegates.store.file import opening
from fivegates.store.file.external_changes import (
    ExternalState,
    accept_changes,
    external_state,
    require_in_place,
)

__all__ = ["ExternalState", "go_on_in_copy", "load_again", "look", "open_to_edit", "state_words"]


def look(opened: OpenPortfolio) -> ExternalState:
    """Whether the file is the one that was opened, as it was last read or written.

    Raises UserError where somebody has damaged it since.
    """
    return external_state(opened.file)


def state_words(opened: OpenPortfolio, language: Language) -> str:
    """Check the file now, and say whether it holds the last edit; for after a crash, so nothing is raised."""
    try:
        require_in_place(opened.file)
        holds_last = opened.file.stored_revision() == opened.file.revision
    except UserError as error:
        return error.text(language)
    except Exception:  # noqa: BLE001 - the crash itself may have left anything behind
        return unknown_words(language)
    return saved_words(opened.path.name, language) if holds_last else unknown_words(language)


def load_again(opened: OpenPortfolio) -> Changes:
    """Go on with what others have written into the file; the next edit is no longer refused for it.

    Raises UserError when the file is not sound any more.
    """
    accept_changes(opened.file)
    return Changes(Message("Load again"), settings=True)


def go_on_in_copy(opened: OpenPortfolio, path: Path) -> Rebuilt | None:
    """Write a copy, and edit that from now on; what can be undone stays so.

    Returns what a rebuilt copy was made of (see `save_copy`). Raises UserError when no copy can be written;
    the portfolio stays with the file that it has then.
    """
    rebuilt = save_copy(opened, path)
    copy = opening.open_file(path, backup_folder(), lock_folder())
    opened.file.close()
    opened.file = copy
    return rebuilt


def open_to_edit(path: Path) -> OpenPortfolio | None:
    """Open a portfolio that another window edited; None while it still does.

    Raises UserError as opening does.
    """
    file = opening.open_file(path, backup_folder(), lock_folder())
    if file.held_elsewhere is None:
        return OpenPortfolio(file)
    file.close()
    return None
