"""The commands that list backups, go back to one, and recover what can be read."""

from contextlib import closing
from pathlib import Path
from typing import Protocol

import pytest

from fivegates.actions.files import backup_folder, lock_folder
from fivegates.store.opening import open_file


class Ended(Protocol):
    code: int
    out: str
    err: str


class Run(Protocol):
    def __call__(self, *words: str | Path) -> Ended: ...


@pytest.fixture
def backup(run: Run, sample: Path) -> Path:
    """A backup of the sample, made as it was first opened."""
    assert run("verdict", sample).code == 0
    (made,) = backup_folder().iterdir()
    return made


def test_a_portfolio_without_backups(run: Run, sample: Path) -> None:
    assert run("backups", sample).out == "There is no backup of this portfolio yet.\n"


def test_backups_are_listed_with_what_they_hold(run: Run, sample: Path, backup: Path) -> None:
    told = run("backups", sample).out
    assert "6 initiatives" in told
    assert "reviews, the latest of" in told
    assert "1 edit so far" in told
    assert str(backup) in told


def test_a_spoilt_backup_is_listed_as_such(run: Run, sample: Path, backup: Path) -> None:
    backup.write_bytes(b"spoilt")
    assert "cannot be read" in run("backups", sample).out


def test_going_back_keeps_what_was_there(run: Run, sample: Path, backup: Path) -> None:
    sample.write_bytes(b"damaged")
    ended = run("restore", sample, backup)
    assert ended.code == 0, ended.err
    (kept,) = (path for path in sample.parent.iterdir() if path.read_bytes() == b"damaged")
    assert ended.out == f"{sample} was restored.\nWhat was there before is kept as {kept}.\n"
    assert run("check", sample).code == 0


def test_going_back_where_nothing_is_left(run: Run, sample: Path, backup: Path) -> None:
    sample.unlink()
    assert run("restore", sample, backup).out == f"{sample} was restored.\n"


def test_an_open_window_keeps_its_file(run: Run, sample: Path, backup: Path, tmp_path: Path) -> None:
    exported = tmp_path / "all.json"
    assert run("export", sample, exported).code == 0
    with closing(open_file(sample, backup_folder(), lock_folder())):
        assert "nothing was restored" in run("restore", sample, backup).err
        assert run("verdict", sample).code == 0
        told = run("import", sample, exported.with_name("all.json"))
        assert told.code == 1


def test_recovering_lists_what_was_lost(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "recovered.fivegates"
    assert run("recover", sample, out).out == "Everything could be read.\n"
    assert run("check", out).code == 0
    data = sample.read_bytes()
    sample.write_bytes(data[: len(data) * 3 // 4])
    ended = run("recover", sample, tmp_path / "second.fivegates")
    assert ended.code == 0, ended.err
    assert "Table “" in ended.out
    assert sample.read_bytes() == data[: len(data) * 3 // 4]


def test_a_backup_that_cannot_be_made_is_told(run: Run, sample: Path) -> None:
    backup_folder().parent.mkdir(parents=True, exist_ok=True)
    backup_folder().write_text("in the way")
    ended = run("verdict", sample)
    assert ended.code == 0
    assert "cannot be used for backups" in ended.err
