"""A range instead of a figure: P10, P50 and P90 of a scenario whose drivers are each given as three points.

Drivers are drawn independently from triangular distributions. The stream of numbers is SplitMix64
in whole numbers, from a seed: the same scenario, points and seed give the same range everywhere.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import ceil, isqrt
from typing import Final

from fivegates.domain.economics.scenarios import Scenario
from fivegates.domain.economics.sensitivity import Driver, with_driver
from fivegates.domain.errors import UserError

DRAWS: Final = 1_000
_WORD: Final = 1 << 64
_FINE: Final = 10**9


@dataclass(frozen=True, slots=True)
class ThreePoint:
    """A driver as its lowest, most likely and highest value."""

    driver: Driver
    low: Fraction
    likely: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Range:
    """One draw in ten falls below `p10`, half below `p50`, and one in ten above `p90`."""

    p10: Fraction
    p50: Fraction
    p90: Fraction
    draws: int
    seed: int


def range_of(
    scenario: Scenario,
    points: Iterable[ThreePoint],
    measure: Callable[[Scenario], Fraction | None],
    *,
    seed: int,
    draws: int = DRAWS,
) -> Range | None:
    """Draw the scenario and take percentiles of `measure` by nearest rank; None where it is unknown.

    The order of `points` makes no difference.

    Raises:
        UserError: The three points of a driver are not in order, or a driver is given twice.
    """
    drawn = sorted(points, key=lambda point: point.driver)
    _refuse_disorder(drawn)
    numbers = uniform(seed)
    found = [measure(_drawn(scenario, drawn, numbers)) for _ in range(draws)]
    known = sorted(value for value in found if value is not None)
    if len(known) < draws or not known:
        return None
    return Range(_rank(known, 10), _rank(known, 50), _rank(known, 90), draws, seed)


def uniform(seed: int) -> Iterator[Fraction]:
    """Numbers from 0 to below 1, evenly spread: SplitMix64, a public-domain generator by Vigna."""
    state = seed % _WORD
    while True:
        state = (state + 0x9E3779B97F4A7C15) % _WORD
        mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 % _WORD
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB % _WORD
        yield Fraction(mixed ^ (mixed >> 31), _WORD)


def triangular(point: ThreePoint, number: Fraction) -> Fraction:
    """The value below which a triangular distribution has the share `number` (its inverse).

    low + √(u·c)·width below the peak and high − √((1−u)·(1−c))·width above it, where c is the share
    of the width below the peak; the root is taken to nine decimals of the width.
    """
    width = point.high - point.low
    if not width:
        return point.likely
    peak = (point.likely - point.low) / width
    if number < peak:
        return point.low + _root(number * peak) * width
    return point.high - _root((1 - number) * (1 - peak)) * width


def _refuse_disorder(points: list[ThreePoint]) -> None:
    """Refuse what has no distribution."""
    if any(not point.low <= point.likely <= point.high for point in points):
        raise UserError("Write the three values in order: lowest, most likely, highest.")
    if len({point.driver for point in points}) < len(points):
        raise UserError("Give the three values of each assumption once.")


def _drawn(scenario: Scenario, points: list[ThreePoint], numbers: Iterator[Fraction]) -> Scenario:
    """The scenario with every driver drawn."""
    for point, number in zip(points, islice(numbers, len(points)), strict=True):
        scenario = with_driver(scenario, point.driver, triangular(point, number))
    return scenario


def _root(share: Fraction) -> Fraction:
    """The square root, to nine decimals, rounded down."""
    return Fraction(isqrt(int(share * _FINE * _FINE)), _FINE)


def _rank(values: list[Fraction], percent: int) -> Fraction:
    """The smallest value with at least `percent` of all values at or below it."""
    return values[ceil(Fraction(percent * len(values), 100)) - 1]
