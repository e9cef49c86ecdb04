"""Detects that an open portfolio's file was moved, replaced or edited elsewhere; reloads or copies it."""

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

__all__ = ["ExternalState", "check_file", "continue_in_copy", "open_to_edit", "reload", "state_words"]


def check_file(opened: OpenPortfolio) -> ExternalState:
    """The state of the file, compared with the last read or write.

    Raises UserError where it was damaged since.
    """
    return external_state(opened.file)


def state_words(opened: OpenPortfolio, language: Language) -> str:
    """Check after a crash whether the file contains the last edit, in a sentence; never raises."""
    try:
        require_in_place(opened.file)
        holds_last = opened.file.stored_revision() == opened.file.revision
    except UserError as error:
        return error.text(language)
    except Exception:  # noqa: BLE001 - the crash itself may have left anything behind
        return unknown_words(language)
    return saved_words(opened.path.name, language) if holds_last else unknown_words(language)


def reload(opened: OpenPortfolio) -> Changes:
    """Reload the file with external changes; they no longer block the next edit.

    Raises UserError when the file is damaged.
    """
    accept_changes(opened.file)
    return Changes(Message("Load again"), settings=True)


def continue_in_copy(opened: OpenPortfolio, path: Path) -> Rebuilt | None:
    """Save a copy, and continue editing that; the undo stack stays.

    Returns the sources of a rebuilt copy (see `save_copy`). Raises UserError when no copy can be written;
    the portfolio keeps its file then.
    """
    rebuilt = save_copy(opened, path)
    copy = opening.open_file(path, backup_folder(), lock_folder())
    opened.file.close()
    opened.file = copy
    return rebuilt


def open_to_edit(path: Path) -> OpenPortfolio | None:
    """Open for editing a portfolio that another window has locked; None while it still has.

    Raises UserError as opening does.
    """
    file = opening.open_file(path, backup_folder(), lock_folder())
    if file.locked_elsewhere is None:
        return OpenPortfolio(file)
    file.close()
    return None
