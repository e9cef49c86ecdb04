"""A range instead of a figure: P10, P50 and P90 of a scenario whose drivers are each given as three points.

Drivers are drawn independently from triangular distributions. The stream of numbers is SplitMix64, a
public-domain generator by Vigna, from a seed: the same scenario, points and seed give the same range
everywhere. Draws are computed together in floating point, and rounded to the precision that their number
supports.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Final, TypeAlias

from fivegates.domain.economics.assumptions import SHARES, Driver
from fivegates.domain.economics.month_figures import NOTHING
from fivegates.domain.economics.scenarios import MINUTES, ONE, Scenario, monthly_cost, monthly_result
from fivegates.domain.economics.sensitivity import driver_value, with_driver
from fivegates.domain.errors import UserError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Draws: TypeAlias = NDArray[np.float64]

DRAWS: Final = 10_000
_WORD: Final = 1 << 64


@dataclass(frozen=True, slots=True)
class ThreePoint:
    """A driver as its lowest, most likely and highest value."""

    driver: Driver
    low: Fraction
    likely: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Range:
    """One draw in ten falls below `p10`, half below `p50`, and one in ten above `p90`.

    They are rounded to two significant digits of the distance from `p10` to `p90`.
    """

    p10: Fraction
    p50: Fraction
    p90: Fraction
    draws: int
    seed: int


def range_of(
    scenario: Scenario, points: Iterable[ThreePoint], *, seed: int, draws: int = DRAWS
) -> Range | None:
    """Draw the result of a month, or its cost where no value is known; percentiles are nearest ranks.

    None without draws. The order of `points` makes no difference.

    Raises:
        UserError: The three points of a driver are not in order, a driver is given twice, or a price
            that a draw needs is not known.
    """
    import numpy as np  # the first window draws no range

    drawn = sorted(points, key=lambda point: point.driver)
    _refuse_disorder(drawn)
    for point in drawn:
        monthly_cost(with_driver(scenario, point.driver, point.high))
    if not draws:
        return None
    if not drawn:
        exact = monthly_result(scenario)
        only = monthly_cost(scenario) if exact is None else exact
        return Range(only, only, only, draws, seed)
    shape = (draws, len(drawn))
    numbers = uniform(seed, draws * len(drawn)).reshape(shape)
    values = {point.driver: triangular(point, numbers[:, index]) for index, point in enumerate(drawn)}
    figures = np.sort(np.broadcast_to(_Drawn(scenario, values).figures(), (draws,)))
    ranks = [float(figures[ceil(percent * draws / 100) - 1]) for percent in (10, 50, 90)]
    return Range(*rounded_ranks(ranks), draws, seed)


def stream(seed: int, count: int) -> "NDArray[np.uint64]":
    """The first `count` words of SplitMix64, of 64 bits each."""
    import numpy as np  # the first window draws no range

    steps = np.arange(1, count + 1, dtype=np.uint64)
    state = np.uint64(seed % _WORD) + steps * np.uint64(0x9E3779B97F4A7C15)
    mixed = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def uniform(seed: int, count: int) -> "Draws":
    """Numbers from 0 to below 1, evenly spread: the upper 53 bits of each word."""
    import numpy as np  # the first window draws no range

    return (stream(seed, count) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def triangular(point: ThreePoint, numbers: "Draws") -> "Draws":
    """The values below which a triangular distribution has the shares `numbers` (its inverse).

    low + √(u·c)·width below the peak and high − √((1−u)·(1−c))·width above it, where c is the share
    of the width below the peak.
    """
    import numpy as np  # the first window draws no range

    width = float(point.high - point.low)
    if not width:
        return np.full(numbers.shape, float(point.likely))
    peak = float((point.likely - point.low) / (point.high - point.low))
    below = float(point.low) + np.sqrt(numbers * peak) * width
    above = float(point.high) - np.sqrt((1 - numbers) * (1 - peak)) * width
    return np.where(numbers < peak, below, above)


def rounded_ranks(ranks: Iterable[float]) -> tuple[Fraction, Fraction, Fraction]:
    """Three ranks rounded to two significant digits of the distance between the outer two."""
    low, middle, high = ranks
    spread = high - low
    step = Fraction(10) ** (floor(log10(spread)) - 1) if spread > 0 else Fraction(1, 100)
    first, second, third = (round(Fraction(rank) / step) * step for rank in (low, middle, high))
    return first, second, third


def _refuse_disorder(points: list[ThreePoint]) -> None:
    """Raise UserError for points without a distribution."""
    if any(not point.low <= point.likely <= point.high for point in points):
        raise UserError("Write the three values in order: lowest, most likely, highest.")
    if len({point.driver for point in points}) < len(points):
        raise UserError("Give the three values of each assumption once.")


class _Drawn:
    """The drivers of a scenario, those with three points drawn, in arrays of one length or of one value."""

    def __init__(self, scenario: Scenario, drawn: "Mapping[Driver, Draws]") -> None:
        self._scenario = scenario
        self._drawn = drawn

    def of(self, driver: Driver, otherwise: Fraction = NOTHING) -> "Draws":
        """The draws of a driver, else its value in the scenario; shares are limited to 1."""
        import numpy as np  # the first window draws no range

        if driver not in self._drawn:
            known = driver_value(self._scenario, driver)
            return np.full(1, float(otherwise if known is None else known))
        drawn = self._drawn[driver]
        return np.clip(drawn, None, 1.0) if driver in SHARES else drawn

    def figures(self) -> "Draws":
        """The result of a month for every draw, or its cost: the formulas of `scenarios`, in arrays."""
        volume, scenario = self.of(Driver.VOLUME), self._scenario
        model = self._token_load() * float(scenario.token_price) * self.of(Driver.PRICE)
        cost = self._fixed(volume) + (model + self._review() + self.of(Driver.OTHER)) * volume
        return cost if scenario.value_per_unit is None else self.of(Driver.VALUE) * volume - cost

    def _fixed(self, volume: "Draws") -> "Draws":
        """Fixed cost a month with the blocks of capacity begun."""
        import numpy as np  # the first window draws no range

        steps = self._scenario.steps
        if steps is None:
            return self.of(Driver.FIXED)
        further: Draws = np.maximum(0.0, np.ceil(volume / float(steps.capacity)) - 1)
        return self.of(Driver.FIXED) + self.of(Driver.STEP_COST) * further

    def _review(self) -> "Draws":
        """Human review a unit."""
        if self._scenario.review is None:
            return self.of(Driver.REVIEW)
        share, minutes = self.of(Driver.REVIEW_SHARE), self.of(Driver.REVIEW_MINUTES)
        return share * minutes / MINUTES * self.of(Driver.HOURLY_RATE)

    def _token_load(self) -> "Draws":
        """Tokens a unit, in fresh input tokens."""
        use = self._scenario.tokens
        whole = use.tokens_in + use.tokens_out
        scale = self.of(Driver.TOKENS, whole) / float(whole)
        turns = self.of(Driver.TURNS, use.turns)
        grown = float(use.tokens_in) * scale * (1 + self.of(Driver.CONTEXT_GROWTH) * (turns - 1) / 2)
        cached = float(ONE if use.cached_price is None else use.cached_price)
        fresh = 1 - self.of(Driver.CACHE_HIT_RATE) * (1 - cached)
        output = float(use.tokens_out) * scale * float(use.output_price or 0)
        return turns * (grown * fresh + output) * (1 + self.of(Driver.RETRY_RATE))
