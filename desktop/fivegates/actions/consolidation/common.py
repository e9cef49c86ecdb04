"""Settings that all files of a consolidated view share; files that contradict each other are refused."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from fivegates.actions.consolidation.units import Unit
from fivegates.domain.economics.ledger import PriceBook
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.frameworks.framework import Framework
from fivegates.domain.initiative.record_checks import check_settings
from fivegates.domain.limits import SHORT_TEXT
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.review.review import Portfolio
from fivegates.domain.rubric.rubric import Rubric


def common(units: Sequence[Unit], currency: str | None, title: str) -> Portfolio:
    """The settings and shared tables of the view. Raises UserError where the files contradict each other."""
    first = units[0].settings
    markings = [unit.settings.marking for unit in units if unit.settings.marking]
    settings = Settings(
        title[:SHORT_TEXT],
        " / ".join(dict.fromkeys(markings))[:SHORT_TEXT],
        first.rubric_id,
        first.rubric_version,
        currency or _one_currency(units),
        legal_entity=_shared(unit.settings.legal_entity for unit in units),
        accent=_shared(unit.settings.accent for unit in units),
        logo=_shared(unit.settings.logo for unit in units),
    )
    refuse(check_settings(settings))
    return Portfolio(
        settings,
        _one_of_each(units),
        rates=_joined_rates(units),
        price_books=_joined_books(units),
        frameworks=_joined_frameworks(units),
    )


def _shared(texts: Iterable[str]) -> str:
    """The value that all files share; the empty one where they differ."""
    found = set(texts)
    return found.pop() if len(found) == 1 else ""


def _one_currency(units: Sequence[Unit]) -> str:
    """The currency in which all files report."""
    by_currency = {unit.settings.currency: unit.path.name for unit in reversed(units)}
    if len(by_currency) > 1:
        text = ", ".join(f"{currency} ({name})" for currency, name in sorted(by_currency.items()))
        raise UserError(
            "Nothing was written: the files report in different currencies, such as {currencies}. Choose "
            "the currency of the view (--currency).",
            currencies=text,
        )
    return units[0].settings.currency


def _one_of_each(units: Sequence[Unit]) -> tuple[Rubric, ...]:
    """The distinct rubrics."""
    held: dict[tuple[str, str], tuple[Rubric, str]] = {}
    for unit in units:
        for rubric in unit.rubrics:
            same, name = held.setdefault((rubric.id, rubric.version), (rubric, unit.path.name))
            if same != rubric:
                raise UserError(
                    "Nothing was written: {one} and {other} have different rubrics “{id}” of version "
                    "{version}, so their scores mean different things. Give one of them another version.",
                    one=name,
                    other=unit.path.name,
                    id=rubric.id,
                    version=rubric.version,
                )
    return tuple(rubric for rubric, _ in held.values())


def _joined_rates(units: Sequence[Unit]) -> RateTable:
    """The distinct rates."""
    held: dict[tuple[object, ...], tuple[Rate, str]] = {}
    for unit in units:
        for rate in unit.rates.rates:
            same, name = held.setdefault((rate.month, rate.base, rate.quote), (rate, unit.path.name))
            if same.value != rate.value:
                raise UserError(
                    "Nothing was written: the rate from {base} to {quote} for {month} is {value} in {one} "
                    "and {others} in {other}. Make them agree, then consolidate again.",
                    base=rate.base,
                    quote=rate.quote,
                    month=str(rate.month),
                    value=f"{same.value:f}",
                    others=f"{rate.value:f}",
                    one=name,
                    other=unit.path.name,
                )
    return RateTable(tuple(rate for rate, _ in held.values()))


def _joined_books(units: Sequence[Unit]) -> tuple[PriceBook, ...]:
    """The distinct price books."""
    held: dict[tuple[object, ...], tuple[PriceBook, str]] = {}
    for unit in units:
        for book in unit.books:
            plain = _without_ids(book)
            same, name = held.setdefault((book.snapshot, book.source), (plain, unit.path.name))
            if same != plain:
                raise UserError(
                    "Nothing was written: the prices of {day} from “{source}” differ between {one} and "
                    "{other}. Make them agree, then consolidate again.",
                    day=book.snapshot,
                    source=book.source,
                    one=name,
                    other=unit.path.name,
                )
    return tuple(book for book, _ in held.values())


def _without_ids(book: PriceBook) -> PriceBook:
    """A price book without the store's ids, to compare across files."""
    return replace(book, id=0, prices=tuple(replace(price, id=0) for price in book.prices))


def _joined_frameworks(units: Sequence[Unit]) -> tuple[Framework, ...]:
    """The distinct custom mappings."""
    held: dict[str, tuple[Framework, str]] = {}
    for unit in units:
        for framework in unit.frameworks:
            plain = replace(framework, id=0)
            same, name = held.setdefault(framework.code.casefold(), (plain, unit.path.name))
            if same != plain:
                raise UserError(
                    "Nothing was written: {one} and {other} have different mappings of the framework "
                    "“{code}”. Make them agree, then consolidate again.",
                    one=name,
                    other=unit.path.name,
                    code=framework.code,
                )
    return tuple(framework for framework, _ in held.values())
