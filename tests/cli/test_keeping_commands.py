"""The commands that list backups, go back to one, and recover what can be read."""

from contextlib import closing
from pathlib import Path
from typing import Protocol

import pytest
from examples import slow_after

from fivegates.actions.file.files import backup_folder, lock_folder
from fivegates.store.file.opening import open_file


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
    reported = run("backups", sample).out
    assert "6 initiatives" in reported
    assert "reviews, the latest of" in reported
    assert "1 edit so far" in reported
    assert str(backup) in reported


def test_a_spoilt_backup_is_listed_as_such(run: Run, sample: Path, backup: Path) -> None:
    backup.write_bytes(b"spoilt")
    assert "cannot be read" in run("backups", sample).out


WORDS = {"check": [], "verdict": [], "export": ["all.json"], "decisions": []}
TO_GO_BACK = "`fivegates backups FILE` lists its backups, and `fivegates restore` goes back to one."
TO_RECOVER = "`fivegates recover FILE OUT` saves what can be read of it as a new portfolio."


@pytest.mark.parametrize("command", slow_after(1, WORDS))
@pytest.mark.parametrize("backed_up", [True, False])
def test_the_refusal_of_a_damaged_file_names_the_ways_on(
    run: Run, sample: Path, backup: Path, command: str, *, backed_up: bool
) -> None:
    sample.write_bytes(sample.read_bytes()[:50_000])
    if not backed_up:
        backup.unlink()
    refused, *ways = run(command, sample, *WORDS[command]).err.splitlines()
    assert refused.startswith(f"{sample.name} is damaged. It was left as it is;")
    assert ways == [TO_GO_BACK if backed_up else "There is no backup of this portfolio yet.", TO_RECOVER]


def test_of_a_file_that_is_gone_or_empty_nothing_can_be_recovered(run: Run, sample: Path) -> None:
    sample.write_bytes(b"")
    assert run("check", sample).err.splitlines()[1:] == ["There is no backup of this portfolio yet."]
    sample.unlink()
    refused = run("check", sample).err
    assert "cannot be found" in refused
    assert refused.count("\n") == 1


def test_other_refusals_of_a_file_name_no_ways_on(run: Run, sample: Path) -> None:
    sample.write_bytes(b"a letter" * 100)
    assert run("check", sample).err.count("\n") == 1


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
        reported = run("import", sample, exported.with_name("all.json"))
        assert reported.code == 1


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


def test_a_backup_that_cannot_be_made_is_reported(run: Run, sample: Path) -> None:
    backup_folder().parent.mkdir(parents=True, exist_ok=True)
    backup_folder().write_text("in the way")
    ended = run("verdict", sample)
    assert ended.code == 0
    assert "cannot be used for backups" in ended.err


def test_tables_for_a_warehouse_go_into_a_folder(run: Run, sample: Path, tmp_path: Path) -> None:
    ended = run("export", sample, "--as", "parquet", tmp_path / "tables", "--date", "2026-11-30")
    assert (ended.code, ended.err) == (0, "")
    assert (tmp_path / "tables" / "ledger_by_month.parquet").is_file()
    ended = run("export", sample, tmp_path / "tables")
    assert ended.code == 2
    assert "--as parquet" in ended.err
