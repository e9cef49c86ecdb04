"""The monthly figures in the sample's source agree with each other and with what its texts quote."""

import tomllib
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from fivegates.exchange.portfolio.sample import LEDGER_TABLES
from fivegates.resources import resource_path

FOLDER = resource_path("sample")
SOURCES: dict[str, dict[str, Any]] = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))
}
INITIATIVES = sorted(SOURCES.keys() - {"portfolio"})
IN_USE = sorted(name for name, source in SOURCES.items() if "usage" in source)
LAST = "2026-10"
CENT = Decimal("0.01")


def sum_of(lines: list[dict[str, Any]], *months: str) -> Decimal:
    return sum((Decimal(line["by_month"].get(month, 0)) for line in lines for month in months), Decimal(0))


def months(lines: list[dict[str, Any]]) -> list[str]:
    """Every month in these lines, in order."""
    return sorted({month for line in lines for month in line["by_month"]})


def run_lines(name: str, behaviour: str = "") -> list[dict[str, Any]]:
    """The cost lines of running it: fixed, variable or both."""
    lines = [line for line in SOURCES[name]["cost"] if line["phase"] == "run"]
    return [line for line in lines if behaviour in {"", line["behaviour"]}]


def unit_cost(name: str) -> Decimal:
    """Run cost per unit in the last month."""
    return sum_of(run_lines(name), LAST) / sum_of(SOURCES[name]["usage"], LAST)


def unit_cost_at_target(name: str) -> Decimal:
    """Run cost per unit at the target volume, on the last month's figures."""
    variable = sum_of(run_lines(name, "variable"), LAST) / sum_of(SOURCES[name]["usage"], LAST)
    return variable + sum_of(run_lines(name, "fixed"), LAST) / Decimal(SOURCES[name]["target_volume"])


def unit_value(name: str) -> Decimal:
    """Benefit per unit in the last month."""
    return sum_of(SOURCES[name]["benefit"], LAST) / sum_of(SOURCES[name]["usage"], LAST)


@pytest.mark.parametrize("name", INITIATIVES)
def test_each_line_runs_through_months_that_follow_on_each_other(name: str) -> None:
    lines = [line for table in sorted(LEDGER_TABLES) for line in SOURCES[name].get(table, [])]

    assert lines
    for line in lines:
        numbers = [int(month[:4]) * 12 + int(month[5:]) for month in line["by_month"]]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


@pytest.mark.parametrize("name", INITIATIVES)
def test_amounts_are_euros_and_cents_as_text(name: str) -> None:
    for line in (*SOURCES[name]["cost"], *SOURCES[name].get("benefit", [])):
        assert line["currency"] == "EUR"
        for amount in line["by_month"].values():
            assert isinstance(amount, str)
            assert Decimal(amount) > 0
            assert Decimal(amount).as_tuple().exponent == -2


@pytest.mark.parametrize("name", IN_USE)
def test_every_month_of_use_has_its_costs_and_its_benefit(name: str) -> None:
    used = months(SOURCES[name]["usage"])

    assert months(run_lines(name)) == used
    assert months(SOURCES[name]["benefit"]) == used
    assert used[-1] == LAST


class Quoted(NamedTuple):
    """What the texts say of the last month, in euros."""

    name: str
    run: str
    unit: str
    at_target: str
    value: str


@pytest.mark.parametrize(
    "quoted",
    [
        Quoted("broker-mail", "12866.70", "0.21", "0.21", "0.60"),
        Quoted("claims-triage", "25653.60", "6.11", "1.63", "1.26"),
        Quoted("customer-letters", "15779.00", "1.12", "0.79", "2.50"),
        Quoted("policy-search", "14561.00", "3.51", "1.07", "3.60"),
        Quoted("renewal-lapse", "5332.00", "0.84", "0.45", "0.84"),
    ],
    ids=lambda quoted: quoted.name,
)
def test_the_costs_that_the_texts_quote(quoted: Quoted) -> None:
    assert sum_of(run_lines(quoted.name), LAST) == Decimal(quoted.run)
    assert unit_cost(quoted.name).quantize(CENT) == Decimal(quoted.unit)
    assert unit_cost_at_target(quoted.name).quantize(CENT) == Decimal(quoted.at_target)
    assert unit_value(quoted.name) == Decimal(quoted.value)


def test_only_the_brilliant_one_would_cost_more_than_it_saves_at_its_target() -> None:
    losing = [name for name in IN_USE if unit_cost_at_target(name) > unit_value(name)]

    assert losing == ["claims-triage"]


@pytest.mark.parametrize(
    ("name", "closed", "attributed"),
    [
        ("broker-mail", ["2026-07", "2026-08", "2026-09"], "0.97"),
        ("claims-triage", ["2026-08", "2026-09", "2026-10"], "0.89"),
        ("customer-letters", ["2026-09", "2026-10"], "0.97"),
        ("policy-search", ["2026-07", "2026-08", "2026-09", "2026-10"], "0.95"),
        ("renewal-lapse", ["2026-07", "2026-08", "2026-09"], "0.99"),
    ],
)
def test_the_share_of_run_cost_that_is_attributed(name: str, closed: list[str], attributed: str) -> None:
    homeless = [line for line in run_lines(name) if not line.get("attributed", True)]

    share = 1 - sum_of(homeless, *closed) / sum_of(run_lines(name), *closed)

    assert share.quantize(CENT) == Decimal(attributed)
