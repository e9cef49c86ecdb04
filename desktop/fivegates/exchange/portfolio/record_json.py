"""Serialises and parses records and price books of the portfolio JSON by their declared fields."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any, Final, TypeVar, cast, get_args, get_origin

from fivegates.domain.economics.assumptions import check_book, check_price
from fivegates.domain.economics.ledger import ModelPrice, PriceBook, PriceTerms, Service, TokenPrices
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError
from fivegates.domain.fields import MOMENT, Field, Number, Person, fields_of, plain_of_record
from fivegates.exchange.json_text import Plain, amount_text, compact, without_empty
from fivegates.exchange.plain_data import ANY_DAY, Table

T = TypeVar("T")
Read = Callable[[Table], Any]

_ANY_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in for a time that could not be read, until the problem noted with it is raised."""
_NO_SPECIAL: Final[Mapping[str, Read]] = {}


def read_record(kind: type[T], table: Table, special: Mapping[str, Read] = _NO_SPECIAL) -> T:
    """Read a record of a dataclass, field by field; `special` reads the fields that it names."""
    reads = _reads_of(cast("type", kind))
    if special:
        return kind(**{name: special.get(name, read)(table) for name, read in reads})
    return kind(**{name: read(table) for name, read in reads})


def reader(kind: type[T]) -> Callable[[Table], T]:
    """The parser of records of this dataclass."""
    return partial(read_record, kind)


def record_to_plain(record: object, *skipped: str) -> Plain:
    """A record as plain data, without empty fields and those left to the caller."""
    kind: type = type(record)
    plain = plain_of_record(record, skipped, without_empty)
    for name, key in _true_when_left_out(kind):
        plain.pop(key, None)
        if not getattr(record, name):
            plain[key] = False
    return plain


@lru_cache(maxsize=64)
def _true_when_left_out(kind: type) -> tuple[tuple[str, str], ...]:
    """The flags that default to true."""
    return tuple((field.name, field.key) for field in fields_of(kind) if field.default is True)


@lru_cache(maxsize=64)
def _reads_of(kind: type) -> tuple[tuple[str, Read], ...]:
    """The parser of each field of a dataclass."""
    return tuple((field.name, _read_of(field)) for field in fields_of(kind))


def _read_of(field: Field) -> Read:
    """The parser of one field; a missing required one is noted, and gets a placeholder."""
    key, kind = field.key, field.type
    if get_origin(kind) is tuple:
        return _list_of(key, get_args(kind)[0])
    if Number() in field.declared:
        return (lambda table: table.needed_number(key)) if field.required else lambda table: table.number(key)
    if issubclass(kind, StrEnum) and field.optional:
        return lambda table: table.kind(key, kind) if table.has(key) else None
    if issubclass(kind, StrEnum):
        default = None if field.required else field.default
        return lambda table: table.kind(key, kind, default)
    if is_dataclass(kind) and kind is not Month:
        return partial(_read_part, key, reader(cast("type", kind)))
    return _one_of(field)


def _read_part(key: str, read: Read, table: Table) -> object:
    return table.one(key, read)


def _list_of(key: str, kind: type) -> Read:
    """A list of texts, or of records that are checked with the whole."""
    if kind is str:
        return lambda table: table.texts(key)
    return lambda table: table.many(key, reader(kind), lambda _: ())


def _one_of(field: Field) -> Read:
    """A value without parts."""
    key, required = field.key, field.required
    if field.type is str:
        person = Person() in field.declared
        return (lambda table: table.name(key)) if person else lambda table: table.text(key, required=required)
    if field.type is bool:
        return lambda table: table.flag(key, default=field.default)
    if field.type is int and not field.optional:
        return lambda table: table.whole(key, required=required) or 0
    read = (_OPTIONAL if field.optional else _NEEDED)[field.type]
    return lambda table: read(table, key)


def read_moment(table: Table, key: str) -> datetime:
    """Read a time in UTC, to the second, written in full: `2026-05-13T09:12:30Z`."""
    before = len(table.problems)
    text = table.text(key, required=True)
    try:
        moment = datetime.strptime(text, MOMENT).replace(tzinfo=UTC)
    except ValueError:
        moment = _ANY_MOMENT
    if moment.strftime(MOMENT) != text and len(table.problems) == before:
        table.note(key, UserError("Write a time in UTC, such as 2026-05-13T09:12:30Z."))
    return moment


def _read_month(table: Table, key: str) -> Month:
    """Read a month; some month where it cannot be read, with the problem noted."""
    before = len(table.problems)
    text = table.text(key, required=True)
    try:
        return Month.parse(text)
    except ValueError:
        if len(table.problems) == before:
            table.note(key, UserError("Write a month as year-month, such as 2026-05."))
        return Month.of(ANY_DAY)


_NEEDED: Final[Mapping[type, Callable[..., Any]]] = {
    Decimal: Table.needed_amount,
    Month: _read_month,
    date: Table.needed_day,
    datetime: read_moment,
}
_OPTIONAL: Final[Mapping[type, Callable[..., Any]]] = {
    int: Table.whole,
    Decimal: Table.amount,
    date: Table.day,
    datetime: lambda table, key: read_moment(table, key) if table.has(key) else None,
}


def read_books(table: Table) -> tuple[PriceBook, ...]:
    """Read the price books of a portfolio, in the order of the file."""
    return table.many("price_books", _read_book, check_book)


def _read_book(table: Table) -> PriceBook:
    return read_record(
        PriceBook, table, {"prices": lambda book: book.many("prices", _read_price, check_price)}
    )


def _read_price(table: Table) -> ModelPrice:
    return read_record(
        ModelPrice, table, {"terms": lambda price: price.many("terms", _read_terms, lambda _: ())}
    )


def _read_terms(table: Table) -> PriceTerms:
    return PriceTerms(
        TokenPrices(*(table.amount(each.name) for each in fields(TokenPrices))),
        above=table.whole("above") or 0,
        service=table.kind("service", Service, Service.STANDARD),
    )


def book_to_plain(book: PriceBook) -> Plain:
    """Give a price book with its prices."""
    return compact(**record_to_plain(book, "prices"), prices=[_price(price) for price in book.prices])


def _price(price: ModelPrice) -> Plain:
    return compact(**record_to_plain(price, "terms"), terms=[_terms(terms) for terms in price.terms])


def _terms(terms: PriceTerms) -> Plain:
    prices = {each.name: amount_text(getattr(terms.prices, each.name)) for each in fields(TokenPrices)}
    return compact(service=terms.service.value, above=terms.above, **prices)
