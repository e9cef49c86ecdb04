"""Back a portfolio up, list its backups, and go back to one."""

from pathlib import Path

from fivegates.actions.file.files import backup_folder, lock_folder
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.store.backups import backup, restoring
from fivegates.store.backups.restoring import Backup

__all__ = ["Backup", "back_up_daily", "back_up_now", "list_backups", "restore_backup"]


def back_up_now(opened: OpenPortfolio) -> None:
    """Back the portfolio up before something that changes much of it.

    Raises UserError when no backup can be made; nothing shall be done then.
    """
    backup.back_up(opened.file, backup_folder())


def back_up_daily(opened: OpenPortfolio) -> None:
    """Back a portfolio up that stays open over days. Raises UserError when that fails."""
    backup.back_up_daily(opened.file, backup_folder())


def list_backups(path: Path) -> tuple[Backup, ...]:
    """The backups of the portfolio at `path`, the newest first."""
    return restoring.list_backups(path, backup_folder())


def restore_backup(path: Path, chosen: Path) -> Path | None:
    """Put a backup in the place of the portfolio at `path`, which must not be open.

    What was there is kept beside it under the name returned, None where nothing was there, and is backed up
    where it is sound. Raises UserError, and changes nothing, when that fails.
    """
    return restoring.restore(path.absolute(), chosen, backup_folder(), lock_folder())
