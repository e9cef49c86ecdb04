"""A scenario: the ledger projected to a volume, with every assumption named and every formula exact.

Money is in one currency; volumes count units a month; rates and shares are fractions of one. Each
formula is at its function and follows DESIGN section 5.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import Final

from fivegates.domain.economics.ledger import (
    Behaviour,
    CostCategory,
    Ledger,
    ModelPrice,
    Phase,
    PriceBook,
    Service,
    TokenPrices,
    UsageLine,
)
from fivegates.domain.economics.month_figures import NOTHING
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.token_pricing import ListedPrice, find_price, served_prices
from fivegates.domain.economics.unit_economics import Economics, base_month, counted_usage
from fivegates.domain.errors import UserError

ONE: Final = Fraction(1)
MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class TokenUse:
    """How one unit uses the model.

    A unit takes `turns` requests. The first has `tokens_in` and `tokens_out` tokens; each further
    turn sends `context_growth` × `tokens_in` more, because what was said before is sent again.
    `retry_rate` is the share of requests that are sent, and paid for, once more. `cache_hit_rate` is
    the share of input tokens read from a cache; the others are fresh. `cached_price` and `output_price`
    are the price of such a token and of an output token as multiples of a fresh input token's; None is
    unknown. Of the fresh ones `written_rate` are written to a cache, `written_hour_rate` for an hour.
    `sized` says whether requests were counted, so that their mean size is known. `services` are the shares
    of requests that are no standard ones.

    The default is the measured use, whatever it is, as one token: its changes are then relative.
    """

    turns: Fraction = ONE
    tokens_in: Fraction = ONE
    tokens_out: Fraction = NOTHING
    context_growth: Fraction = NOTHING
    retry_rate: Fraction = NOTHING
    cache_hit_rate: Fraction = NOTHING
    cached_price: Fraction | None = None
    output_price: Fraction | None = None
    written_rate: Fraction = NOTHING
    written_hour_rate: Fraction = NOTHING
    sized: bool = True
    services: tuple[tuple[Service, Decimal], ...] = ()

    @property
    def mean_size(self) -> Fraction:
        """Input tokens of a request = tokens in × (1 + growth × (turns − 1) / 2)."""
        return self.tokens_in * (1 + self.context_growth * (self.turns - 1) / 2)


@dataclass(frozen=True, slots=True)
class HumanReview:
    """People check `share` of the units, for `minutes` each, at `hourly_rate` in the currency."""

    share: Fraction
    minutes: Fraction
    hourly_rate: Fraction

    @property
    def unit_cost(self) -> Fraction:
        """Review cost a unit = share × minutes / 60 × hourly rate (DESIGN section 5)."""
        return self.share * self.minutes / MINUTES * self.hourly_rate


@dataclass(frozen=True, slots=True)
class FixedSteps:
    """The fixed cost carries `capacity` units a month; each further block of them adds `cost` a month."""

    capacity: int
    cost: Fraction


@dataclass(frozen=True, slots=True)
class Scenario:
    """The assumptions for a month at `volume` units; None is unknown.

    `fixed` is in currency a month, `token_price` a token in fresh input tokens, `other_unit_cost` and
    `review_unit_cost` a unit; the last is measured, and `review` replaces it where it is set.
    `price_level` multiplies the model's price: 1 is today's. `build` is the one-off cost so far. `month`
    is the one whose figures were projected.
    """

    currency: str
    volume: Fraction
    value_per_unit: Fraction | None = None
    fixed: Fraction = NOTHING
    tokens: TokenUse = TokenUse()
    token_price: Fraction = NOTHING
    price_level: Fraction = ONE
    other_unit_cost: Fraction = NOTHING
    review_unit_cost: Fraction = NOTHING
    review: HumanReview | None = None
    steps: FixedSteps | None = None
    build: Fraction = NOTHING
    month: Month | None = None


class Scale(StrEnum):
    """The standard volumes."""

    POC = "poc"
    PILOT = "pilot"
    PRODUCTION = "production"
    TENFOLD = "tenfold"


_SCALES: Final = {
    Scale.POC: Fraction(1, 100),
    Scale.PILOT: Fraction(1, 10),
    Scale.PRODUCTION: ONE,
    Scale.TENFOLD: Fraction(10),
}


def scenario_from(economics: Economics, tokens: TokenUse | None = None) -> Scenario | None:
    """Project the base month as it was: the same volume, and drivers that change nothing.

    Build cost is all that is recorded. None where no month has actual run cost and usage.
    """
    month = base_month(economics)
    if month is None or not month.units:
        return None
    variable = _variable_unit_costs(economics, month.month, month.units)
    use = tokens or TokenUse()
    model = variable.pop(CostCategory.MODEL, NOTHING)
    review = variable.pop(CostCategory.HUMAN_REVIEW, NOTHING)
    build = [total.amount for total in economics.costs if total.key.phase is Phase.BUILD]
    return Scenario(
        currency=economics.currency,
        volume=Fraction(month.units),
        value_per_unit=month.value_per_unit,
        fixed=month.fixed or NOTHING,
        tokens=use,
        token_price=model / token_load(use),
        other_unit_cost=sum(variable.values(), NOTHING),
        review_unit_cost=review,
        build=sum(build, NOTHING),
        month=month.month,
    )


def _variable_unit_costs(economics: Economics, month: Month, units: int) -> dict[CostCategory, Fraction]:
    """Variable run cost a unit, by category: cost of the month / units of the month."""
    found: dict[CostCategory, Fraction] = {}
    for total in economics.costs:
        key = total.key
        if key.month == month and key.phase is Phase.RUN and key.behaviour is Behaviour.VARIABLE:
            found[key.category] = found.get(key.category, NOTHING) + total.amount / units
    return found


def at_scale(scenario: Scenario, scale: Scale, target_volume: int) -> Scenario:
    """The scenario at 1 %, 10 %, all or ten times the target volume, in whole units, at least one."""
    return replace(scenario, volume=Fraction(ceil(_SCALES[scale] * target_volume)))


def with_model(scenario: Scenario, price: ModelPrice, rate: Fraction) -> Scenario:
    """Ask "what if we changed model": take its prices, converted at `rate` to the scenario's currency.

    Raises:
        UserError: The price of its input tokens is not known, or not above zero.
    """
    return with_prices(scenario, price.model, usual_prices(scenario.tokens, price), rate)


def with_prices(scenario: Scenario, model: str, prices: TokenPrices, rate: Fraction) -> Scenario:
    """Take these prices of a model. Raises UserError as `with_model` does."""
    if prices.input is None or prices.input <= 0:
        raise UserError("The price book has no price for the input tokens of {model}.", model=model)
    fresh = fresh_price(scenario.tokens, prices)
    return replace(scenario, tokens=_relative(scenario.tokens, prices), token_price=fresh * rate)


def at_prices(use: TokenUse, price: ModelPrice) -> TokenUse:
    """The same tokens with a model's prices as multiples of its fresh input's, which is above zero."""
    return _relative(use, usual_prices(use, price))


def usual_prices(use: TokenUse, price: ModelPrice) -> TokenPrices:
    """A model's prices for requests of the mean size; those of small ones where that is not known.

    Raises UserError where the book has no prices of a service that answers some.
    """
    return served_prices(price, use.mean_size if use.sized else ONE, use.services)


def fresh_price(use: TokenUse, prices: TokenPrices) -> Fraction:
    """Price of an input token not read from a cache, in the currency of the prices.

    (1 − written) × input + (written − for an hour) × written + for an hour × written for an hour. A price
    for writing that is not known is that of input: most providers charge nothing for it.
    """
    fresh = Fraction(prices.input or 0)
    written = fresh if prices.written is None else Fraction(prices.written)
    hour = written if prices.written_hour is None else Fraction(prices.written_hour)
    minutes = use.written_rate - use.written_hour_rate
    return (1 - use.written_rate) * fresh + minutes * written + use.written_hour_rate * hour


def _relative(use: TokenUse, prices: TokenPrices) -> TokenUse:
    """Prices as multiples of a fresh input token's, which is above zero."""
    fresh = fresh_price(use, prices)
    return replace(
        use,
        cached_price=None if prices.cached is None else Fraction(prices.cached) / fresh,
        output_price=None if prices.output is None else Fraction(prices.output) / fresh,
    )


def token_load(use: TokenUse) -> Fraction:
    """Tokens a unit, in fresh input tokens.

    turns × [tokens in × (1 + growth × (turns − 1) / 2) × (1 − hit rate × (1 − cached price))
    + tokens out × output price] × (1 + retry rate). The sum over turns of a context that grows by
    the same amount each time is its mean × turns.

    Raises:
        UserError: Cached or output tokens are used and their price is not known.
    """
    return use.turns * (use.mean_size * _fresh_share(use) + _output(use)) * (1 + use.retry_rate)


def _fresh_share(use: TokenUse) -> Fraction:
    """Mean price of an input token, as a multiple of a fresh one."""
    if not use.cache_hit_rate:
        return ONE
    if use.cached_price is None:
        raise UserError("The price of cached tokens is not known, so their use cannot be costed.")
    return 1 - use.cache_hit_rate * (1 - use.cached_price)


def _output(use: TokenUse) -> Fraction:
    """Output tokens of a request, in fresh input tokens."""
    if not use.tokens_out:
        return NOTHING
    if use.output_price is None:
        raise UserError("The price of output tokens is not known, so their use cannot be costed.")
    return use.tokens_out * use.output_price


def variable_unit_cost(scenario: Scenario) -> Fraction:
    """Variable unit cost, in currency a unit (DESIGN section 5).

    token load × token price × price level + human review + other.
    """
    model = token_load(scenario.tokens) * scenario.token_price * scenario.price_level
    review = scenario.review.unit_cost if scenario.review else scenario.review_unit_cost
    return model + review + scenario.other_unit_cost


def fixed_cost(scenario: Scenario) -> Fraction:
    """Fixed cost, in currency a month: fixed + step cost × (blocks of capacity begun − 1)."""
    steps = scenario.steps
    if steps is None:
        return scenario.fixed
    further = max(0, ceil(scenario.volume / steps.capacity) - 1)
    return scenario.fixed + steps.cost * further


def monthly_cost(scenario: Scenario) -> Fraction:
    """Cost at volume V = fixed + variable unit cost × V, in currency a month (DESIGN section 5)."""
    return fixed_cost(scenario) + variable_unit_cost(scenario) * scenario.volume


def unit_cost(scenario: Scenario) -> Fraction | None:
    """Unit cost at volume V = monthly cost / V, in currency a unit; None at no volume."""
    return monthly_cost(scenario) / scenario.volume if scenario.volume else None


def monthly_benefit(scenario: Scenario) -> Fraction | None:
    """Benefit at volume V = value per unit × V, in currency a month; None while no value is known."""
    value = scenario.value_per_unit
    return None if value is None else value * scenario.volume


def monthly_result(scenario: Scenario) -> Fraction | None:
    """Result at volume V = benefit − cost, in currency a month; None while no value is known."""
    benefit = monthly_benefit(scenario)
    return None if benefit is None else benefit - monthly_cost(scenario)


@dataclass(frozen=True, slots=True)
class Today:
    """The base month as a scenario that changes nothing.

    `use` counts the tokens of a unit, and is None where the usage does not. `model` is the one that
    all of them went to (empty where it is not known or there are several) and `listed` its prices in
    a book. Where those are known, and fit the use, `scenario.tokens` is the use at these prices, so that
    each token has the price at which the month's cost comes out; elsewhere it is relative.
    """

    scenario: Scenario
    month: Month
    use: TokenUse | None = None
    model: str = ""
    listed: ListedPrice | None = None

    @property
    def calibrated(self) -> bool:
        """True if the scenario's tokens are the counted ones."""
        return self.scenario.tokens != TokenUse()


def today_of(ledger: Ledger, economics: Economics, books: Sequence[PriceBook] = ()) -> Today | None:
    """Find the base of projections; None where no month has actual run cost and usage."""
    relative = scenario_from(economics)
    month = base_month(economics)
    if relative is None or month is None or not month.units:
        return None
    lines = [line for line in counted_usage(ledger.usage, month.month) if _counts_tokens(line)]
    use = _use(lines, month.units)
    models = {line.model for line in lines}
    model = models.pop() if len(models) == 1 else ""
    listed = find_price(books, model, month.month) if model else None
    today = Today(relative, month.month, use, model, listed)
    if use is None or listed is None or not _fits(use, listed.price):
        return today
    exact = scenario_from(economics, at_prices(use, listed.price))
    return today if exact is None else replace(today, scenario=exact)


def _counts_tokens(line: UsageLine) -> bool:
    """True if a line counts tokens."""
    return line.tokens_in is not None or line.tokens_out is not None


def _use(lines: Sequence[UsageLine], units: int) -> TokenUse | None:
    """Tokens a unit: totals of the month / units; requests include retries, so those are not distinguished.

    Where requests were not counted, a unit is taken as one, and their size is not known. None unless every
    line counts its tokens.
    """
    counts = [(line.tokens_in, line.tokens_out) for line in lines]
    incoming = sum(count or 0 for count, _ in counts)
    if not incoming or any(None in pair for pair in counts):
        return None
    requests = sum(line.requests or 0 for line in lines) or units
    outgoing = sum(count or 0 for _, count in counts)
    cached = sum(line.tokens_cached or 0 for line in lines)
    fresh = max(incoming - cached, 1)
    written = sum(line.tokens_written or 0 for line in lines)
    hour = sum(line.tokens_written_hour or 0 for line in lines)
    return TokenUse(
        turns=Fraction(requests, units),
        tokens_in=Fraction(incoming, requests),
        tokens_out=Fraction(outgoing, requests),
        cache_hit_rate=Fraction(cached, incoming),
        written_rate=Fraction(written, fresh),
        written_hour_rate=Fraction(hour, fresh),
        sized=all(line.requests for line in lines),
    )


def _fits(use: TokenUse, price: ModelPrice) -> bool:
    """True if every price that the use needs is known, and a fresh token costs something."""
    if not usual_prices(use, price).input:
        return False
    try:
        return token_load(at_prices(use, price)) > 0
    except UserError:
        return False
