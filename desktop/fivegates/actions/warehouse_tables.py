"""Write a portfolio as tables for a warehouse: a folder of Parquet files with a data dictionary."""

import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from fivegates import __version__
from fivegates.actions import overview
from fivegates.actions.consolidation.view import source_titles
from fivegates.actions.file.atomic_files import is_there
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import case_of
from fivegates.actions.queries import market, record
from fivegates.actions.two_days import case_of_day
from fivegates.domain.errors import UserError
from fivegates.domain.review.history import current_reviews
from fivegates.domain.verdict.verdict import judge
from fivegates.exchange.parquet.columns import Exported
from fivegates.exchange.parquet.tables import TABLES, rows_of
from fivegates.exchange.parquet.writing import is_export, write_tables
from fivegates.store.file.disk import flush_folder


def save_parquet(opened: OpenPortfolio, folder: Path, day: date) -> None:
    """Write every table and `data-dictionary.json` into `folder` atomically; an earlier export is replaced.

    Each verdict is as of its review, that on the latest review as of `day` too. Raises UserError, and keeps
    the existing files, where it cannot be written, or `folder` holds anything but an earlier export.
    """
    for _ in parquet_steps(opened, folder, day):
        pass


def count_steps(opened: OpenPortfolio) -> int:
    """The number of steps of `parquet_steps`."""
    return len(overview.lines(opened)) + len(TABLES)


def parquet_steps(opened: OpenPortfolio, folder: Path, day: date) -> Generator[None, None, None]:
    """Write as `save_parquet` does, step by step; closed early, it cleans up."""
    about = {
        "title": overview.settings(opened).title,
        "as_of": day.isoformat(),
        "reporting_currency": overview.settings(opened).currency,
        "written_by": f"Fivegates {__version__}",
    }
    titles = source_titles(opened)
    groups = (
        rows_of(_exported(opened, line.initiative.id, day, titles.get(line.initiative.id)))
        for line in overview.lines(opened)
    )
    try:
        with _replaced_folder(folder) as staged:
            yield from write_tables(staged, TABLES, groups, about)
    except OSError as error:
        raise UserError(
            "{file} was not written: {reason}. What was there before is unchanged.",
            file=folder,
            reason=error.strerror,
        ) from error


def _exported(opened: OpenPortfolio, initiative_id: int, day: date, source: str | None) -> Exported:
    """Return an initiative with its verdicts."""
    of = record(opened, initiative_id)
    cases = {review.id: case_of(opened, of, review) for review in of.reviews}
    current = current_reviews(of)
    on_day = None
    if current:
        on_day = judge(case_of_day(opened, of, cases[current[-1].id], day))
    return Exported(
        of,
        tuple(judge(cases[review.id]) for review in of.reviews),
        on_day,
        day,
        overview.settings(opened).currency,
        market(opened).rates,
        source,
    )


@contextmanager
def _replaced_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder beside `path`, and move it into place once it is filled.

    The existing folder is moved aside meanwhile, and restored on failure. Raises OSError, and UserError where
    it holds anything but an earlier export.
    """
    path = path.absolute()
    if is_there(path) and not (path.is_dir() and is_export(path, TABLES)):
        raise UserError(
            "{file} holds something else than an earlier export, so nothing was written. "
            "Choose a folder that is new or empty.",
            file=path,
        )
    staged, aside = (path.with_name(f".{os.urandom(8).hex()}.{ending}") for ending in ("part", "old"))
    staged.mkdir()
    try:
        yield staged
        if is_there(path):
            path.rename(aside)
        try:
            staged.rename(path)
        except OSError:
            if is_there(aside):
                aside.rename(path)
            raise
        with suppress(OSError):
            flush_folder(path.parent)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        if is_there(path):
            shutil.rmtree(aside, ignore_errors=True)
