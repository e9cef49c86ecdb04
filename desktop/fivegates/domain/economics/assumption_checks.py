"""What a scenario and a price book must satisfy before they are stored: each fault names the field.

Fields are named as in the portfolio JSON; forms, imports and files share the checks.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Final

from fivegates.domain.economics.assumptions import SHARES, Assumptions, Bounds
from fivegates.domain.economics.ledger import ModelPrice, PriceBook, PriceTerms, TokenPrices
from fivegates.domain.economics.ledger_checks import AMOUNT_LIMIT, MOST_COUNT, MOST_DECIMALS, fits
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.record_checks import (
    MOST_VOLUME,
    REFERENCE,
    currency_problems,
    day_problems,
    line_problems,
    prose_problems,
)

MOST_PRICE: Final = Decimal(1_000)
"""Beyond what any token costs, in any currency that models are priced in."""


def check_assumptions(own: Assumptions) -> tuple[Problem, ...]:
    """Return what is wrong with a scenario of one's own."""
    return (
        *line_problems("name", own.name, required=True),
        *_volume("volume", own.volume),
        *currency_problems("currency", own.currency),
        *line_problems("model", own.model),
        *_price_change(own.price_change),
        *_not_below_zero("value_per_unit", own.value_per_unit),
        *_not_below_zero("fixed", own.fixed),
        *_not_below_zero("other_unit_cost", own.other_unit_cost),
        *_above_zero("turns", own.turns),
        *_above_zero("tokens_in", own.tokens_in),
        *_not_below_zero("tokens_out", own.tokens_out),
        *_not_below_zero("context_growth", own.context_growth),
        *_share("retry_rate", own.retry_rate),
        *_share("cache_hit_rate", own.cache_hit_rate),
        *_review(own),
        *_steps(own),
        *prose_problems("note", own.note),
        *_bounds(own.bounds),
    )


def check_price(price: ModelPrice) -> tuple[Problem, ...]:
    """Return what is wrong with the prices of one model."""
    return (
        *line_problems("model", price.model, required=True),
        *_price("input", price.input),
        *_price("output", price.output),
        *_price("cached", price.cached),
        *_price("written", price.written),
        *_price("written_hour", price.written_hour),
        *_price("per_request", price.per_request),
        *_terms(price.terms),
        *line_problems("provider", price.provider),
        *prose_problems("note", price.note),
    )


def _terms(terms: Sequence[PriceTerms]) -> Iterator[Problem]:
    """Every price of every term, and each size of a service once."""
    for index, each in enumerate(terms):
        place = f"terms[{index}]"
        if not 0 <= each.above <= MOST_COUNT:
            yield Problem(f"{place}.above", UserError("Write a whole number from 0 to 999,999,999,999,999."))
        for field in fields(TokenPrices):
            yield from _price(f"{place}.{field.name}", getattr(each.prices, field.name))
    for index in _repeats((each.service, each.above) for each in terms):
        yield Problem(f"terms[{index}]", UserError("There are terms of this size and service already."))


def check_book(book: PriceBook) -> tuple[Problem, ...]:
    """Return what is wrong with a price book itself, and with a model that stands in it twice."""
    return (
        *day_problems("date", book.snapshot),
        *currency_problems("currency", book.currency),
        *line_problems("source", book.source, REFERENCE),
        *_repeated_models(book.prices),
    )


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


def _review(own: Assumptions) -> Iterator[Problem]:
    """Human review: a share of the units, and time and money of some size."""
    if own.review is not None:
        yield from _share("review.share", own.review.share)
        yield from _not_below_zero("review.minutes", own.review.minutes)
        yield from _not_below_zero("review.hourly_rate", own.review.hourly_rate)


def _steps(own: Assumptions) -> Iterator[Problem]:
    """Blocks of capacity that hold something."""
    if own.steps is not None:
        yield from _volume("steps.capacity", own.steps.capacity)
        yield from _not_below_zero("steps.cost", own.steps.cost)


def _bounds(bounds: Sequence[Bounds]) -> Iterator[Problem]:
    """Lowest before highest, each driver once; a share is no more than all."""
    again = set(_repeats(each.driver for each in bounds))
    for index, each in enumerate(bounds):
        place = f"bounds[{index}]"
        if index in again:
            yield Problem(f"{place}.driver", UserError("Give the lowest and highest value of each once."))
        check = _share if each.driver in SHARES else _not_below_zero
        yield from check(f"{place}.low", each.low)
        yield from check(f"{place}.high", each.high)
        if each.low > each.high:
            yield Problem(f"{place}.high", UserError("The highest value is below the lowest."))


def _volume(place: str, volume: int) -> Iterator[Problem]:
    """Some units, and not absurdly many."""
    if not 1 <= volume <= MOST_VOLUME:
        yield Problem(place, UserError("Write a whole number from 1 to 1,000,000,000,000."))


def _not_below_zero(place: str, number: Decimal | None) -> Iterator[Problem]:
    """A plain number from nought."""
    if number is not None and not (fits(number) and not number.is_signed() and number < AMOUNT_LIMIT):
        reason = UserError("Write a number from 0, with at most {most} decimals.", most=MOST_DECIMALS)
        yield Problem(place, reason)


def _above_zero(place: str, number: Decimal | None) -> Iterator[Problem]:
    """A plain number above nought."""
    if number is not None and not (fits(number) and 0 < number < AMOUNT_LIMIT):
        reason = UserError("Write a number above 0, with at most {most} decimals.", most=MOST_DECIMALS)
        yield Problem(place, reason)


def _share(place: str, number: Decimal | None) -> Iterator[Problem]:
    """A part of a whole."""
    if number is not None and not (fits(number) and not number.is_signed() and number <= 1):
        yield Problem(place, UserError("Write a share from 0% to 100%."))


def _price_change(number: Decimal | None) -> Iterator[Problem]:
    """A price falls by all of it at most."""
    if number is not None and not (fits(number) and -1 <= number < AMOUNT_LIMIT):
        yield Problem("price_change", UserError("Write a change of price from −100%."))


def _price(place: str, price: Decimal | None) -> Iterator[Problem]:
    """The price of one token, exact; unknown is fine."""
    if price is not None and not (fits(price) and not price.is_signed() and price < MOST_PRICE):
        reason = UserError(
            "Write a price from 0 to below 1,000 a token, with at most {most} decimals.", most=MOST_DECIMALS
        )
        yield Problem(place, reason)
