"""Copies and backups: checked, put in place whole or not at all, thinned as they grow old."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from builders import portfolio
from stored import contents, dump, run_outside, sentence_of

from fivegates.domain.errors import UserError
from fivegates.store.backups import backup
from fivegates.store.backups.backup import back_up, back_up_daily, backups_of, save_copy, time_of
from fivegates.store.file import disk
from fivegates.store.file.opening import check_file, create_file, open_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import edit
from fivegates.store.records.settings import read_settings, save_settings


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.time = datetime(2026, 5, 12, 9, 30)  # noqa: DTZ001 - the time of the place


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the backups, at 9.30 on 12 May 2026."""
    own = Clock()
    monkeypatch.setattr(backup, "_now", lambda: own.time)
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
    with closing(check_file(copy)) as copied:
        assert dump(copied) == dump(file)


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
    with pytest.raises(UserError, match="was not written: No such file"):
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
    monkeypatch.setattr(disk, "flush", refuse)
    with pytest.raises(UserError, match="was not written: No space left on device"):
        save_copy(file, copy)
    assert contents(folder) == {copy.name: b"something older"}


def test_a_copy_that_cannot_be_read_is_thrown_away(
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


def test_two_backups_of_one_second_are_both_kept(file: PortfolioFile, backups: Path, clock: Clock) -> None:
    first, second = back_up(file, backups), back_up(file, backups)
    assert time_of(first) == clock.time
    assert time_of(second) == clock.time + timedelta(seconds=1)
    assert backups_of(file.path, backups) == [first, second]


@pytest.mark.slow
def test_backups_of_long_ago_are_thinned(file: PortfolioFile, backups: Path, clock: Clock) -> None:
    made = [time_of(back_up(file, backups))]
    for _ in range(40):
        clock.time += timedelta(hours=6)
        made.append(time_of(back_up(file, backups)))
    left = [time_of(each) for each in backups_of(file.path, backups)]
    assert left[-10:] == made[-10:]
    assert {time.date() for time in left} == {time.date() for time in made}
    assert len(left) < len(made)


def test_portfolios_of_one_name_keep_their_backups_apart(
    file: PortfolioFile, backups: Path, tmp_path: Path, clock: Clock
) -> None:
    kept = back_up(file, backups)
    with closing(create_file(tmp_path / file.path.name)) as other:
        for _ in range(11):
            clock.time += timedelta(days=1)
            back_up(other, backups)
    assert kept.exists()
    assert len(contents(backups)) == 12


def edit_title(path: Path, title: str) -> None:
    """Save an edit, as another window would on another day."""
    with closing(PortfolioFile(path)) as file:
        file.refresh_revision()
        with edit(file) as transaction:
            save_settings(transaction, replace(read_settings(file), title=title))


def test_a_portfolio_is_backed_up_on_each_day_after_it_was_changed(
    closed: Path, backups: Path, clock: Clock
) -> None:
    for count, title in ((1, "first"), (1, "second"), (2, ""), (2, "third"), (3, "")):
        open_file(closed, backups).close()
        assert len(contents(backups)) == count
        if title:
            edit_title(closed, title)
        clock.time += timedelta(hours=12)


def test_a_portfolio_that_went_back_to_an_older_count_has_changed(
    closed: Path, backups: Path, clock: Clock
) -> None:
    older = closed.read_bytes()
    edit_title(closed, "one")
    open_file(closed, backups).close()
    closed.write_bytes(older)
    edit_title(closed, "another, of the same count")
    clock.time += timedelta(days=1)
    open_file(closed, backups).close()
    assert len(contents(backups)) == 2


def test_a_backup_that_cannot_be_read_is_none(closed: Path, backups: Path, clock: Clock) -> None:
    open_file(closed, backups).close()
    (spoilt,) = backups.iterdir()
    spoilt.write_bytes(b"nothing")
    clock.time += timedelta(days=1)
    open_file(closed, backups).close()
    assert len(contents(backups)) == 2


def test_no_backup_is_made_of_a_sick_file(file: PortfolioFile, backups: Path) -> None:
    kept = back_up(file, backups)
    file.close()
    run_outside(file.path, "PRAGMA foreign_keys = OFF", "UPDATE evidence SET initiative_id = 77")
    with closing(PortfolioFile(file.path)) as sick, pytest.raises(UserError, match="is damaged"):
        back_up(sick, backups)
    assert backups_of(file.path, backups) == [kept]


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
    with closing(open_file(closed, obstacle)) as opened:
        assert "obstacle cannot be used for backups" in str(opened.backup_fault)
    with closing(PortfolioFile(closed)) as file, pytest.raises(UserError, match="cannot be used for backups"):
        back_up(file, obstacle)


def test_a_backup_opens_where_the_portfolio_was_lost(closed: Path, backups: Path) -> None:
    open_file(closed, backups).close()
    run_outside(closed, "DROP TABLE score")
    (kept,) = backups.iterdir()
    with closing(open_file(kept, backups)) as restored:
        assert len(dump(restored)["initiative"]) == len(portfolio().records)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_backups_are_for_their_owner_and_copies_as_the_umask_says(
    file: PortfolioFile, backups: Path, tmp_path: Path
) -> None:
    before = os.umask(0o002)
    try:
        kept = back_up(file, backups)
        save_copy(file, tmp_path / "copy.fivegates")
    finally:
        os.umask(before)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "copy.fivegates").stat().st_mode & 0o777 == 0o664


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_a_copy_keeps_the_mode_of_the_file_that_it_replaces(file: PortfolioFile, tmp_path: Path) -> None:
    copy = tmp_path / "copy.fivegates"
    copy.write_bytes(b"older")
    copy.chmod(0o600)
    save_copy(file, copy)
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_clock_that_was_put_back_makes_one_backup_a_day(
    file: PortfolioFile, backups: Path, clock: Clock
) -> None:
    clock.time += timedelta(days=400)
    back_up(file, backups)
    clock.time -= timedelta(days=400)
    with edit(file) as transaction:
        save_settings(transaction, replace(read_settings(file), title="Changed"))
    for minutes in range(3):
        clock.time += timedelta(minutes=minutes)
        os.utime(file.path)
        file.note_footprint()
        back_up_daily(file, backups)
    assert [time_of(made).year for made in backups_of(file.path, backups)] == [2026, 2027]
