"""Back up a portfolio, list its backups, and restore one."""

from pathlib import Path

from fivegates.actions.file.files import backup_folder, lock_folder
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.store.backups import backup, restoring
from fivegates.store.backups.restoring import Backup

__all__ = ["Backup", "back_up_daily", "back_up_now", "list_backups", "restore_backup"]


def back_up_now(opened: OpenPortfolio) -> None:
    """Back up the portfolio before a large change.

    Raises UserError when no backup can be made; the change must not go ahead then.
    """
    backup.back_up(opened.file, backup_folder())


def back_up_daily(opened: OpenPortfolio) -> None:
    """Make the daily backup of a portfolio that stays open overnight. Raises UserError when that fails."""
    backup.back_up_daily(opened.file, backup_folder())


def list_backups(path: Path) -> tuple[Backup, ...]:
    """The backups of the portfolio at `path`, the newest first."""
    return restoring.list_backups(path, backup_folder())


def restore_backup(path: Path, chosen: Path) -> Path | None:
    """Restore a backup to `path`; the portfolio there must not be open.

    The replaced file is kept beside it under the name returned (None where there was none), and is backed up
    where it is intact. Raises UserError, and changes nothing, when that fails.
    """
    return restoring.restore(path.absolute(), chosen, backup_folder(), lock_folder())
