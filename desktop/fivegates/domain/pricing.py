"""What tokens cost at the prices of a book: for months in which only usage is known."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from fivegates.domain.amounts import exact_product, exact_sum
from fivegates.domain.ledger import (
    Behaviour,
    CostCategory,
    CostLine,
    Ledger,
    ModelPrice,
    Phase,
    PriceBook,
    UsageLine,
)


def priced_usage(ledger: Ledger, book: PriceBook) -> tuple[CostLine, ...]:
    """Cost lines for the usage of months that have no cost line for model and tokens.

    Usage whose model, tokens or prices are not known gives no line. The source names the book.
    """
    known = {line.month for line in ledger.costs if line.category is CostCategory.MODEL}
    return tuple(_cost_lines((line for line in ledger.usage if line.month not in known), book))


def _cost_lines(usage: Iterable[UsageLine], book: PriceBook) -> Iterator[CostLine]:
    """A variable run cost for each line that can be priced."""
    for line in usage:
        price = book.price_of(line.model)
        amount = None if price is None else cost_of_tokens(line, price)
        if amount is not None:
            yield CostLine(
                dated=line.dated,
                category=CostCategory.MODEL,
                amount=amount,
                currency=book.currency,
                phase=Phase.RUN,
                behaviour=Behaviour.VARIABLE,
                basis=line.basis,
                attributed_to=line.model,
                source=f"{book.source} {book.snapshot.isoformat()}".strip(),
            )


def cost_of_tokens(usage: UsageLine, price: ModelPrice) -> Decimal | None:
    """Cost = fresh input × its price + cached input × its price + output × its price, exact.

    In the book's currency (issue text on the price book). None where a count or a price that is
    needed is not known; the price of what was not used is not needed.
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
