"""Puts a schema of ours in the place of one that is damaged, so that the tables can be read again.

On which page a table begins is told by the schema alone. Ours is always made by the same steps, so a table
begins on one of two pages: that of a file as it is made, or that of a copy as SQLite's VACUUM writes it. Only
in a file that was upgraded since, the tables of later versions begin elsewhere.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Final

from fivegates.store.schema import versions
from fivegates.store.schema.migrations import likely_version, migrate

_PAGE_SIZE: Final = 4096
_FILE_HEADER: Final = 100
_PAGES_AT: Final = 28
_FREE_PAGES_AT: Final = 32
_VERSION_AT: Final = 60
_ROWID_TABLE: Final = (b"\x05", b"\x0d")
_INDEX: Final = (b"\x02", b"\x0a")
_EMPTY_LEAF: Final = b"\x0d" + bytes(4) + _PAGE_SIZE.to_bytes(2, "big") + bytes(1)


def lacks_tables(copy: Path) -> bool:
    """Whether the schema of a file cannot be read, or lacks a table of the file's version."""
    with copy.open("rb") as file:
        wanted = {name for kind, name, *_ in _stored(_made(_version(file))) if kind == "table"}
    return not wanted <= _told_pages(copy).keys()


def put_own_schema(copy: Path) -> None:
    """Write our schema over that of a file, with the first pages that fit what is on them best.

    The pages of the old schema stay where they are, unused. Where what can be read of it tells other first
    pages than both of ours, it is left as it is. Raises sqlite3.Error where even that fails.
    """
    told = {(name, page) for name, page in _told_pages(copy).items() if page}
    with copy.open("r+b") as file:
        made = _made(_version(file))
        likes = [like for like in (made, _vacuumed(made)) if told <= _first_pages(like).items()]
        if not likes:
            return
        best = max(likes, key=lambda like: _fitting(file, like))
        file.seek(0)
        file.write(_empty_first_page(made, copy.stat().st_size))
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.executemany("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", _stored(best))


def _told_pages(copy: Path) -> dict[str, int]:
    """The first pages that the schema of a file tells, by name, 0 for views; none where it cannot be read."""
    try:
        with closing(sqlite3.connect(copy)) as connection:
            return dict(connection.execute("SELECT name, rootpage FROM sqlite_schema").fetchall())
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return {}


def _version(file: BinaryIO) -> int:
    """The version of a file, by its header: its schema may not be read yet."""
    file.seek(_VERSION_AT)
    return likely_version(int.from_bytes(file.read(4), "big"))


def _made(version: int) -> bytes:
    """A file of a version as it is made, empty."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, versions.MIGRATIONS[:version])
        return connection.serialize()


def _vacuumed(made: bytes) -> bytes:
    """The same file as VACUUM writes it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(made)
        connection.execute("VACUUM")
        return connection.serialize()


def _stored(like: bytes) -> list[tuple[str, str, str, int, str | None]]:
    """The tables and indexes of a file: type, name, table, first page, and definition."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(like)
        return connection.execute("SELECT * FROM sqlite_schema WHERE rootpage > 0").fetchall()


def _first_pages(like: bytes) -> dict[str, int]:
    """The first page of each table and index, by its name."""
    return {name: page for _, name, _, page, _ in _stored(like)}


def _fitting(file: BinaryIO, like: bytes) -> int:
    """How many tables and indexes of `like` could begin on the same pages of the file."""
    places = [(page - 1) * _PAGE_SIZE for page in _first_pages(like).values()]
    return sum(_kind(_byte(file, place)) == _kind(like[place : place + 1]) for place in places)


def _byte(file: BinaryIO, place: int) -> bytes:
    """What is at a place; nothing beyond the end."""
    file.seek(place)
    return file.read(1)


def _kind(page: bytes) -> str:
    """What a page that begins so belongs to."""
    return "table" if page in _ROWID_TABLE else "index" if page in _INDEX else "neither"


def _empty_first_page(made: bytes, size: int) -> bytes:
    """The first page of a file of that size, with nothing in its schema and no page free."""
    header = bytearray(made[:_FILE_HEADER])
    header[_PAGES_AT:_FREE_PAGES_AT] = (size // _PAGE_SIZE).to_bytes(4, "big")
    header[_FREE_PAGES_AT : _FREE_PAGES_AT + 8] = bytes(8)
    return (bytes(header) + _EMPTY_LEAF).ljust(_PAGE_SIZE, b"\0")
