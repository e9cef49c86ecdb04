"""Projects today's figures to the usual volumes, to custom scenarios, and to another model."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from fivegates.domain.economics.assumptions import Assumptions, Bounds, ReviewAssumption
from fivegates.domain.economics.ledger import Ledger, ModelPrice, PriceBook
from fivegates.domain.economics.money import RateTable
from fivegates.domain.economics.month_figures import NOTHING
from fivegates.domain.economics.ranges import Range, ThreePoint, range_of
from fivegates.domain.economics.scenarios import (
    ONE,
    FixedSteps,
    HumanReview,
    Scale,
    Scenario,
    Today,
    TokenUse,
    at_prices,
    at_scale,
    fresh_price,
    monthly_cost,
    today_of,
    usual_prices,
    with_model,
    with_prices,
)
from fivegates.domain.economics.sensitivity import MONEY, driver_value
from fivegates.domain.economics.token_pricing import (
    ListedPrice,
    find_price,
    prices_of_any_size,
    with_reasoning,
)
from fivegates.domain.economics.unit_economics import Economics, economics_of
from fivegates.domain.errors import Problem, UserError

SEED: Final = 1
"""Fixed, so that the same scenario gives the same range on every machine and each time."""


@dataclass(frozen=True, slots=True)
class Market:
    """The input of projections from the portfolio: the prices of models, and exchange rates."""

    books: Sequence[PriceBook] = ()
    rates: RateTable = field(default_factory=RateTable)

    def known_on(self, day: date) -> "Market":
        """The market without the price books of later days."""
        return replace(self, books=[book for book in self.books if book.snapshot <= day])


@dataclass(frozen=True, slots=True)
class Projection:
    """One row of the table: a usual scale, or `own` assumptions; `fault` explains a missing scenario.

    `range` is that of the result of a month, or of its cost where no value is known; `range_fault`
    explains a missing range where bounds are given. `by_size` is the range of the monthly cost where the
    price depends on uncounted data: the size of requests, or tokens of reasoning.
    """

    scale: Scale | None = None
    own: Assumptions | None = None
    scenario: Scenario | None = None
    fault: UserError | None = None
    range: Range | None = None
    range_fault: UserError | None = None
    by_size: tuple[Fraction, Fraction] | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The economics of a ledger and its projections; `today` is None where there is nothing to project."""

    economics: Economics
    today: Today | None = None
    rows: tuple[Projection, ...] = ()

    def at(self, volume: int | None) -> Scenario | None:
        """Today's scenario at a volume; unchanged where none is given."""
        scenario = self.today.scenario if self.today else None
        return replace(scenario, volume=Fraction(volume)) if scenario and volume else scenario


def outlook_of(
    ledger: Ledger, own: Iterable[Assumptions], target: int | None, currency: str, market: Market
) -> Outlook:
    """Compute a ledger in a currency, and project it; ranges are left to `with_ranges`.

    Raises:
        UserError: A rate is missing that the ledger needs; the sentence names the month and the pair.
    """
    economics = economics_of(ledger, currency, market.rates, market.books)
    today = today_of(ledger, economics, market.books)
    rows = () if today is None else projections(today, target, own, market)
    return Outlook(economics, today, rows)


def projections(
    today: Today, target: int | None, own: Iterable[Assumptions], market: Market
) -> tuple[Projection, ...]:
    """The usual scales, from the smallest, where a target volume is set; then one's own scenarios."""
    usual = [Projection(scale, scenario=at_scale(today.scenario, scale, target)) for scale in Scale if target]
    return (*usual, *(_own(today, each, market) for each in own))


def _own(today: Today, own: Assumptions, market: Market) -> Projection:
    """A custom scenario, or the reason why it cannot be computed."""
    try:
        scenario = projected(today, own, market)
        monthly_cost(scenario)
    except UserError as fault:
        return Projection(own=own, fault=fault)
    return Projection(own=own, scenario=scenario, by_size=cost_by_size(today, own, scenario, market))


def cost_by_size(
    today: Today, own: Assumptions, scenario: Scenario, market: Market
) -> tuple[Fraction, Fraction] | None:
    """The lowest and highest monthly cost of a scenario with another model.

    They differ where the size of requests is unknown and decides the price, and where output of reasoning
    has a price of its own; None where they do not.
    """
    listed = find_price(market.books, own.model, today.month) if own.model else None
    if listed is None:
        return None
    use = scenario.tokens
    sizes = [usual_prices(use, listed.price)] if use.sized else prices_of_any_size(listed.price, use.services)
    rate = _price_rate(today, listed, market)
    found = [
        monthly_cost(with_prices(scenario, own.model, prices, rate))
        for prices in with_reasoning(sizes)
        if prices.input
    ]
    return (min(found), max(found)) if len(set(found)) > 1 else None


def with_ranges(today: Today, rows: Iterable[Projection], market: Market) -> tuple[Projection, ...]:
    """Draw the range of every row with bounds."""
    return tuple(_ranged(today, row, market) for row in rows)


def _ranged(today: Today, row: Projection, market: Market) -> Projection:
    """One row with its range, or why it has none."""
    if row.own is None or row.scenario is None:
        return row
    try:
        return replace(row, range=range_of_own(today, row.own, market))
    except UserError as fault:
        return replace(row, range_fault=fault)


def projected(today: Today, own: Assumptions, market: Market) -> Scenario:
    """Today's scenario with the user's assumptions in place of the ledger's figures.

    Raises:
        UserError: A rate, a price or a count of tokens is needed and not known.
    """
    scenario, money = _with_tokens(today, own, market), _Money(own.currency, today, market)
    value, fixed, other = own.value_per_unit, own.fixed, own.other_unit_cost
    return replace(
        scenario,
        volume=Fraction(own.volume),
        value_per_unit=scenario.value_per_unit if value is None else money.of(value),
        fixed=scenario.fixed if fixed is None else money.of(fixed),
        other_unit_cost=scenario.other_unit_cost if other is None else money.of(other),
        price_level=1 + Fraction(own.price_change or 0),
        review=_review(own.review, money) if own.review else None,
        steps=FixedSteps(own.steps.capacity, money.of(own.steps.cost)) if own.steps else None,
    )


def with_other_model(today: Today, model: str, volume: Fraction, market: Market) -> Scenario:
    """Ask "what if we changed model": today with another model's prices, at a volume.

    Raises:
        UserError: No book lists the model, its prices are not known, or tokens are not counted.
    """
    asked = Assumptions(model, 1, today.scenario.currency, model=model)
    return replace(projected(today, asked, market), volume=volume)


def other_model_by_size(
    today: Today, model: str, other: Scenario, market: Market
) -> tuple[Fraction, Fraction] | None:
    """The lowest and highest monthly cost of `with_other_model`, where unknown sizes decide that."""
    return cost_by_size(today, Assumptions(model, 1, today.scenario.currency, model=model), other, market)


def range_of_own(today: Today, own: Assumptions, market: Market) -> Range | None:
    """The range of the result of a month, or of its cost where no value is known; None without bounds.

    Raises:
        UserError: A driver has bounds and is not in use, or the likely value lies outside them.
    """
    if not own.bounds:
        return None
    scenario, money = projected(today, own, market), _Money(own.currency, today, market)
    for problem in _bounds_problems(scenario, own, money):
        raise problem.reason
    points = [_point(scenario, each, money) for each in own.bounds]
    return range_of(scenario, points, seed=SEED)


def bounds_problems(today: Today, own: Assumptions, market: Market) -> tuple[Problem, ...]:
    """Return the problems that prevent a range, at their paths such as `bounds[0].low`.

    Raises:
        UserError: The scenario itself cannot be computed.
    """
    money = _Money(own.currency, today, market)
    return tuple(_bounds_problems(projected(today, own, market), own, money))


def _bounds_problems(scenario: Scenario, own: Assumptions, money: "_Money") -> Iterator[Problem]:
    """Check that each bounded driver is in use, and its likely value within its bounds."""
    for index, each in enumerate(own.bounds):
        if driver_value(scenario, each.driver) is None:
            reason = UserError("This scenario does not use that, so it has no range. Leave it out.")
            yield Problem(f"bounds[{index}].low", reason)
            continue
        point = _point(scenario, each, money)
        if point.low > point.likely:
            yield Problem(f"bounds[{index}].low", UserError("This is above what is likely."))
        if point.high < point.likely:
            yield Problem(f"bounds[{index}].high", UserError("This is below what is likely."))


def _point(scenario: Scenario, bounds: Bounds, money: "_Money") -> ThreePoint:
    """Join bounds with what the scenario assumes of a driver that it uses."""
    read = money.of if bounds.driver in MONEY else Fraction
    likely = driver_value(scenario, bounds.driver) or NOTHING
    return ThreePoint(bounds.driver, read(bounds.low), likely, read(bounds.high))


@dataclass(frozen=True, slots=True)
class _Money:
    """Turns amounts of a scenario into the currency of report, at the rate of today's month."""

    currency: str
    today: Today
    market: Market

    def of(self, amount: Decimal) -> Fraction:
        """Raises UserError naming month and pair of a missing rate."""
        return self.market.rates.convert(
            amount, self.currency, self.today.scenario.currency, self.today.month
        )


def _review(review: ReviewAssumption, money: _Money) -> HumanReview:
    """Human review in the currency of report."""
    return HumanReview(Fraction(review.share), Fraction(review.minutes), money.of(review.hourly_rate))


def _with_tokens(today: Today, own: Assumptions, market: Market) -> Scenario:
    """Assume another use of tokens, or another model."""
    if own.model:
        return _with_model(today, own, market)
    if today.calibrated and today.use and today.listed:
        use, price = _stated(today.use, own), today.listed.price
        paid = today.scenario.token_price / _fresh_price(today.use, price)
        return replace(
            today.scenario, tokens=at_prices(use, price), token_price=_fresh_price(use, price) * paid
        )
    relative = () if today.use is None else (own.turns, own.context_growth)
    figures = (own.tokens_in, own.tokens_out, own.cache_hit_rate, *relative, *own.services)
    if any(each is not None for each in figures):
        raise UserError(
            "What a token costs today is not known, so nothing can be assumed of tokens. Choose a model of "
            "a price book, or leave them as they are."
        )
    return replace(today.scenario, tokens=_stated(TokenUse(), own))


def _with_model(today: Today, own: Assumptions, market: Market) -> Scenario:
    """Take another model's prices; today's discount or surcharge on the list, where known, stays."""
    if today.use is None and own.tokens_in is None:
        raise UserError(
            "The usage of {month} does not count tokens, so another model cannot be costed. Count them "
            "there, or state the tokens of a request in a scenario.",
            month=str(today.month),
        )
    listed = find_price(market.books, own.model, today.month)
    if listed is None:
        raise UserError("No price book lists the model “{model}”.", model=own.model)
    use = _stated(today.use or TokenUse(), own)
    rate = _price_rate(today, listed, market)
    return with_model(replace(today.scenario, tokens=use), listed.price, rate)


def _price_rate(today: Today, listed: ListedPrice, market: Market) -> Fraction:
    """Value of a unit of the book's currency in a token's price, in the reporting currency.

    Where today's model is listed too, it is the actual cost of today's tokens / their list price.
    """
    quote, paid = today.scenario.currency, ONE
    if today.calibrated and today.use and today.listed:
        quote = today.listed.book.currency
        paid = today.scenario.token_price / _fresh_price(today.use, today.listed.price)
    return market.rates.convert(Decimal(1), listed.book.currency, quote, today.month) * paid


def _fresh_price(use: TokenUse, price: ModelPrice) -> Fraction:
    """List price of a fresh input token of this use, in its currency."""
    return fresh_price(use, usual_prices(use, price))


def _stated(use: TokenUse, own: Assumptions) -> TokenUse:
    """The use with the user's figures; a stated number of tokens per request also states its size."""
    given = {
        "turns": own.turns,
        "tokens_in": own.tokens_in,
        "tokens_out": own.tokens_out,
        "context_growth": own.context_growth,
        "retry_rate": own.retry_rate,
        "cache_hit_rate": own.cache_hit_rate,
    }
    stated = {key: Fraction(value) for key, value in given.items() if value is not None}
    sized = use.sized or own.tokens_in is not None
    return replace(use, sized=sized, services=own.services, **stated)
