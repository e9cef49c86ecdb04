"""The user's own scenarios as they are written down: what is assumed of a month, and how sure that is.

What is not said (None, or no model) stays as the ledger has it, so that a scenario follows the ledger.
`projections` makes a `Scenario` of it, with which everything is worked out.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from fivegates.domain.economics.ledger import Service
from fivegates.domain.limits import (
    AboveZero,
    Currency,
    Line,
    NotBelowZero,
    Part,
    PriceChange,
    Prose,
    Share,
    Volume,
)


class Driver(StrEnum):
    """What a scenario's result depends on."""

    VOLUME = "volume"
    VALUE = "value-per-unit"
    FIXED = "fixed-cost"
    STEP_COST = "step-cost"
    TURNS = "turns"
    TOKENS = "tokens-per-request"
    CONTEXT_GROWTH = "context-growth"
    RETRY_RATE = "retry-rate"
    CACHE_HIT_RATE = "cache-hit-rate"
    PRICE = "price-level"
    REVIEW = "review-unit-cost"
    REVIEW_SHARE = "review-share"
    REVIEW_MINUTES = "review-minutes"
    HOURLY_RATE = "hourly-rate"
    OTHER = "other-unit-cost"


SHARES: Final = frozenset({Driver.CACHE_HIT_RATE, Driver.REVIEW_SHARE})
"""Drivers that cannot be more than all."""
MONEY: Final = frozenset(
    {Driver.VALUE, Driver.FIXED, Driver.STEP_COST, Driver.REVIEW, Driver.HOURLY_RATE, Driver.OTHER}
)
"""Drivers that are amounts in the scenario's currency."""


@dataclass(frozen=True, slots=True)
class ReviewAssumption:
    """People check `share` (0 to 1) of the units, for `minutes` each, at `hourly_rate` in the currency."""

    share: Annotated[Decimal, Share()]
    minutes: Annotated[Decimal, NotBelowZero()]
    hourly_rate: Annotated[Decimal, NotBelowZero()]


@dataclass(frozen=True, slots=True)
class StepAssumption:
    """The fixed cost carries `capacity` units a month; each further block of them adds `cost` a month."""

    capacity: Annotated[int, Volume()]
    cost: Annotated[Decimal, NotBelowZero()]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and the highest value of a driver, in its own unit; the scenario says the likely one."""

    driver: Driver
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Assumptions:
    """A scenario of one's own at `volume` units a month; None leaves a figure as the ledger has it.

    Money is in `currency`: `value_per_unit` and `other_unit_cost` a unit, `fixed` a month. `model`
    names one of a price book, whose prices are taken in place of today's. A unit takes `turns`
    requests; the first has `tokens_in` and `tokens_out` tokens, each further one sends
    `context_growth` × `tokens_in` more. Rates, shares and `price_change` (−0.2 for a fifth less) are
    fractions of one. Of the requests, `batch_share` are answered in batches, and so on; the others are
    standard ones. `id` is the store's and 0 until stored.
    """

    name: Annotated[str, Line(required=True)]
    volume: Annotated[int, Volume()]
    currency: Annotated[str, Currency()]
    value_per_unit: Annotated[Decimal | None, NotBelowZero()] = None
    fixed: Annotated[Decimal | None, NotBelowZero()] = None
    other_unit_cost: Annotated[Decimal | None, NotBelowZero()] = None
    model: Annotated[str, Line()] = ""
    price_change: Annotated[Decimal | None, PriceChange()] = None
    turns: Annotated[Decimal | None, AboveZero()] = None
    tokens_in: Annotated[Decimal | None, AboveZero()] = None
    tokens_out: Annotated[Decimal | None, NotBelowZero()] = None
    context_growth: Annotated[Decimal | None, NotBelowZero()] = None
    retry_rate: Annotated[Decimal | None, Share()] = None
    cache_hit_rate: Annotated[Decimal | None, Share()] = None
    batch_share: Annotated[Decimal | None, Share()] = None
    flex_share: Annotated[Decimal | None, Share()] = None
    priority_share: Annotated[Decimal | None, Share()] = None
    off_peak_share: Annotated[Decimal | None, Share()] = None
    review: Annotated[ReviewAssumption | None, Part()] = None
    steps: Annotated[StepAssumption | None, Part()] = None
    note: Annotated[str, Prose()] = ""
    bounds: tuple[Bounds, ...] = ()
    id: int = 0

    @property
    def services(self) -> tuple[tuple[Service, Decimal], ...]:
        """The share of the requests that each service answers, beside the standard one."""
        said = (
            (Service.BATCH, self.batch_share),
            (Service.FLEX, self.flex_share),
            (Service.PRIORITY, self.priority_share),
            (Service.OFF_PEAK, self.off_peak_share),
        )
        return tuple((service, share) for service, share in said if share)
