"""Files that another program left in write-ahead logging: read as they are, and left so when refused."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from builders import portfolio
from stored import contents, run_outside, sentence_of, untouched

from fivegates.domain.errors import UserError
from fivegates.store.file import connection
from fivegates.store.file.journals import is_write_ahead
from fivegates.store.file.opening import check_file, open_file
from fivegates.store.records.portfolio import read_portfolio
from fivegates.store.records.settings import read_settings
from fivegates.store.schema.versions import MIGRATIONS

NEWER = f"PRAGMA user_version = {len(MIGRATIONS) + 1}"
LOG_AND_DIE = """
import os, sqlite3, sys
path, *statements = sys.argv[1:]
connection = sqlite3.connect(path, isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
for statement in statements:
    connection.execute(statement)
os._exit(0)
"""


def logged(path: Path, *statements: str) -> Path:
    """Run SQL into a log beside the file, and end without closing it."""
    subprocess.run([sys.executable, "-c", LOG_AND_DIE, str(path), *statements], check=True)
    assert Path(f"{path}-wal").stat().st_size
    return path


@pytest.fixture
def switched(closed: Path) -> Path:
    """A portfolio in write-ahead logging, with nothing in its log."""
    run_outside(closed, "PRAGMA journal_mode = WAL")
    assert contents(closed.parent).keys() == {closed.name}
    return closed


def test_a_check_leaves_nothing_beside_it(switched: Path) -> None:
    with untouched(switched), closing(check_file(switched)) as file:
        assert read_portfolio(file).settings == portfolio().settings


def test_a_check_reads_what_is_only_in_the_log(closed: Path) -> None:
    logged(closed, "UPDATE portfolio SET title = 'in the log'")
    with untouched(closed), closing(check_file(closed)) as file:
        assert read_settings(file).title == "in the log"


def test_a_check_finds_the_harm_that_is_only_in_the_log(closed: Path) -> None:
    logged(closed, "CREATE TABLE extra (id)")
    with untouched(closed), pytest.raises(UserError, match="parts that no Fivegates made") as refused:
        check_file(closed)
    sentence_of(refused.value, [closed.name])


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (NEWER, "newer Fivegates"),
        ("CREATE TABLE extra (id)", "parts that no Fivegates made"),
        ("DELETE FROM portfolio", "is damaged"),
    ],
)
def test_a_refused_file_keeps_its_log(closed: Path, backups: Path, statement: str, expected: str) -> None:
    logged(closed, statement)
    with untouched(closed), pytest.raises(UserError, match=expected):
        open_file(closed, backups)


def test_a_refused_file_gets_none(switched: Path, backups: Path) -> None:
    run_outside(switched, NEWER)
    with untouched(switched), pytest.raises(UserError, match="newer Fivegates"):
        open_file(switched, backups)


def test_what_is_only_in_the_log_is_saved_when_the_file_is_opened(closed: Path, backups: Path) -> None:
    logged(closed, "UPDATE portfolio SET title = 'in the log'")
    with closing(open_file(closed, backups)) as file:
        assert read_settings(file).title == "in the log"
        assert file.connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert contents(closed.parent).keys() == {closed.name}


def test_a_file_that_another_program_logs_into_is_not_taken_from_it(
    switched: Path, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(switched, isolation_level=None)) as other:
        other.execute("UPDATE portfolio SET title = 'theirs'")
        with pytest.raises(UserError, match="in use by another program") as refused:
            open_file(switched, backups)
        sentence_of(refused.value, [switched.name])
        assert other.execute("SELECT title FROM portfolio").fetchone()[0] == "theirs"


def test_a_log_whose_copy_cannot_be_made(switched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_source: str, _target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", refuse)
    with untouched(switched), pytest.raises(UserError, match="cannot be read: No space left on device"):
        check_file(switched)


def test_only_the_header_says_so(closed: Path, switched: Path) -> None:
    assert is_write_ahead(switched)
    run_outside(closed, "PRAGMA journal_mode = DELETE")
    assert not is_write_ahead(closed)
