"""Sensitivity analysis: each driver moved by a fifth, and its break-even value."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from fivegates.domain.economics.assumptions import MONEY, SHARES, Driver
from fivegates.domain.economics.break_even import break_even
from fivegates.domain.economics.scenarios import ONE, Scenario, TokenUse, monthly_result

__all__ = [
    "MONEY",
    "SHARES",
    "SWING",
    "BreakingPoint",
    "Driver",
    "Effect",
    "breaking_points",
    "driver_value",
    "drivers_of",
    "sensitivity",
    "with_driver",
]

SWING: Final = Fraction(1, 5)


@dataclass(frozen=True, slots=True)
class Effect:
    """A driver at `now`, and the result a month (in currency) with a fifth less and a fifth more of it."""

    driver: Driver
    now: Fraction
    low: Fraction
    high: Fraction

    @property
    def span(self) -> Fraction:
        """Distance between the two results."""
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class BreakingPoint:
    """The value `at` which a driver, alone, brings the result to zero; `change` is (at − now) / now."""

    driver: Driver
    now: Fraction
    at: Fraction

    @property
    def change(self) -> Fraction:
        """Change from today's value, as a share of it."""
        return self.at / self.now - 1


def sensitivity(scenario: Scenario) -> tuple[Effect, ...]:
    """Move each driver by ± 20 %, alone: the largest effect first (DESIGN section 5).

    A driver that is zero or not in use, or whose move changes nothing, is left out; a share stops at
    all. Empty while no value is known.
    """
    return tuple(sorted(_effects(scenario), key=lambda effect: -effect.span))


def _effects(scenario: Scenario) -> Iterator[Effect]:
    """The drivers in their own order."""
    for driver, now in drivers_of(scenario):
        low = monthly_result(with_driver(scenario, driver, now * (1 - SWING)))
        high = monthly_result(with_driver(scenario, driver, now * (1 + SWING)))
        if low is not None and high is not None and low != high:
            yield Effect(driver, now, low, high)


def breaking_points(scenario: Scenario) -> tuple[BreakingPoint, ...]:
    """For each driver, the value at which benefit no longer covers cost: the nearest first.

    Where the scenario makes a loss already, it is the value from which it makes a gain. The result is
    linear in every driver but volume, whose point is the break-even volume, and turns, which are left
    out.
    """
    points = [point for driver, now in drivers_of(scenario) if (point := _point(scenario, driver, now))]
    return tuple(sorted(points, key=lambda point: abs(point.change)))


def _point(scenario: Scenario, driver: Driver, now: Fraction) -> BreakingPoint | None:
    """The break-even value of one driver, if there is one."""
    if driver is Driver.TURNS:
        return None
    at = _break_even_volume(scenario) if driver is Driver.VOLUME else _root(scenario, driver, now)
    if at is None or at < 0 or (driver in SHARES and at > 1):
        return None
    return BreakingPoint(driver, now, at)


def _break_even_volume(scenario: Scenario) -> Fraction | None:
    """The break-even volume, if there is one; any volume pays where there is no fixed cost to cover."""
    volume = break_even(scenario)
    return volume if isinstance(volume, Fraction) and volume else None


def _root(scenario: Scenario, driver: Driver, now: Fraction) -> Fraction | None:
    """Zero of the straight line through two results."""
    here = monthly_result(scenario)
    less = monthly_result(with_driver(scenario, driver, now * (1 - SWING)))
    if here is None or less is None or here == less:
        return None
    return now - here * (now * SWING) / (here - less)


def drivers_of(scenario: Scenario) -> Iterator[tuple[Driver, Fraction]]:
    """The drivers that are in use, with their values; one at zero has nothing to move."""
    for driver in Driver:
        value = driver_value(scenario, driver)
        if value:
            yield driver, value


def driver_value(scenario: Scenario, driver: Driver) -> Fraction | None:
    """Value of a driver in the scenario; None where it is unknown or not in use."""
    return _READ[driver](scenario)


def with_driver(scenario: Scenario, driver: Driver, value: Fraction) -> Scenario:
    """The scenario with another value of a driver that is in use; a share stops at all."""
    return _WRITE[driver](scenario, min(ONE, value) if driver in SHARES else value)


def _tokens(scenario: Scenario, **values: Fraction) -> Scenario:
    changed: dict[str, Any] = dict(values)
    return replace(scenario, tokens=replace(scenario.tokens, **changed))


def _review(scenario: Scenario, **values: Fraction) -> Scenario:
    return replace(scenario, review=scenario.review and replace(scenario.review, **values))


def _scaled_tokens(scenario: Scenario, total: Fraction) -> Scenario:
    """Scale input and output tokens of a request together, to `total`."""
    use = scenario.tokens
    factor = total / (use.tokens_in + use.tokens_out)
    return _tokens(scenario, tokens_in=use.tokens_in * factor, tokens_out=use.tokens_out * factor)


def _if_known(use: TokenUse, value: Fraction) -> Fraction | None:
    """A driver of the use of tokens; None for a default use, of which only the price is known."""
    return None if use == TokenUse() else value


def _step_cost(scenario: Scenario, cost: Fraction) -> Scenario:
    return replace(scenario, steps=scenario.steps and replace(scenario.steps, cost=cost))


_READ: Final[Mapping[Driver, Callable[[Scenario], Fraction | None]]] = {
    Driver.VOLUME: lambda s: s.volume,
    Driver.VALUE: lambda s: s.value_per_unit,
    Driver.FIXED: lambda s: s.fixed,
    Driver.STEP_COST: lambda s: s.steps.cost if s.steps else None,
    Driver.TURNS: lambda s: _if_known(s.tokens, s.tokens.turns),
    Driver.TOKENS: lambda s: _if_known(s.tokens, s.tokens.tokens_in + s.tokens.tokens_out),
    Driver.CONTEXT_GROWTH: lambda s: s.tokens.context_growth,
    Driver.RETRY_RATE: lambda s: s.tokens.retry_rate,
    Driver.CACHE_HIT_RATE: lambda s: s.tokens.cache_hit_rate,
    Driver.PRICE: lambda s: s.price_level,
    Driver.REVIEW: lambda s: None if s.review else s.review_unit_cost,
    Driver.REVIEW_SHARE: lambda s: s.review.share if s.review else None,
    Driver.REVIEW_MINUTES: lambda s: s.review.minutes if s.review else None,
    Driver.HOURLY_RATE: lambda s: s.review.hourly_rate if s.review else None,
    Driver.OTHER: lambda s: s.other_unit_cost,
}
_WRITE: Final[Mapping[Driver, Callable[[Scenario, Fraction], Scenario]]] = {
    Driver.VOLUME: lambda s, value: replace(s, volume=value),
    Driver.VALUE: lambda s, value: replace(s, value_per_unit=value),
    Driver.FIXED: lambda s, value: replace(s, fixed=value),
    Driver.STEP_COST: _step_cost,
    Driver.TURNS: lambda s, value: _tokens(s, turns=value),
    Driver.TOKENS: _scaled_tokens,
    Driver.CONTEXT_GROWTH: lambda s, value: _tokens(s, context_growth=value),
    Driver.RETRY_RATE: lambda s, value: _tokens(s, retry_rate=value),
    Driver.CACHE_HIT_RATE: lambda s, value: _tokens(s, cache_hit_rate=value),
    Driver.PRICE: lambda s, value: replace(s, price_level=value),
    Driver.REVIEW: lambda s, value: replace(s, review_unit_cost=value),
    Driver.REVIEW_SHARE: lambda s, value: _review(s, share=value),
    Driver.REVIEW_MINUTES: lambda s, value: _review(s, minutes=value),
    Driver.HOURLY_RATE: lambda s, value: _review(s, hourly_rate=value),
    Driver.OTHER: lambda s, value: replace(s, other_unit_cost=value),
}
