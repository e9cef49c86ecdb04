"""The command that makes one view over several portfolios, and what others say of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest
from packs import small_portfolio

from fivegates.actions.file.creation import create_filled
from fivegates.actions.file.files import close_portfolio


class Ended(Protocol):
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two small portfolios."""
    folder = tmp_path_factory.mktemp("units")
    of = small_portfolio()
    paths = []
    for title, records in (("Retail", of.records[:2]), ("Motor claims", of.records[1:])):
        path = folder / f"{title}.fivegates"
        settings = replace(of.settings, title=title)
        close_portfolio(create_filled(path, replace(of, settings=settings, records=records)))
        paths.append(path)
    return paths


def test_it_says_what_was_written_and_what_changed(run: Run, units: list[Path], tmp_path: Path) -> None:
    group = tmp_path / "group.fivegates"
    ended = run("consolidate", group, *units)
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "Consolidated 2 files: 5 initiatives, 0 final reviews, verified.",
        "2 initiatives are distinguished by their file, since their codes or names are in several.",
    ]
    ended = run("consolidate", group, *units, tmp_path / "gone.fivegates")
    assert ended.code == 1
    assert ended.err.startswith("Nothing was written: 1 of 3 files cannot be consolidated.\n")
    assert "gone.fivegates cannot be found." in ended.err
    ended = run("consolidate", group, units[0], tmp_path / "gone.fivegates", "--skip-unreadable")
    assert ended.code == 0
    assert "No longer given: Motor claims." in ended.out
    assert ended.err.startswith("Left out: ")
    assert "gone.fivegates cannot be found." in ended.err
    ended = run("consolidate", group, *units, "--changes")
    assert (ended.code, ended.out) == (0, "Not in the view before: Motor claims.\n")


def test_every_command_says_that_it_is_a_view(run: Run, units: list[Path], tmp_path: Path) -> None:
    group = tmp_path / "group.fivegates"
    run("consolidate", group, *units)
    ended = run("insights", group)
    assert ended.code == 0
    assert ended.err.startswith("Consolidated view of 2 files as of ")
    assert ended.err.endswith(
        ": Retail and Motor claims. It is for reading only; edit the files, and consolidate again.\n"
    )
    assert "Retail.PRP-STORM" in run("verdict", group).out
    checked = run("check", group).out
    assert "Motor claims (Motor claims.fivegates): no review was final on " in checked
    ended = run("decide", group, "Retail.PRP-STORM", "go", "--by", "The board", "--why", "It holds.")
    assert ended.code == 1
    assert "for reading only, so nothing was saved" in ended.err
