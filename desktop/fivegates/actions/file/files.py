"""Open, copy and close portfolio files."""

from contextlib import suppress
from pathlib import Path

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.whole_files import require_replaceable
from fivegates.domain.errors import FileRefusalError, Remedy, UserError
from fivegates.domain.wording.backups import Rebuilt
from fivegates.store.backups import backup
from fivegates.store.file import opening
from fivegates.store.file.connection import load_sqlite_utils
from fivegates.store.records.evidence_files import discard_unused


def data_folder() -> Path:
    """Where this user's backups and copy of the sample are kept; made if need be.

    Where it cannot be made, as in a home that cannot be written, portfolios open all the same: without locks,
    and without backups, which is said.
    """
    from platformdirs import user_data_path

    folder = user_data_path("fivegates", appauthor=False)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def backup_folder() -> Path:
    """Where backups are kept."""
    return data_folder() / "backups"


def lock_folder() -> Path:
    """Where it is noted which portfolios are being edited."""
    return data_folder() / "locks"


def seen_folder() -> Path:
    """Where it is noted what each portfolio showed when it was last open."""
    return data_folder() / "last-seen"


def open_portfolio(path: Path, backups: Path, locks: Path | None = None) -> OpenPortfolio:
    """Open a portfolio, upgrading an older file after a backup into `backups`.

    Who edits passes the folder of `locks`; a portfolio that another window edits is read-only then. Raises
    UserError, and leaves the file as it was, when it is not a sound portfolio.
    """
    return OpenPortfolio(opening.open_file(path, backups, locks))


def save_copy(opened: OpenPortfolio, path: Path) -> Rebuilt | None:
    """Write a checked copy of the portfolio to `path`; an older file there is kept when that fails.

    A portfolio is never replaced.

    A portfolio whose file was emptied or put back while it was open is rebuilt from a backup and what was
    saved since; returned is then what the copy was made of. Raises UserError when nothing is written.
    """
    require_replaceable(path)
    try:
        backup.save_copy(opened.file, path)
    except FileRefusalError as error:
        if error.remedy is not Remedy.SAVE_COPY:
            raise
        from fivegates.store.recovery.rebuilding import (
            rebuild_copy,  # needed by hardly anybody, so not at start-up
        )

        return rebuild_copy(opened.file, path, backup_folder())
    return None


def close_portfolio(opened: OpenPortfolio) -> None:
    """Close the file; everything is saved already, and what was kept for undo alone goes."""
    with suppress(UserError):
        discard_unused(opened.file)
    opened.close_search()
    opened.file.close()


def load_editing() -> None:
    """Load the library that edits need and opening does not; on any thread."""
    load_sqlite_utils()
