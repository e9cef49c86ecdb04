from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import figures

from fivegates.domain.economics.scenarios import FixedSteps, HumanReview, Scenario, TokenUse, monthly_result
from fivegates.domain.economics.sensitivity import (
    Driver,
    breaking_points,
    driver_value,
    drivers_of,
    sensitivity,
    with_driver,
)

BASE = Scenario(
    "EUR",
    volume=Fraction(1_000),
    value_per_unit=Fraction(2),
    fixed=Fraction(300),
    token_price=Fraction(1, 2),
    other_unit_cost=Fraction(1, 10),
)
FULL = replace(
    BASE,
    tokens=TokenUse(
        turns=Fraction(3),
        tokens_in=Fraction(100),
        tokens_out=Fraction(20),
        context_growth=Fraction(1, 2),
        retry_rate=Fraction(1, 20),
        cache_hit_rate=Fraction(9, 10),
        cached_price=Fraction(1, 10),
        output_price=Fraction(4),
    ),
    token_price=Fraction(1, 2_000),
    review=HumanReview(Fraction(9, 10), Fraction(2), Fraction(30)),
    steps=FixedSteps(400, Fraction(50)),
)
some = st.sampled_from([BASE, FULL, replace(FULL, review=None, review_unit_cost=Fraction(3))])


def test_the_largest_effect_comes_first() -> None:
    effects = sensitivity(BASE)
    assert [figures(effect.driver, effect.span) for effect in effects] == [
        (Driver.VALUE, 800),
        (Driver.VOLUME, 560),
        (Driver.PRICE, 200),
        (Driver.FIXED, 120),
        (Driver.OTHER, 40),
    ]
    value = effects[0]
    assert figures(value.now, value.low, value.high) == (2, 700, 1_500)


def test_every_driver_in_use_is_moved() -> None:
    assert {driver for driver, _ in drivers_of(FULL)} == set(Driver) - {Driver.REVIEW}
    assert {effect.driver for effect in sensitivity(FULL)} == set(Driver) - {Driver.REVIEW}
    measured = replace(FULL, review=None, review_unit_cost=Fraction(3))
    assert Driver.REVIEW in {effect.driver for effect in sensitivity(measured)}


def test_a_share_stops_at_all() -> None:
    (share,) = [effect for effect in sensitivity(FULL) if effect.driver is Driver.REVIEW_SHARE]
    assert share.high == monthly_result(with_driver(FULL, Driver.REVIEW_SHARE, Fraction(1)))


def test_without_a_value_nothing_can_be_moved_nor_broken() -> None:
    silent = replace(FULL, value_per_unit=None)
    assert sensitivity(silent) == ()
    assert breaking_points(silent) == ()


def test_the_nearest_value_that_breaks_the_case_comes_first() -> None:
    points = breaking_points(BASE)
    assert [figures(point.driver, point.at) for point in points] == [
        (Driver.VALUE, Fraction(9, 10)),
        (Driver.VOLUME, Fraction(1_500, 7)),
        (Driver.PRICE, Fraction(16, 5)),
        (Driver.FIXED, 1_400),
        (Driver.OTHER, Fraction(6, 5)),
    ]
    assert points[0].change == Fraction(-11, 20)


@given(some, st.sampled_from(Driver), st.integers(1, 100))
def test_a_driver_that_is_set_reads_back(scenario: Scenario, driver: Driver, percent: int) -> None:
    value = Fraction(percent, 100)
    if driver_value(scenario, driver) is not None:
        assert driver_value(with_driver(scenario, driver, value), driver) == value


@given(some, st.integers(1, 500).map(lambda cents: Fraction(cents, 100)))
def test_at_a_breaking_point_benefit_is_cost(scenario: Scenario, value: Fraction) -> None:
    valued = replace(scenario, value_per_unit=value)
    for point in breaking_points(valued):
        if point.at:
            assert monthly_result(with_driver(valued, point.driver, point.at)) == 0


@pytest.mark.parametrize("share", [Fraction(1, 2), Fraction(1)])
def test_a_share_beyond_all_breaks_nothing(share: Fraction) -> None:
    review = HumanReview(share, Fraction(1), Fraction(6))
    drivers = {point.driver for point in breaking_points(replace(BASE, review=review))}
    assert Driver.REVIEW_SHARE not in drivers
    assert Driver.HOURLY_RATE in drivers


def test_no_volume_breaks_a_case_without_fixed_cost() -> None:
    points = breaking_points(replace(BASE, fixed=Fraction(0)))
    assert Driver.VOLUME not in {point.driver for point in points}
