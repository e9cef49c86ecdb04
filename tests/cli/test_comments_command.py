"""Comments on criteria, printed by command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fivegates.actions.comments import add_comment, resolve_comment
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.initiatives import add_initiative
from fivegates.domain.initiative.initiative import Initiative

Run = Callable[..., Any]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A portfolio of one initiative without comments."""
    opened = create_portfolio(tmp_path / "empty.fivegates")
    add_initiative(opened, Initiative("BILLS", "Bills"))
    close_portfolio(opened)
    return opened.path


@pytest.fixture
def commented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A portfolio with a comment."""
    monkeypatch.setattr("getpass.getuser", lambda: "erika")
    opened = create_portfolio(tmp_path / "commented.fivegates")
    created = add_initiative(opened, Initiative("BILLS", "Bills")).created
    assert created is not None
    comment = add_comment(opened, created, "value-owner", "Ask the owner.\nTwice.").created
    assert comment is not None
    resolve_comment(opened, comment, resolved=True)
    close_portfolio(opened)
    return opened.path


def test_comments_are_printed(run: Run, commented: Path, empty: Path) -> None:
    head, *text = run("comments", commented, "bills").out.splitlines()
    assert head.startswith("BILLS · ")
    assert head.endswith(" · erika · resolved")
    assert text == ["  Ask the owner.", "  Twice."]
    (found,) = json.loads(run("comments", commented, "--json").out)
    assert (found["code"], found["criterion"], found["resolved"]) == ("BILLS", "value-owner", True)
    assert run("comments", empty).out.strip() == "No comments."
