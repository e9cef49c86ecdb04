"""A file emptied or put back by another program while it is open: no good copy is replaced by a bad one."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from builders import initiative
from stored import contents, dump

from fivegates.domain.errors import FileRefusalError, Remedy, UserError
from fivegates.store.backups import backup
from fivegates.store.backups.backup import back_up, copy_as_bytes, save_copy
from fivegates.store.file.opening import check_file, create_file, open_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import edit
from fivegates.store.records.evidence_files import discard_unused, leave_out_unused
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.initiatives import find_initiative
from fivegates.store.records.overview import read_overview
from fivegates.store.recovery import rebuilding
from fivegates.store.recovery.rebuilding import rebuild_copy

Harm = Callable[[Path], None]


def write_over(path: Path, data: bytes) -> None:
    """Rewrite a file in its place, as some sync programs do."""
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 10_000_000))


def truncate(path: Path) -> None:
    write_over(path, b"")


def leave_a_header(path: Path) -> None:
    """An empty database with our application id: SQLite calls it sound."""
    with closing(sqlite3.connect(":memory:")) as empty:
        empty.execute("PRAGMA application_id = 1")
        empty.execute("CREATE TABLE other (id)")
        data = empty.serialize()
    write_over(path, data)


HARMS = [truncate, leave_a_header]


def add(file: PortfolioFile, code: str) -> int:
    """Add an initiative."""
    with edit(file) as transaction:
        return INITIATIVE.insert(transaction, initiative(code))


@pytest.fixture
def older(tmp_path: Path, file: PortfolioFile) -> Path:
    """A good copy of earlier, in a folder of its own."""
    folder = tmp_path / "copies"
    folder.mkdir()
    save_copy(file, folder / "good.fivegates")
    return folder / "good.fivegates"


@pytest.mark.parametrize("harm", HARMS)
def test_a_good_copy_is_never_replaced_by_nothing(file: PortfolioFile, older: Path, harm: Harm) -> None:
    add(file, "NEW")
    before = contents(older.parent)
    harm(file.path)
    with pytest.raises(FileRefusalError, match="no longer holds the portfolio") as refused:
        save_copy(file, older)
    assert refused.value.remedy is Remedy.SAVE_COPY
    assert contents(older.parent) == before


def test_nor_by_an_older_state_than_was_seen(file: PortfolioFile, older: Path) -> None:
    earlier = file.path.read_bytes()
    add(file, "NEW")
    write_over(file.path, earlier)
    with pytest.raises(FileRefusalError, match="no longer holds the portfolio"):
        save_copy(file, older)
    with pytest.raises(FileRefusalError, match="no longer holds the portfolio"):
        copy_as_bytes(file)


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize(
    "act",
    [
        lambda file: add(file, "NEW"),
        lambda file: find_initiative(file, "NEW"),
        read_overview,
        copy_as_bytes,
        discard_unused,
    ],
)
def test_whatever_is_done_with_an_emptied_file_is_refused_in_a_sentence(
    file: PortfolioFile, harm: Harm, act: Callable[[PortfolioFile], object]
) -> None:
    harm(file.path)
    now = file.path.read_bytes()
    with pytest.raises(UserError):
        act(file)
    assert file.path.read_bytes() == now


def test_a_copy_whose_content_is_damaged_is_no_copy(
    file: PortfolioFile, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(older.parent)

    def spoiled(copy: Path) -> None:
        leave_out_unused(copy)
        with copy.open("r+b") as written:
            written.seek(8192)
            written.write(b"\xff" * 4096)

    monkeypatch.setattr(backup, "leave_out_unused", spoiled)
    with pytest.raises(UserError, match="did not come out whole"):
        save_copy(file, older)
    assert contents(older.parent) == before


# Rebuilding


def test_a_backup_and_the_edits_since_give_what_was_there(older: Path, closed: Path, backups: Path) -> None:
    with closing(open_file(closed, backups)) as file:
        first = add(file, "FIRST")
        add(file, "SECOND")
        with edit(file) as transaction:
            INITIATIVE.delete(transaction, first)
        before = dump(file)
        truncate(closed)
        rebuilt = rebuild_copy(file, older, backups)
        assert (rebuilt.edits, rebuilt.missing) == (3, 0)
        assert rebuilt.taken is not None
        with closing(check_file(older)) as copy:
            assert dump(copy) == before
            assert copy.stored_revision() == file.revision


def test_edits_that_a_later_backup_holds_are_not_made_twice(older: Path, closed: Path, backups: Path) -> None:
    with closing(open_file(closed, backups)) as file:
        add(file, "FIRST")
        back_up(file, backups)
        add(file, "SECOND")
        before = dump(file)
        truncate(closed)
        assert rebuild_copy(file, older, backups).edits == 1
        with closing(check_file(older)) as copy:
            assert dump(copy) == before


def test_what_lies_between_the_backup_and_the_session_is_counted_as_missing(
    older: Path, closed: Path, backups: Path
) -> None:
    with closing(open_file(closed, backups)) as file:
        between = add(file, "BETWEEN")
    with closing(open_file(closed, backups)) as file:
        with edit(file) as transaction:
            INITIATIVE.delete(transaction, between)
        add(file, "AFTER")
        truncate(closed)
        rebuilt = rebuild_copy(file, older, backups)
    assert rebuilt.missing == 1
    with closing(check_file(older)) as copy:
        assert "AFTER" in {line.initiative.code for line in read_overview(copy)}


def test_a_new_portfolio_needs_no_backup(tmp_path: Path, backups: Path, older: Path) -> None:
    with closing(create_file(tmp_path / "new.fivegates")) as file:
        add(file, "NEW")
        before = dump(file)
        truncate(file.path)
        rebuilt = rebuild_copy(file, older, backups)
        assert rebuilt.taken is None
        with closing(check_file(older)) as copy:
            assert dump(copy) == before


def test_without_any_backup_nothing_is_written(older: Path, closed: Path, backups: Path) -> None:
    with closing(open_file(closed, backups)) as file:
        truncate(closed)
        for kept in backups.iterdir():
            kept.write_bytes(b"nothing")
        before = contents(older.parent)
        with pytest.raises(FileRefusalError, match="no longer holds the portfolio"):
            rebuild_copy(file, older, backups)
        assert contents(older.parent) == before


def test_an_edit_that_cannot_be_made_again_is_counted(
    older: Path, closed: Path, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise sqlite3.IntegrityError

    with closing(open_file(closed, backups)) as file:
        add(file, "NEW")
        truncate(closed)
        monkeypatch.setattr(rebuilding, "put_row", refuse)
        rebuilt = rebuild_copy(file, older, backups)
    assert (rebuilt.edits, rebuilt.missing) == (0, 1)


def test_a_copy_without_a_row_that_each_portfolio_has_replaces_none(
    file: PortfolioFile, tmp_path: Path
) -> None:
    """What a check of the copy would refuse is refused before it takes the place of a good one."""
    good = tmp_path / "copy.fivegates"
    save_copy(file, good)
    before = good.read_bytes()
    with closing(sqlite3.connect(file.path)) as other:
        other.execute("DELETE FROM portfolio")
        other.commit()
    with pytest.raises(UserError, match="did not come out whole"):
        save_copy(file, good)
    assert good.read_bytes() == before
    check_file(good).close()
    with pytest.raises(UserError, match="is damaged"):
        copy_as_bytes(file)


def test_a_copy_that_cannot_be_read_to_its_last_value_replaces_none(
    file: PortfolioFile, tmp_path: Path
) -> None:
    """Zeros in the middle of a text pass every check of SQLite's."""
    good = tmp_path / "copy.fivegates"
    save_copy(file, good)
    before = good.read_bytes()
    with closing(sqlite3.connect(file.path)) as other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        other.execute("UPDATE rubric SET content = '{' || CAST(zeroblob(500) AS TEXT) || '}'")
        other.commit()
    with pytest.raises(UserError, match="did not come out whole"):
        save_copy(file, good)
    assert good.read_bytes() == before
