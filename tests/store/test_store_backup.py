"""Copies and backups: checked, put in place whole or not at all, the last ten kept."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from builders import portfolio
from fivegates.domain.errors import UserError
from fivegates.store import backup
from fivegates.store.backup import back_up, back_up_daily, save_copy
from fivegates.store.opening import check_file, create_file, open_file
from fivegates.store.portfolio_file import PortfolioFile
from stored import contents, dump, run_outside, sentence_of


class Clock:
    """A clock that the test sets, in place of `datetime`."""

    def __init__(self) -> None:
        self.time = datetime(2026, 5, 12, 9, 30).astimezone()

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the backups, at 9.30 on 12 May 2026."""
    own = Clock()
    monkeypatch.setattr(backup, "datetime", own)
    return own


def test_a_copy_is_a_sound_portfolio_with_the_same_rows(file: PortfolioFile, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "a copy.fivegates"
    copy.parent.mkdir()
    save_copy(file, copy)
    with closing(check_file(copy)) as copied:
        assert dump(copied) == dump(file)
    assert contents(copy.parent).keys() == {copy.name}


def test_a_copy_replaces_an_older_file(file: PortfolioFile, tmp_path: Path) -> None:
    copy = tmp_path / "old.fivegates"
    copy.write_text("something older")
    save_copy(file, copy)
    check_file(copy).close()


def test_the_portfolio_is_no_copy_of_itself(file: PortfolioFile, tmp_path: Path) -> None:
    link = tmp_path / "link.fivegates"
    link.symlink_to(file.path)
    for path in (file.path, link):
        with pytest.raises(UserError, match="is the portfolio itself"):
            save_copy(file, path)


def test_a_portfolio_that_was_deleted_while_open_can_still_be_copied(
    file: PortfolioFile, tmp_path: Path
) -> None:
    file.path.unlink()
    copy = tmp_path / "saved.fivegates"
    save_copy(file, copy)
    with closing(check_file(copy)) as copied:
        assert dump(copied) == dump(file)


@pytest.mark.parametrize("leftover", ["-journal", "-wal"])
def test_a_leftover_journal_is_never_played_into_a_copy(
    file: PortfolioFile, tmp_path: Path, leftover: str
) -> None:
    copy = tmp_path / "copy.fivegates"
    Path(f"{copy}{leftover}").write_bytes(b"journal of another file")
    with pytest.raises(UserError, match="may be saving") as refused:
        save_copy(file, copy)
    sentence_of(refused.value, [f"{copy.name}{leftover}"])
    assert not copy.exists()


def test_a_name_that_no_disk_takes(file: PortfolioFile, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="was not written: File name too long"):
        save_copy(file, tmp_path / ("x" * 300))


@pytest.mark.skipif(os.name != "posix", reason="names of other bytes are POSIX")
def test_a_folder_whose_name_is_no_unicode(file: PortfolioFile, tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    folder.mkdir()
    save_copy(file, folder / "copy.fivegates")
    check_file(folder / "copy.fivegates").close()


def test_no_folder_no_copy(file: PortfolioFile, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Choose another folder"):
        save_copy(file, tmp_path / "nowhere" / "copy.fivegates")


def test_a_copy_that_fails_leaves_the_older_file(
    file: PortfolioFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    folder = tmp_path / "copies"
    folder.mkdir()
    copy = folder / "old.fivegates"
    copy.write_text("something older")
    monkeypatch.setattr(backup, "_flush", refuse)
    with pytest.raises(UserError, match="was not written: No space left on device"):
        save_copy(file, copy)
    assert contents(folder) == {copy.name: b"something older"}


def test_a_copy_that_did_not_come_out_whole_is_thrown_away(
    file: PortfolioFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    monkeypatch.setattr(backup, "scalar", lambda *_: "row 7 missing from index")
    with pytest.raises(UserError, match="did not come out whole"):
        save_copy(file, folder / "copy.fivegates")
    assert contents(folder) == {}


def test_nor_is_one_that_cannot_be_read_at_all(
    file: PortfolioFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object) -> object:
        raise sqlite3.DatabaseError("file is not a database")

    monkeypatch.setattr(backup, "scalar", unreadable)
    with pytest.raises(UserError, match="did not come out whole"):
        save_copy(file, tmp_path / "copy.fivegates")


def test_a_damaged_portfolio_is_not_copied(file: PortfolioFile, tmp_path: Path) -> None:
    file.close()
    data = bytearray(file.path.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    file.path.write_bytes(data)
    folder = tmp_path / "copies"
    folder.mkdir()
    with (
        closing(PortfolioFile(file.path)) as damaged,
        pytest.raises(UserError, match="is damaged") as refused,
    ):
        save_copy(damaged, folder / "copy.fivegates")
    sentence_of(refused.value, [file.path.name])
    assert contents(folder) == {}


@pytest.mark.usefixtures("clock")
def test_a_backup_is_named_by_portfolio_and_time(file: PortfolioFile, backups: Path) -> None:
    copy = back_up(file, backups)
    assert copy.parent == backups
    assert copy.name.startswith("Q2 50% #1? Zażółć ")
    assert copy.name.endswith(" 2026-05-12 09.30.00.fivegates")
    with closing(check_file(copy)) as kept:
        assert dump(kept) == dump(file)


def test_a_name_of_the_utmost_length_can_be_backed_up(tmp_path: Path, backups: Path) -> None:
    with closing(create_file(tmp_path / f"{'😀' * 59}.fivegates")) as file:
        assert back_up(file, backups).exists()


def test_the_last_ten_backups_are_kept(file: PortfolioFile, backups: Path, clock: Clock) -> None:
    names = []
    for _ in range(13):
        names.append(back_up(file, backups).name)
        clock.time += timedelta(hours=20)
    assert sorted(contents(backups)) == names[3:]


def test_portfolios_of_one_name_keep_their_backups_apart(
    file: PortfolioFile, backups: Path, tmp_path: Path, clock: Clock
) -> None:
    kept = back_up(file, backups)
    with closing(create_file(tmp_path / file.path.name)) as other:
        for _ in range(11):
            clock.time += timedelta(days=1)
            back_up(other, backups)
    assert kept.exists()
    assert len(contents(backups)) == 11


def test_a_portfolio_is_backed_up_once_on_each_day_that_it_is_opened(
    closed: Path, backups: Path, clock: Clock
) -> None:
    for count in (1, 1, 2):
        open_file(closed, backups).close()
        assert len(contents(backups)) == count
        clock.time += timedelta(hours=8)


def test_the_daily_backup_has_its_own_day_for_each_portfolio(
    file: PortfolioFile, backups: Path, tmp_path: Path
) -> None:
    back_up_daily(file, backups)
    with closing(create_file(tmp_path / file.path.name)) as other:
        back_up_daily(other, backups)
    assert len(contents(backups)) == 2


def test_for_want_of_a_backup_nobody_is_kept_out(closed: Path, tmp_path: Path) -> None:
    obstacle = tmp_path / "obstacle"
    obstacle.write_text("no folder")
    open_file(closed, obstacle).close()
    with closing(PortfolioFile(closed)) as file, pytest.raises(UserError, match="cannot be used for backups"):
        back_up(file, obstacle)


def test_a_backup_opens_where_the_portfolio_was_lost(closed: Path, backups: Path) -> None:
    open_file(closed, backups).close()
    run_outside(closed, "DROP TABLE score")
    (kept,) = backups.iterdir()
    with closing(open_file(kept, backups)) as restored:
        assert len(dump(restored)["initiative"]) == len(portfolio().records)
