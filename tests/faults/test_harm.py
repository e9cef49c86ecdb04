"""The long run in short: killed at random, altered on the disk; the control that must be seen to fail."""

from pathlib import Path

import cut_off
import harm
import importer_fuzz
import power
import pytest
import straced
import sync_client
import two_windows
import writers

from fivegates.actions.file.creation import create_sample
from fivegates.actions.file.files import close_portfolio
from fivegates.store.backups import backup

SOME = [writers.WRITERS[name] for name in ("delete", "restore", "copy")]
READ_AT_ONCE = ("CSV", "XLSX", "ODS", "JSON", "rules TOML", "price list")

pytestmark = pytest.mark.slow

needs_strace = pytest.mark.skipif(not straced.works(), reason="strace is not here, or may not trace")


def test_a_kill_at_any_moment_loses_no_acknowledged_edit(closed: Path) -> None:
    figures = harm.kill_loop(closed, 12)
    assert figures.violations == []
    assert figures.found["acknowledged edits"] >= 12


def test_the_same_kills_do_harm_where_there_is_no_journal(closed: Path) -> None:
    """The control: without it, the test above would prove nothing."""
    tries = (harm.kill_loop(closed, 8, verb="save_until_killed_unsafely", seed=seed) for seed in range(10))
    assert any(figures.violations for figures in tries)


@needs_strace
def test_a_fault_at_any_call_leaves_the_file_as_before_or_as_after(closed: Path) -> None:
    figures = cut_off.faults(closed, 3, writers=SOME)
    assert figures.violations == []
    assert figures.done == 9


@needs_strace
def test_whatever_is_cut_off_leaves_every_file_as_before_or_as_after(closed: Path) -> None:
    killed = cut_off.kills(closed, 4, writers=SOME)
    cut = cut_off.power_cuts(closed, 20, writers=SOME)
    assert killed.violations == cut.violations == []


@needs_strace
def test_the_same_does_harm_to_what_is_written_in_its_place(closed: Path) -> None:
    assert cut_off.controls(closed, 10)


def test_two_windows_and_a_command_lose_nothing_of_each_other(closed: Path) -> None:
    figures = two_windows.at_once(closed, 12)
    assert figures.violations == []
    assert figures.found["edits"] >= 12


def test_of_an_altered_file_comes_a_sentence() -> None:
    assert (
        importer_fuzz.fuzz(10, importers=[importer_fuzz.IMPORTERS[name] for name in READ_AT_ONCE]).violations
        == []
    )
    assert importer_fuzz.fuzz_unbounded_reader(10).violations


@needs_strace
def test_a_cut_of_power_at_any_moment_loses_no_acknowledged_edit(closed: Path) -> None:
    figures = power.replay(closed, 150)
    assert figures.violations == []
    assert figures.found["acknowledged edits"] > 30


@needs_strace
def test_the_same_cuts_do_harm_where_there_is_no_journal(closed: Path) -> None:
    assert power.replay(closed, 20, verb="save_unsafely").violations


def test_no_final_review_changes_unnoticed(tmp_path: Path) -> None:
    path = tmp_path / "sample.fivegates"
    close_portfolio(create_sample(path))
    figures = harm.mutate(path, 90)
    assert figures.violations == []
    # SQLite takes a last page that is cut for one of zeros; where it holds a seal, the seal's hash finds it.
    assert sum(number for what, number in figures.found.items() if what.startswith("cut: ")) == 30
    assert any(what.startswith("flip: named") for what in figures.found)


@needs_strace
@pytest.mark.parametrize("verb", ["copy", "write_whole"])
def test_a_cut_of_power_leaves_the_older_file_or_the_new_one(closed: Path, verb: str) -> None:
    figures = power.replay_replacement(closed, 150, verb=verb)
    assert figures.violations == []
    assert figures.found.keys() == {"new", "older"}


@needs_strace
def test_the_same_cuts_do_harm_to_a_file_that_is_written_in_its_place(closed: Path) -> None:
    assert power.replay_replacement(closed, 150, verb="write_unsafely").violations


def test_whatever_a_sync_client_does_nothing_acknowledged_is_lost(closed: Path) -> None:
    figures = sync_client.with_sync_client(closed, 120)
    assert figures.violations == []
    assert {harm.__name__ for harm in sync_client.HARMS} <= figures.found.keys()


def test_the_same_client_does_harm_where_copies_are_not_checked(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without it, the test above would prove nothing."""
    monkeypatch.setattr(backup, "require_whole_copy", lambda *_, **__: None)
    assert sync_client.with_sync_client(closed, 120).violations
