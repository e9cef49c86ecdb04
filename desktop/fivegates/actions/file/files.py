"""Open, copy and close portfolio files."""

from contextlib import suppress
from pathlib import Path

from fivegates.actions.file.atomic_files import require_replaceable
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.errors import FileRefusalError, Remedy, UserError
from fivegates.domain.wording.backups import Rebuilt
from fivegates.store.backups import backup
from fivegates.store.file import opening
from fivegates.store.file.connection import load_sqlite_utils
from fivegates.store.records.evidence_files import discard_unused


def data_folder() -> Path:
    """The folder of this user's backups and copy of the sample, created on demand.

    If it cannot be created, as in a read-only home, portfolios still open, but without locks
    and backups; the user is told.
    """
    from platformdirs import user_data_path

    folder = user_data_path("fivegates", appauthor=False)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def backup_folder() -> Path:
    """The folder of backups."""
    return data_folder() / "backups"


def lock_folder() -> Path:
    """The folder of the locks of portfolios being edited."""
    return data_folder() / "locks"


def seen_folder() -> Path:
    """The folder with the last seen verdicts of each portfolio."""
    return data_folder() / "last-seen"


def open_portfolio(path: Path, backups: Path, locks: Path | None = None) -> OpenPortfolio:
    """Open a portfolio, upgrading an older file after a backup into `backups`.

    To edit, pass the folder of `locks`; a portfolio that another window edits is read-only then. Raises
    UserError, and leaves the file unchanged, when it is not an intact portfolio.
    """
    return OpenPortfolio(opening.open_file(path, backups, locks))


def save_copy(opened: OpenPortfolio, path: Path) -> Rebuilt | None:
    """Write a checked copy of the portfolio to `path`; an older file there is kept when that fails.

    A portfolio is never replaced.

    A portfolio whose file was truncated or reverted while it was open is rebuilt from a backup and the edits
    saved since; the sources of the copy are returned then. Raises UserError when nothing is written.
    """
    require_replaceable(path)
    try:
        backup.save_copy(opened.file, path)
    except FileRefusalError as error:
        if error.remedy is not Remedy.SAVE_COPY:
            raise
        from fivegates.store.recovery.rebuilding import (
            rebuild_copy,  # rarely needed, so not imported at start-up
        )

        return rebuild_copy(opened.file, path, backup_folder())
    return None


def close_portfolio(opened: OpenPortfolio) -> None:
    """Close the file; everything is saved already, and rows kept only for undo are purged."""
    with suppress(UserError):
        discard_unused(opened.file)
    opened.close_search()
    opened.file.close()


def load_editing() -> None:
    """Import the library that edits need and opening does not; on any thread."""
    load_sqlite_utils()
