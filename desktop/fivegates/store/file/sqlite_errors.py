"""Translates SQLite errors into messages that state what happened, what is safe and what to do."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeAlias

from fivegates.domain.errors import FileRefusalError, Remedy, UserError
from fivegates.domain.language import gettext_noop
from fivegates.store.file.disk import has_name_for_journal, may_save
from fivegates.store.schema import versions

Sentences: TypeAlias = Mapping[int, str]
"""Messages by SQLite's result code, extended or primary; `{file}` is the file's name."""

_NO_TABLE: Final = "no such table: "

PRIMARY: Final = 0xFF
"""The bits of an extended result code that are the primary one."""

_BAD_TEXT: Final = -1
"""A code for invalid Unicode text, which Python reports without a code of SQLite's."""

_DAMAGED: Final = gettext_noop(
    "{file} is damaged. It was left as it is; go back to a backup or a copy of your own, if there is one, "
    "or recover what can be read."
)
_IN_USE: Final = gettext_noop(
    "{file} is in use by another program. Nothing was changed; close it there, then try again."
)
_CLOSED_TO_US: Final = gettext_noop(
    "{file} cannot be opened. Nothing was changed; see that it is there, and that you may read it."
)
_HALF_SAVED: Final = gettext_noop(
    "{file} was left half saved, and that can only be put right where it may be written. "
    "Nothing was changed; copy it and the file “{file}-journal” to a folder of your own, and open that copy."
)
_RECOVERED_BY_OPENING: Final = gettext_noop(
    "{file} was left half saved when a program ended in the middle of an edit. Open it in Fivegates: that "
    "takes the unfinished edit back, and everything saved before it is there. Nothing was changed now."
)

READING: Final[Sentences] = {
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_PROTOCOL: _IN_USE,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    _BAD_TEXT: _DAMAGED,
    sqlite3.SQLITE_CANTOPEN: _CLOSED_TO_US,
    sqlite3.SQLITE_PERM: _CLOSED_TO_US,
    sqlite3.SQLITE_READONLY: _CLOSED_TO_US,
    sqlite3.SQLITE_READONLY_ROLLBACK: _HALF_SAVED,
    sqlite3.SQLITE_IOERR: gettext_noop(
        "The disk reported an error while {file} was read. Nothing was changed; "
        "copy the file to another disk, and open the copy."
    ),
    sqlite3.SQLITE_FULL: gettext_noop(
        "The disk is full, so {file} cannot be used. Make room, then try again."
    ),
}

_TAKEN: Final = gettext_noop(
    "{file} is in use by another program, so nothing was saved. Close it there, then try again."
)
_NOT_WRITABLE: Final = gettext_noop(
    "{file} cannot be written, so nothing was saved. Save a copy elsewhere to go on."
)
_NAME_TOO_LONG: Final = gettext_noop(
    "The name of {file} is too long, so nothing was saved: while saving, a file with 8 characters more is "
    "beside it. Close it and rename it, or save a copy with a shorter name."
)
_MOVED: Final = gettext_noop(
    "{file} was moved, renamed, deleted or replaced while it was open, so nothing was saved. "
    "Save a copy elsewhere to keep what you see, or open the file again."
)

SAVING: Final[Sentences] = {
    **READING,
    sqlite3.SQLITE_BUSY: _TAKEN,
    sqlite3.SQLITE_LOCKED: _TAKEN,
    sqlite3.SQLITE_PROTOCOL: _TAKEN,
    sqlite3.SQLITE_READONLY: _NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: _NOT_WRITABLE,
    sqlite3.SQLITE_PERM: _NOT_WRITABLE,
    sqlite3.SQLITE_READONLY_DBMOVED: _MOVED,
    sqlite3.SQLITE_FULL: gettext_noop(
        "The disk is full, so nothing was saved; {file} is as it was before. "
        "Make room, then try again, or save a copy elsewhere."
    ),
    sqlite3.SQLITE_IOERR: gettext_noop(
        "The disk reported an error, so nothing was saved; {file} is as it was before. "
        "Save a copy on another disk to go on."
    ),
    sqlite3.SQLITE_CORRUPT: gettext_noop(
        "{file} is damaged, so nothing was saved. Go back to a backup or a copy of your own, "
        "if there is one, or recover what can be read."
    ),
}

_NO_COPY: Final = gettext_noop("No copy of {file} can be written there. Choose another folder.")

COPYING: Final[Sentences] = {
    **READING,
    sqlite3.SQLITE_READONLY: _NO_COPY,
    sqlite3.SQLITE_CANTOPEN: _NO_COPY,
    sqlite3.SQLITE_PERM: _NO_COPY,
    sqlite3.SQLITE_FULL: gettext_noop("The disk is full, so {file} was not copied. Choose another disk."),
    sqlite3.SQLITE_IOERR: gettext_noop(
        "The disk reported an error, so {file} was not copied. Choose another disk, then try again."
    ),
}

_LOST: Final = gettext_noop(
    "{file} no longer holds the portfolio that was opened: another program emptied it or put something else "
    "in it. Nothing more was written to it. Save a copy elsewhere to keep what you see, or restore a backup."
)

_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, _BAD_TEXT})
_UNSAVED: Final = frozenset(
    {_NOT_WRITABLE, _NAME_TOO_LONG, _MOVED, SAVING[sqlite3.SQLITE_FULL], SAVING[sqlite3.SQLITE_IOERR]}
)


@contextmanager
def as_user_errors(path: Path, sentences: Sentences) -> Iterator[None]:
    """Turn errors of file and disk into UserError; any other SQLite error is a bug and passes."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite quotes a damaged schema, and Python cannot read that
        raise damaged(path) from error
    except sqlite3.Error as error:
        code = code_of(error)
        primary = code & PRIMARY if code > 0 else code
        sentence = sentences.get(code) or sentences.get(primary)
        if sentence is None:
            if _misses_our_table(error):
                raise lost_content(path) from error
            raise
        raise _refusal(primary, sentence, path) from error


@contextmanager
def refusals_as(sentence: str, **values: object) -> Iterator[None]:
    """Turn OSError into UserError with this sentence, in which `{reason}` is why."""
    try:
        yield
    except OSError as error:
        raise UserError(sentence, **values, reason=error.strerror) from error


def _misses_our_table(error: sqlite3.Error) -> bool:
    """True if a table or view of our schema is missing from a file that was opened as ours."""
    _, phrase, name = str(error).partition(_NO_TABLE)
    created = (f"CREATE TABLE {name} (", f"CREATE VIEW {name} AS")
    return bool(phrase) and any(words in step for step in versions.MIGRATIONS for words in created)


def _refusal(code: int, sentence: str, path: Path) -> UserError:
    """The error of a message, with its recovery action if it has one."""
    if sentence == _NOT_WRITABLE and not has_name_for_journal(path):
        sentence = _NAME_TOO_LONG
    if code in _DAMAGE:
        return FileRefusalError(Remedy.RESTORE, sentence, file=path.name)
    if sentence in _UNSAVED:
        return FileRefusalError(Remedy.SAVE_COPY, sentence, file=path.name)
    if sentence == _HALF_SAVED and may_save(path):
        sentence = _RECOVERED_BY_OPENING
    return UserError(sentence, file=path.name)


def damaged(path: Path) -> UserError:
    """The refusal of a damaged file."""
    return FileRefusalError(Remedy.RESTORE, _DAMAGED, file=path.name)


def lost_content(path: Path) -> UserError:
    """The refusal of a file that was a portfolio when it was opened, and holds none or an older one now."""
    return FileRefusalError(Remedy.SAVE_COPY, _LOST, file=path.name)


def moved_away(path: Path) -> UserError:
    """The refusal of an edit where the file is no longer the one that was opened."""
    return FileRefusalError(Remedy.SAVE_COPY, _MOVED, file=path.name)


def changed_elsewhere(path: Path) -> UserError:
    """The refusal of an edit that would be saved over somebody else's."""
    return FileRefusalError(
        Remedy.RELOAD,
        "{file} was changed by another window or program. Nothing was saved over it; "
        "load it again to see what is there now.",
        file=path.name,
    )


def code_of(error: sqlite3.Error) -> int:
    """SQLite's extended result code; 0 where the error is not SQLite's."""
    if isinstance(error, sqlite3.OperationalError) and str(error).startswith("Could not decode to UTF-8"):
        return _BAD_TEXT
    return getattr(error, "sqlite_errorcode", 0)
