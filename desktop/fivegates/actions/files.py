"""Create, open, copy and close portfolio files."""

from pathlib import Path

from platformdirs import user_data_path

from fivegates.actions.exchange import insert_portfolio
from fivegates.actions.opened import OpenPortfolio
from fivegates.actions.rubrics import default_rubric
from fivegates.domain.reviews import Portfolio
from fivegates.domain.settings import Settings
from fivegates.exchange.sample import read_sample
from fivegates.resources import resource_path
from fivegates.store import backup, opening


def create_portfolio(path: Path, title: str = "") -> OpenPortfolio:
    """Create an empty portfolio on the default rubric. Raises UserError when `path` exists."""
    rubric = default_rubric()
    settings = Settings(title=title, marking="", rubric_id=rubric.id, rubric_version=rubric.version)
    return create_filled(path, Portfolio(settings, (rubric,)))


def create_sample(path: Path) -> OpenPortfolio:
    """Create the sample portfolio. Raises UserError when `path` exists."""
    return create_filled(path, read_sample(resource_path("sample"), default_rubric()))


def create_filled(path: Path, portfolio: Portfolio) -> OpenPortfolio:
    """Create a file that holds `portfolio`; no file is left when that fails."""
    opened = OpenPortfolio(opening.create_file(path))
    try:
        insert_portfolio(opened, portfolio)
    except BaseException:
        close_portfolio(opened)
        path.unlink(missing_ok=True)
        raise
    opened.done.clear()
    return opened


def data_folder() -> Path:
    """Where this user's backups and copy of the sample are kept."""
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
