"""Custom scenarios as recorded: their assumptions, bounds and validation.

Unset fields (None, or no model) stay as in the ledger, so that a scenario follows the ledger. `projections`
turns them into a `Scenario`, on which all computations are based.

Fields are named as in the portfolio JSON; forms, imports and files share the checks.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from fivegates.domain.economics.ledger import ModelPrice, PriceBook, Service
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.fields import field_problems
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
    """The drivers of a scenario's result."""

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
"""Drivers limited to 1."""
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
    """The lowest and highest value of a driver, in its own unit; the scenario gives the likely one."""

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
        shares = (
            (Service.BATCH, self.batch_share),
            (Service.FLEX, self.flex_share),
            (Service.PRIORITY, self.priority_share),
            (Service.OFF_PEAK, self.off_peak_share),
        )
        return tuple((service, share) for service, share in shares if share)


def check_assumptions(own: Assumptions) -> tuple[Problem, ...]:
    """Return the problems of a custom scenario."""
    return (*field_problems(own), *_shares(own), *_bounds(own.bounds))


def _shares(own: Assumptions) -> Iterator[Problem]:
    """Check that the shares of all services add up to no more than all requests."""
    if sum((share for _, share in own.services), Decimal(0)) > 1:
        last = f"{own.services[-1][0].replace('-', '_')}_share"
        yield Problem(last, UserError("The shares of requests come to more than all of them."))


def check_price(price: ModelPrice) -> tuple[Problem, ...]:
    """Return the problems of the prices of one model."""
    again = _repeats((each.service, each.above) for each in price.terms)
    reason = UserError("There are terms of this size and service already.")
    return (*field_problems(price), *(Problem(f"terms[{index}]", reason) for index in again))


def check_book(book: PriceBook) -> tuple[Problem, ...]:
    """Return the problems of a price book itself, and of models that it lists twice."""
    return (*field_problems(book), *_repeated_models(book.prices))


def check_books(books: Sequence[PriceBook]) -> tuple[Problem, ...]:
    """Return a problem for each book with the day, currency and source of an earlier one."""
    found = (
        Problem(f"price_books[{index}]", UserError("There is a price book of this day and source already."))
        for index in _repeats((book.snapshot, book.currency, book.source) for book in books)
    )
    return tuple(found)


def _repeated_models(prices: Sequence[ModelPrice]) -> Iterator[Problem]:
    """Find models that are priced a second time."""
    for index in _repeats(price.model for price in prices):
        yield Problem(
            f"prices[{index}].model", UserError("This price book has a price of this model already.")
        )


def _repeats(keys: Iterable[object]) -> Iterator[int]:
    """Positions of repeated keys."""
    seen = set()
    for index, key in enumerate(keys):
        if key in seen:
            yield index
        seen.add(key)


def _bounds(bounds: Sequence[Bounds]) -> Iterator[Problem]:
    """Check that the lowest is below the highest, each driver is given once, and shares are at most 1."""
    again = set(_repeats(each.driver for each in bounds))
    for index, each in enumerate(bounds):
        place = f"bounds[{index}]"
        if index in again:
            yield Problem(f"{place}.driver", UserError("Give the lowest and highest value of each once."))
        limit = Share() if each.driver in SHARES else NotBelowZero()
        yield from limit.problems(f"{place}.low", each.low)
        yield from limit.problems(f"{place}.high", each.high)
        if each.low > each.high:
            yield Problem(f"{place}.high", UserError("The highest value is below the lowest."))
