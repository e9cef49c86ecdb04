"""What tokens cost at the prices of books: for months in which only usage is known.

What is priced is an estimate and no line of the ledger. It stands beside the lines, marked, in what
they come to; the ledger rule (DESIGN 4.2) never sees it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fivegates.domain.economics.amounts import exact_product, exact_sum
from fivegates.domain.economics.ledger import (
    Behaviour,
    CostCategory,
    CostLine,
    ModelPrice,
    Phase,
    PriceBook,
    UsageLine,
)
from fivegates.domain.economics.money import RateGap, RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError


@dataclass(frozen=True, slots=True)
class ListedPrice:
    """The prices of a model, and the book in which they stand."""

    price: ModelPrice
    book: PriceBook


@dataclass(frozen=True, slots=True)
class Unpriced:
    """A month whose tokens cannot be priced, and why."""

    month: Month
    reason: UserError


@dataclass(frozen=True, slots=True)
class Priced:
    """Cost lines worked out from usage, all of a month or none; and the months that cannot be priced."""

    lines: tuple[CostLine, ...] = ()
    unpriced: tuple[Unpriced, ...] = ()


def find_price(books: Sequence[PriceBook], model: str, month: Month) -> ListedPrice | None:
    """The prices of a model as they stood in a month; None where no book lists it.

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
    book and `currency`. Without any book, nothing is priced and nothing is told.
    """
    by_month: dict[Month, list[UsageLine]] = {}
    for line in usage:
        if line.tokens_in is not None or line.tokens_out is not None:
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
    """A variable run cost whose source names the book. Raises UserError where it cannot be known."""
    if not line.model:
        raise UserError("A usage line with tokens does not name its model.")
    listed = find_price(books, line.model, line.month)
    if listed is None:
        raise UserError("No price book lists the model “{model}”.", model=line.model)
    amount = cost_of_tokens(line, listed.price)
    if amount is None:
        raise UserError("A price or a count of the tokens of “{model}” is not known.", model=line.model)
    if rates.value(line.month, listed.book.currency, currency) is None:
        raise RateGap(line.month, listed.book.currency, currency).error()
    return CostLine(
        dated=line.dated,
        category=CostCategory.MODEL,
        amount=amount,
        currency=listed.book.currency,
        phase=Phase.RUN,
        behaviour=Behaviour.VARIABLE,
        basis=line.basis,
        attributed_to=line.model,
        source=f"{listed.book.source} {listed.book.snapshot.isoformat()}".strip(),
    )


def cost_of_tokens(usage: UsageLine, price: ModelPrice) -> Decimal | None:
    """Cost = fresh input × its price + cached input × its price + output × its price, exact.

    In the book's currency. None where a count or a price that is needed is not known; the price of
    what was not used is not needed.
    """
    if usage.tokens_in is None or usage.tokens_out is None:
        return None
    cached = usage.tokens_cached or 0
    fresh = usage.tokens_in - cached
    parts = _part(fresh, price.input), _part(cached, price.cached), _part(usage.tokens_out, price.output)
    known = [part for part in parts if part is not None]
    return exact_sum(known) if len(known) == len(parts) else None


def _part(count: int, each: Decimal | None) -> Decimal | None:
    """What so many tokens cost; none cost nothing, whatever their price."""
    if not count:
        return Decimal(0)
    return None if each is None else exact_product(each, count)
