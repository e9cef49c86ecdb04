"""Who edited what, printed by command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.undo import undo
from fivegates.actions.initiatives import add_initiative
from fivegates.domain.initiative.initiative import Initiative

Run = Callable[..., Any]


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A portfolio with three edits."""
    monkeypatch.setattr("getpass.getuser", lambda: "erika")
    path = tmp_path / "edited.fivegates"
    opened = create_portfolio(path)
    add_initiative(opened, Initiative("BILLS", "Bills"))
    add_initiative(opened, Initiative("CARE", "Care"))
    undo(opened)
    close_portfolio(opened)
    return path


def test_edits_are_printed_newest_first(run: Run, edited: Path) -> None:
    first, _, *lines = run("edits", edited).out.splitlines()
    assert first.startswith("3 edits since ")
    assert [line.split("  ")[1:] for line in lines] == [
        ["erika", "–", "Undo: Add “Care”"],
        ["erika", "CARE", "Add “Care”"],
        ["erika", "BILLS", "Add “Bills”"],
    ]


def test_edits_of_an_initiative_since_a_day_as_json(run: Run, edited: Path) -> None:
    (found,) = json.loads(run("edits", edited, "--initiative", "bills", "--json").out)
    assert found.pop("at").endswith("Z")
    assert found == {
        "by": "erika",
        "kind": "edit",
        "what": "Add “Bills”",
        "codes": ["BILLS"],
        "reviewed": None,
        "criterion": "",
    }
    assert run("edits", edited, "--since", "2100-01-01").out.startswith("No edits yet.")
