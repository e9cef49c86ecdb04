"""`fivegates idea`, `ideas`, `accept`, `decline` and `kind`."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import criterion

from fivegates.actions import ideas as actions
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio, open_portfolio
from fivegates.actions.file.transaction import redo, undo
from fivegates.actions.initiatives import edit_initiative
from fivegates.actions.kinds import advice_on, kinds
from fivegates.actions.names import rename
from fivegates.actions.queries import find_initiative, record
from fivegates.domain.errors import UserError
from fivegates.domain.ideas import Idea, IdeaState, Ruling
from fivegates.domain.initiative.initiative import Kind

Run = Callable[..., Any]


@pytest.fixture
def file(run: Run, tmp_path: Path) -> Path:
    """A portfolio with one idea."""
    path = tmp_path / "ideas.fivegates"
    close_portfolio(create_portfolio(path, "Ideas"))
    words = ("--problem", "Claims wait.", "--owner", "A. Okafor", "--kind", "agent", "--date", "2026-05-12")
    assert run("idea", path, "Sort claims", *words).out == "1\n"
    return path


def test_an_idea_is_accepted_and_the_initiative_keeps_the_link(run: Run, file: Path) -> None:
    assert "1  Sort claims  (Open, 12 May 2026)" in run("ideas", file).out
    assert run("accept", file, "1", "--code", "SORT", "--by", "The board", "--date", "2026-06-01").code == 0
    (plain,) = json.loads(run("ideas", file, "--json").out)
    assert (plain["number"], plain["state"], plain["initiative"]) == (1, "accepted", "SORT")
    assert "Accepted on 1 June 2026 as SORT by The board." in run("ideas", file, "--show", "accepted").out
    assert "Sort claims" in run("verdict", file, "SORT").out
    again = run("accept", file, "1", "--code", "OTHER")
    assert (again.code, "has been decided on already" in again.err) == (1, True)
    assert run("ideas", file, "--show", "open").out == "1 idea: 0 open, 1 accepted, 0 declined.\n"


def test_an_idea_is_declined_with_a_reason(run: Run, file: Path) -> None:
    assert "Say why it was declined." in run("decline", file, "1", "--why", " ").err
    assert run("decline", file, "1", "--why", "No data", "--date", "2026-06-01").code == 0
    assert "Declined on 1 June 2026: No data" in run("ideas", file).out
    assert "no idea of number 7" in run("decline", file, "7", "--why", "No data").err


def test_a_code_that_is_bad_or_taken_leaves_the_idea_open(run: Run, file: Path) -> None:
    assert "code: Write 1 to 32 letters" in run("accept", file, "1", "--code", "two words").err
    run("idea", file, "Another", "--problem", "Calls wait.")
    run("accept", file, "2", "--code", "SORT")
    assert "already used by another initiative" in run("accept", file, "1", "--code", "sort").err
    assert json.loads(run("ideas", file, "--json", "--show", "open").out)[0]["number"] == 1


def test_ideas_are_edited_opened_again_removed_undone_and_found(run: Run, file: Path) -> None:
    opened = open_portfolio(file, file.parent / "backups")
    idea = actions.find_idea(opened, 1)
    actions.accept_idea(opened, 1, "SORT", Ruling(date(2026, 6, 1)))
    undo(opened)
    assert actions.find_idea(opened, 1) == idea
    with pytest.raises(UserError):
        find_initiative(opened, "SORT")
    redo(opened)
    changed = Idea(date(2026, 5, 12), "Sort all claims", "Claims wait.", owner="a. okafor", id=1)
    actions.edit_idea(opened, changed)
    assert actions.find_idea(opened, 1).state is IdeaState.ACCEPTED
    initiative = record(opened, find_initiative(opened, "SORT")).initiative
    assert rename(opened, "A. Okafor", "B. Okafor").settings
    assert actions.find_idea(opened, 1).owner == "B. Okafor"
    edit_initiative(opened, replace(initiative, code="SORT-2"))
    assert actions.find_idea(opened, 1).initiative == "SORT-2"
    actions.reopen_idea(opened, 1)
    assert actions.find_idea(opened, 1).initiative == ""
    with pytest.raises(UserError):
        actions.add_idea(opened, Idea(date(2026, 5, 12), "", "Claims wait."))
    close_portfolio(opened)
    assert "Idea, title" in run("find", file, "all claims").out
    opened = open_portfolio(file, file.parent / "backups")
    actions.remove_idea(opened, 1)
    undo(opened)
    assert [each.title for each in actions.ideas(opened)] == ["Sort all claims"]
    close_portfolio(opened)


def test_a_whole_portfolio_goes_through_json_with_its_ideas(run: Run, file: Path, tmp_path: Path) -> None:
    run("export", file, tmp_path / "out.json")
    again = tmp_path / "again.fivegates"
    run("import", again, tmp_path / "out.json")
    assert run("ideas", again).out == run("ideas", file).out
    run("import", again, tmp_path / "out.json")
    assert len(json.loads(run("ideas", again, "--json").out)) == 1


def test_a_kind_offers_and_does_nothing_unasked(run: Run, file: Path) -> None:
    run("accept", file, "1", "--code", "SORT")
    reported = run("kind", file, "SORT")
    assert "Packs of criteria: agents, duties, supplier" in reported.out
    assert "Rehearse switching it off, and measure how long that takes" in reported.out
    assert json.loads(run("kind", file, "SORT", "--json").out)["kind"] == "agent"
    assert json.loads(run("actions", file, "--json").out) == []
    taken = run("kind", file, "SORT", "--take-actions")
    assert "Rehearse" not in taken.out
    assert len(json.loads(run("actions", file, "--json").out)) == 2
    assert "no review in draft" in run("kind", file, "SORT", "extraction", "--take-waivers").err


def test_a_waiver_is_taken_into_the_draft(run: Run, sample: Path) -> None:
    reported = json.loads(run("kind", sample, "CLM-TRIAGE", "--json").out)
    assert (reported["kind"], reported["waivers"]) == (None, [])
    assert "The initiative has no kind yet" in run("kind", sample, "CLM-TRIAGE").out
    reported = json.loads(run("kind", sample, "CLM-TRIAGE", "forecast", "--json").out)
    if reported["waivers"]:
        run("kind", sample, "CLM-TRIAGE", "--take-waivers")
        assert json.loads(run("kind", sample, "CLM-TRIAGE", "--json").out)["waivers"] == []


def test_an_idea_names_the_class_that_is_expected(run: Run, sample: Path) -> None:
    said = ("idea", sample, "Rank applicants", "--problem", "Too many.", "--class")
    assert "“hihg” is not known here; did you mean “high”?" in run(*said, "hihg").err
    assert run(*said, "high").code == 0
    assert "Which risk class is expected? High risk" in run("ideas", sample).out


def test_what_is_taken_as_not_applicable_is_looked_at_again(run: Run, sample: Path) -> None:
    run("kind", sample, "PRP-STORM", "extraction", "--take-waivers")
    (reported,) = json.loads(run("calendar", sample, "PRP-STORM", "--json").out)
    assert reported["not_applicable"] == [{"criterion": "trust-bias", "review_by": "2027-05-17"}]
    assert "17 May 2027" in run("calendar", sample, "PRP-STORM").out


def test_every_kind_has_advice_and_criteria_are_ids() -> None:
    assert {each.kind for each in kinds()} == set(Kind)
    assert advice_on(Kind.OTHER).actions == ()
    ids = [offer.criterion for each in kinds() for offer in each.waivers]
    ids += [offer.criterion for each in kinds() for offer in each.actions]
    assert all(each == criterion(each).id and each.islower() for each in ids)
