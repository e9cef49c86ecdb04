"""`fivegates insights`: the same sentences as the window, and figures for other programs."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from acting import created, latest_assessment
from builders import REVIEWED, days_before

from fivegates.actions import insights, queries
from fivegates.actions.file import files
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.finalising import finalise_review
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.records import add_decision
from fivegates.actions.reviews import start_review
from fivegates.actions.scoring import set_level
from fivegates.domain.initiative.decisions import Condition, Decision, Outcome
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.insights.heatmap import heatmap
from fivegates.domain.insights.overall import insights_of
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.insights import causes_finding, effort_finding, heatmap_finding, margins_finding

Run = Callable[..., Any]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def enrich(opened: OpenPortfolio) -> None:
    """Add an initiative that moved since its final review, and a condition that is overdue."""
    of = created(add_initiative(opened, Initiative("MOVED", "Moved")))
    first = created(start_review(opened, of, days_before(90)))
    set_level(opened, first, "value-owner", 1)
    finalise_review(opened, first, "R. Marsh", NOW)
    set_level(opened, created(start_review(opened, of, REVIEWED)), "value-owner", 3)
    condition = Condition("Name an owner", "R. Marsh", date(2020, 1, 31))
    undated = Condition("Write it down")
    decision = Decision(REVIEWED, Outcome.CONDITIONS, "Board", "Small.", (condition, undated))
    add_decision(opened, of, decision)
    add_initiative(opened, Initiative("UNSEEN", "Unseen"))


def opened_sample(path: Path) -> OpenPortfolio:
    return files.open_portfolio(path, path.parent / "backups")


def test_each_part_is_printed_under_its_finding(run: Run, sample: Path) -> None:
    opened = opened_sample(sample)
    enrich(opened)
    today = date.today()  # noqa: DTZ011 - as the command has it
    portfolio = insights.gather_portfolio(opened, today)
    found, gates = insights_of(portfolio.cases), heatmap(portfolio.lines)
    files.close_portfolio(opened)
    out = run("insights", sample).out
    findings = [
        heatmap_finding(gates, ENGLISH),
        margins_finding(found.margins, ENGLISH),
        causes_finding(found.causes, ENGLISH),
        effort_finding(found.effort, ENGLISH),
    ]
    assert all(finding in out.splitlines() for finding in findings)
    assert "  Moved: Not ready → Incomplete" in out.splitlines()
    assert "  Moved: Name an owner (R. Marsh, overdue since 31 Jan 2020)" in out
    assert "  Unseen: Not reviewed yet." in out


def test_json_has_exact_figures_and_a_finding_for_each_part(run: Run, sample: Path) -> None:
    opened = opened_sample(sample)
    enrich(opened)
    claims = queries.find_initiative(opened, "CLM-TRIAGE")
    verdict = latest_assessment(opened, claims)[1]
    files.close_portfolio(opened)
    plain = json.loads(run("insights", sample, "--json").out)
    assert set(plain) == {"as_of", "gates", "movements", "conditions", "margins", "causes", "effort"}
    assert plain.pop("as_of") == date.today().isoformat()  # noqa: DTZ011 - as the command has it
    assert all("finding" in part for part in plain.values())
    rows = {row["code"]: row for row in plain["gates"]["initiatives"]}
    assert verdict
    assert rows["CLM-TRIAGE"]["at_review"]["verdict"] == verdict.verdict.state.value
    assert rows["UNSEEN"] == {
        "code": "UNSEEN",
        "verdict": None,
        "readiness": None,
        "at_review": None,
        "gates": [],
    }
    assert [point["code"] for point in plain["margins"]["points"]].count("CLM-TRIAGE") == 1
    assert plain["conditions"]["open"][0]["overdue"] is True
    assert plain["conditions"]["open"][-1]["due"] is None
    assert {
        "code": "MOVED",
        "before": "not-ready",
        "now": "incomplete",
        "readiness_before": None,
        "readiness_now": None,
    } in plain["movements"]["initiatives"]
    cause = plain["causes"]["causes"][0]
    assert cause["freed"] == sum(each["now"] != each["then"] for each in cause["initiatives"])
    assert plain["effort"]["places"][0]["place"] == 1
    assert {"code": "UNSEEN", "why": "not-reviewed", "text": "Not reviewed yet."} in plain["effort"][
        "uncounted"
    ]


def test_an_empty_portfolio_has_something_to_say(run: Run, tmp_path: Path) -> None:
    source, file = tmp_path / "empty.json", tmp_path / "empty.fivegates"
    source.write_text(json.dumps({"format": "fivegates-portfolio", "version": 1, "initiatives": []}))
    assert run("import", file, source).code == 0
    out = run("insights", file).out
    assert out.startswith("No initiative has been reviewed yet\n")
    assert "No cause is behind more than one initiative" in out


def test_the_verdict_on_a_later_review_names_the_day_of_that_review(run: Run, sample: Path) -> None:
    reported = run("insights", sample, "--date", "2026-11-11").out
    assert reported.startswith("As of 11 November 2026: ")
    assert "BRK-MAIL  Broker mailbox routing: Ready, 81%" in reported
    assert "underwriters: Ready with conditions on 12 Nov 2026, 67%" in reported
