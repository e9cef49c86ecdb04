"""The ledger of an initiative: its dated cost, usage and benefit lines, and the prices of models.

A line for a whole month carries the month's first day. Amounts are in the line's own currency (ISO 4217).
None means that a figure is unknown, which is never the same as zero. `fingerprint` identifies an imported
row, so that it counts once; it is empty for a line written by hand. `id` is the store's and 0 until stored.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final, TypeAlias

from fivegates.domain.economics.months import Month
from fivegates.domain.fields import Named, fields_of
from fivegates.domain.limits import (
    REFERENCE,
    TITLE,
    Count,
    Currency,
    Dated,
    Day,
    Flat,
    Line,
    Money,
    Parts,
    Prose,
    TokenPrice,
)

Counted: TypeAlias = Annotated[int | None, Count()]
Price: TypeAlias = Annotated[Decimal | None, TokenPrice()]


class CostCategory(StrEnum):
    """The categories of cost (DESIGN section 5)."""

    MODEL = "model and tokens"
    INFRASTRUCTURE = "infrastructure"
    PEOPLE = "people"
    DATA = "data"
    HUMAN_REVIEW = "human review"
    LICENCES = "licences"
    EVALUATION = "evaluation and monitoring"
    OTHER = "other"


class Phase(StrEnum):
    """Whether a cost recurs, or is one-off build cost."""

    RUN = "run"
    BUILD = "build"


class Behaviour(StrEnum):
    """Whether a cost stays fixed when volume grows, or grows with it. It is stated, never guessed."""

    FIXED = "fixed"
    VARIABLE = "variable"


class Basis(StrEnum):
    """Whether a line is actual or forecast."""

    ACTUAL = "actual"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class CostLine:
    """Money spent; a credit or refund is negative.

    `amount` is the cost of its period (EffectiveCost of FOCUS), `billed` the amount on the invoice where
    that differs. `attributed` is False where the cost is not attributed to anybody; `attributed_to` names
    the part of the initiative, and is empty for the whole of it. `source` is the file or invoice.
    """

    dated: Dated
    category: CostCategory
    amount: Annotated[Decimal, Money()]
    currency: Annotated[str, Currency()]
    phase: Phase
    behaviour: Behaviour
    basis: Basis = Basis.ACTUAL
    billed: Annotated[Decimal | None, Money()] = None
    attributed_to: Annotated[str, Line()] = ""
    source: Annotated[str, Line(REFERENCE)] = ""
    note: Annotated[str, Prose()] = ""
    fingerprint: Annotated[str, Line()] = ""
    attributed: bool = True
    id: int = 0

    @property
    def month(self) -> Month:
        """The month to which the cost belongs."""
        return Month.of(self.dated)


@dataclass(frozen=True, slots=True)
class UsageLine:
    """Usage, in whole numbers; None where it was not counted.

    `units` are the initiative's units of work ("claims", named in `unit`), `successes` those with a
    successful outcome. `requests` to `model` include retries. `tokens_cached` is the part of
    `tokens_in` that was read from a cache, `tokens_written` the part that was written to one, and
    `tokens_written_hour` the part of that which is kept for an hour instead of five minutes.
    """

    dated: Dated
    units: Counted = None
    unit: Annotated[str, Line()] = ""
    successes: Counted = None
    requests: Counted = None
    tokens_in: Counted = None
    tokens_out: Counted = None
    tokens_cached: Counted = None
    tokens_written: Counted = None
    tokens_written_hour: Counted = None
    model: Annotated[str, Line()] = ""
    basis: Basis = Basis.ACTUAL
    source: Annotated[str, Line(REFERENCE)] = ""
    note: Annotated[str, Prose()] = ""
    fingerprint: Annotated[str, Line()] = ""
    id: int = 0

    @property
    def month(self) -> Month:
        """The month to which the usage belongs."""
        return Month.of(self.dated)


USAGE_COUNTS: Final = tuple(field.name for field in fields_of(UsageLine) if Count() in field.declared)
"""The fields of a UsageLine that are counts."""


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """Money that the initiative brought or saved; `what` explains how it is computed."""

    dated: Dated
    amount: Annotated[Decimal, Money()]
    currency: Annotated[str, Currency()]
    what: Annotated[str, Line(TITLE)] = ""
    basis: Basis = Basis.ACTUAL
    source: Annotated[str, Line(REFERENCE)] = ""
    note: Annotated[str, Prose()] = ""
    fingerprint: Annotated[str, Line()] = ""
    id: int = 0

    @property
    def month(self) -> Month:
        """The month to which the benefit belongs."""
        return Month.of(self.dated)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All lines of one initiative, in any order."""

    costs: tuple[CostLine, ...] = ()
    usage: tuple[UsageLine, ...] = ()
    benefits: tuple[BenefitLine, ...] = ()


@dataclass(frozen=True, slots=True)
class TokenPrices:
    """The prices of tokens, in the book's currency; an unknown price is None, never zero.

    `cached` is the price of an input token that is read from a cache, `written` and `written_hour` of one
    that is written to a cache and kept for five minutes or an hour. `reasoning` is that of an output
    token of reasoning, where it differs, and `image` that of an image generated; only terms have them.
    """

    input: Price = None
    output: Price = None
    cached: Price = None
    written: Price = None
    written_hour: Price = None
    reasoning: Price = None
    image: Price = None


class Service(StrEnum):
    """The service tier of a request, which providers price separately; usage without one is standard."""

    STANDARD = "standard"
    BATCH = "batch"
    FLEX = "flex"
    PRIORITY = "priority"
    OFF_PEAK = "off-peak"


@dataclass(frozen=True, slots=True)
class PriceTerms:
    """The prices of requests of more than `above` input tokens, answered by a `service`.

    A request is priced whole by the terms that its size reaches. A price that the terms lack is that of the
    model.
    """

    prices: Annotated[TokenPrices, Flat()]
    above: Annotated[int, Count()] = 0
    service: Service = Service.STANDARD


@dataclass(frozen=True, slots=True)
class ModelPrice:
    """The prices of a model, in the book's currency; an unknown price is None, never zero.

    The prices are those of a standard request of any size, or of the smallest where `terms` has others.
    `per_request` is the price of each request in addition to its tokens.
    """

    model: Annotated[str, Line(required=True)]
    input: Price = None
    output: Price = None
    cached: Price = None
    provider: Annotated[str, Line()] = ""
    note: Annotated[str, Prose()] = ""
    id: int = 0
    written: Price = None
    written_hour: Price = None
    per_request: Price = None
    terms: Annotated[tuple[PriceTerms, ...], Parts()] = ()

    @property
    def prices(self) -> TokenPrices:
        """The prices of tokens without any terms."""
        return TokenPrices(self.input, self.output, self.cached, self.written, self.written_hour)

    @property
    def by_tokens(self) -> bool:
        """True if a price of tokens is known."""
        known = [self.prices, *(terms.prices for terms in self.terms)]
        return any(each.input is not None or each.output is not None for each in known)

    @property
    def image(self) -> Decimal | None:
        """The price of a generated image; None where it is unknown, or billed by tokens alone."""
        found = (terms.prices.image for terms in self.terms if terms.service is Service.STANDARD)
        return next((each for each in found if each is not None), None)


@dataclass(frozen=True, slots=True)
class PriceBook:
    """Prices of models as they were on the day `snapshot`, in one currency, each model once."""

    snapshot: Annotated[date, Named("date"), Day()]
    currency: Annotated[str, Currency()]
    prices: tuple[ModelPrice, ...] = ()
    source: Annotated[str, Line(REFERENCE)] = ""
    id: int = 0

    def price_of(self, model: str) -> ModelPrice | None:
        """The price of a model by its exact name; None where the book does not list it."""
        return next((price for price in self.prices if price.model == model), None)


class Gap(StrEnum):
    """The missing figure of the latest recorded month that prevents computing its return."""

    RATE = "rate"
    COST = "cost"
    UNITS = "units"
    BENEFIT = "benefit"
    VOLUME = "target-volume"
