"""Today projected: to usual volumes, to scenarios of one's own worked out by hand, to another model."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import MARCH, benefit, cost, figures, variable

from fivegates.domain.economics.amounts import rounded
from fivegates.domain.economics.assumptions import (
    Assumptions,
    Bounds,
    Driver,
    ReviewAssumption,
    StepAssumption,
)
from fivegates.domain.economics.break_even import break_even, payback_months
from fivegates.domain.economics.ledger import (
    CostCategory,
    Ledger,
    ModelPrice,
    Phase,
    PriceBook,
    PriceTerms,
    Service,
    TokenPrices,
    UsageLine,
)
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.projections import (
    SEED,
    Market,
    bounds_problems,
    other_model_by_size,
    outlook_of,
    projected,
    projections,
    range_of_own,
    with_other_model,
    with_ranges,
)
from fivegates.domain.economics.scenarios import (
    Scale,
    Today,
    TokenUse,
    monthly_cost,
    monthly_result,
    today_of,
    token_load,
    unit_cost,
    variable_unit_cost,
)
from fivegates.domain.economics.unit_economics import economics_of
from fivegates.domain.errors import UserError

WORKED = tomllib.loads(Path(__file__).with_name("worked_money.toml").read_text(encoding="utf-8"))
LARGE = ModelPrice("large", Decimal("0.000002"), Decimal("0.000008"), Decimal("0.0000002"))
SMALL = ModelPrice("small", Decimal("0.000001"), Decimal("0.000002"), Decimal("0.0000005"))
BOOK = PriceBook(date(2026, 2, 1), "USD", (LARGE, SMALL, ModelPrice("bare", Decimal("0.000001"))), "List")
RATES = RateTable((Rate(MARCH, "USD", "EUR", Decimal("0.5")), Rate(MARCH, "GBP", "EUR", Decimal(2))))
MARKET = Market((BOOK,), RATES)
# 1,000 claims of 2 requests; a request has 600 tokens in, a third of them cached, and 50 out.
USED = UsageLine(MARCH.first_day, 1_000, "claims", None, 2_000, 1_200_000, 100_000, 400_000, model="large")
COSTS = (cost("100"), variable("4.96"), variable("20", category=CostCategory.HUMAN_REVIEW))
LEDGER = Ledger((*COSTS, cost("900", phase=Phase.BUILD)), (USED,), (benefit("400"),))
OWN = Assumptions("Spring", 5_000, "EUR")


def today(ledger: Ledger = LEDGER, *books: PriceBook) -> Today:
    held = books or (BOOK,)
    found = today_of(ledger, economics_of(ledger, "EUR", RATES, held), held)
    assert found is not None
    return found


def using(**changes: object) -> Ledger:
    return replace(LEDGER, usage=(replace(USED, **changes),))  # type: ignore[arg-type]


# Today


def test_todays_use_of_tokens_is_counted_and_each_token_has_its_price() -> None:
    """The list says 800,000 × 2 + 400,000 × 0.2 + 100,000 × 8 millionths: $2.48. €4.96 were paid."""
    found = today()
    assert found.calibrated
    assert found.use == TokenUse(Fraction(2), Fraction(600), Fraction(50), cache_hit_rate=Fraction(1, 3))
    assert (found.model, found.month) == ("large", MARCH)
    assert found.scenario.token_price == Fraction("0.000004")
    assert variable_unit_cost(found.scenario) == Fraction("0.02496")
    assert figures(found.scenario.build, monthly_cost(found.scenario)) == (900, Fraction("124.96"))


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({"model": "unheard-of"}, True),
        ({"model": "bare"}, True),
        ({"model": ""}, True),
        ({"tokens_out": None}, False),
        ({"tokens_in": 0, "tokens_cached": 0}, False),
    ],
)
def test_what_is_not_known_of_tokens_leaves_them_relative(
    changes: dict[str, object], *, counted: bool
) -> None:
    found = today(using(**changes))
    assert not found.calibrated
    assert (found.use is not None) == counted
    assert found.scenario.tokens == TokenUse()
    assert variable_unit_cost(found.scenario) == Fraction("0.02496")


def test_a_model_whose_tokens_in_are_free_calibrates_nothing() -> None:
    free = replace(BOOK, prices=(replace(LARGE, input=Decimal(0)),))
    assert not today(LEDGER, free).calibrated


def test_two_models_in_a_month_are_counted_together_and_priced_as_neither() -> None:
    both = replace(LEDGER, usage=(USED, replace(USED, units=None, model="small")))
    found = today(both)
    assert (found.model, found.listed) == ("", None)
    assert found.use is not None
    assert found.use.turns == 4


def test_requests_that_were_not_counted_are_one_a_unit() -> None:
    found = today(using(requests=None)).use
    assert found is not None
    assert figures(found.turns, found.tokens_in) == (1, 1_200)


def test_without_an_actual_month_there_is_no_today() -> None:
    empty = Ledger((cost("5"),))
    assert today_of(empty, economics_of(empty, "EUR", RATES)) is None


# The usual volumes


def test_the_usual_volumes_stand_before_ones_own() -> None:
    rows = projections(today(), 40_000, (OWN,), MARKET)
    assert [row.scale for row in rows] == [*Scale, None]
    volumes = [row.scenario.volume for row in rows if row.scenario]
    assert volumes == [400, 4_000, 40_000, 400_000, 5_000]


def test_without_a_target_ones_own_stand_alone() -> None:
    (row,) = projections(today(), None, (OWN,), MARKET)
    assert (row.own, row.fault) == (OWN, None)


def test_a_scenario_that_cannot_be_worked_out_says_why() -> None:
    (row,) = projections(today(), None, (replace(OWN, model="unheard-of"),), MARKET)
    assert row.scenario is None
    assert str(row.fault) == "No price book lists the model “unheard-of”."


# One's own


def test_what_is_not_said_stays_as_the_ledger_has_it() -> None:
    now = today()
    assert projected(now, OWN, MARKET) == replace(now.scenario, volume=Fraction(5_000))


@pytest.mark.parametrize("row", WORKED["own"], ids=[row["what"] for row in WORKED["own"]])
def test_scenarios_of_ones_own_worked_out_by_hand(row: Mapping[str, Any]) -> None:
    said: dict[str, Any] = {
        key: value if key == "model" else Decimal(value) for key, value in row["own"].items()
    }
    found = projected(today(), replace(OWN, volume=10_000, **said), MARKET)
    even, months, result = break_even(found), payback_months(found), monthly_result(found)
    assert isinstance(even, Fraction)
    assert result is not None
    assert variable_unit_cost(found) == Fraction(row["unit_variable"])
    assert (str(rounded(monthly_cost(found), 2)), str(rounded(result, 2))) == (
        row["monthly_cost"],
        row["result"],
    )
    assert (str(ceil(even)), str(months)) == (row["break_even"], row["payback"])


def test_money_is_converted_at_the_rate_of_todays_month() -> None:
    own = replace(
        OWN,
        currency="GBP",
        value_per_unit=Decimal("0.50"),
        fixed=Decimal(60),
        other_unit_cost=Decimal("0.01"),
        review=ReviewAssumption(Decimal("0.1"), Decimal(6), Decimal(20)),
        steps=StepAssumption(2_000, Decimal(30)),
    )
    found = projected(today(), own, MARKET)
    assert figures(found.value_per_unit, found.fixed) == (1, 120)
    assert found.review is not None
    assert found.review.unit_cost == Fraction("0.4")
    # 120 + 2 further blocks × 60 + 5,000 × (0.00496 + 0.40 + 0.02)
    assert monthly_cost(found) == Fraction("2364.8")
    with pytest.raises(UserError, match="no rate from GBP to EUR for 2026-03"):
        projected(today(), own, Market((BOOK,)))


def test_tokens_are_costed_at_what_they_cost_today() -> None:
    """Turns of 600, 900 and 1,200 fresh tokens in, 50 out at four times their price, a tenth again."""
    own = replace(
        OWN,
        turns=Decimal(3),
        context_growth=Decimal("0.5"),
        cache_hit_rate=Decimal(0),
        retry_rate=Decimal("0.1"),
        price_change=Decimal("-0.5"),
    )
    found = projected(today(), own, MARKET)
    assert token_load(found.tokens) == Fraction(2_700 + 600) * Fraction("1.1")
    assert variable_unit_cost(found) == Fraction("3630") * Fraction("0.000002") + Fraction("0.02")


@pytest.mark.parametrize(
    ("changes", "own"),
    [
        ({"model": "bare"}, {"turns": Decimal(3)}),
        ({"model": "bare"}, {"context_growth": Decimal(1)}),
        ({"tokens_in": None}, {"tokens_in": Decimal(100)}),
        ({"tokens_in": None}, {"tokens_out": Decimal(100)}),
        ({"tokens_in": None}, {"cache_hit_rate": Decimal("0.5")}),
    ],
)
def test_tokens_whose_price_is_not_known_cannot_be_assumed(
    changes: dict[str, object], own: dict[str, Decimal]
) -> None:
    with pytest.raises(UserError, match="What a token costs today is not known"):
        projected(today(using(**changes)), replace(OWN, **own), MARKET)  # type: ignore[arg-type]


def test_turns_and_retries_are_relative_where_nothing_is_counted() -> None:
    own = replace(OWN, turns=Decimal(3), retry_rate=Decimal("0.5"))
    found = projected(today(using(tokens_in=None)), own, MARKET)
    assert variable_unit_cost(found) == Fraction("0.00496") * 3 * Fraction("1.5") + Fraction("0.02")


# Another model


def test_another_model_keeps_what_is_paid_above_the_list() -> None:
    """The list says 2 × (400 + 200 × 0.5 + 50 × 2) = 1,200 millionths; today pays twice the rate."""
    found = projected(today(), replace(OWN, model="small"), MARKET)
    assert variable_unit_cost(found) == Fraction("0.0012") * 2 + Fraction("0.02")


def test_models_of_books_in_two_currencies_are_compared_at_the_months_rate() -> None:
    ours = replace(BOOK, currency="EUR", prices=(replace(SMALL, model="ours"),), id=2)
    found = projected(today(), replace(OWN, model="ours"), Market((BOOK, ours), RATES))
    assert variable_unit_cost(found) == Fraction("0.0012") * 4 + Fraction("0.02")


def test_where_todays_model_is_not_listed_the_list_itself_counts() -> None:
    found = projected(today(using(model="unheard-of")), replace(OWN, model="small"), MARKET)
    assert variable_unit_cost(found) == Fraction("0.0012") * Fraction("0.5") + Fraction("0.02")


def test_tokens_that_are_stated_can_be_costed_with_a_model() -> None:
    uncounted = today(using(tokens_in=None))
    with pytest.raises(UserError, match="usage of 2026-03 does not count tokens"):
        projected(uncounted, replace(OWN, model="small"), MARKET)
    stated = replace(OWN, model="small", tokens_in=Decimal(1_000), tokens_out=Decimal(100))
    assert variable_unit_cost(projected(uncounted, stated, MARKET)) == Fraction("0.0006") + Fraction("0.02")


counts = st.integers(1, 10**6)
prices = st.decimals("0.0000001", "0.001", places=9)


@given(counts, counts, counts, st.decimals("0.01", 10_000, places=2), prices, prices, prices)
def test_swapping_to_the_same_model_changes_nothing(  # noqa: PLR0913, PLR0917
    requests: int, incoming: int, outgoing: int, paid: Decimal, fresh: Decimal, out: Decimal, cached: Decimal
) -> None:
    used = replace(
        USED,
        requests=requests,
        tokens_in=incoming,
        tokens_out=outgoing,
        tokens_cached=incoming // 3,
    )
    held = replace(BOOK, prices=(ModelPrice("large", fresh, out, cached),))
    ledger = Ledger((variable(str(paid)),), (used,))
    now = today(ledger, held)
    market = Market((held,), RATES)
    same = projected(now, replace(OWN, model="large"), market)
    assert same == projected(now, OWN, market)
    assert unit_cost(replace(same, volume=Fraction(1_000))) == Fraction(paid) / 1_000


# Ranges


def test_bounds_give_a_range_around_what_is_likely() -> None:
    own = replace(OWN, bounds=(Bounds(Driver.VOLUME, Decimal(4_000), Decimal(6_000)),))
    found = range_of_own(today(), own, MARKET)
    assert found is not None
    assert found == range_of_own(today(), own, MARKET)
    assert (found.seed, found.draws) == (SEED, 10_000)
    low, high = (monthly_result(projected(today(), replace(own, volume=v), MARKET)) for v in (4_000, 6_000))
    assert low is not None
    assert high is not None
    assert low < found.p10 < found.p50 < found.p90 < high


def test_without_a_value_the_range_is_of_the_cost() -> None:
    ledger = replace(LEDGER, benefits=())
    own = replace(OWN, currency="GBP", bounds=(Bounds(Driver.FIXED, Decimal(50), Decimal(50)),))
    found = range_of_own(today(ledger), own, MARKET)
    assert found is not None
    assert found.p10 == found.p90 == Fraction("224.80")


def test_without_bounds_there_is_no_range() -> None:
    assert range_of_own(today(), OWN, MARKET) is None


def test_bounds_that_fit_nothing_are_reported() -> None:
    unused = replace(OWN, bounds=(Bounds(Driver.STEP_COST, Decimal(1), Decimal(2)),))
    with pytest.raises(UserError, match="does not use"):
        range_of_own(today(), unused, MARKET)
    too_low = replace(OWN, bounds=(Bounds(Driver.VOLUME, Decimal(1), Decimal(2)),))
    with pytest.raises(UserError, match="below what is likely"):
        range_of_own(today(), too_low, MARKET)
    too_high = replace(OWN, bounds=(Bounds(Driver.VOLUME, Decimal(5_001), Decimal(6_000)),))
    problems = bounds_problems(today(), replace(OWN, bounds=(*too_high.bounds, *unused.bounds)), MARKET)
    assert [problem.place for problem in problems] == ["bounds[0].low", "bounds[1].low"]
    assert bounds_problems(today(), replace(OWN, bounds=()), MARKET) == ()


def test_rows_are_drawn_and_reported_where_they_cannot_be() -> None:
    sure = replace(OWN, bounds=(Bounds(Driver.VOLUME, Decimal(5_000), Decimal(5_000)),))
    unused = replace(OWN, bounds=(Bounds(Driver.STEP_COST, Decimal(1), Decimal(2)),))
    wrong = replace(sure, model="unheard-of")
    rows = projections(today(), 100, (sure, unused, wrong), MARKET)
    drawn = with_ranges(today(), rows, MARKET)
    assert drawn[:4] == rows[:4]
    assert drawn[4].range == range_of_own(today(), sure, MARKET)
    assert [(row.range, row.range_fault is None) for row in drawn[5:]] == [(None, False), (None, True)]


# All in one


def test_an_outlook_works_a_ledger_out_and_projects_it() -> None:
    found = outlook_of(LEDGER, (OWN,), 40_000, "EUR", MARKET)
    assert found.economics == economics_of(LEDGER, "EUR", RATES, (BOOK,))
    assert found.today == today()
    assert len(found.rows) == 5
    assert [scenario and scenario.volume for scenario in (found.at(None), found.at(7))] == [1_000, 7]
    nothing = outlook_of(Ledger(), (OWN,), 40_000, "EUR", MARKET)
    assert (nothing.today, nothing.rows, nothing.at(7)) == (None, (), None)


def test_another_model_is_asked_for_at_a_volume() -> None:
    found = with_other_model(today(), "small", Fraction(70), MARKET)
    assert found == replace(projected(today(), replace(OWN, model="small"), MARKET), volume=Fraction(70))


# Terms of size, and tokens written to a cache

TWICE = PriceTerms(TokenPrices(Decimal("0.000002"), Decimal("0.000004"), Decimal("0.000001")), above=500)
SIZED_BOOK = PriceBook(date(2026, 2, 1), "USD", (LARGE, replace(SMALL, terms=(TWICE,))), "List")
SIZED = Market((SIZED_BOOK,), RATES)


def test_requests_of_the_mean_size_are_priced_by_the_terms_that_they_exceed() -> None:
    """Requests have 600 tokens, so all prices double. A month costs 100 fixed and 20 for review besides."""
    small = with_other_model(today(), "small", Fraction(1_000), MARKET)
    twice = with_other_model(today(LEDGER, SIZED_BOOK), "small", Fraction(1_000), SIZED)

    assert monthly_cost(twice) - 120 == 2 * (monthly_cost(small) - 120)
    assert other_model_by_size(today(LEDGER, SIZED_BOOK), "small", twice, SIZED) is None


def test_where_requests_are_not_counted_a_month_costs_between_the_least_and_the_most() -> None:
    ledger = using(requests=None)
    found = today(ledger, SIZED_BOOK)
    (row,) = projections(found, None, [replace(OWN, volume=1_000, model="small")], SIZED)

    assert row.by_size is not None
    assert row.scenario is not None
    low, high = row.by_size
    assert (monthly_cost(row.scenario), high - 120) == (low, 2 * (low - 120))
    assert projections(found, None, [replace(OWN, model="large")], SIZED)[0].by_size is None
    assert projections(found, None, [OWN], SIZED)[0].by_size is None
    stated = replace(OWN, model="small", tokens_in=Decimal(400))
    assert projections(found, None, [stated], SIZED)[0].by_size is None


def test_shares_of_services_of_a_scenario_decide_which_price_applies() -> None:
    """Half of the requests in batches at half the price: three quarters of the cost."""
    halved = TokenPrices(Decimal("0.0000005"), Decimal("0.000001"), Decimal("0.00000025"))
    batched = replace(SMALL, terms=(PriceTerms(halved, service=Service.BATCH),))
    market = Market((replace(BOOK, prices=(LARGE, batched)),), RATES)
    small = replace(OWN, model="small")
    whole, half = (
        projected(today(), replace(small, batch_share=share), market) for share in (None, Decimal("0.5"))
    )

    of_tokens = [token_load(each.tokens) * each.token_price for each in (whole, half)]
    assert of_tokens[1] == of_tokens[0] * Fraction(3, 4)
    (row,) = projections(today(), None, [replace(small, flex_share=Decimal("0.1"))], market)
    assert "has no flex prices" in str(row.fault)
    with pytest.raises(UserError, match="What a token costs today is not known"):
        projected(today(using(model="")), replace(OWN, batch_share=Decimal("0.5")), market)


def test_a_use_that_reaches_other_terms_takes_their_price() -> None:
    """Today's model doubles above 700 tokens; €4.96 are paid for requests of 600."""
    terms = PriceTerms(TokenPrices(Decimal("0.000004"), Decimal("0.000016"), Decimal("0.0000004")), above=700)
    book = replace(BOOK, prices=(replace(LARGE, terms=(terms,)),))
    found, market = today(LEDGER, book), Market((book,), RATES)
    small = projected(found, replace(OWN, tokens_in=Decimal(700)), market)
    large = projected(found, replace(OWN, tokens_in=Decimal(701)), market)

    assert large.token_price == 2 * small.token_price == 2 * found.scenario.token_price
    assert large.tokens.output_price == small.tokens.output_price


def test_tokens_written_to_a_cache_have_their_price_in_other_models() -> None:
    """Of 800,000 fresh tokens 100,000 are written at 1.25 times the price, 100,000 at twice the price."""
    ledger = using(tokens_written=200_000, tokens_written_hour=100_000)
    prices = (LARGE, replace(SMALL, written=Decimal("0.00000125"), written_hour=Decimal("0.000002")))
    book = replace(BOOK, prices=prices)
    found = today(ledger, book)
    other = with_other_model(found, "small", Fraction(1_000), Market((book,), RATES))
    plain = with_other_model(today(), "small", Fraction(1_000), MARKET)

    assert found.use is not None
    assert (found.use.written_rate, found.use.written_hour_rate) == (Fraction(1, 4), Fraction(1, 8))
    paid = 2  # euros for a dollar of the list
    assert monthly_cost(other) - monthly_cost(plain) == Fraction(125_000, 1_000_000) * paid


def test_a_model_whose_reasoning_is_priced_apart_has_a_range() -> None:
    """Output of 100,000 tokens costs 2 or 4 millionths of a dollar, at two euros for a dollar."""
    thinking = replace(SMALL, terms=(PriceTerms(TokenPrices(reasoning=Decimal("0.000004"))),))
    book = replace(BOOK, prices=(LARGE, thinking))
    market = Market((book,), RATES)
    other = with_other_model(today(LEDGER, book), "small", Fraction(1_000), market)

    bounds = other_model_by_size(today(LEDGER, book), "small", other, market)
    assert bounds == (monthly_cost(other), monthly_cost(other) + Fraction(4, 10))
