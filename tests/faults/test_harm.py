"""The long run in short: killed at random, altered on the disk; the control that must be seen to fail."""

from pathlib import Path

import harm
import power
import pytest
import straced

from fivegates.actions.file.creation import create_sample
from fivegates.actions.file.files import close_portfolio

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
    figures = harm.at_every_call(closed, "save", 1)
    assert figures.violations == []
    assert figures.done >= 12


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
    assert figures.found["cut: refused"] == 30
    assert any(what.startswith("flip: named") for what in figures.found)
