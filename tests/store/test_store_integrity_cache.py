"""A file that only we have written since it was examined is not read whole again; any other one is."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from builders import initiative

from fivegates.domain.errors import UserError
from fivegates.store.file import integrity_cache
from fivegates.store.file.opening import open_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import edit
from fivegates.store.records.initiative_table import INITIATIVE

WEEK = 7 * 24 * 3600


def opened(path: Path, backups: Path, locks: Path) -> PortfolioFile:
    return open_file(path, backups, locks)


def spoil(path: Path, *, unseen: bool) -> None:
    """Overwrite a page that opening does not need; `unseen` leaves size and times, as a disk would."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'scenario_bounds'"
        (page,) = connection.execute(sql).fetchone()
    before = path.stat()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    if unseen:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.fixture(autouse=True)
def _worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a mark be worth it for the small files of tests."""
    monkeypatch.setattr(integrity_cache, "WORTH_BYTES", 0)


@pytest.fixture
def marked(closed: Path, backups: Path, locks: Path) -> Path:
    """A portfolio that was examined and closed."""
    opened(closed, backups, locks).close()
    return closed


def test_an_untouched_file_is_not_read_whole_again(marked: Path, backups: Path, locks: Path) -> None:
    spoil(marked, unseen=True)
    opened(marked, backups, locks).close()


def test_a_file_that_somebody_wrote_is_examined(marked: Path, backups: Path, locks: Path) -> None:
    spoil(marked, unseen=False)
    with pytest.raises(UserError, match="damaged"):
        opened(marked, backups, locks)


def test_our_own_edits_leave_it_known(marked: Path, backups: Path, locks: Path) -> None:
    with closing(opened(marked, backups, locks)) as file, edit(file) as transaction:
        INITIATIVE.insert(transaction, initiative("LATER", 0))
    spoil(marked, unseen=True)
    opened(marked, backups, locks).close()


def test_what_others_wrote_while_it_was_open_is_examined(marked: Path, backups: Path, locks: Path) -> None:
    file = opened(marked, backups, locks)
    os.utime(marked, (time.time() + 5, time.time() + 5))
    file.close()
    spoil(marked, unseen=True)
    with pytest.raises(UserError, match="damaged"):
        opened(marked, backups, locks)


def test_another_file_in_its_place_is_examined(marked: Path, backups: Path, locks: Path) -> None:
    times = marked.stat()
    spoil(marked, unseen=True)
    other = marked.with_name("other")
    other.write_bytes(marked.read_bytes())
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(marked)
    with pytest.raises(UserError, match="damaged"):
        opened(marked, backups, locks)


@pytest.mark.parametrize("passed", [WEEK, -60], ids=["a week later", "the clock put back"])
def test_a_mark_does_not_last_for_ever(
    passed: int, marked: Path, backups: Path, locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(marked, backups, locks).close()
    now = time.time() + passed
    spoil(marked, unseen=True)
    monkeypatch.setattr(time, "time", lambda: now)
    with pytest.raises(UserError, match="damaged"):
        opened(marked, backups, locks)


def test_opening_again_does_not_make_a_mark_last_longer(
    marked: Path, backups: Path, locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (mark,) = locks.glob("*.sound")
    first = mark.read_text()
    now = time.time() + WEEK / 2
    monkeypatch.setattr(time, "time", lambda: now)
    opened(marked, backups, locks).close()
    assert mark.read_text() == first


@pytest.mark.parametrize("nonsense", ["", "[]", "{}", '{"footprint": {"inode": 1}, "examined": 1}', "\0"])
def test_a_mark_without_sense_counts_for_nothing(
    nonsense: str, marked: Path, backups: Path, locks: Path
) -> None:
    (mark,) = locks.glob("*.sound")
    mark.write_text(nonsense)
    spoil(marked, unseen=True)
    with pytest.raises(UserError, match="damaged"):
        opened(marked, backups, locks)


def test_commands_examine_every_time_and_leave_no_mark(closed: Path, backups: Path, locks: Path) -> None:
    open_file(closed, backups).close()
    assert not list(locks.glob("*.sound"))
    opened(closed, backups, locks).close()
    spoil(closed, unseen=True)
    with pytest.raises(UserError, match="damaged"):
        open_file(closed, backups)


def test_where_marks_cannot_be_kept_it_opens_all_the_same(closed: Path, backups: Path, locks: Path) -> None:
    locks.parent.mkdir(parents=True, exist_ok=True)
    locks.write_text("a file where the folder should be")
    opened(closed, backups, locks).close()
    opened(closed, backups, locks).close()


def test_a_small_file_is_examined_each_time(
    marked: Path, backups: Path, locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrity_cache, "WORTH_BYTES", marked.stat().st_size + 1)
    spoil(marked, unseen=True)
    with pytest.raises(UserError):
        opened(marked, backups, locks)
