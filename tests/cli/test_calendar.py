"""`fivegates calendar`: when proofs lapse, and until when each verdict holds; the bridge of `history`."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from acting import created
from builders import REVIEWED, initiative

from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.finalising import finalise_review
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.reviews import start_review
from fivegates.actions.scoring import set_level

Run = Callable[..., Any]


def test_every_reviewed_initiative_is_reported_with_its_proofs(run: Run, sample: Path) -> None:
    ended = run("calendar", sample, "--date", "2026-11-22")
    assert (ended.code, ended.err) == (0, "")
    day, portfolio, *blocks = ended.out.split("\n\n")
    assert day == "As of 22 November 2026."
    assert "verdicts fall if nothing is renewed; the first is that on Broker mailbox routing" in portfolio
    assert len(blocks) > 1
    assert all(len(block.splitlines()) > 1 for block in blocks)
    assert "good until" in ended.out


def test_one_initiative_alone_says_nothing_of_the_portfolio(run: Run, sample: Path) -> None:
    ended = run("calendar", sample, "BRK-MAIL", "--date", "2026-11-22")
    assert ended.out.startswith("As of 22 November 2026.\n\nBRK-MAIL  Broker mailbox routing\n")


def test_a_verdict_on_a_later_review_names_its_own_day(run: Run, sample: Path) -> None:
    ended = run("calendar", sample, "UWR-SEARCH", "--date", "2026-11-01")
    assert "\n  As of 12 November 2026. Ready with conditions until " in ended.out


def test_one_initiative_as_json(run: Run, sample: Path) -> None:
    everything = json.loads(run("calendar", sample, "--date", "2026-11-22", "--json").out)
    for one in everything:
        (alone,) = json.loads(run("calendar", sample, one["code"], "--date", "2026-11-22", "--json").out)
        assert alone == one
        days = [proof["last_day"] for proof in one["proofs"]]
        assert days == sorted(days)
        assert [proof["lapsed"] for proof in one["proofs"]] == [day < one["on"] for day in days]
        if one["fall"]:
            assert one["fall"]["last_day"] in {*days, *(each["last_day"] for each in one["waivers"])}
            assert one["fall"]["verdict"] != one["verdict"]
    assert any(one["fall"] for one in everything)


def test_it_is_seen_from_today_unless_a_day_is_named(run: Run, tmp_path: Path) -> None:
    opened = create_portfolio(tmp_path / "one.fivegates", "One")
    claims = created(add_initiative(opened, initiative("CLAIMS", 0)))
    today = datetime.now().astimezone().date()
    start_review(opened, claims, today - timedelta(days=90))
    close_portfolio(opened)
    (one,) = json.loads(run("calendar", opened.path, "--json").out)
    assert one["on"] in {today.isoformat(), datetime.now().astimezone().date().isoformat()}


def test_before_the_first_review_it_says_so(run: Run, tmp_path: Path) -> None:
    close_portfolio(create_portfolio(tmp_path / "new.fivegates", "New"))
    assert run("calendar", tmp_path / "new.fivegates").out == "No initiative has been reviewed yet.\n"
    ended = run("calendar", tmp_path / "new.fivegates", "NONE")
    assert ended.code == 1
    assert "NONE" in ended.err


def test_history_as_json_has_the_bridge_from_the_last_final_review(run: Run, sample: Path) -> None:
    codes = [one["code"] for one in json.loads(run("calendar", sample, "--json").out)]
    found = [json.loads(run("history", sample, code, "--json").out) for code in codes]
    for one in found:
        finals = [review["date"] for review in one["reviews"][:-1] if review["final"]]
        bridge = one["bridge"]
        assert (bridge is None) is (not finals)
        if bridge:
            assert bridge["from"] == finals[-1]
            assert bridge["to"] == one["reviews"][-1]["date"]
            points = [part["points"] for part in bridge["parts"] if part["points"] is not None]
            if bridge["readiness_before"] is not None and bridge["readiness_now"] is not None:
                difference = bridge["readiness_now"] - bridge["readiness_before"]
                assert sum(points) == pytest.approx(difference)


def test_a_review_made_final_and_followed_by_another_has_a_bridge(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "two.fivegates"
    opened = create_portfolio(path, "Two")
    claims = created(add_initiative(opened, initiative("CLAIMS", 0)))
    first = created(start_review(opened, claims, REVIEWED))
    set_level(opened, first, "value-owner", 2)
    finalise_review(opened, first, "A. Okafor", datetime(2026, 5, 13, tzinfo=UTC))
    second = created(start_review(opened, claims, REVIEWED + timedelta(days=90)))
    set_level(opened, second, "value-owner", 1)
    close_portfolio(opened)
    bridge = json.loads(run("history", path, "CLAIMS", "--json").out)["bridge"]
    assert bridge["from"] == "2026-05-12"
    assert bridge["readiness_now"] is None
    assert bridge["parts"] == [
        {
            "cause": "judgement",
            "points": None,
            "verdict": "not-ready",
            "criteria": [{"criterion": "value-owner", "before": 2, "now": 1}],
        }
    ]
    empty = tmp_path / "none.fivegates"
    opened = create_portfolio(empty, "None")
    add_initiative(opened, initiative("NEW", 0))
    close_portfolio(opened)
    assert json.loads(run("history", empty, "NEW", "--json").out)["bridge"] is None
