"""Unit economics: months worked out by hand, and what holds of every ledger."""

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import MARCH, benefit, cost, figures, usage, variable

from fivegates.domain.economics.amounts import rounded
from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    CostCategory,
    CostLine,
    Ledger,
    Phase,
    UsageLine,
)
from fivegates.domain.economics.money import Rate, RateGap, RateTable
from fivegates.domain.economics.month_figures import MonthFigures
from fivegates.domain.economics.unit_economics import (
    Economics,
    base_month,
    economics_of,
    rate_gaps,
    totals_by_category,
    totals_of,
    unit_cost_trend,
)
from fivegates.domain.errors import UserError

WORKED = tomllib.loads(Path(__file__).with_name("worked_money.toml").read_text(encoding="utf-8"))["month"]
FIGURES = ["run_cost", "unit_cost", "variable_unit_cost", "value_per_unit", "margin", "cost_per_success"]
APRIL, MAY = MARCH.plus(1), MARCH.plus(2)


def worked_out(ledger: Ledger) -> Economics:
    return economics_of(ledger, "EUR", RateTable())


def only_month(ledger: Ledger) -> MonthFigures:
    (month,) = worked_out(ledger).months
    return month


def shown(figure: Fraction | None) -> str:
    return "" if figure is None else str(rounded(figure, 2))


@pytest.mark.parametrize("row", WORKED, ids=[row["what"] for row in WORKED])
def test_a_month_worked_out_by_hand(row: Mapping[str, str | int | Sequence[str]]) -> None:
    ledger = Ledger(
        tuple(cost(a) for a in list_of(row, "fixed")) + tuple(variable(a) for a in list_of(row, "variable")),
        (UsageLine(MARCH.first_day, int(str(row["units"])), successes=count(row.get("successes"))),),
        tuple(benefit(amount) for amount in list_of(row, "benefit")),
    )
    month = only_month(ledger)
    assert {name: shown(getattr(month, name)) for name in FIGURES} == {name: row[name] for name in FIGURES}


def list_of(row: Mapping[str, str | int | Sequence[str]], key: str) -> list[str]:
    found = row[key]
    return [] if isinstance(found, int) else list(found)


def count(value: object) -> int | None:
    return value if isinstance(value, int) else None


# No data means no figure


def test_an_empty_ledger_has_no_month() -> None:
    economics = worked_out(Ledger())
    assert economics == Economics("EUR", (), ())
    assert base_month(economics) is None
    assert unit_cost_trend(economics) is None
    assert set(vars_of(totals_of(()))) == {None}


def vars_of(value: object) -> list[object]:
    return [getattr(value, name) for name in ("run_cost", "build", "benefit", "units", "unit_cost")]


def test_what_has_no_line_has_no_figure() -> None:
    built = only_month(Ledger((cost("5", phase=Phase.BUILD),)))
    assert figures(built.build, built.run_cost, built.fixed, built.units, built.benefit) == (
        5,
        None,
        None,
        None,
        None,
    )
    assert built.run_basis is built.usage_basis is built.benefit_basis is None
    assert not built.actual
    run = only_month(Ledger((cost("5"),)))
    assert figures(run.build, run.fixed, run.variable) == (None, 5, 0)


def test_a_line_that_counts_no_units_leaves_them_unknown() -> None:
    tokens = UsageLine(MARCH.first_day, tokens_in=10)
    assert only_month(Ledger(usage=(tokens,))).units is None
    assert only_month(Ledger(usage=(tokens, usage(5)))).units == 5


# Actual and forecast


def test_a_forecast_stands_in_only_where_nothing_is_actual() -> None:
    ledger = Ledger(
        (
            cost("100"),
            cost("70", basis=Basis.FORECAST),
            cost("9", basis=Basis.FORECAST, phase=Phase.BUILD),
            cost("80", APRIL, basis=Basis.FORECAST),
        ),
        (usage(10), usage(99, basis=Basis.FORECAST), usage(20, APRIL, basis=Basis.FORECAST)),
        (
            benefit("30", basis=Basis.FORECAST),
            benefit("40", APRIL),
            benefit("50", APRIL, basis=Basis.FORECAST),
        ),
    )
    march, april = worked_out(ledger).months
    assert figures(march.run_cost, march.build, march.units, march.benefit) == (100, 9, 10, 30)
    assert (march.run_basis, march.usage_basis, march.benefit_basis) == ("actual", "actual", "forecast")
    assert figures(april.run_cost, april.units, april.benefit) == (80, 20, 40)
    assert (april.run_basis, april.usage_basis, april.benefit_basis) == ("forecast", "forecast", "actual")
    assert [march.actual, april.actual] == [True, False]


# Currencies


def test_each_line_is_converted_at_the_rate_of_its_month() -> None:
    rates = RateTable((Rate(MARCH, "USD", "EUR", Decimal("0.9")), Rate(APRIL, "USD", "EUR", Decimal("0.8"))))
    ledger = Ledger(
        (cost("10", currency="USD"), cost("1"), cost("10", APRIL, currency="USD")),
        benefits=(benefit("100", currency="USD"), benefit("1")),
    )
    march, april = economics_of(ledger, "EUR", rates).months
    assert figures(march.run_cost, march.benefit, april.run_cost) == (10, 91, 8)


def test_a_missing_rate_is_an_error_that_names_month_and_pair() -> None:
    ledger = Ledger((cost("1", APRIL, currency="USD"),), benefits=(benefit("1", currency="GBP"),))
    assert rate_gaps(ledger, "EUR", RateTable()) == (
        RateGap(MARCH, "GBP", "EUR"),
        RateGap(APRIL, "USD", "EUR"),
    )
    with pytest.raises(UserError, match="no rate from USD to EUR for 2026-04"):
        worked_out(ledger)


# Base month and trend


def test_projections_start_from_the_latest_month_with_cost_usage_and_benefit() -> None:
    ledger = Ledger(
        (cost("1"), cost("2", APRIL), cost("3", MAY)), (usage(1), usage(1, APRIL)), (benefit("1"),)
    )
    assert base_month(worked_out(ledger)) == worked_out(ledger).months[0]
    without = worked_out(Ledger(ledger.costs, ledger.usage))
    assert base_month(without) == without.months[1]


def test_the_trend_runs_from_the_first_to_the_last_actual_month() -> None:
    ledger = Ledger(
        (cost("100"), cost("90", APRIL), cost("60", MAY), cost("1", MAY.plus(1), basis=Basis.FORECAST)),
        tuple(usage(10, month) for month in (MARCH, APRIL, MAY, MAY.plus(1))),
    )
    trend = unit_cost_trend(worked_out(ledger))
    assert trend is not None
    assert (trend.first.month, trend.last.month, trend.change) == (MARCH, MAY, Fraction(-2, 5))


@pytest.mark.parametrize(
    "costs", [[cost("100")], [cost("0"), cost("5", APRIL)], [cost("-1"), cost("5", APRIL)]]
)
def test_there_is_no_trend_from_one_month_nor_from_nothing(costs: list[CostLine]) -> None:
    assert unit_cost_trend(worked_out(Ledger(tuple(costs), (usage(1), usage(1, APRIL))))) is None


# Properties

lines = st.builds(
    cost,
    st.decimals(-(10**6), 10**6, places=4).map(str),
    st.integers(0, 4).map(MARCH.plus),
    category=st.sampled_from(CostCategory),
    behaviour=st.sampled_from(Behaviour),
    phase=st.sampled_from(Phase),
    basis=st.sampled_from(Basis),
    attributed=st.booleans(),
)
uses = st.builds(usage, st.none() | st.integers(0, 100), st.integers(0, 4).map(MARCH.plus))


class Sums(NamedTuple):
    run: Fraction
    build: Fraction


@given(st.lists(lines), st.lists(uses))
def test_the_totals_of_the_months_are_the_total(costs: list[CostLine], used: list[UsageLine]) -> None:
    economics = worked_out(Ledger(tuple(costs), tuple(used)))
    counted = counted_by_hand(costs)
    totals = totals_of(economics.months)
    assert Sums(totals.run_cost or Fraction(0), totals.build or Fraction(0)) == counted
    assert sum(totals_by_category(economics.costs).values()) == sum(counted)
    assert sum(total.amount for total in economics.costs) == sum(counted)
    assert (totals.units or 0) == sum(line.units or 0 for line in used)
    for month in economics.months:
        if month.run_cost is not None:
            assert month.run_cost == (month.fixed or 0) + (month.variable or 0)
        if month.margin is not None and month.unit_cost is not None:
            assert month.margin + month.unit_cost == month.value_per_unit


def counted_by_hand(costs: list[CostLine]) -> Sums:
    """Every actual line, and every forecast one of a month and phase without an actual one."""
    actual = {(line.month, line.phase) for line in costs if line.basis is Basis.ACTUAL}
    counted = [line for line in costs if line.basis is Basis.ACTUAL or (line.month, line.phase) not in actual]
    run, build = (
        sum((Fraction(line.amount) for line in counted if line.phase is phase), Fraction(0))
        for phase in (Phase.RUN, Phase.BUILD)
    )
    return Sums(run, build)


@given(st.lists(lines), st.randoms(use_true_random=False))
def test_the_order_of_lines_makes_no_difference(costs: list[CostLine], random: Random) -> None:
    mixed = costs.copy()
    random.shuffle(mixed)
    assert worked_out(Ledger(tuple(mixed))) == worked_out(Ledger(tuple(costs)))


def test_the_unit_cost_of_several_months_is_taken_where_both_are_known() -> None:
    ledger = Ledger((cost("10"), cost("99", APRIL), cost("20", MAY)), (usage(5), usage(10, MAY)))
    totals = totals_of(worked_out(ledger).months)
    assert figures(totals.run_cost, totals.unit_cost) == (129, 2)
