"""Granting, revoking and printing waivers by command."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.initiatives import add_initiative
from fivegates.domain.initiative.initiative import Initiative

Run = Callable[..., Any]
PEOPLE = ("--asked-by", "A. Okafor", "--approved-by", "R. Marsh, CFO")
DAYS = ("--granted", "2026-11-02", "--until", "2027-03-14")
REASON = ("--reason", "The audit is in March")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A portfolio of one initiative."""
    path = tmp_path / "empty.fivegates"
    opened = create_portfolio(path, "Board pack")
    add_initiative(opened, Initiative("BILLS", "Bills"))
    close_portfolio(opened)
    return path


def test_a_waiver_is_granted_printed_and_revoked(run: Run, empty: Path) -> None:
    words = ("waive", empty, "BILLS", "trust-drift", *PEOPLE, *DAYS, *REASON)
    assert run(*words, "--condition", "Each answer is checked").code == 0
    assert run("waivers", empty, "--on", "2026-11-30").out.splitlines() == [
        "1 waiver is in force on 30 November 2026; it ends after 14 March 2027.",
        "",
        "BILLS · Drift in data and behaviour is watched: in force until 14 March 2027",
        "  Asked for by A. Okafor, approved on 2 November 2026 by R. Marsh, CFO",
        "  The audit is in March",
        "  Condition: Each answer is checked",
    ]
    end = ("revoke", empty, "bills", "trust-drift", "--by", "The board", "--why", "Audited")
    assert run(*end, "--date", "2026-11-20").code == 0
    again = run(*end, "--date", "2026-11-21")
    assert (again.code, again.err.strip()) == (
        1,
        "No waiver for “trust-drift” is in force on 21 November 2026.",
    )
    (found,) = json.loads(run("waivers", empty, "BILLS", "--json").out)
    assert (found["code"], found["until"], found["revoked"]) == ("BILLS", "2027-03-14", "2026-11-20")
    for day, state in (("2026-11-01", "to-begin"), ("2026-11-19", "in-force"), ("2026-11-20", "revoked")):
        (found,) = json.loads(run("waivers", empty, "--on", day, "--json").out)
        assert (found["on"], found["state"]) == (day, state)


def test_one_for_a_criterion_that_no_rubric_has_is_printed_by_its_id(run: Run, empty: Path) -> None:
    assert run("waive", empty, "BILLS", "trust-drift", *PEOPLE, *DAYS, *REASON).code == 0
    with closing(sqlite3.connect(empty)) as file, file:
        file.execute("UPDATE waiver SET criterion = 'gone'")
    assert "BILLS · gone: in force until 14 March 2027" in run("waivers", empty, "--on", "2026-11-30").out
    assert "“gone” is not known here" in run("check", empty).err


def test_one_approved_by_its_requester_is_refused(run: Run, empty: Path) -> None:
    same = ("--asked-by", "r.  marsh", "--approved-by", "R. Marsh, CFO")
    ended = run("waive", empty, "BILLS", "trust-drift", *same, *DAYS, *REASON)
    assert ended.code == 1
    assert "r.  marsh asked for this waiver, so another person must approve it." in ended.err


def test_a_risk_class_is_asked_recorded_and_printed(run: Run, empty: Path) -> None:
    asked = run("risk-class", empty, "BILLS").out.splitlines()
    assert asked[0] == "No risk class yet: its questions have not been answered."
    assert asked[4].startswith("  profiles (area=yes): Does it profile people")
    no = ("practice", "product", "area", "generates", "reads-people", "deep-fakes")
    answers = [word for name in no for word in ("--answer", f"{name}=no")]
    words = ("risk-class", empty, "BILLS", *answers, "--answer", "interacts=YES", "--date", "2026-11-12")
    assert run(*words).code == 1
    bare = run("risk-class", empty, "BILLS", "--by", "R. Marsh", "--reason", "Customers ask it")
    assert "A risk class follows from its questions" in bare.err
    reported = run(*words, "--by", "R. Marsh", "--reason", "Customers ask it").out.splitlines()
    assert reported[:3] == [
        "Transparency duties, decided by Art. 50(1).",
        "The duties have applied since 2 August 2026.",
        "Classified on 12 November 2026 by R. Marsh: Customers ask it",
    ]
    assert "it is not legal advice" in reported[3]
    assert json.loads(run("risk-class", empty, "BILLS", "--json").out)["level"] == "transparency"
    wrong = run("risk-class", empty, "BILLS", "--answer", "area=perhaps")
    assert "Write an answer as QUESTION=yes or QUESTION=no" in wrong.err
    both = run(*words, "--answer", "practice=yes", "--by", "R. Marsh", "--reason", "Customers ask it")
    assert both.err.strip() == "“practice” is answered with yes and with no."
    again = run(*words, "--answer", "practice=no", "--by", "R. Marsh", "--reason", "Customers ask it")
    assert again.code == 0
