"""Going back to a backup: nothing of what was there is lost, wherever it stops."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from builders import initiative
from stored import KILLED, Dump, contents, dump, run_outside, sentence_of

from fivegates.domain.errors import UserError
from fivegates.domain.wording.backups import Holding
from fivegates.store.backups import restoring
from fivegates.store.backups.backup import back_up, backups_of
from fivegates.store.backups.restoring import list_backups, restore
from fivegates.store.file import disk
from fivegates.store.file.opening import check_file, open_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import edit
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.overview import read_overview

GoBack = Callable[[], Path | None]


@pytest.fixture
def backup(closed: Path, backups: Path) -> Path:
    """A backup, after which an initiative was added."""
    with closing(PortfolioFile(closed)) as file:
        made = back_up(file, backups)
        file.refresh_revision()
        with edit(file) as transaction:
            INITIATIVE.insert(transaction, initiative("LATER"))
    return made


@pytest.fixture
def go_back(closed: Path, backup: Path, backups: Path, locks: Path) -> GoBack:
    """Restore that backup."""
    return partial(restore, closed, backup, backups, locks)


def codes(path: Path) -> set[str]:
    """The initiatives of a sound file."""
    with closing(check_file(path)) as file:
        return {line.initiative.code for line in read_overview(file)}


def test_backups_are_listed_with_what_they_hold(backup: Path, closed: Path, backups: Path) -> None:
    open_file(closed, backups).close()
    with closing(PortfolioFile(closed)) as file:
        newest = back_up(file, backups)
    listed = list_backups(closed, backups)
    assert [each.path for each in listed] == [newest, backup]
    later, earlier = (each.holds for each in listed)
    assert isinstance(later, Holding)
    assert isinstance(earlier, Holding)
    assert (later.initiatives, earlier.initiatives) == (3, 2)
    assert later.edits == earlier.edits + 1
    assert later.reviews == earlier.reviews > 0
    assert later.latest == earlier.latest is not None


def test_a_backup_that_cannot_be_read_is_listed_as_such(backup: Path, closed: Path, backups: Path) -> None:
    backup.write_bytes(b"spoilt")
    assert [each.holds for each in list_backups(closed, backups)] == [None]


def test_backups_of_another_portfolio_are_not_listed(backup: Path, closed: Path, backups: Path) -> None:
    assert backup.exists()
    assert list_backups(closed.with_name("other.fivegates"), backups) == ()


def test_what_was_there_is_kept_beside_and_among_the_backups(
    closed: Path, backups: Path, go_back: GoBack
) -> None:
    aside = go_back()
    assert aside
    assert aside.parent == closed.parent
    assert "LATER" not in codes(closed)
    assert "LATER" in codes(aside)
    assert "LATER" in codes(backups_of(closed, backups)[-1])
    assert contents(closed.parent).keys() == {closed.name, aside.name}


def test_an_edit_that_was_cut_off_is_taken_back_before(closed: Path, backup: Path, go_back: GoBack) -> None:
    """A restore that is cut off after it moved the journal away would leave a damaged file."""
    assert backup.exists()
    subprocess.run([sys.executable, "-c", KILLED, str(closed)], check=False)
    assert Path(f"{closed}-journal").exists()
    aside = go_back()
    assert aside is not None
    assert "LATER" in codes(aside)
    assert contents(closed.parent).keys() == {closed.name, aside.name}


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_a_stale_journal_goes_with_the_old_file(closed: Path, go_back: GoBack, ending: str) -> None:
    Path(f"{closed}{ending}").write_bytes(b"half an edit")
    aside = go_back()
    assert Path(f"{aside}{ending}").read_bytes() == b"half an edit"
    assert not Path(f"{closed}{ending}").exists()
    assert "LATER" not in codes(closed)


def test_a_damaged_file_is_kept_byte_for_byte(
    backup: Path, closed: Path, backups: Path, go_back: GoBack
) -> None:
    closed.write_bytes(closed.read_bytes()[:9000])
    damaged = closed.read_bytes()
    aside = go_back()
    assert aside
    assert aside.read_bytes() == damaged
    assert backups_of(closed, backups) == [backup]
    assert codes(closed)


def test_a_lost_file_comes_back(closed: Path, go_back: GoBack) -> None:
    closed.unlink()
    assert go_back() is None
    assert len(codes(closed)) == 2


def test_twice_in_a_second(closed: Path, go_back: GoBack, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, _zone: object = None) -> datetime:  # type: ignore[override]
            return datetime(2026, 5, 12, 9, 30)  # noqa: DTZ001 - the time of the place

    monkeypatch.setattr(restoring, "datetime", Stopped)
    names = [go_back() for _ in range(2)]
    assert [name.name for name in names if name] == [
        f"{closed.stem} before 2026-05-12 09.30.00.fivegates",
        f"{closed.stem} before 2026-05-12 09.30.00 (2).fivegates",
    ]


def test_what_another_window_edits_is_not_restored_under_it(
    closed: Path, backups: Path, locks: Path, go_back: GoBack
) -> None:
    with closing(open_file(closed, backups, locks)):
        before = contents(closed.parent)
        with pytest.raises(UserError, match="open in another window, so nothing was restored"):
            go_back()
        assert contents(closed.parent) == before


def test_a_sick_backup_is_not_restored(backup: Path, closed: Path, go_back: GoBack) -> None:
    run_outside(backup, "PRAGMA foreign_keys = OFF", "UPDATE evidence SET initiative_id = 77")
    before = contents(closed.parent)
    with pytest.raises(UserError, match="is damaged") as refused:
        go_back()
    sentence_of(refused.value, [backup.name])
    assert contents(closed.parent) == before


def test_a_disk_that_refuses(closed: Path, go_back: GoBack, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_source: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", refuse)
    before = contents(closed.parent)
    with pytest.raises(UserError, match="was not restored: No space left on device"):
        go_back()
    assert contents(closed.parent) == before


def test_where_a_file_has_one_name_only(go_back: GoBack, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    aside = go_back()
    assert aside
    assert "LATER" in codes(aside)


@pytest.mark.parametrize("stop", ["flush", "back_up", "_link_aside", "_rename_journals", "flush_folder"])
def test_stopped_at_any_step_it_loses_nothing(
    closed: Path, go_back: GoBack, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with closing(check_file(closed)) as file:
        present = dump(file)
    monkeypatch.setattr(disk if stop == "flush_folder" else restoring, stop, killed)
    with pytest.raises(KeyboardInterrupt):
        go_back()
    assert closed.exists()
    assert present in [dump_of(path) for path in closed.parent.glob("*.fivegates")]


def dump_of(path: Path) -> Dump:
    """Every row of a sound file."""
    with closing(check_file(path)) as file:
        return dump(file)
