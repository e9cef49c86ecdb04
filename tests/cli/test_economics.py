"""The economics of an initiative, printed for a person and for a program."""

import json
import os
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from fivegates.cli.economics_json import decimal_text

Run = Callable[..., Any]


def economics(run: Run, *words: str | Path) -> dict[str, Any]:
    """What the command prints as JSON."""
    ended = run("economics", *words, "--json")
    assert ended.code == 0
    plain: dict[str, Any] = json.loads(ended.out)
    return plain


def made(run: Run, folder: Path, **ledger: object) -> Path:
    """A portfolio of one initiative with this ledger and nothing else."""
    source, file = folder / "one.json", folder / "one.fivegates"
    initiative = {"code": "A", "name": "Alpha", "unit": "letters", **ledger}
    whole = {"format": "fivegates-portfolio", "version": 1, "initiatives": [initiative]}
    source.write_text(json.dumps(whole))
    assert run("import", file, source).code == 0
    return file


def cost(amount: str, **other: object) -> dict[str, object]:
    """A cost line of May, variable unless said otherwise."""
    line = {"date": "2026-05-01", "category": "model and tokens", "amount": amount, "currency": "EUR"}
    return {**line, "phase": "run", "behaviour": "variable", **other}


def benefit(amount: str) -> dict[str, object]:
    """A benefit line of May."""
    return {"date": "2026-05-01", "amount": amount, "currency": "EUR"}


def test_months_and_the_target_volume_as_text(run: Run, sample: Path) -> None:
    ended = run("economics", sample, "clm-triage")

    assert ended.code == 0
    lines = [" ".join(line.split()) for line in ended.out.splitlines()]
    assert lines[0] == "CLM-TRIAGE Motor claims triage"
    assert lines[1] == "Month Run cost Claims Unit cost Value per unit Margin"
    assert lines[2] == "February 2026 – – – – –"
    assert lines[10] == "October 2026 €25,653.60 4,200 €6.11 €1.26 −€4.85"
    assert lines[11:18] == [
        "Unit cost fell €6.39 (51%) since March 2026, to €6.11, against €1.26 of value.",
        "Of the run cost of October 2026, €21,000 are fixed and €4,654 variable, or €1.11 a unit.",
        "40,000 claims a month cost €65,320, or €1.63 each.",
        "It breaks even only at 138,158 claims a month; 40,000 are too few.",
        (
            "The target volume is 40,000 claims a month. "
            "Twelve months at this volume return −31% on what is spent, build cost included. "
            "The €90,000 spent to build it are never paid back: a month at this volume loses €14,920. "
            "It would pay with value per unit at €1.63 instead of €1.26. "
            "The volume of October 2026 was 4,200 claims. "
            "Twelve months at this volume return −84% on what is spent, build cost included. "
            "The €90,000 spent to build it are never paid back: a month at this volume loses €20,362."
        ),
        "At 40,000 claims a month, value per unit matters most.",
        "At the volume of October 2026, 4,200 claims, fixed cost a month matters most.",
    ]
    assert lines[19] == (
        "Scenario Volume, claims Cost a month Unit cost Margin Break-even, claims 12-month return Paid back"
    )
    assert lines[20] == "POC, 1% of target 400 €21,443 €53.61 −€52.35 138,158 −98% never"
    assert lines[23] == "Ten times the target 400,000 €464,200 €1.16 €0.10 138,158 7% 3 months"


def test_a_volume_of_ones_own_is_not_taken_for_the_target(run: Run, sample: Path) -> None:
    text = run("economics", sample, "CLM-TRIAGE", "--volume", "20000").out
    assert "20,000 claims a month cost €43,160, or €2.16 each." in text
    assert "Assumed target volume: 20,000 claims a month, instead of 40,000." in text
    assert "The assumed target volume is 20,000 claims a month. Twelve months" in text
    assert "The target volume is" not in text
    own = run("economics", sample, "CLM-TRIAGE", "--volume", "40000").out
    assert own == run("economics", sample, "CLM-TRIAGE").out
    assert "ssumed" not in own
    assert run("economics", sample, "CLM-TRIAGE", "--volume", "0").code == 2


def test_figures_as_json(run: Run, sample: Path) -> None:
    found = economics(run, sample, "CLM-TRIAGE")

    assert (found["code"], found["currency"], found["unit"]) == ("CLM-TRIAGE", "EUR", "claims")
    assert found["months"][-1] == {
        "month": "2026-10",
        "run_cost": "25653.600000",
        "fixed": "21000.000000",
        "variable": "4653.600000",
        "priced": None,
        "build": None,
        "benefit": "5292.000000",
        "units": 4200,
        "successes": None,
        "unit_cost": "6.108000",
        "value_per_unit": "1.260000",
        "margin": "-4.848000",
        "cost_per_success": None,
        "run_basis": "actual",
        "usage_basis": "actual",
        "benefit_basis": "forecast",
    }
    assert found["months"][0]["unit_cost"] is None
    at = found["at_volume"]
    assert (at["volume"], at["projected_from"]) == (40000, "2026-10")
    assert (at["monthly_cost"], at["unit_cost"]) == ("65320.000000", "1.633000")
    assert (at["monthly_benefit"], at["monthly_result"]) == ("50400.000000", "-14920.000000")
    assert at["break_even_volume"] == 138_158
    assert at["payback_months"] == {"never": "loss"}
    assert at["sensitivity"][0]["driver"] == "value-per-unit"
    assert at["breaking_points"][0] == {"driver": "value-per-unit", "now": "1.260000", "at": "1.633000"}


def test_what_failed_is_paid_for_by_what_succeeded(run: Run, tmp_path: Path) -> None:
    usage = [{"date": "2026-05-01", "units": 100, "successes": 80}]
    file = made(run, tmp_path, costs=[cost("100")], usage=usage)
    assert (
        "Each successful outcome cost €1.25 in May 2026: 80 of 100 letters succeeded, and the others are "
        "paid for too."
    ) in run("economics", file, "A").out


def test_nothing_to_project_from(run: Run, sample: Path) -> None:
    assert economics(run, sample, "PRP-STORM")["at_volume"] is None
    assert (
        "No month has both an actual run cost and actual units" in run("economics", sample, "PRP-STORM").out
    )


def test_without_a_ledger_there_are_no_months(run: Run, tmp_path: Path) -> None:
    file = made(run, tmp_path)

    assert economics(run, file, "A")["months"] == []
    assert run("economics", file, "A").code == 0


def test_without_a_target_the_latest_month_stands_as_it_was(run: Run, tmp_path: Path) -> None:
    usage = [{"date": "2026-05-01", "units": 1000, "successes": 800}]
    file = made(run, tmp_path, costs=[cost("500.00")], usage=usage)

    found = economics(run, file, "A")
    assert found["months"][0]["cost_per_success"] == "0.625000"
    assert (found["at_volume"]["volume"], found["at_volume"]["monthly_cost"]) == (1000, "500.000000")
    assert found["at_volume"]["break_even_volume"] is None
    text = run("economics", file, "A").out
    assert "No benefit is recorded, so there is no volume at which it breaks even." in text
    assert "build" not in text


def test_payback_in_whole_months(run: Run, tmp_path: Path) -> None:
    build = cost("1000.00", phase="build", behaviour="fixed")
    usage = [{"date": "2026-05-01", "units": 1000}]
    file = made(run, tmp_path, costs=[cost("500.00"), build], usage=usage, benefits=[benefit("900.00")])

    assert economics(run, file, "A")["at_volume"]["payback_months"] == 3
    assert "The €1,000 spent to build it are paid back in 3 months" in run("economics", file, "A").out


def test_a_missing_rate_names_month_and_pair(run: Run, tmp_path: Path) -> None:
    file = made(run, tmp_path, costs=[cost("500.00", currency="USD")])

    ended = run("economics", file, "A")
    assert ended.code == 1
    assert "There is no rate from USD to EUR for 2026-05." in ended.err


@pytest.mark.parametrize("code", ["NOBODY", ""])
def test_an_initiative_that_is_not_there(run: Run, sample: Path, code: str) -> None:
    assert run("economics", sample, code).code == 1


# Scenarios, prices, another model

OWN = {
    "name": "Spring",
    "volume": 5000,
    "currency": "EUR",
    "bounds": [{"driver": "volume", "low": "4000", "high": "6000"}],
}
TOKENS = {
    "date": "2026-05-01",
    "units": 1000,
    "tokens_in": 1_000_000,
    "tokens_out": 100_000,
    "model": "large",
}
LIST = {
    "large": {"input_cost_per_token": 2e-06, "output_cost_per_token": 1e-05},
    "small": {"input_cost_per_token": 1e-06, "output_cost_per_token": 5e-06},
}
RATE = {"month": "2026-05", "base": "USD", "quote": "EUR", "value": "0.5"}


def priced(run: Run, folder: Path, listed: object = LIST, **changes: object) -> Path:
    """A portfolio whose tokens are priced by a list of prices."""
    source, file = folder / "p.json", folder / "priced.fivegates"
    ledger = {"usage": [TOKENS], "benefits": [benefit("900.00")], "scenarios": [OWN], "target_volume": 40_000}
    initiative = {"code": "A", "name": "Alpha", "unit": "letters", **ledger, **changes}
    whole = {"format": "fivegates-portfolio", "version": 1, "rates": [RATE], "initiatives": [initiative]}
    source.write_text(json.dumps(whole))
    assert run("import", file, source).code == 0
    prices = folder / "list.json"
    prices.write_text(json.dumps(listed))
    assert run("import", file, prices, "--as", "prices", "--dated", "2026-05-02").code == 0
    return file


def test_tokens_without_a_cost_line_are_priced_and_said_to_be(run: Run, tmp_path: Path) -> None:
    """A million tokens in at 2 and 100,000 out at 10 millionths: $3.00."""
    file = priced(run, tmp_path)

    found = economics(run, file, "A")
    assert (found["months"][0]["run_cost"], found["months"][0]["priced"]) == ("1.500000", "1.500000")
    reported = "€1.50 of the cost of 1 month is priced from its tokens, not billed (list.json 2026-05-02)."
    assert reported in run("economics", file, "A").out


def test_what_has_no_price_is_reported(run: Run, tmp_path: Path) -> None:
    file = priced(run, tmp_path, usage=[{**TOKENS, "model": "ours"}])

    (unpriced,) = economics(run, file, "A")["not_priced"]
    assert unpriced == {"month": "2026-05", "reason": "No price book lists the model “ours”."}
    reported = "Not priced: the tokens of May 2026. No price book lists the model “ours”."
    assert reported in run("economics", file, "A").out


def test_ones_own_scenarios_stand_with_their_range(run: Run, tmp_path: Path) -> None:
    file = priced(run, tmp_path)

    rows = economics(run, file, "A", "--volume", "1000")["scenarios"]
    assert [(row["name"], row["own"]) for row in rows] == [
        ("poc", False),
        ("pilot", False),
        ("production", False),
        ("tenfold", False),
        ("Spring", True),
    ]
    assert [row["figures"]["volume"] for row in rows] == [10, 100, 1000, 10_000, 5000]
    assert rows[0]["range"] is None
    assert (rows[4]["range"]["seed"], rows[4]["range"]["draws"]) == (1, 10_000)
    assert rows == economics(run, file, "A", "--volume", "1000")["scenarios"]
    assumed = "Assumed target volume: 1,000 letters a month, instead of 40,000."
    assert assumed in run("economics", file, "A", "--volume", "1000").out
    text = run("economics", file, "A").out
    assert "ssumed target" not in text
    assert "Spring: The result of a month lies between €" in text
    assert "(10,000 draws from triangular distributions, seed 1)." in text


def test_a_scenario_that_cannot_be_worked_out_says_why(run: Run, tmp_path: Path) -> None:
    file = priced(run, tmp_path, scenarios=[{**OWN, "model": "ours"}])

    row = economics(run, file, "A")["scenarios"][-1]
    assert (row["figures"], row["fault"]) == (None, "No price book lists the model “ours”.")
    assert "Spring: No price book lists the model “ours”." in run("economics", file, "A").out


def test_what_never_pays_says_why_below_the_table(run: Run, tmp_path: Path) -> None:
    file = priced(run, tmp_path, benefits=[benefit("1.00")])
    reported = "It never breaks even: one more unit costs €0.0015 and brings €0.0010."
    assert run("economics", file, "A").out.count(reported) == 2


def test_another_model_is_compared_at_the_same_volume(run: Run, tmp_path: Path) -> None:
    file = priced(run, tmp_path)

    found = economics(run, file, "A", "--model", "small")["other_model"]
    assert (found["model"], found["volume"], found["monthly_cost"]) == ("small", 40_000, "30.000000")
    reported = (
        "With small, 40,000 letters a month cost €30 instead of €60, €30 less: €0.00075 each instead of "
        "€0.0015."
    )
    assert reported in run("economics", file, "A", "--model", "small").out
    same = "With large, 40,000 letters a month cost €60, as they do now: €0.0015 each."
    assert same in run("economics", file, "A", "--model", "large").out
    dearer = made(run, tmp_path, costs=[cost("0.10")], usage=[TOKENS])
    assert "No price book lists" in run("economics", dearer, "A", "--model", "small").err
    assert "No month has both" in run("economics", made_empty(run, tmp_path), "A", "--model", "small").err


def test_another_model_that_is_priced_by_size_has_a_range_where_requests_are_not_counted(
    run: Run, tmp_path: Path
) -> None:
    small = {**LIST["small"], "input_cost_per_token_above_200k_tokens": 2e-06}
    file = priced(run, tmp_path, {**LIST, "small": small})

    found = economics(run, file, "A", "--model", "small")["other_model"]
    assert found["cost_by_size"] == ["30.000000", "50.000000"]
    assert "a month costs €30 to €50." in run("economics", file, "A", "--model", "small").out
    assert economics(run, file, "A", "--model", "large")["other_model"]["cost_by_size"] is None


def made_empty(run: Run, folder: Path) -> Path:
    """A portfolio without any figure."""
    other = folder / "empty"
    other.mkdir()
    return made(run, other)


# Importing prices


ACCOUNTED = (
    "entries: 3; priced: 2, of these by the size of a request: 0, under another name: 0; "
    "without a price that usage can count, or unknown: 0; refused: 1"
)


def test_prices_come_with_fivegates(run: Run, sample: Path) -> None:
    ended = run("import", sample, "--as", "prices")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("genai-prices: prices in USD as of 4 November 2026")
    assert ", 0 changed" in run("import", sample, "--as", "prices").out
    assert run("import", sample, "--as", "costs").code == 2
    assert run("import", sample).code == 2


def test_the_day_of_a_file_that_has_lost_it_is_asked_for(run: Run, sample: Path, tmp_path: Path) -> None:
    prices = tmp_path / "list.json"
    prices.write_text(json.dumps(LIST))
    os.utime(prices, (315_532_800, 315_532_800))

    ended = run("import", sample, prices, "--as", "prices")

    assert ended.code == 1
    assert "list.json is dated 1980-01-01" in ended.err
    assert "--dated" in ended.err
    assert run("import", sample, prices, "--as", "prices", "--dated", "2026-11-01").code == 0


def test_prices_are_imported_once_with_the_day_of_the_file(run: Run, sample: Path, tmp_path: Path) -> None:
    prices = tmp_path / "list.json"
    prices.write_text(json.dumps({**LIST, "bad": {"input_cost_per_token": -1}}))
    os.utime(prices, (1_793_534_400, 1_793_534_400))

    tried = run("import", sample, prices, "--as", "prices", "--dry-run")
    assert tried.out.splitlines() == [
        "list.json: prices in USD as of 1 November 2026, the day of the file (--dated names another)",
        "  2 models: 2 new, 0 changed",
        f"  {ACCOUNTED}",
        "  1 entry was refused:",
        "    bad: “-1” is no price for input_cost_per_token.",
    ]
    assert "2 models: 2 new, 0 changed" in run("import", sample, prices, "--as", "prices").out
    assert "2 models: 0 new, 0 changed" in run("import", sample, prices, "--as", "PRICES").out
    dated = run("import", sample, prices, "--as", "prices", "--dated", "2026-10-01").out
    assert "prices in USD as of 1 October 2026\n" in dated


@pytest.mark.parametrize(
    "words",
    [
        ("--as", "prices", "--map", "rules.toml"),
        ("--as", "costs", "--dated", "2026-01-01"),
        ("--dated", "2026-01-01"),
        ("--as", "prices", "--dated", "yesterday"),
    ],
)
def test_options_that_do_not_go_together(run: Run, sample: Path, words: tuple[str, ...]) -> None:
    assert run("import", sample, "x.json", *words).code == 2


def test_an_empty_ledger_is_a_sentence_and_no_empty_table(run: Run, tmp_path: Path) -> None:
    lines = run("economics", made(run, tmp_path), "A").out.splitlines()
    assert lines[:2] == ["A  Alpha", "  No costs, usage or benefits are recorded yet."]


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Fraction(1, 10**11), "0.00000000001"),
        (Fraction(5, 2), "2.500000"),
        (Fraction(1, 3), "0.333333333333"),
        (Fraction(1000, 3), "333.33333333333"),
        (Fraction(1, 3 * 10**10), "0.0000000000333333333333"),
        (Fraction(0), "0.000000"),
        (None, None),
    ],
)
def test_a_figure_in_json_keeps_what_it_has(figure: Fraction | None, text: str | None) -> None:
    assert decimal_text(figure) == text


@pytest.mark.parametrize("sized", [False, True])
def test_priced_tokens_are_compared_with_the_bill(run: Run, tmp_path: Path, *, sized: bool) -> None:
    """€1.50 at the list's prices; €2.50 where requests are so large that input costs twice as much."""
    tiers = {"large": {**LIST["large"], "input_cost_per_token_above_200k_tokens": 4e-06}}
    file = priced(run, tmp_path, tiers if sized else LIST, costs=[cost("1.50")])

    found = economics(run, file, "A")["reconciliation"]
    if sized:
        ranged = {"months": ["2026-05"], "billed": "1.500000", "low": "1.500000", "high": "2.500000"}
        assert (found["months"], found["reconciled"], found["ranged"]) == ([], False, ranged)
        assert "€1.50 to €2.50 by the price book" in run("economics", file, "A").out
    else:
        assert (found["billed"], found["priced"], found["difference"]) == ("1.500000", "1.500000", "0.000000")
        assert (found["reconciled"], found["ranged"]) == (True, None)
        assert {part["kind"] for part in found["parts"]} == {"input", "output"}
        assert "Reconciled: tokens of 1 month" in run("economics", file, "A").out
