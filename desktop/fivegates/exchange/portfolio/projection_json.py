"""Price books and scenarios to plain data of the portfolio JSON, and back."""

from dataclasses import fields

from fivegates.domain.economics.assumption_checks import check_assumptions, check_book, check_price
from fivegates.domain.economics.assumptions import (
    Assumptions,
    Bounds,
    Driver,
    ReviewAssumption,
    StepAssumption,
)
from fivegates.domain.economics.ledger import ModelPrice, PriceBook, PriceTerms, Service, TokenPrices
from fivegates.exchange.plain_data import Table
from fivegates.exchange.plain_writing import Plain, amount_text, said


def read_books(table: Table) -> tuple[PriceBook, ...]:
    """Read the price books of a portfolio, in the order of the file."""
    return table.many("price_books", _read_book, check_book)


def read_scenarios(table: Table) -> tuple[Assumptions, ...]:
    """Read the scenarios of an initiative, in the order of the file."""
    return table.many("scenarios", _read_scenario, check_assumptions)


def _read_book(table: Table) -> PriceBook:
    return PriceBook(
        snapshot=table.needed_day("date"),
        currency=table.text("currency", required=True),
        source=table.text("source"),
        prices=table.many("prices", _read_price, check_price),
    )


def _read_price(table: Table) -> ModelPrice:
    return ModelPrice(
        model=table.text("model", required=True),
        input=table.amount("input"),
        output=table.amount("output"),
        cached=table.amount("cached"),
        provider=table.text("provider"),
        note=table.text("note"),
        written=table.amount("written"),
        written_hour=table.amount("written_hour"),
        per_request=table.amount("per_request"),
        terms=table.many("terms", _read_terms, lambda _: ()),
    )


def _read_terms(table: Table) -> PriceTerms:
    return PriceTerms(
        TokenPrices(*(table.amount(each.name) for each in fields(TokenPrices))),
        above=table.whole("above") or 0,
        service=table.kind("service", Service, Service.STANDARD),
    )


def _read_scenario(table: Table) -> Assumptions:
    return Assumptions(
        name=table.text("name", required=True),
        volume=table.whole("volume", required=True) or 0,
        currency=table.text("currency", required=True),
        value_per_unit=table.amount("value_per_unit"),
        fixed=table.amount("fixed"),
        other_unit_cost=table.amount("other_unit_cost"),
        model=table.text("model"),
        price_change=table.amount("price_change"),
        turns=table.amount("turns"),
        tokens_in=table.amount("tokens_in"),
        tokens_out=table.amount("tokens_out"),
        context_growth=table.amount("context_growth"),
        retry_rate=table.amount("retry_rate"),
        cache_hit_rate=table.amount("cache_hit_rate"),
        review=table.one("review", _read_review),
        steps=table.one("steps", _read_steps),
        note=table.text("note"),
        bounds=table.many("bounds", _read_bounds, lambda _: ()),
    )


def _read_review(table: Table) -> ReviewAssumption:
    return ReviewAssumption(
        share=table.needed_amount("share"),
        minutes=table.needed_amount("minutes"),
        hourly_rate=table.needed_amount("hourly_rate"),
    )


def _read_steps(table: Table) -> StepAssumption:
    return StepAssumption(
        capacity=table.whole("capacity", required=True) or 0, cost=table.needed_amount("cost")
    )


def _read_bounds(table: Table) -> Bounds:
    return Bounds(
        driver=table.kind("driver", Driver), low=table.needed_amount("low"), high=table.needed_amount("high")
    )


def book_to_plain(book: PriceBook) -> Plain:
    """Give a price book with its prices."""
    return said(
        date=book.snapshot.isoformat(),
        currency=book.currency,
        source=book.source,
        prices=[_price(price) for price in book.prices],
    )


def _price(price: ModelPrice) -> Plain:
    return said(
        model=price.model,
        input=amount_text(price.input),
        output=amount_text(price.output),
        cached=amount_text(price.cached),
        provider=price.provider,
        note=price.note,
        written=amount_text(price.written),
        written_hour=amount_text(price.written_hour),
        per_request=amount_text(price.per_request),
        terms=[_terms(terms) for terms in price.terms],
    )


def _terms(terms: PriceTerms) -> Plain:
    prices = {each.name: amount_text(getattr(terms.prices, each.name)) for each in fields(TokenPrices)}
    return said(service=terms.service.value, above=terms.above, **prices)


def scenario_to_plain(own: Assumptions) -> Plain:
    """Give a scenario with what it assumes; what stays as in the ledger is left out."""
    return said(
        name=own.name,
        volume=own.volume,
        currency=own.currency,
        value_per_unit=amount_text(own.value_per_unit),
        fixed=amount_text(own.fixed),
        other_unit_cost=amount_text(own.other_unit_cost),
        model=own.model,
        price_change=amount_text(own.price_change),
        turns=amount_text(own.turns),
        tokens_in=amount_text(own.tokens_in),
        tokens_out=amount_text(own.tokens_out),
        context_growth=amount_text(own.context_growth),
        retry_rate=amount_text(own.retry_rate),
        cache_hit_rate=amount_text(own.cache_hit_rate),
        review=own.review and _review(own.review),
        steps=own.steps and {"capacity": own.steps.capacity, "cost": amount_text(own.steps.cost)},
        note=own.note,
        bounds=[_bounds(each) for each in own.bounds],
    )


def _review(review: ReviewAssumption) -> Plain:
    return {
        "share": amount_text(review.share),
        "minutes": amount_text(review.minutes),
        "hourly_rate": amount_text(review.hourly_rate),
    }


def _bounds(bounds: Bounds) -> Plain:
    return {"driver": bounds.driver.value, "low": amount_text(bounds.low), "high": amount_text(bounds.high)}
