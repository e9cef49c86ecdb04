"""Who edited what, printed by command."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio, open_portfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.initiatives import add_initiative, edit_initiative
from fivegates.actions.overview import lines
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
        "changed": None,
    }
    assert run("edits", edited, "--since", "2100-01-01").out.startswith("No edits yet.")


def test_an_edit_of_one_value_says_what_it_was(run: Run, edited: Path, tmp_path: Path) -> None:
    opened = open_portfolio(edited, tmp_path / "backups", tmp_path / "locks")
    (line,) = lines(opened)
    edit_initiative(opened, replace(line.initiative, sponsor="B. Brandt"))
    close_portfolio(opened)
    assert run("edits", edited).out.splitlines()[2].endswith("Edit “Bills” · Sponsor: – → B. Brandt")
    found = json.loads(run("edits", edited, "--json").out)[0]
    assert found["changed"] == {"field": "initiative.sponsor", "before": None, "after": "B. Brandt"}
