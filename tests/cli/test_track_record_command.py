"""The track record by command: printed, as JSON, and forecasts recorded and resolved."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
DAY = ("--date", "2026-11-30")


def test_the_sample_s_record_is_printed_with_its_cases(run: Run, sample: Path) -> None:
    printed = run("track-record", sample, *DAY).out
    assert printed.startswith("Track record as of 30 November 2026\n")
    assert (
        "Earlier forecasts of unit cost were 42% too low, in 3 of 3. 3 cases are too few to rely on.\n"
        "  Unit cost at volume · 3 measured · 4 not yet due · half of them −43% to −36%\n"
        "    BRK-MAIL · 10 Feb 2026 · €0.13 at 52,400 e-mails · €0.23 in September 2026 · −42%\n"
    ) in printed
    assert "\nRuth Oyelaran\n  1 of 1 condition that was due was met." in printed


def test_json_has_every_promise_of_one_initiative(run: Run, sample: Path) -> None:
    found = json.loads(run("track-record", sample, "--initiative", "BRK-MAIL", "--json", *DAY).out)
    assert [each["code"] for each in found["initiatives"]] == ["BRK-MAIL"]
    cost = next(each for each in found["promises"] if each["kind"] == "unit-cost")
    assert (cost["made"], cost["month"], cost["volume"], cost["state"]) == (
        *("2026-02-10", "2026-09", 52_400, "measured"),
    )
    assert {each["kind"] for each in found["kinds"]} >= {"unit-cost", "condition", "verdict"}
    assert found["people"][0]["name"]


def test_a_forecast_is_recorded_and_resolved_in_place(run: Run, sample: Path) -> None:
    made = ("--percent", "80", "--due", "2027-03-31", "--by", "A. Roth", "--date", "2026-11-02")
    assert run("forecast", sample, "REN-LAPSE", "Live by March", *made).code == 0
    printed = run("track-record", sample, "--initiative", "REN-LAPSE", *DAY).out
    number = next(line for line in printed.splitlines() if "Live by March" in line).split()[1]
    assert f"  REN-LAPSE {number} · 80% sure: Live by March · A. Roth · Due 31 Mar 2027" in printed
    came = ("yes", "--date", "2026-11-30", "--note", "Early")
    assert run("resolve", sample, "REN-LAPSE", number, *came).code == 0
    found = json.loads(run("track-record", sample, "--initiative", "REN-LAPSE", "--json", *DAY).out)
    resolved = found["forecasts"][int(number) - 1]
    assert (resolved["outcome"], resolved["note"], resolved["score"]) == ("yes", "Early", 0.04)


def test_a_forecast_that_cannot_be_is_refused(run: Run, sample: Path) -> None:
    made = ("--percent", "120", "--due", "2027-03-31", "--by", "A. Roth")
    refused = run("forecast", sample, "REN-LAPSE", "Live", *made)
    assert (refused.code, refused.err) == (1, "percent: Write a whole number of percent from 0 to 100.\n")
    missing = run("resolve", sample, "REN-LAPSE", "99", "yes")
    assert missing.code == 1
    assert missing.err.startswith("There is no forecast 99; REN-LAPSE has ")


def test_a_stop_figure_that_is_reached_is_printed_wherever_it_matters(run: Run, sample: Path) -> None:
    stop = ("--stop", "Cost of a question", "unit-cost", "3.50", "--by", "The board", "--why", "Dear")
    assert run("decide", sample, "UWR-SEARCH", "hold", *stop, "--date", "2026-09-15").code == 0
    reported = (
        "Stop figure reached in October 2026: €3.51 (Unit cost of €3.50 or more); first in September 2026."
    )
    for command in ("track-record", "attention"):
        assert f"Cost of a question: {reported}" in run(command, sample, *DAY).out
    assert f"    {reported}" in run("decisions", sample, "UWR-SEARCH").out
    (found,) = json.loads(run("decisions", sample, "UWR-SEARCH", "--json").out)
    (reached,) = found["stops"]
    assert [each["month"] for each in reached["reached"]] == ["2026-09", "2026-10"]
    assert run("decide", sample, "UWR-SEARCH", "hold", *stop[:3], "dear", *stop[4:]).err == (
        "“dear” is no number. Write one such as 0.60.\n"
    )


def test_an_empty_portfolio_says_what_is_needed(run: Run, tmp_path: Path) -> None:
    from fivegates.actions.file.creation import create_portfolio
    from fivegates.actions.file.files import close_portfolio

    path = tmp_path / "new.fivegates"
    close_portfolio(create_portfolio(path, "New"))
    assert "There is no track record yet" in run("track-record", path, *DAY).out


def test_an_outcome_is_of_no_day_to_come_and_is_replaced_when_that_is_asked(run: Run, sample: Path) -> None:
    assert run("resolve", sample, "REN-LAPSE", "1", "yes", "--date", "2100-01-01").err == (
        "resolved: This day is still to come; nobody knows the outcome yet.\n"
    )
    assert run("resolve", sample, "REN-LAPSE", "1", "yes", "--note", "Seen").code == 0
    refused = run("resolve", sample, "REN-LAPSE", "1", "no")
    assert refused.code == 1
    assert "Forecast 1 of REN-LAPSE has an outcome (Came true, " in refused.err
    assert run("resolve", sample, "REN-LAPSE", "1", "no", "--note", "Not so", "--replace").code == 0
    shown = run("track-record", sample, "--initiative", "REN-LAPSE", "--json").out
    (forecast,) = json.loads(shown)["forecasts"]
    assert forecast["outcome"] == "no"
    assert forecast["note"].startswith("Not so\nSeen\nReplaced outcome: Came true, ")
