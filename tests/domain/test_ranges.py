from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegates.domain.economics.ranges import (
    Range,
    ThreePoint,
    range_of,
    rounded_ranks,
    stream,
    triangular,
    uniform,
)
from fivegates.domain.economics.scenarios import (
    FixedSteps,
    HumanReview,
    Scenario,
    TokenUse,
    monthly_cost,
    monthly_result,
)
from fivegates.domain.economics.sensitivity import Driver, driver_value, with_driver
from fivegates.domain.errors import UserError

BASE = Scenario("EUR", Fraction(1_000), value_per_unit=Fraction(2), other_unit_cost=Fraction(1))
VALUE = ThreePoint(Driver.VALUE, Fraction(1), Fraction(2), Fraction(4))
OTHER = ThreePoint(Driver.OTHER, Fraction(1, 2), Fraction(1), Fraction(1))

shares = st.floats(0, 1, exclude_max=True)


def drawn(*points: ThreePoint, seed: int = 7, draws: int = 500) -> Range | None:
    return range_of(BASE, points, seed=seed, draws=draws)


def values_of(point: ThreePoint, *numbers: float) -> list[float]:
    return [float(value) for value in triangular(point, np.array(numbers))]


def test_the_stream_is_that_of_the_published_generator() -> None:
    """The first numbers of SplitMix64 from the seed 1234567, as its author's reference code gives them."""
    expected = [6457827717110365317, 3203168211198807973, 9817491932198370423]
    assert [int(word) for word in stream(1234567, 3)] == expected
    assert list(uniform(1234567, 3)) == pytest.approx([word / 2**64 for word in expected])


def test_the_same_seed_gives_the_same_range_in_any_order() -> None:
    assert drawn(VALUE, OTHER) == drawn(OTHER, VALUE)
    assert drawn(VALUE, OTHER) != drawn(VALUE, OTHER, seed=8)


def test_the_range_is_that_of_the_distribution() -> None:
    found = drawn(VALUE, draws=2_000)
    assert found is not None
    assert (found.draws, found.seed) == (2_000, 7)
    exact = [value * 1_000 - 1_000 for value in values_of(VALUE, 0.1, 0.5, 0.9)]
    for got, expected in zip((found.p10, found.p50, found.p90), exact, strict=True):
        assert abs(float(got) - expected) < 100


def test_percentiles_are_nearest_ranks_rounded_to_what_they_bear() -> None:
    ten = drawn(VALUE, draws=10)
    values = sorted(1_000 * float(value) - 1_000 for value in triangular(VALUE, uniform(7, 10)))
    assert ten == Range(*rounded_ranks([values[0], values[4], values[8]]), 10, 7)
    assert [*map(int, rounded_ranks([1234.5, 2345.6, 9876.5]))] == [1200, 2300, 9900]
    assert [*map(int, rounded_ranks([5.0, 5.0, 5.0]))] == [5, 5, 5]


ALL = Scenario(
    "EUR",
    Fraction(1_000),
    value_per_unit=Fraction(20),
    fixed=Fraction(100),
    tokens=TokenUse(
        Fraction(3),
        Fraction(500),
        Fraction(40),
        Fraction(1, 2),
        Fraction(1, 10),
        Fraction(1, 5),
        Fraction(1, 4),
        Fraction(4),
    ),
    token_price=Fraction(1, 1_000),
    other_unit_cost=Fraction(1),
    review=HumanReview(Fraction(1, 5), Fraction(6), Fraction(40)),
    steps=FixedSteps(300, Fraction(50)),
)


@pytest.mark.parametrize("driver", [driver for driver in Driver if driver is not Driver.REVIEW])
@pytest.mark.parametrize("value", [None, Fraction(20)])
def test_arrays_give_what_the_exact_formulas_give(driver: Driver, value: Fraction | None) -> None:
    scenario = replace(ALL, value_per_unit=value)
    now = driver_value(scenario, driver)
    if now is None:
        return
    at = now * Fraction(11, 10)
    moved = with_driver(scenario, driver, at)
    exact = monthly_result(moved)
    exact = monthly_cost(moved) if exact is None else exact
    found = range_of(scenario, [ThreePoint(driver, at, at, at)], seed=1, draws=3)
    assert found is not None
    assert found.p10 == found.p90
    assert float(found.p50) == pytest.approx(float(exact), abs=0.02)


def test_what_is_measured_only_as_a_whole_is_drawn_by_its_changes() -> None:
    plain = replace(BASE, token_price=Fraction(1), review_unit_cost=Fraction(1, 10))
    retried = range_of(plain, [ThreePoint(Driver.RETRY_RATE, *[Fraction(1, 2)] * 3)], seed=1, draws=1)
    assert retried is not None
    assert retried.p50 == monthly_result(replace(plain, tokens=TokenUse(retry_rate=Fraction(1, 2))))
    checked = range_of(plain, [ThreePoint(Driver.REVIEW, *[Fraction(1, 5)] * 3)], seed=1, draws=1)
    assert checked is not None
    assert checked.p50 == monthly_result(replace(plain, review_unit_cost=Fraction(1, 5)))


def test_a_price_that_a_draw_needs_and_nobody_knows_is_refused() -> None:
    with pytest.raises(UserError, match="cached tokens"):
        range_of(BASE, [ThreePoint(Driver.CACHE_HIT_RATE, *map(Fraction, (0, 0, 1)))], seed=1)


def test_without_points_every_draw_is_the_same() -> None:
    assert drawn(draws=3) == Range(Fraction(1_000), Fraction(1_000), Fraction(1_000), 3, 7)


def test_where_no_value_is_known_it_is_the_range_of_the_cost() -> None:
    silent = replace(BASE, value_per_unit=None)
    found = range_of(silent, [ThreePoint(Driver.OTHER, *[Fraction(1)] * 3)], seed=1, draws=5)
    assert found is not None
    assert found.p50 == monthly_cost(silent)
    alone = monthly_cost(silent)
    assert range_of(silent, [], seed=1, draws=5) == Range(alone, alone, alone, 5, 1)
    assert drawn(VALUE, draws=0) is None


def test_three_points_out_of_order_are_refused() -> None:
    with pytest.raises(UserError, match="in order"):
        drawn(ThreePoint(Driver.VALUE, Fraction(2), Fraction(1), Fraction(4)))
    with pytest.raises(UserError, match="once"):
        drawn(VALUE, replace(VALUE, high=Fraction(5)))


@given(shares, shares)
def test_a_triangle_rises_from_low_to_high(one: float, other: float) -> None:
    low, high = sorted((one, other))
    first, second = values_of(VALUE, low, high)
    assert VALUE.low <= first <= second <= VALUE.high


@pytest.mark.parametrize(("number", "value"), [(0.0, 1.0), (1 / 3, 2.0), (1 / 12, 1.5)])
def test_a_triangle_worked_out_by_hand(number: float, value: float) -> None:
    """Below the peak the share is (x − 1)² / 3: a third at 2, a twelfth at 1.5."""
    assert values_of(VALUE, number) == pytest.approx([value])


def test_three_equal_points_are_one_value() -> None:
    assert values_of(ThreePoint(Driver.VALUE, *[Fraction(5)] * 3), 1 / 3) == [5]
