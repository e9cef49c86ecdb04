"""Cost at scale: months at volume worked out by hand, and what holds of every scenario."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import MARCH, benefit, cost, figures, losing, usage, variable

from fivegates.domain.economics.amounts import rounded
from fivegates.domain.economics.break_even import Never, break_even, payback_months, return_of_a_year
from fivegates.domain.economics.ledger import CostCategory, Ledger, ModelPrice, Phase
from fivegates.domain.economics.money import RateTable
from fivegates.domain.economics.scenarios import (
    FixedSteps,
    HumanReview,
    Scale,
    Scenario,
    TokenUse,
    at_scale,
    monthly_benefit,
    monthly_cost,
    monthly_result,
    scenario_from,
    token_load,
    unit_cost,
    variable_unit_cost,
    with_model,
)
from fivegates.domain.economics.unit_economics import economics_of
from fivegates.domain.errors import UserError

WORKED = tomllib.loads(Path(__file__).with_name("worked_money.toml").read_text(encoding="utf-8"))
Row = Mapping[str, Any]


def built(row: Row) -> Scenario:
    review, steps = row.get("review"), row.get("steps")
    return Scenario(
        "EUR",
        volume=Fraction(row["volume"]),
        value_per_unit=Fraction(row["value"]) if row["value"] else None,
        fixed=Fraction(row["fixed"]),
        other_unit_cost=Fraction(row["other"]),
        review=HumanReview(*map(Fraction, review)) if review else None,
        steps=FixedSteps(steps[0], Fraction(steps[1])) if steps else None,
        build=Fraction(row["build"]),
    )


def shown(figure: Fraction | None) -> str:
    return "" if figure is None else str(rounded(figure, 2))


def whole(figure: Fraction | int | Never | None) -> str:
    match figure:
        case None:
            return ""
        case Never():
            return figure.value
        case _:
            return str(ceil(figure))


@pytest.mark.parametrize("row", WORKED["scenario"], ids=[row["what"] for row in WORKED["scenario"]])
def test_a_month_at_volume_worked_out_by_hand(row: Row) -> None:
    scenario = built(row)
    assert {
        "monthly_cost": shown(monthly_cost(scenario)),
        "unit_cost": shown(unit_cost(scenario)),
        "result": shown(monthly_result(scenario)),
        "break_even": whole(break_even(scenario)),
        "return": shown(return_of_a_year(scenario)),
        "payback": whole(payback_months(scenario)),
    }.items() <= row.items()


@pytest.mark.parametrize("row", WORKED["tokens"], ids=[row["what"] for row in WORKED["tokens"]])
def test_tokens_of_a_unit_worked_out_by_hand(row: Row) -> None:
    said: dict[str, Any] = {key: Fraction(value) for key, value in row["use"].items()}
    use = TokenUse(**said)
    assert token_load(use) == Fraction(row["load"])


# From a ledger


def test_a_scenario_starts_as_the_base_month_was() -> None:
    ledger = replace(
        losing(),
        costs=(
            *losing().costs,
            variable("80", MARCH.plus(2), CostCategory.HUMAN_REVIEW),
            variable("20", MARCH.plus(2), CostCategory.DATA),
            cost("900", phase=Phase.BUILD),
        ),
    )
    scenario = scenario_from(economics_of(ledger, "EUR", RateTable()))
    assert scenario is not None
    assert figures(scenario.volume, scenario.fixed, scenario.build) == (1_000, 100, 900)
    assert scenario.token_price == Fraction(1, 2)
    assert (scenario.review_unit_cost, scenario.other_unit_cost) == (Fraction(2, 25), Fraction(1, 50))
    assert (scenario.value_per_unit, scenario.month) == (Fraction(2, 5), MARCH.plus(2))
    assert monthly_cost(scenario) == 700


def test_known_use_of_tokens_prices_a_token() -> None:
    ledger = Ledger((variable("500"),), (usage(1_000),))
    use = TokenUse(tokens_in=Fraction(2_000))
    scenario = scenario_from(economics_of(ledger, "EUR", RateTable()), use)
    assert scenario is not None
    assert scenario.token_price == Fraction(1, 4_000)
    assert scenario.value_per_unit is None


def test_there_is_no_scenario_without_cost_and_usage() -> None:
    assert scenario_from(economics_of(Ledger((cost("1"),)), "EUR", RateTable())) is None
    assert scenario_from(economics_of(Ledger((), (usage(5),)), "EUR", RateTable())) is None
    nothing_done = Ledger((cost("1"),), (usage(0),), (benefit("1"),))
    assert scenario_from(economics_of(nothing_done, "EUR", RateTable())) is None


@pytest.mark.parametrize(
    ("scale", "volume"), [("poc", 401), ("pilot", 4_001), ("production", 40_001), ("tenfold", 400_010)]
)
def test_the_volumes_that_every_board_asks_about(scale: str, volume: int) -> None:
    assert at_scale(Scenario("EUR", Fraction(5)), Scale(scale), 40_001).volume == volume


# Another model


def test_another_model_brings_its_own_prices() -> None:
    price = ModelPrice("m", Decimal("0.000003"), Decimal("0.000012"), Decimal("0.0000003"))
    use = TokenUse(tokens_in=Fraction(1_000), tokens_out=Fraction(100), output_price=Fraction(9))
    scenario = with_model(Scenario("EUR", Fraction(10), tokens=use), price, Fraction(9, 10))
    assert figures(scenario.tokens.output_price, scenario.tokens.cached_price) == (4, Fraction(1, 10))
    assert variable_unit_cost(scenario) == Fraction(1_400) * Fraction("0.0000027")


def test_an_unknown_price_is_unknown_and_never_zero() -> None:
    with pytest.raises(UserError, match="no price for the input tokens of m"):
        with_model(Scenario("EUR", Fraction(10)), ModelPrice("m"), Fraction(1))
    with pytest.raises(UserError, match="no price for the input tokens of m"):
        with_model(Scenario("EUR", Fraction(10)), ModelPrice("m", Decimal(0)), Fraction(1))
    bare = with_model(Scenario("EUR", Fraction(10)), ModelPrice("m", Decimal(1)), Fraction(1))
    assert bare.tokens.output_price is bare.tokens.cached_price is None
    with pytest.raises(UserError, match="price of cached tokens is not known"):
        token_load(replace(bare.tokens, cache_hit_rate=Fraction(1, 2)))
    with pytest.raises(UserError, match="price of output tokens is not known"):
        token_load(replace(bare.tokens, tokens_out=Fraction(1)))


# Properties

money = st.integers(0, 10_000).map(lambda cents: Fraction(cents, 100))
rates = st.integers(0, 100).map(lambda percent: Fraction(percent, 100))
counts = st.integers(1, 50).map(Fraction)
uses = st.builds(
    TokenUse,
    turns=counts,
    tokens_in=counts,
    tokens_out=counts,
    context_growth=rates,
    retry_rate=rates,
    cache_hit_rate=rates,
    cached_price=rates,
    output_price=counts,
)
scenarios = st.builds(
    Scenario,
    st.just("EUR"),
    volume=st.integers(1, 10_000).map(Fraction),
    value_per_unit=st.none() | money,
    fixed=money,
    tokens=uses,
    token_price=rates,
    price_level=rates,
    other_unit_cost=money,
    review_unit_cost=money,
    review=st.none() | st.builds(HumanReview, rates, counts, money),
    steps=st.none() | st.builds(FixedSteps, st.integers(1, 500), money),
    build=money,
)
paying = st.builds(
    lambda scenario, margin: replace(scenario, value_per_unit=variable_unit_cost(scenario) + margin),
    scenarios,
    money,
)


@given(scenarios | paying)
def test_break_even_really_breaks_even(scenario: Scenario) -> None:
    volume = break_even(scenario)
    if isinstance(volume, Fraction):
        there = replace(scenario, volume=volume)
        assert (monthly_result(there) or Fraction(0)) >= 0
        assert volume == 0 or monthly_result(there) == 0
        for part in (Fraction(1, 3), Fraction(9, 10), Fraction(9_999, 10_000)):
            below = monthly_result(replace(scenario, volume=volume * part))
            assert volume == 0 or (below is not None and below < 0)


@given(scenarios | paying, st.integers(1, 10**7).map(Fraction))
def test_never_means_at_no_volume(scenario: Scenario, volume: Fraction) -> None:
    if break_even(scenario) is Never.STEPS or (break_even(scenario) is Never.NO_MARGIN and scenario.fixed):
        result = monthly_result(replace(scenario, volume=volume))
        assert result is not None
        assert result < 0


@given(scenarios, st.integers(1, 100))
def test_scaling_volume_never_lowers_variable_nor_fixed_cost(scenario: Scenario, times: int) -> None:
    larger = replace(scenario, volume=scenario.volume * times)
    assert variable_unit_cost(larger) == variable_unit_cost(scenario)
    assert monthly_cost(larger) >= monthly_cost(scenario)


@given(paying)
def test_payback_is_the_first_month_that_has_earned_the_build_cost(scenario: Scenario) -> None:
    months, result = payback_months(scenario), monthly_result(scenario)
    assert result is not None
    if isinstance(months, int):
        assert months * result >= scenario.build
        assert months == 0 or (months - 1) * result < scenario.build
    else:
        assert months is Never.LOSS
        assert result <= 0


@given(scenarios)
def test_without_a_value_nothing_is_said_of_gain(scenario: Scenario) -> None:
    silent = replace(scenario, value_per_unit=None)
    assert break_even(silent) is None
    assert return_of_a_year(silent) is None
    assert payback_months(silent) is None
    assert monthly_benefit(silent) is None


def test_where_nothing_is_spent_there_is_no_return() -> None:
    free = Scenario("EUR", Fraction(5), value_per_unit=Fraction(1))
    assert return_of_a_year(free) is None
    assert unit_cost(replace(free, volume=Fraction(0))) is None
