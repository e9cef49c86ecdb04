"""Open, copy and close portfolio files."""

from pathlib import Path

from fivegates.actions.opened import OpenPortfolio
from fivegates.store import backup, opening


def data_folder() -> Path:
    """Where this user's backups and copy of the sample are kept."""
    from platformdirs import user_data_path

    return user_data_path("fivegates", appauthor=False, ensure_exists=True)


def backup_folder() -> Path:
    """Where backups are kept."""
    return data_folder() / "backups"


def open_portfolio(path: Path, backups: Path) -> OpenPortfolio:
    """Open a portfolio, upgrading an older file after a backup into `backups`.

    Raises UserError, and leaves the file as it was, when it is not a sound portfolio.
    """
    return OpenPortfolio(opening.open_file(path, backups))


def save_copy(opened: OpenPortfolio, path: Path) -> None:
    """Write a checked copy of the portfolio to `path`."""
    backup.save_copy(opened.file, path)


def close_portfolio(opened: OpenPortfolio) -> None:
    """Close the file; everything is saved already."""
    opened.file.close()
