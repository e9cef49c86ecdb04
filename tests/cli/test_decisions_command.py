"""Recording and printing decisions by command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.initiatives import add_initiative
from fivegates.domain.initiative.initiative import Initiative

Run = Callable[..., Any]
DECIDED = ("--by", "The board", "--date", "2026-11-20")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A portfolio of two initiatives about which nothing has been decided."""
    path = tmp_path / "empty.fivegates"
    opened = create_portfolio(path, "Board pack")
    for code, name in (("BILLS", "Bills"), ("CLAIMS", "Claims")):
        add_initiative(opened, Initiative(code, name))
    close_portfolio(opened)
    return path


def test_a_decision_is_recorded_and_printed(run: Run, empty: Path) -> None:
    conditions = ("--condition", "Guardrails are tested again", "--condition", "A second provider")
    why = ("--why", "The pilot convinced us")
    assert run("decide", empty, "BILLS", "go-with-conditions", *DECIDED, *why, *conditions).code == 0
    printed = run("decisions", empty, "--date", "2026-11-21")
    assert printed.out.splitlines() == [
        "20 Nov 2026 · BILLS Bills · Go with conditions, The board",
        "  The pilot convinced us",
        "  Open: Guardrails are tested again",
        "  Open: A second provider",
        "  As of 21 November 2026: not reviewed",
    ]


def test_a_condition_has_an_owner_and_a_day_and_figures_are_fixed_beforehand(run: Run, empty: Path) -> None:
    owned = ("--condition-by", "A second provider", "R. Marsh", "2026-12-18")
    fixed = ("--threshold", "Claims without rework", "85%", "below 70%")
    plain = ("--condition", "Guardrails are tested again")
    assert run("decide", empty, "BILLS", "go-with-conditions", *DECIDED, *owned, *fixed, *plain).code == 0
    assert run("decisions", empty, "--date", "2026-12-18").out.splitlines()[1:-1] == [
        "  Open: Guardrails are tested again",
        "  Open: A second provider · R. Marsh · 18 Dec 2026",
        "  Claims without rework: leads to more at 85%, ends the effort at below 70%",
    ]
    later = run("decisions", empty, "--date", "2026-12-19").out.splitlines()
    assert later[2] == "  Open: A second provider · R. Marsh · 18 Dec 2026, overdue"
    assert later[-1] == "  As of 19 December 2026: not reviewed"
    before = run("decisions", empty, "--date", "2026-11-19")
    assert before.out == "No decision has been recorded by 19 November 2026.\n"
    assert run("decide", empty, "BILLS", "go", *DECIDED, *owned[:3], "someday").code == 2


def test_decisions_of_one_initiative_as_json(run: Run, empty: Path) -> None:
    assert run("decide", empty, "BILLS", "hold", *DECIDED).code == 0
    assert run("decide", empty, "CLAIMS", "stop", *DECIDED, "--condition", "None").code == 0
    (found,) = json.loads(run("decisions", empty, "claims", "--json").out)
    assert (found["code"], found["outcome"], found["date"]) == ("CLAIMS", "stop", "2026-11-20")
    assert found["conditions"] == [{"text": "None", "owner": "", "due": None, "state": "open", "note": ""}]
    assert found["thresholds"] == []


def test_no_decision_is_said(run: Run, empty: Path) -> None:
    assert run("decisions", empty).out == "No decision has been recorded.\n"


def test_a_decision_of_nobody_is_refused(run: Run, empty: Path) -> None:
    refused = run("decide", empty, "BILLS", "go", "--by", " ")
    assert refused.code == 1
    assert len(refused.err.splitlines()) == 1
    assert run("decide", empty, "BILLS", "perhaps", "--by", "X").code == 2


def test_a_decision_against_the_verdict_asks_why(run: Run, sample: Path) -> None:
    words = ("decide", sample, "CLM-TRIAGE", "go", *DECIDED)
    ended = run(*words)
    assert ended.code == 1
    assert "The verdict is “Not ready”. Say why it goes ahead nevertheless." in ended.err
    assert run(*words, "--why", "A small pilot").code == 0
