"""Validates a file before it is trusted: application id, version, integrity and schema."""

import errno
import hashlib
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Final

from fivegates.domain.errors import FileRefusalError, Remedy, UserError
from fivegates.domain.language import gettext_noop
from fivegates.store.file.connection import bound_time, scalar, unbound_time
from fivegates.store.file.sqlite_errors import code_of, damaged
from fivegates.store.schema import versions
from fivegates.store.schema.versions import version_of

MOST_BYTES: Final = 475_000
"""Some eight times what ours holds."""

_MOST_PAGES: Final = 2_000
_PAGE_SIZE_AT: Final = 16
_FILE_HEADER: Final = 100
_LARGEST_PAGE: Final = 65_536
_INTERIOR: Final = b"\x05"
_LEAF: Final = b"\x0d"
_INTERIOR_HEADER: Final = 12
_LEAF_HEADER: Final = 8
_RIGHTMOST_AT: Final = 8
_LONGEST_VARINT: Final = 9


def has_plausible_size(file: BinaryIO) -> bool:
    """True if the schema is no larger than ours could be; SQLite reports damage itself."""
    return sum(_payloads(file)) <= MOST_BYTES


def _payloads(file: BinaryIO) -> Iterator[int]:
    """The payload sizes of the schema's entries; a tree of too many pages counts as too large."""
    file.seek(0)
    size = _number(file.read(_FILE_HEADER), _PAGE_SIZE_AT, 2)
    size = _LARGEST_PAGE if size == 1 else size
    waiting = [1]
    for _ in range(_MOST_PAGES):
        if not waiting:
            return
        number = waiting.pop()
        file.seek(max(number - 1, 0) * size)
        page, start = file.read(size), _FILE_HEADER if number == 1 else 0
        if page[start : start + 1] == _LEAF:
            yield from (_varint(page, cell) for cell in _cells(page, start, _LEAF_HEADER))
        elif page[start : start + 1] == _INTERIOR:
            waiting += [_number(page, cell, 4) for cell in _cells(page, start, _INTERIOR_HEADER)]
            waiting.append(_number(page, start + _RIGHTMOST_AT, 4))
    yield MOST_BYTES + 1


def _cells(page: bytes, start: int, header: int) -> list[int]:
    """The offsets of the cells in a page."""
    count = _number(page, start + 3, 2)
    return [_number(page, start + header + 2 * place, 2) for place in range(count)]


def _number(page: bytes, place: int, width: int) -> int:
    """A number of so many bytes; what is beyond the page counts as 0."""
    return int.from_bytes(page[place : place + width], "big")


def _varint(page: bytes, place: int) -> int:
    """A number of seven bits a byte, the last of which has its high bit clear."""
    value = 0
    for byte in page[place : place + _LONGEST_VARINT]:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the high bit
            break
    return value


LARGEST_FILE: Final = 4 * 1024**3
_MAGIC: Final = b"SQLite format 3\0"
_APPLICATION_ID_AT: Final = slice(68, 72)
_OUR_ID: Final = versions.APPLICATION_ID.to_bytes(4, "big")


class UnguardedError(FileRefusalError):
    """A file without the triggers that protect final reviews; all else is sound."""

    def __init__(self, path: Path) -> None:
        template = gettext_noop(
            "{file} no longer refuses edits of final reviews: another program took that out. So it was not "
            "opened, and nothing in it was changed; go back to a backup or a copy of your own, if there is "
            "one."
        )
        super().__init__(Remedy.RESTORE, template, file=path.name)


def require_portfolio_header(path: Path) -> None:
    """Check type, size and header before SQLite opens the file.

    No transaction of this process may be under way in it: closing a file drops all locks on it.
    Raises UserError for a file that is missing, empty, too large, or no portfolio at all.
    """
    require_regular_file(path)
    try:
        with path.open("rb") as file:
            header = file.read(_FILE_HEADER)
            plausible = has_plausible_size(file)
    except OSError as error:
        raise unreadable(path, error) from error
    if not header:
        raise _empty(path)
    if len(header) < _FILE_HEADER and _MAGIC.startswith(header[: len(_MAGIC)]):
        raise damaged(path)
    if not is_portfolio(header):
        raise UserError(
            "{file} is not a Fivegates portfolio. Nothing in it was changed; choose another file.",
            file=path.name,
        )
    if not plausible:
        raise _foreign(path)


def require_plausible_schema(path: Path) -> None:
    """Check the size of the schema after a hot journal was rolled back: that can contain any schema.

    No transaction may be under way. Raises UserError for more than is ours, OSError when it cannot be read.
    """
    with path.open("rb") as file:
        if not has_plausible_size(file):
            raise _foreign(path)


def is_portfolio(header: bytes) -> bool:
    """True if this file header is that of a portfolio, of any version and in any state."""
    return header.startswith(_MAGIC) and header[_APPLICATION_ID_AT] == _OUR_ID


def unreadable(path: Path, error: OSError) -> UserError:
    """The refusal of a file that the system does not let us read."""
    if error.errno == errno.ENAMETOOLONG:
        return UserError("No file can have so long a name, so there is nothing to open. Choose another.")
    return UserError(
        "{file} cannot be read: {reason}. Nothing was changed; see that you may read it.",
        file=path.name,
        reason=error.strerror,
    )


def _empty(path: Path) -> UserError:
    """The refusal of an empty file."""
    return FileRefusalError(
        Remedy.RESTORE,
        "{file} is empty, so there is no portfolio to open. It was left as it is; go back to a "
        "backup, if there is one, or delete it and create a new one.",
        file=path.name,
    )


def require_regular_file(path: Path) -> None:
    """Raise UserError for what is not there, is no file, or is beyond any portfolio's size."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileRefusalError(
            Remedy.RESTORE,
            "{file} cannot be found. See whether it was moved, or go back to a backup, if there is one.",
            file=path,
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error
    if not stat.S_ISREG(found.st_mode):
        raise UserError("{file} is not a file that can be opened. Choose another.", file=path)
    if found.st_size > LARGEST_FILE:
        raise UserError(
            "{file} is too large to be a portfolio. Nothing in it was changed; choose another file.",
            file=path.name,
        )


def require_readable(
    connection: sqlite3.Connection, path: Path, *, whole: bool = True, guarded: bool = True
) -> int:
    """Check version and schema, and where it is read `whole` pages and references; returns the version.

    Raises UserError for a newer, damaged or tampered file, or one made to take for ever; UnguardedError
    where guards of final reviews alone are missing, unless it need not be `guarded`.
    """
    bound_time(connection)
    try:
        version = _require_known_version(connection, path)
        # First: checks of rows would run code of a foreign schema.
        _require_own_schema(connection, version, path, guarded=guarded)
        if whole and scalar(connection, "PRAGMA quick_check(1)") != "ok":
            raise damaged(path)
        if whole and scalar(connection, "PRAGMA foreign_key_check") is not None:
            raise damaged(path)
    except sqlite3.OperationalError as error:
        if code_of(error) == sqlite3.SQLITE_INTERRUPT:
            raise UserError(
                "{file} took too long to examine, so it was not opened. Nothing in it was changed; "
                "go back to a backup or a copy of your own, if there is one.",
                file=path.name,
            ) from error
        raise
    finally:
        unbound_time(connection)
    return version


def require_integrity(connection: sqlite3.Connection, path: Path) -> None:
    """Check indexes against tables too. Raises UserError for a damaged file."""
    if scalar(connection, "PRAGMA integrity_check(1)") != "ok":
        raise damaged(path)


def require_single_rows(connection: sqlite3.Connection, path: Path) -> None:
    """Check, in a file of the current version, for the rows of which there is one. Raises UserError."""
    for table in ("portfolio", "revision"):
        if scalar(connection, f"SELECT id FROM {table}") is None:  # noqa: S608 - names of this line
            raise damaged(path)


def _require_known_version(connection: sqlite3.Connection, path: Path) -> int:
    """The file's version. Raises UserError for one that a later Fivegates wrote, or that never got one."""
    if scalar(connection, "PRAGMA page_count") == 0:  # its creation was interrupted and rolled back
        raise _empty(path)
    version = version_of(connection)
    known = len(versions.MIGRATIONS)
    if version > known:
        raise UserError(
            "{file} was written by a newer Fivegates (file version {version}; this one knows {known}). "
            "Nothing in it was changed; open it with the newer program.",
            file=path.name,
            version=version,
            known=known,
        )
    if version < 1:
        raise damaged(path)
    return version


def _require_own_schema(connection: sqlite3.Connection, version: int, path: Path, *, guarded: bool) -> None:
    """Refuse any table, view, index or trigger that is not ours, or not as we made it.

    A file of today's version is known by the digest of its schema; making a fresh one to compare with
    takes longer than all else that opening does.
    """
    found = schema_objects(connection)
    if version == len(versions.MIGRATIONS) and digest_of(found) == versions.DIGEST:
        return
    with closing(versions.fresh_database(version)) as fresh:
        ours = schema_objects(fresh)
    if found - ours or any(kind != "trigger" for kind, *_ in ours - found):
        raise _foreign(path)
    if guarded and ours - found:
        raise UnguardedError(path)


def digest_of(objects: set[tuple[str | None, ...]]) -> str:
    """The SHA-256 of all definitions, in an order that depends on them alone."""
    return hashlib.sha256("\0".join(sorted(map(repr, objects))).encode()).hexdigest()


def _foreign(path: Path) -> UserError:
    """The refusal of a file in which there is more, or less, than we put there."""
    return UserError(
        "{file} has parts that no Fivegates made, so it was not opened. Nothing in it was changed; "
        "go back to a backup or a copy of your own, if there is one.",
        file=path.name,
    )


def schema_objects(connection: sqlite3.Connection) -> set[tuple[str | None, ...]]:
    """Rows of the schema: type, name, table and definition.

    Left out are the statistics that other programs keep in a file; they can only make queries slower.
    """
    found = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema "
        "WHERE name NOT IN ('sqlite_stat1', 'sqlite_stat4')"
    )
    return {tuple(row) for row in found.fetchall()}
