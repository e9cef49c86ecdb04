"""A journal that was put beside a portfolio harms no other file, whatever it names."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from builders import two_gates
from stored import run_outside, untouched

from fivegates.domain.errors import UserError
from fivegates.store.file.opening import check_file, open_file
from fivegates.store.recovery.recover import recover_file

MAGIC = bytes.fromhex("d9d505f920a163d7")
_SECTOR = 512

READERS: dict[str, Callable[[Path, Path], object]] = {
    "opened": open_file,
    "checked": lambda path, _backups: check_file(path),
    "recovered": lambda path, backups: recover_file(path, backups.parent / "out.fivegates", (two_gates(),)),
}


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A file of the user's that has nothing to do with the portfolio."""
    found = tmp_path / "thesis.odt"
    found.write_bytes(b"years of work")
    (tmp_path / "data").mkdir()
    return found


def leave_journal(path: Path, named: Path) -> Path:
    """Beside `path`, a journal that is to be played in, as of a save of several files at once."""
    with closing(sqlite3.connect(path)) as found:
        pages, size = (found.execute(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size"))
    numbers = (0, 1, pages, _SECTOR, size)
    head = MAGIC + b"".join(number.to_bytes(4, "big") for number in numbers)
    name = os.fsencode(named)
    ends = ((1 << 30) // size + 1, len(name), sum(name))
    lock_page, length, checksum = (number.to_bytes(4, "big") for number in ends)
    journal = Path(f"{path}-journal")
    journal.write_bytes(head.ljust(_SECTOR, b"\0") + lock_page + name + length + checksum + MAGIC)
    return journal


@pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())
@pytest.mark.parametrize("logged", [False, True])
def test_a_file_that_it_names_is_kept(
    closed: Path, backups: Path, foreign: Path, read: Callable[[Path, Path], object], *, logged: bool
) -> None:
    if logged:
        run_outside(closed, "PRAGMA journal_mode = WAL")
    leave_journal(closed, foreign)
    with untouched(closed), pytest.raises(UserError, match="would have another file deleted"):
        read(closed, backups)
    assert foreign.read_bytes() == b"years of work"


@pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())
def test_a_file_that_it_names_beside_a_linked_portfolio_is_kept(
    closed: Path, backups: Path, foreign: Path, read: Callable[[Path, Path], object]
) -> None:
    leave_journal(closed, foreign)
    link = backups.parent / "link.fivegates"
    link.symlink_to(closed)
    with pytest.raises(UserError, match="would have another file deleted"):
        read(link, backups)
    assert foreign.exists()


def test_sqlite_itself_would_delete_it(closed: Path, foreign: Path) -> None:
    leave_journal(closed, foreign)
    run_outside(closed, "SELECT count(*) FROM review")
    assert not foreign.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe with a name is POSIX")
@pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())
def test_a_pipe_in_its_place_is_not_waited_for(
    closed: Path, backups: Path, foreign: Path, read: Callable[[Path, Path], object]
) -> None:
    os.mkfifo(f"{closed}-journal")
    with pytest.raises(UserError, match="is not a file that can be opened"):
        read(closed, backups)
    assert foreign.exists()


def test_one_that_cannot_be_read_is_reported(
    closed: Path, backups: Path, foreign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = leave_journal(closed, foreign)
    usual = Path.open

    def refuse(path: Path, mode: str = "r") -> object:
        if path.name == journal.name:
            raise PermissionError(13, "Permission denied")
        return usual(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UserError, match="cannot be read: Permission denied"):
        open_file(closed, backups)
    assert foreign.exists()


def test_the_remains_of_an_edit_are_played_in_through_a_link(closed: Path, backups: Path) -> None:
    with closing(sqlite3.connect(closed, isolation_level=None)) as found:
        large = f"INSERT INTO evidence_file VALUES ('{'a' * 64}', zeroblob(1000000))"
        for statement in ("PRAGMA cache_size = 1", "BEGIN", "DELETE FROM score", large):
            found.execute(statement)
        kept = Path(f"{closed}-journal").read_bytes()
        found.execute("COMMIT")
    Path(f"{closed}-journal").write_bytes(kept)
    backups.parent.mkdir()
    link = backups.parent / "link.fivegates"
    link.symlink_to(closed)
    out = backups.parent / "out.fivegates"
    assert recover_file(link, out, (two_gates(),)).kept.get("score")
