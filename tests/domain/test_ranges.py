from dataclasses import replace
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegates.domain.economics.ranges import Range, ThreePoint, range_of, triangular, uniform
from fivegates.domain.economics.scenarios import Scenario, monthly_result
from fivegates.domain.economics.sensitivity import Driver
from fivegates.domain.errors import UserError

BASE = Scenario("EUR", Fraction(1_000), value_per_unit=Fraction(2), other_unit_cost=Fraction(1))
VALUE = ThreePoint(Driver.VALUE, Fraction(1), Fraction(2), Fraction(4))
OTHER = ThreePoint(Driver.OTHER, Fraction(1, 2), Fraction(1), Fraction(1))

shares = st.fractions(0, 1, max_denominator=10**6).filter(lambda share: share < 1)


def drawn(*points: ThreePoint, seed: int = 7, draws: int = 500) -> Range | None:
    return range_of(BASE, points, monthly_result, seed=seed, draws=draws)


def test_the_stream_is_that_of_the_published_generator() -> None:
    """The first numbers of SplitMix64 from the seed 1234567, as its author's reference code gives them."""
    expected = [6457827717110365317, 3203168211198807973, 9817491932198370423]
    assert [number * 2**64 for number in islice(uniform(1234567), 3)] == expected


def test_the_same_seed_gives_the_same_range_in_any_order() -> None:
    assert drawn(VALUE, OTHER) == drawn(OTHER, VALUE)
    assert drawn(VALUE, OTHER) != drawn(VALUE, OTHER, seed=8)


def test_the_range_is_that_of_the_distribution() -> None:
    found = drawn(VALUE, draws=2_000)
    assert found is not None
    assert (found.draws, found.seed) == (2_000, 7)
    exact = [triangular(VALUE, Fraction(percent, 100)) * 1_000 - 1_000 for percent in (10, 50, 90)]
    for got, expected in zip((found.p10, found.p50, found.p90), exact, strict=True):
        assert abs(got - expected) < 100


def test_percentiles_are_nearest_ranks() -> None:
    ten = drawn(VALUE, draws=10)
    values = sorted(
        monthly_result(replace(BASE, value_per_unit=triangular(VALUE, number))) or Fraction(0)
        for number in islice(uniform(7), 10)
    )
    assert ten == Range(values[0], values[4], values[8], 10, 7)


def test_without_points_every_draw_is_the_same() -> None:
    assert drawn(draws=3) == Range(Fraction(1_000), Fraction(1_000), Fraction(1_000), 3, 7)


def test_what_is_unknown_has_no_range() -> None:
    silent = replace(BASE, value_per_unit=None)
    assert range_of(silent, [OTHER], monthly_result, seed=1, draws=5) is None
    assert drawn(VALUE, draws=0) is None


def test_three_points_out_of_order_are_refused() -> None:
    with pytest.raises(UserError, match="in order"):
        drawn(ThreePoint(Driver.VALUE, Fraction(2), Fraction(1), Fraction(4)))
    with pytest.raises(UserError, match="once"):
        drawn(VALUE, replace(VALUE, high=Fraction(5)))


@given(shares, shares)
def test_a_triangle_rises_from_low_to_high(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    assert VALUE.low <= triangular(VALUE, low) <= triangular(VALUE, high) <= VALUE.high


@pytest.mark.parametrize(
    ("number", "value"), [(Fraction(0), 1), (Fraction(1, 3), 2), (Fraction(1, 12), Fraction(3, 2))]
)
def test_a_triangle_worked_out_by_hand(number: Fraction, value: Fraction) -> None:
    """Below the peak the share is (x − 1)² / 3: a third at 2, a twelfth at 1.5."""
    assert abs(triangular(VALUE, number) - value) <= Fraction(3, 10**9)


def test_three_equal_points_are_one_value() -> None:
    assert triangular(ThreePoint(Driver.VALUE, *[Fraction(5)] * 3), Fraction(1, 3)) == 5
