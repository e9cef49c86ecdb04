"""`actions` and `attention`: what is to be done in a portfolio, by whom and by when."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]

DAY = ("--date", "2026-11-30")


def test_open_actions_are_printed_by_due_date(run: Run, sample: Path) -> None:
    ended = run("actions", sample, *DAY)
    head, blank, first, *_ = ended.out.splitlines()
    assert head.startswith("20 open actions · 7 owners · 3 overdue on 30 November 2026")
    assert blank == ""
    assert first.startswith("27 Nov 2026, overdue · Jonas Lindqvist · BRK-MAIL Broker mailbox routing · ")


def test_those_of_one_person_as_json(run: Run, sample: Path) -> None:
    printed = run("actions", sample, "--owner", "pieter maes", "--json", *DAY).out
    assert [(each["owner"], each["due"], each["overdue"]) for each in json.loads(printed)] == [
        ("Pieter Maes", "2026-12-04", False),
        ("Pieter Maes", None, False),
    ]


def test_overdue_ones_go_into_a_file(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "late.csv"
    ended = run("actions", sample, "--show", "overdue", "-o", out, *DAY)
    assert (ended.code, ended.out) == (0, "")
    assert len(out.read_text("utf-8-sig").splitlines()) == 4


def test_none_is_said(run: Run, sample: Path) -> None:
    assert run("actions", sample, "--owner", "Nobody").out == "There is no such action.\n"
    assert run("actions", sample, "--owner", "Nobody", "--json").out == "[]\n"


def test_what_needs_attention_comes_with_the_most_urgent_first(run: Run, sample: Path) -> None:
    head, blank, first, stop, second, *_ = run("attention", sample, *DAY).out.splitlines()
    assert head.startswith("As of 30 November 2026, looking 30 days ahead: 1 verdict has changed")
    assert blank == ""
    assert first == (
        "– · Verdict · BRK-MAIL Broker mailbox routing · "
        "Ready with conditions on 30 Nov 2026, ready at the review"
    )
    assert stop.startswith(
        "– · Stop figure · CLM-TRIAGE Motor claims triage · Cost of a claim: Stop figure reached"
    )
    assert second.startswith("30 Oct 2026, overdue · Condition · CLM-TRIAGE Motor claims triage · Not met: ")


def test_what_needs_attention_as_json(run: Run, sample: Path) -> None:
    found = json.loads(run("attention", sample, "--json", *DAY).out)
    assert found[0]["kind"] == "verdict"
    assert {each["kind"] for each in found} == {"verdict", "stop", "condition", "action", "evidence"}
    late = [each for each in found if each["overdue"]]
    assert all(each["due"] < "2026-11-30" for each in late)


def test_nothing_needs_attention_in_an_empty_portfolio(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.json"
    path = tmp_path / "sample.fivegates"
    run("sample", path)
    run("export", path, empty)
    plain = json.loads(empty.read_text()) | {"initiatives": []}
    empty.write_text(json.dumps(plain))
    run("import", tmp_path / "none.fivegates", empty)
    printed = run("attention", tmp_path / "none.fivegates", *DAY).out
    assert printed == "Nothing is overdue or due within 30 days of 30 November 2026.\n"
