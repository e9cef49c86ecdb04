"""The economics of an initiative, printed for a person and for a program."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
    assert lines[1] == "Month Run cost Units Unit cost Value per unit Margin"
    assert lines[2] == "February 2026 – – – – –"
    assert lines[10] == "October 2026 €25,653.60 4,200 €6.11 €1.26 -€4.85"
    assert lines[11:] == [
        "Unit cost fell 51% since March.",
        "40,000 claims a month cost €65,320.00, or €1.63 each.",
        "It breaks even only at 138,158 claims a month; 40,000 are too few.",
        "Twelve months at this volume return -31% on what is spent, build cost included.",
        "The €90,000 spent to build it are never paid back: a month at this volume loses €14,920.",
        "It would pay with value per unit at €1.63 instead of €1.26.",
    ]


def test_a_volume_of_ones_own(run: Run, sample: Path) -> None:
    assert (
        "20,000 claims a month cost €43,160.00, or €2.16 each."
        in run("economics", sample, "CLM-TRIAGE", "--volume", "20000").out
    )
    assert run("economics", sample, "CLM-TRIAGE", "--volume", "0").code == 2


def test_figures_as_json(run: Run, sample: Path) -> None:
    found = economics(run, sample, "CLM-TRIAGE")

    assert (found["code"], found["currency"], found["unit"]) == ("CLM-TRIAGE", "EUR", "claims")
    assert found["months"][-1] == {
        "month": "2026-10",
        "run_cost": "25653.600000",
        "fixed": "21000.000000",
        "variable": "4653.600000",
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


def test_nothing_to_project_from(run: Run, sample: Path) -> None:
    assert economics(run, sample, "PRP-STORM")["at_volume"] is None
    assert (
        "No month has both an actual run cost and actual usage" in run("economics", sample, "PRP-STORM").out
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
