"""Prices tokens by price books, for months in which only usage is known.

The result is an estimate and no line of the ledger. Totals include it, marked as such; the ledger rule
(DESIGN 4.2) never uses it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from fivegates.domain.economics.amounts import exact_product, exact_sum
from fivegates.domain.economics.ledger import (
    Behaviour,
    CostCategory,
    CostLine,
    ModelPrice,
    Phase,
    PriceBook,
    PriceTerms,
    Service,
    TokenPrices,
    UsageLine,
)
from fivegates.domain.economics.money import RateGap, RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError

_IMAGES: Final = frozenset({"image", "images"})
"""Units of work that are images."""

Services = Sequence[tuple[Service, Decimal]]
"""Shares of requests by service."""


@dataclass(frozen=True, slots=True)
class ListedPrice:
    """The prices of a model, and the book that holds them."""

    price: ModelPrice
    book: PriceBook


@dataclass(frozen=True, slots=True)
class Unpriced:
    """A month whose tokens cannot be priced, and the reason."""

    month: Month
    reason: UserError


@dataclass(frozen=True, slots=True)
class Priced:
    """Cost lines estimated from usage, all of a month or none; and the months that cannot be priced."""

    lines: tuple[CostLine, ...] = ()
    unpriced: tuple[Unpriced, ...] = ()


@dataclass(frozen=True, slots=True)
class CostRange:
    """A range of costs."""

    low: Decimal
    high: Decimal

    @property
    def is_certain(self) -> bool:
        """True if the range is a single cost."""
        return self.low == self.high


def find_price(books: Sequence[PriceBook], model: str, month: Month) -> ListedPrice | None:
    """The prices of a model as they were in a month; None where no book lists it.

    The latest book of the month or before comes first; where there is none, the earliest one after.
    """
    for book in _nearest_first(books, month):
        price = book.price_of(model)
        if price is not None:
            return ListedPrice(price, book)
    return None


def _nearest_first(books: Sequence[PriceBook], month: Month) -> list[PriceBook]:
    """The books of the month or before, newest first, then those after, oldest first."""
    end = month.plus(1).first_day
    by_day = sorted(books, key=lambda book: (book.snapshot, book.id))
    before = [book for book in by_day if book.snapshot < end]
    return [*reversed(before), *(book for book in by_day if book.snapshot >= end)]


def price_usage(
    usage: Iterable[UsageLine], books: Sequence[PriceBook], currency: str, rates: RateTable
) -> Priced:
    """Price the tokens of usage, month by month; a month is priced whole or not at all.

    A missing price is unknown, never zero, and so is a rate that is missing between the currency of a
    book and `currency`. Without any book, nothing is priced and no signal is emitted.
    """
    by_month: dict[Month, list[UsageLine]] = {}
    for line in usage:
        listed = find_price(books, line.model, line.month) if line.model else None
        if is_priced_by(line, listed.price if listed else None):
            by_month.setdefault(line.month, []).append(line)
    lines: list[CostLine] = []
    unpriced: list[Unpriced] = []
    for month, found in by_month.items() if books else ():
        try:
            lines += [_cost_line(line, books, currency, rates) for line in found]
        except UserError as reason:
            unpriced.append(Unpriced(month, reason))
    return Priced(tuple(lines), tuple(unpriced))


def _cost_line(line: UsageLine, books: Sequence[PriceBook], currency: str, rates: RateTable) -> CostLine:
    """A variable run cost whose source names the book. Raises UserError where it is unknown."""
    if not line.model:
        raise UserError("A usage line with tokens does not name its model.")
    listed = find_price(books, line.model, line.month)
    if listed is None:
        raise UserError("No price book lists the model “{model}”.", model=line.model)
    found = cost_range(line, listed.price)
    if found is None:
        raise UserError("A price or a count of the tokens of “{model}” is not known.", model=line.model)
    if not found.is_certain:
        raise _unsure(line, listed.price, found, listed.book.currency)
    if rates.value(line.month, listed.book.currency, currency) is None:
        raise RateGap(line.month, listed.book.currency, currency).error()
    return CostLine(
        dated=line.dated,
        category=CostCategory.MODEL,
        amount=found.low,
        currency=listed.book.currency,
        phase=Phase.RUN,
        behaviour=Behaviour.VARIABLE,
        basis=line.basis,
        attributed_to=line.model,
        source=f"{listed.book.source} {listed.book.snapshot.isoformat()}".strip(),
    )


def _unsure(line: UsageLine, price: ModelPrice, found: CostRange, currency: str) -> UserError:
    """The error for an uncertain cost: its range, and the data that would decide it."""
    values = {
        "model": line.model,
        "low": f"{found.low.normalize():f}",
        "high": f"{found.high.normalize():f}",
        "currency": currency,
    }
    if _images_cost(line, price) is not None:
        return UserError(
            "“{model}” has prices of tokens and of images, and which of them are billed is not known: {low} "
            "to {high} {currency}.",
            **values,
        )
    if line.requests:
        return UserError(
            "Tokens in which “{model}” thinks have a price of their own and are not counted: {low} to {high} "
            "{currency}.",
            **values,
        )
    return UserError(
        "The price of “{model}” depends on the size of a request, and requests are not counted: {low} to "
        "{high} {currency}.",
        **values,
    )


def cost_of_tokens(usage: UsageLine, price: ModelPrice) -> Decimal | None:
    """Exact cost of tokens, in the book's currency; None where it is unknown or uncertain."""
    found = cost_range(usage, price)
    return found.low if found is not None and found.is_certain else None


def images_of(usage: UsageLine) -> int | None:
    """Number of images of a usage, where these are its units of work; None where they are not."""
    return usage.units if usage.unit.strip().casefold() in _IMAGES else None


def is_priced_by(usage: UsageLine, price: ModelPrice | None) -> bool:
    """True if a usage counts tokens, or other units by which a model is billed."""
    if usage.tokens_in is not None or usage.tokens_out is not None:
        return True
    if price is None or (price.image is None and price.by_tokens):
        return False
    images = images_of(usage) is not None and price.image is not None
    return images or (usage.requests is not None and price.per_request is not None)


def cost_range(usage: UsageLine, price: ModelPrice) -> CostRange | None:
    """Exact range of the cost of a usage, in the book's currency.

    Cost = fresh input × its price + input read from a cache × its price + input written to a cache for
    five minutes × its price + for an hour × its price + output × its price + requests × the price of one.
    A request is priced whole by the terms that its size reaches: the mean size, where requests are
    counted, else any. Output may be of reasoning, which no usage states. Images have their price where no
    tokens are counted; where both are, either may be billed, or both. None where a count or a price that
    is needed is not known; the price of unused items is not needed.
    """
    requests = _requests_cost(usage, price)
    tokens, images = _tokens_range(usage, price), _images_cost(usage, price)
    if requests is None:
        return None
    if tokens is None and images is None:
        alone = price.per_request and not price.by_tokens and price.image is None
        return CostRange(requests, requests) if alone else None
    if tokens is None or images is None:
        known = tokens or CostRange(images or Decimal(0), images or Decimal(0))
        counted = usage.tokens_in is not None or usage.tokens_out is not None
        if tokens is None and counted and price.by_tokens:
            return None
    else:
        known = CostRange(min(tokens.low, images), exact_sum((tokens.high, images)))
    return CostRange(exact_sum((known.low, requests)), exact_sum((known.high, requests)))


def _tokens_range(usage: UsageLine, price: ModelPrice) -> CostRange | None:
    """Range of the cost of a usage's tokens; None where they, or a price that they need, are unknown."""
    if usage.tokens_in is None or usage.tokens_out is None or not price.by_tokens:
        return None
    costs = [_cost(usage, prices) for prices in with_reasoning(_possible_prices(usage, price))]
    known = [cost for cost in costs if cost is not None]
    return CostRange(min(known), max(known)) if len(known) == len(costs) else None


def _images_cost(usage: UsageLine, price: ModelPrice) -> Decimal | None:
    """Cost of a usage's images; None where they are not counted or have no price."""
    images = images_of(usage)
    return None if images is None or price.image is None else exact_product(price.image, images)


def _requests_cost(usage: UsageLine, price: ModelPrice) -> Decimal | None:
    """Cost of requests in addition to tokens; None where they have a price and are not counted."""
    if not price.per_request:
        return Decimal(0)
    return exact_product(price.per_request, usage.requests) if usage.requests else None


def prices_at(price: ModelPrice, size: Fraction) -> TokenPrices:
    """The prices of a standard request of `size` input tokens: those of the largest terms that it exceeds."""
    reached = [terms for terms in _terms_of(price, Service.STANDARD) if terms.above < size]
    return _filled(reached[-1].prices, price) if reached else price.prices


def _possible_prices(usage: UsageLine, price: ModelPrice) -> list[TokenPrices]:
    """Prices that may apply to the requests of a usage."""
    if usage.requests and usage.tokens_in is not None:
        return [prices_at(price, Fraction(usage.tokens_in, usage.requests))]
    return prices_of_any_size(price)


def with_reasoning(prices: Iterable[TokenPrices]) -> list[TokenPrices]:
    """These prices, and each with all output as tokens of reasoning, where those have another price."""
    listed = list(prices)
    thinking = [replace(each, output=each.reasoning) for each in listed if each.reasoning is not None]
    return [*listed, *thinking]


def served_prices(price: ModelPrice, size: Fraction, services: Services = ()) -> TokenPrices:
    """The mean prices of requests of `size` input tokens, of which each service answers its share.

    The others are standard ones. A mean is known where all its prices are. Raises UserError where the book
    has no prices of a service.
    """
    if not services:
        return prices_at(price, size)
    parts = [(share, _prices_of_service(price, service, size)) for service, share in services]
    rest = 1 - exact_sum(share for share, _ in parts)
    if rest:
        parts.append((rest, prices_at(price, size)))
    return TokenPrices(*(_mean(parts, each.name) for each in fields(TokenPrices)))


def _prices_of_service(price: ModelPrice, service: Service, size: Fraction) -> TokenPrices:
    """The prices of a service for requests of `size` input tokens. Raises UserError."""
    reached = [terms for terms in _terms_of(price, service) if terms.above < size]
    if not reached:
        raise UserError(
            "The price book has no {service} prices of “{model}”.", service=service.value, model=price.model
        )
    return _filled(reached[-1].prices, price)


def _mean(parts: Iterable[tuple[Decimal, TokenPrices]], field: str) -> Decimal | None:
    """The mean of a price by shares; None where one is not known."""
    found = [(share, getattr(prices, field)) for share, prices in parts]
    if any(each is None for _, each in found):
        return None
    return exact_sum(exact_product(each, share) for share, each in found)


def prices_of_any_size(price: ModelPrice, services: Services = ()) -> list[TokenPrices]:
    """The prices of requests, from the smallest size to the largest. Raises UserError as `served_prices`."""
    of = {Service.STANDARD, *(service for service, _ in services)}
    starts = {0, *(terms.above for terms in price.terms if terms.service in of)}
    return [served_prices(price, Fraction(start + 1), services) for start in sorted(starts)]


def _terms_of(price: ModelPrice, service: Service) -> list[PriceTerms]:
    return sorted((terms for terms in price.terms if terms.service is service), key=lambda terms: terms.above)


def _filled(prices: TokenPrices, price: ModelPrice) -> TokenPrices:
    """Prices, completed by those of the model."""
    whole = price.prices
    return TokenPrices(
        *(
            getattr(whole, each.name) if getattr(prices, each.name) is None else getattr(prices, each.name)
            for each in fields(TokenPrices)
        )
    )


def cost_parts(usage: UsageLine, price: ModelPrice) -> tuple[Decimal, ...] | None:
    """The parts of `cost_range`, images last; None where they are not known for certain."""
    found = cost_range(usage, price)
    if found is None or not found.is_certain:
        return None
    parts = _parts(usage, _possible_prices(usage, price)[0])
    others = (_requests_cost(usage, price), _images_cost(usage, price))
    return tuple(part or Decimal(0) for part in (*parts, *others))


def _cost(usage: UsageLine, prices: TokenPrices) -> Decimal | None:
    """Cost of tokens at these prices; None where one that is needed is not known."""
    parts = _parts(usage, prices)
    known = [part for part in parts if part is not None]
    return exact_sum(known) if len(known) == len(parts) else None


def _parts(usage: UsageLine, prices: TokenPrices) -> tuple[Decimal | None, ...]:
    """Cost by kind of token: fresh, cached, written for five minutes, for an hour, and output."""
    cached, written = usage.tokens_cached or 0, usage.tokens_written or 0
    hour = usage.tokens_written_hour or 0
    return (
        _part((usage.tokens_in or 0) - cached - written, prices.input),
        _part(cached, prices.cached),
        _part(written - hour, prices.written),
        _part(hour, prices.written_hour),
        _part(usage.tokens_out or 0, prices.output),
    )


def _part(count: int, each: Decimal | None) -> Decimal | None:
    """Cost of a count of tokens; zero for none, whatever their price."""
    if not count:
        return Decimal(0)
    return None if each is None else exact_product(each, count)
