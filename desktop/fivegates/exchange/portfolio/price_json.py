"""Price books to plain data of the portfolio JSON, and back."""

from dataclasses import fields

from fivegates.domain.economics.assumptions import check_book, check_price
from fivegates.domain.economics.ledger import ModelPrice, PriceBook, PriceTerms, Service, TokenPrices
from fivegates.exchange.plain_data import Table
from fivegates.exchange.plain_writing import Plain, amount_text, said
from fivegates.exchange.portfolio.record_json import read_record, record_to_plain


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
    return said(**record_to_plain(book, "prices"), prices=[_price(price) for price in book.prices])


def _price(price: ModelPrice) -> Plain:
    return said(**record_to_plain(price, "terms"), terms=[_terms(terms) for terms in price.terms])


def _terms(terms: PriceTerms) -> Plain:
    prices = {each.name: amount_text(getattr(terms.prices, each.name)) for each in fields(TokenPrices)}
    return said(service=terms.service.value, above=terms.above, **prices)
