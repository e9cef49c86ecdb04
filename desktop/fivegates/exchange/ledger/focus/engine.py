"""DuckDB, started for one import: bounded memory, a private folder to spill to, and only the named files.

DuckDB is loaded when something is imported, never before.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING, Final

from fivegates.domain.errors import UserError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Record = tuple[object, ...]
Progress = Callable[[float], None]
"""Receives the progress of a query, from 0 to 1; an exception from it aborts the query."""

_MEMORY: Final = "320MiB"
_MOST_THREADS: Final = 4
_POLL: Final = 0.1
"""Seconds between two polls of a query's progress."""

_FETCHED: Final = 200
_HIDDEN_PROGRESS: Final = ("SET enable_progress_bar = true", "SET enable_progress_bar_print = false")
_CLOSED: Final = (
    "SET TimeZone = 'UTC'",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
_STARTED: Final[dict[str, str | int | bool]] = {
    "memory_limit": _MEMORY,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_extension_repositories": "forbidden",
    "enable_external_file_cache": False,
    "python_enable_replacements": False,
}


class QueryError(Exception):
    """DuckDB could not run a query over the files: their content is malformed, or a sum is too large."""


class Engine:
    """A DuckDB connection; `folder` is private, for unpacked files and for data that exceeds the memory.

    `wanted` is called while files are unpacked or scanned; an exception from it aborts the import.
    """

    def __init__(self, cursor: "DuckDBPyConnection", folder: Path, wanted: Callable[[], None]) -> None:
        self._cursor = cursor
        self.folder = folder
        self.wanted = wanted

    def rows(self, statement: str, progress: Progress = lambda _: None) -> Iterator[Record]:
        """Run a query, then give its rows; few are held at once.

        Raises QueryError where the files do not allow it, UserError where memory or disk do not suffice.
        """
        with _as_query_errors():
            self._run(statement, progress)
            while batch := self._cursor.fetchmany(_FETCHED):
                yield from batch

    def _run(self, statement: str, progress: Progress) -> None:
        """Run in a thread, so that the query can be watched and ended."""
        failed: list[BaseException] = []

        def run() -> None:
            try:
                self._cursor.execute(statement)
            except BaseException as error:  # noqa: BLE001 - it is raised again below
                failed.append(error)

        thread = Thread(target=run, name="duckdb", daemon=True)
        thread.start()
        thread.join(_POLL)
        try:
            while thread.is_alive():
                progress(max(self._cursor.query_progress(), 0.0) / 100)
                thread.join(_POLL)
        except BaseException:
            self._cursor.interrupt()
            thread.join()
            raise
        if failed:
            raise failed[0]


@contextmanager
def started(files: Sequence[Path], wanted: Callable[[], None] = lambda: None) -> Iterator[Engine]:
    """Start an engine that can read these files and its own folder, and nothing else."""
    import duckdb

    with TemporaryDirectory(prefix="fivegates-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        settings: dict[str, str | bool | int | float | list[str]] = {
            **_STARTED,
            "threads": min(os.cpu_count() or 1, _MOST_THREADS),
            "temp_directory": str(folder / "spilled"),
        }
        with _as_query_errors():
            connection = duckdb.connect(config=settings)
        try:
            cursor = connection.cursor()
            paths = ", ".join(quoted_text(str(path)) for path in files)
            cursor.execute(f"SET allowed_paths = [{paths}]")
            cursor.execute(f"SET allowed_directories = [{quoted_text(str(folder))}]")
            for setting in (*_HIDDEN_PROGRESS, *_CLOSED):
                cursor.execute(setting)
            yield Engine(cursor, folder, wanted)
        finally:
            connection.close()


@contextmanager
def _as_query_errors() -> Iterator[None]:
    """Translate DuckDB's exceptions into those that the import handles."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise UserError("There is not enough memory or disk space to add up the rows.") from error
    except duckdb.Error as error:
        raise QueryError(str(error)) from error


def quoted_text(text: str) -> str:
    """Text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def quoted_name(name: str) -> str:
    """The name of a column as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
