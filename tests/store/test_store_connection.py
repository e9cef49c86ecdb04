"""Connections: the settings that the file's safety rests on, and names that need care in a URI."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from fivegates.store.file import connection
from fivegates.store.file.connection import connect, connect_to_memory, uri_of
from fivegates.store.file.opening import create_file, open_file
from fivegates.store.file.portfolio_file import PortfolioFile

SAFE = {
    "synchronous": 3,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "secure_delete": 1,
}
UNSAFE = {
    "synchronous": 1,
    "foreign_keys": 0,
    "trusted_schema": 1,
    "cell_size_check": 0,
    "mmap_size": 65536,
    "secure_delete": 0,
}
"""What a build of SQLite may begin with."""


def settings_of(opened: sqlite3.Connection) -> dict[str, object]:
    return {name: opened.execute(f"PRAGMA {name}").fetchone()[0] for name in SAFE}


def test_every_connection_is_set_for_safety_whatever_sqlite_begins_with(closed: Path) -> None:
    with closing(sqlite3.connect(closed, isolation_level=None)) as opened:
        for name, value in UNSAFE.items():
            opened.execute(f"PRAGMA {name} = {value}").fetchall()
        assert settings_of(opened) == UNSAFE
        connection._configure(opened)
        assert settings_of(opened) == SAFE


def test_an_opened_file_is_set_for_safety(closed: Path, backups: Path) -> None:
    with closing(open_file(closed, backups)) as file:
        assert settings_of(file.connection) == SAFE


def test_a_created_file_is_set_alike(path: Path) -> None:
    with closing(create_file(path)) as file:
        assert settings_of(file.connection) == SAFE


def test_a_mac_is_asked_to_flush_its_disk_cache_too(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with closing(connect(closed, "rw")) as opened:
        assert opened.execute("PRAGMA fullfsync").fetchone()[0] == 1


def test_nothing_is_created_by_connecting(path: Path) -> None:
    for mode in ("ro", "rw"):
        with pytest.raises(sqlite3.OperationalError, match="unable to open"):
            connect(path, mode)
    assert not path.exists()


def test_a_connection_that_cannot_be_set_is_closed(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[sqlite3.Connection] = []

    def refuse(opened: sqlite3.Connection) -> None:
        made.append(opened)
        raise MemoryError

    monkeypatch.setattr(connection, "_configure", refuse)
    with pytest.raises(MemoryError):
        connect(closed, "rw")
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        made[0].execute("SELECT 1")


def test_a_copy_in_memory_is_set_for_safety_too(closed: Path) -> None:
    with closing(connect(closed, "ro")) as source, closing(connect_to_memory(source)) as copy:
        assert copy.execute("SELECT count(*) FROM initiative").fetchone()[0] == 2
        assert copy.execute("PRAGMA trusted_schema").fetchone()[0] == 0


def test_what_cannot_be_read_is_not_copied_to_memory(closed: Path) -> None:
    source = connect(closed, "ro")
    source.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connect_to_memory(source)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PurePosixPath("/a b/50% #1?.fivegates"), "file:///a%20b/50%25%20%231%3F.fivegates"),
        (PureWindowsPath("C:/board/q.fivegates"), "file:///C:/board/q.fivegates"),
        (PureWindowsPath("//server/share/q.fivegates"), "file:////server/share/q.fivegates"),
    ],
)
def test_every_path_has_a_uri_that_sqlite_understands(path: PurePath, expected: str) -> None:
    assert uri_of(path) == expected


@pytest.mark.skipif(os.name != "posix", reason="names of other bytes are POSIX")
def test_a_name_that_is_no_unicode(tmp_path: Path, backups: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.fivegates"))
    create_file(path).close()
    open_file(path, backups).close()


def test_a_path_stays_the_same_where_the_working_folder_changes(
    closed: Path, backups: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(closed.parent)
    with closing(open_file(Path(closed.name), backups)) as file:
        monkeypatch.chdir(tmp_path)
        assert file.path == closed
        file.replace_connection(None)
        assert file.stored_revision() == file.revision


def test_a_connection_stays_on_its_thread(file: PortfolioFile) -> None:
    errors: list[sqlite3.Error] = []

    def read() -> None:
        try:
            file.connection.execute("SELECT 1")
        except sqlite3.ProgrammingError as error:
            errors.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert "same thread" in str(errors[0])


def test_the_store_loads_nothing_heavy() -> None:
    code = "import sys, fivegates.store.file.opening, fivegates.store.records.portfolio; print(*sys.modules)"
    root = Path(create_file.__code__.co_filename).parents[3]
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    heavy = {"sqlite_utils", "numpy", "PySide6", "matplotlib", "reportlab", "pikepdf", "jsonschema"}
    assert not heavy & set(ended.stdout.split())
