"""`fivegates capacity`: what can be made ready, as text and as JSON; what the portfolio keeps of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
DAY = ("--date", "2026-11-30")
GIVEN = ("--days", "120", "--until", "2027-03-01", *DAY)


def test_the_plan_of_the_sample(run: Run, sample: Path) -> None:
    ended = run("capacity", sample, *GIVEN)
    assert (ended.code, ended.err) == (0, "")
    head, *parts = ended.out.split("\n\n")
    assert head.startswith(
        "As of 30 November 2026.\n"
        "4 of 5 initiatives that can be planned can be ready by 1 March 2027, with 82.5 person-days. "
        "The plan is worth €"
    )
    assert head.endswith("no other order of it.")
    assert [part.split("\n")[0] for part in parts] == [
        *("Ready", "Who does what by when", "Not done", "What limits the plan", "Not planned", "Assumed")
    ]
    assert "CLM-TRIAGE Motor claims triage · 107 person-days · −€14,920 a month: no gain" in ended.out
    assert "PRP-STORM · its value at target volume is not known" in ended.out
    assert "Steps that nobody owns draw on the person-days in all" in ended.out


def test_json_has_the_same_plan(run: Run, sample: Path) -> None:
    reported = json.loads(
        run("capacity", sample, *GIVEN, "--days", "30", "--most", "initiatives", "--json").out
    )
    assert (reported["proven"], reported["gap"], reported["aim"]) == (True, 0, "initiatives")
    assert sum(task["effort"] for task in reported["tasks"]) == reported["effort"] <= 30
    assert {each["limit"] for each in reported["gains"]} >= {"total"}
    assert all(each["lacks"] for each in reported["undone"])
    totals = [lack for each in reported["undone"] for lack in each["lacks"] if lack["limit"] == "total"]
    assert all(lack["short"] > 0 for lack in totals)
    capped = json.loads(run("capacity", sample, *GIVEN, "--per-unit", "0", "--json").out)
    assert capped["ready"] == []
    assert {lack["limit"] for each in capped["undone"] for lack in each["lacks"]} == {"unit"}


def test_what_is_saved_is_taken_up_and_given_anew(run: Run, sample: Path) -> None:
    options = ("--owner", "Jonas Lindqvist=0.5", "--unassigned", "2", "--after", "REN-LAPSE=BRK-MAIL")
    saved = run("capacity", sample, *GIVEN, *options, "--share", "causes", "--at-least", "1", "--save")
    assert saved.code == 0
    assert run("capacity", sample, *DAY).out == saved.out
    least = run("capacity", sample, *DAY, "--most", "least-cost", "--owner", "Jonas Lindqvist=5")
    assert least.out.startswith(
        "As of 30 November 2026.\n1 of 6 initiatives that can be planned can be ready by 1 March 2027"
    )
    assert "not needed for the number asked for" in least.out
    more = run("capacity", sample, *DAY, "--most", "least-cost", "--at-least", "6", "--days", "60")
    assert "At least 6 were asked for." in more.out


def test_bad_input_is_one_clear_sentence(run: Run, sample: Path) -> None:
    assert run("capacity", sample, *DAY).err == (
        "A plan needs a deadline: the day by which initiatives are to be ready.\n"
    )
    empty = run("capacity", sample, "--until", "2027-03-01", *DAY)
    assert empty.code == 1
    assert empty.err.startswith("A plan needs a capacity: person-days in all, or days a week")
    assert "This capacity is 0 person-days" in run("capacity", sample, *GIVEN, "--days", "0").err
    assert "is past" in run("capacity", sample, *GIVEN, "--until", "2026-01-01").err
    assert "No initiative has the code “X”." in run("capacity", sample, *GIVEN, "--after", "X=BRK-MAIL").err
    assert "is not written as NAME=DAYS" in run("capacity", sample, *GIVEN, "--owner", "Ann").err
    assert "“many” is not a number." in run("capacity", sample, *GIVEN, "--owner", "Ann=many").err
    assert "“x” is not a number." in run("capacity", sample, "--days", "x").err
    wait = run("capacity", sample, *GIVEN, "--after", "REN-LAPSE=BRK-MAIL", "--after", "BRK-MAIL=REN-LAPSE")
    assert "would each wait for the other" in wait.err
