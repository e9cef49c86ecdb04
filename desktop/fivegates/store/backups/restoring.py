"""Lists the backups of a portfolio, and restores one; the replaced file is kept beside it."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from fivegates.domain.errors import UserError
from fivegates.domain.language import gettext_noop
from fivegates.domain.wording.backups import Holding
from fivegates.store.backups.backup import back_up, backups_of, stamp_of, time_of
from fivegates.store.file.connection import connect, settle
from fivegates.store.file.disk import flush, flush_folder, replaced
from fivegates.store.file.inspection import require_portfolio_header, require_regular_file
from fivegates.store.file.journals import is_rollback_journal, require_harmless_journal
from fivegates.store.file.locks import LockedElsewhereError, take_lock
from fivegates.store.file.opening import check_file
from fivegates.store.file.sqlite_errors import refusals_as
from fivegates.store.records.columns import day_value

_JOURNALS = ("-journal", "-wal", "-shm")
_HOLDING = """
SELECT (SELECT count(*) FROM initiative), (SELECT count(*) FROM review), (SELECT number FROM revision),
    (SELECT max(dated) FROM review)
"""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup; `taken` is local time, `holds` its content, None if it is unreadable."""

    path: Path
    taken: datetime
    holds: Holding | None


def list_backups(path: Path, folder: Path) -> tuple[Backup, ...]:
    """The backups of the portfolio at `path`, the newest first, each with what it holds."""
    made = reversed(backups_of(path, folder))
    return tuple(Backup(backup, time_of(backup), _holding(backup)) for backup in made)


def _holding(backup: Path) -> Holding | None:
    """The content of a backup of any version; None where it cannot be read."""
    try:
        require_portfolio_header(backup)
        with closing(connect(backup, "ro")) as connection:
            initiatives, reviews, edits, latest = connection.execute(_HOLDING).fetchone()
        return Holding(initiatives, reviews, int(edits), day_value(latest))
    except (UserError, sqlite3.Error, ValueError, TypeError):
        return None


def restore(path: Path, chosen: Path, folder: Path, locks: Path) -> Path | None:
    """Put a copy of the backup `chosen` at `path`; what was there is kept, with its journal.

    Returns the name under which it is kept beside the portfolio, None where nothing was there; if it was
    sound, it is in `folder` among the backups too. Raises UserError, and changes nothing, when the backup is
    not sound, when a folder or a device is at `path`, when another window edits the portfolio, or when the
    disk refuses.
    """
    if os.path.lexists(path):
        require_regular_file(path)
    check_file(chosen).close()
    sentence = gettext_noop(
        "{file} was not restored: {reason}. What was there before is kept; see to the disk, then try again."
    )
    with _locked(path, locks), refusals_as(sentence, file=path):
        return _restored(path, chosen, folder)


@contextmanager
def _locked(path: Path, locks: Path) -> Iterator[None]:
    """Keep other windows from opening the portfolio. Raises UserError when one has it open."""
    try:
        lock = take_lock(path, locks)
    except LockedElsewhereError as held:
        raise UserError(
            "{file} is open in another window, so nothing was restored. Close it there, then try again.",
            file=path.name,
        ) from held
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _restored(path: Path, chosen: Path, folder: Path) -> Path | None:
    """Copy first; then the old file gets a second name and its journal, before it loses the first one."""
    aside = _free_name(path)
    with replaced(path) as copy:
        shutil.copyfile(chosen, copy)
        flush(copy)
        was_there = path.exists()
        if was_there:
            _recover_if_possible(path)
            with suppress(UserError), closing(check_file(path)) as file:  # what is damaged is only kept aside
                back_up(file, folder)
            _link_aside(path, aside)
        _rename_journals(path, aside)
        flush_folder(path.parent)  # a journal that is still beside the restored file would damage it
    return aside if was_there else None


def _free_name(path: Path) -> Path:
    """The name under which the old file is kept."""
    stem = f"{path.stem} before {stamp_of(datetime.now())}"  # noqa: DTZ005 - like the names of backups
    endings = chain([""], map(" ({})".format, count(2)))
    names = (path.with_name(f"{stem}{ending}{path.suffix}") for ending in endings)
    return next(name for name in names if not name.exists())


def _recover_if_possible(path: Path) -> None:
    """Roll back an interrupted edit, as opening does: without its journal the old file is damaged.

    A restore that is cut off itself, after it moved the journal away, would leave it so.
    """
    with suppress(UserError, sqlite3.Error, OSError):
        require_portfolio_header(path)
        require_harmless_journal(path)
        if is_rollback_journal(Path(f"{path}-journal")):
            settle(path)


def _link_aside(path: Path, aside: Path) -> None:
    """Give the old file another name; where a file can have one name only, it loses the first."""
    try:
        aside.hardlink_to(path)
    except OSError:
        path.rename(aside)


def _rename_journals(path: Path, aside: Path) -> None:
    """Move the old file's journals to its new name: SQLite would apply them to the backup and damage it."""
    for ending in _JOURNALS:
        with suppress(FileNotFoundError):
            Path(f"{path}{ending}").rename(f"{aside}{ending}")
