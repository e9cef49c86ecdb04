"""What a scenario and a price book must satisfy before they are stored: each fault names the field.

Fields are named as in the portfolio JSON; forms, imports and files share the checks.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from fivegates.domain.economics.assumptions import SHARES, Assumptions, Bounds
from fivegates.domain.economics.ledger import ModelPrice, PriceBook
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.fields import field_problems
from fivegates.domain.limits import NotBelowZero, Share


def check_assumptions(own: Assumptions) -> tuple[Problem, ...]:
    """Return what is wrong with a scenario of one's own."""
    return (*field_problems(own), *_shares(own), *_bounds(own.bounds))


def _shares(own: Assumptions) -> Iterator[Problem]:
    """All services together answer no more than all requests."""
    if sum((share for _, share in own.services), Decimal(0)) > 1:
        last = f"{own.services[-1][0].replace('-', '_')}_share"
        yield Problem(last, UserError("The shares of requests come to more than all of them."))


def check_price(price: ModelPrice) -> tuple[Problem, ...]:
    """Return what is wrong with the prices of one model."""
    again = _repeats((each.service, each.above) for each in price.terms)
    reason = UserError("There are terms of this size and service already.")
    return (*field_problems(price), *(Problem(f"terms[{index}]", reason) for index in again))


def check_book(book: PriceBook) -> tuple[Problem, ...]:
    """Return what is wrong with a price book itself, and with a model that it has twice."""
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
    """The positions of keys that came before."""
    seen = set()
    for index, key in enumerate(keys):
        if key in seen:
            yield index
        seen.add(key)


def _bounds(bounds: Sequence[Bounds]) -> Iterator[Problem]:
    """Lowest before highest, each driver once; a share is no more than all."""
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
