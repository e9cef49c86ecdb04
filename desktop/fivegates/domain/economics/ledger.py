"""The ledger of an initiative: its dated cost, usage and benefit lines, and the prices of models.

A line that stands for a whole month carries the month's first day. Amounts are in the line's own
currency (ISO 4217). None means that a figure is not known, which is never the same as zero.
`fingerprint` tells an imported row from every other, so that it counts once; it is empty for a line
written by hand. `id` is the store's and 0 until stored.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from fivegates.domain.economics.months import Month


class CostCategory(StrEnum):
    """What money is spent on (DESIGN section 5)."""

    MODEL = "model and tokens"
    INFRASTRUCTURE = "infrastructure"
    PEOPLE = "people"
    DATA = "data"
    HUMAN_REVIEW = "human review"
    LICENCES = "licences"
    EVALUATION = "evaluation and monitoring"
    OTHER = "other"


class Phase(StrEnum):
    """Whether a cost recurs, or is spent once to build."""

    RUN = "run"
    BUILD = "build"


class Behaviour(StrEnum):
    """Whether a cost stays when volume grows, or grows with it. It is stated, never guessed."""

    FIXED = "fixed"
    VARIABLE = "variable"


class Basis(StrEnum):
    """Whether a line records what happened, or what is expected to."""

    ACTUAL = "actual"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class CostLine:
    """Money spent; a credit or refund is negative.

    `amount` is what the cost is worth in its period (EffectiveCost of FOCUS), `billed` what the
    invoice says where that differs. `attributed` is False where nobody knows whose cost it is;
    `attributed_to` names the part of the initiative, and is empty for the whole of it. `source` is
    the file or invoice.
    """

    dated: date
    category: CostCategory
    amount: Decimal
    currency: str
    phase: Phase
    behaviour: Behaviour
    basis: Basis = Basis.ACTUAL
    billed: Decimal | None = None
    attributed: bool = True
    attributed_to: str = ""
    source: str = ""
    note: str = ""
    fingerprint: str = ""
    id: int = 0

    @property
    def month(self) -> Month:
        """The month to which the cost belongs."""
        return Month.of(self.dated)


USAGE_COUNTS: Final = (
    "units",
    "successes",
    "requests",
    "tokens_in",
    "tokens_out",
    "tokens_cached",
    "tokens_written",
    "tokens_written_hour",
)
"""The fields of a UsageLine that are counts."""


@dataclass(frozen=True, slots=True)
class UsageLine:
    """What was done, in whole numbers; None where it was not counted.

    `units` are the initiative's units of work ("claims", named in `unit`), `successes` those with a
    successful outcome. `requests` to `model` include retries. `tokens_cached` is the part of
    `tokens_in` that was read from a cache, `tokens_written` the part that was written to one, and
    `tokens_written_hour` the part of that which is kept for an hour instead of five minutes.
    """

    dated: date
    units: int | None = None
    unit: str = ""
    successes: int | None = None
    requests: int | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    tokens_cached: int | None = None
    tokens_written: int | None = None
    tokens_written_hour: int | None = None
    model: str = ""
    basis: Basis = Basis.ACTUAL
    source: str = ""
    note: str = ""
    fingerprint: str = ""
    id: int = 0

    @property
    def month(self) -> Month:
        """The month to which the usage belongs."""
        return Month.of(self.dated)


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """Money that the initiative brought or saved; `what` says how it is worked out."""

    dated: date
    amount: Decimal
    currency: str
    what: str = ""
    basis: Basis = Basis.ACTUAL
    source: str = ""
    note: str = ""
    fingerprint: str = ""
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
    """What tokens cost, in the book's currency; an unknown price is None, never zero.

    `cached` is the price of an input token that is read from a cache, `written` and `written_hour` of one
    that is written to a cache and kept for five minutes or an hour.
    """

    input: Decimal | None = None
    output: Decimal | None = None
    cached: Decimal | None = None
    written: Decimal | None = None
    written_hour: Decimal | None = None


class Service(StrEnum):
    """How fast a request is answered, which providers price apart; what usage does not tell is standard."""

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

    prices: TokenPrices
    above: int = 0
    service: Service = Service.STANDARD


@dataclass(frozen=True, slots=True)
class ModelPrice:
    """What a model costs, in the book's currency; an unknown price is None, never zero.

    The prices are those of a standard request of any size, or of the smallest where `terms` has others.
    `per_request` is what each request costs beside its tokens.
    """

    model: str
    input: Decimal | None = None
    output: Decimal | None = None
    cached: Decimal | None = None
    provider: str = ""
    note: str = ""
    id: int = 0
    written: Decimal | None = None
    written_hour: Decimal | None = None
    per_request: Decimal | None = None
    terms: tuple[PriceTerms, ...] = ()

    @property
    def prices(self) -> TokenPrices:
        """The prices of tokens without any terms."""
        return TokenPrices(self.input, self.output, self.cached, self.written, self.written_hour)


@dataclass(frozen=True, slots=True)
class PriceBook:
    """Prices of models as they stood on the day `snapshot`, in one currency, each model once."""

    snapshot: date
    currency: str
    prices: tuple[ModelPrice, ...] = ()
    source: str = ""
    id: int = 0

    def price_of(self, model: str) -> ModelPrice | None:
        """The price of a model by its exact name; None where the book does not list it."""
        return next((price for price in self.prices if price.model == model), None)


class Gap(StrEnum):
    """What is missing in the latest month on record, without which its return is not known."""

    RATE = "rate"
    COST = "cost"
    UNITS = "units"
    BENEFIT = "benefit"
    VOLUME = "target-volume"
