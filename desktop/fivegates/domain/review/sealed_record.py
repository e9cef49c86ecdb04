"""The part of a version 2 seal beyond the verdict's input: everything else that the brief prints."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Annotated, Any, Final, TypeVar

from fivegates.domain.economics.assumptions import Assumptions, check_assumptions, check_books
from fivegates.domain.economics.ledger import (
    USAGE_COUNTS,
    BenefitLine,
    CostLine,
    Ledger,
    PriceBook,
    UsageLine,
)
from fivegates.domain.economics.ledger_checks import check_ledger, check_rates
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.errors import Problem
from fivegates.domain.fields import SealedIfSet
from fivegates.domain.initiative.decisions import Decision, check_decision
from fivegates.domain.initiative.initiative import Forecast, Initiative, check_forecast
from fivegates.domain.initiative.record_checks import check_initiative
from fivegates.domain.limits import currency_problems
from fivegates.domain.portfolio.settings import DEFAULT_CURRENCY
from fivegates.domain.review.review import InitiativeRecord, Review
from fivegates.domain.track_record.kinds import Bias
from fivegates.domain.verdict.ledger_rule import known_on

MOST_LINES: Final = 1_000
"""Above this, sums are sealed instead of lines: by month and every attribute that a figure depends on."""

L = TypeVar("L", CostLine, UsageLine, BenefitLine)


@dataclass(frozen=True, slots=True)
class SealedRecord:
    """The initiative with the records beside its reviews, as of the moment of sealing.

    `ledger` holds the lines that count on the review's day; where they are `condensed`, their sums. The
    price books list the models that the ledger and the scenarios name. `biases` give the accuracy of
    earlier forecasts.
    """

    initiative: Initiative
    decisions: tuple[Decision, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    condensed: bool = False
    currency: str = DEFAULT_CURRENCY
    rates: tuple[Rate, ...] = ()
    price_books: tuple[PriceBook, ...] = ()
    scenarios: tuple[Assumptions, ...] = ()
    forecasts: Annotated[tuple[Forecast, ...], SealedIfSet()] = ()
    biases: Annotated[tuple[Bias, ...], SealedIfSet()] = ()

    def restored(self, record: InitiativeRecord) -> InitiativeRecord:
        """`record` with the sealed values in place of current ones; reviews and the id stay."""
        numbered = (replace(each, id=number) for number, each in enumerate(self.decisions, 1))
        return replace(
            record,
            initiative=replace(self.initiative, id=record.initiative.id, archived=record.initiative.archived),
            decisions=tuple(numbered),
            ledger=self.ledger,
            scenarios=self.scenarios,
            forecasts=self.forecasts,
        )


def record_to_seal(
    record: InitiativeRecord,
    review: Review,
    currency: str,
    rates: RateTable,
    price_books: Iterable[PriceBook] = (),
) -> SealedRecord:
    """Collect the content of a brief on the review beyond the input of its verdict."""
    ledger = known_on(record.ledger, review.dated)
    condensed = len(ledger.costs) + len(ledger.usage) + len(ledger.benefits) > MOST_LINES
    models = {line.model for line in ledger.usage} | {own.model for own in record.scenarios}
    return SealedRecord(
        record.initiative,
        tuple(each for each in record.decisions if each.dated <= review.dated),
        condensed_ledger(ledger) if condensed else ledger,
        condensed,
        currency,
        rates.rates,
        tuple(_of_models(book, models) for book in price_books if book.snapshot <= review.dated),
        record.scenarios,
        tuple(each for each in record.forecasts if each.dated <= review.dated),
    )


def record_problems(record: SealedRecord) -> Iterable[Problem]:
    """Find values that a form would refuse; sums of many lines may be larger than a line."""
    yield from check_initiative(record.initiative)
    for decision in record.decisions:
        yield from check_decision(decision)
    if not record.condensed:
        yield from check_ledger(record.ledger)
    yield from currency_problems("currency", record.currency)
    yield from check_rates(record.rates)
    yield from check_books(record.price_books)
    for own in record.scenarios:
        yield from check_assumptions(own)
    for forecast in record.forecasts:
        yield from check_forecast(forecast)


def _of_models(book: PriceBook, models: set[str]) -> PriceBook:
    """A price book limited to these models: a whole list would be sealed with each review."""
    return replace(book, prices=tuple(price for price in book.prices if price.model in models))


def condensed_ledger(ledger: Ledger) -> Ledger:
    """The sums of a ledger's lines, by month and by every attribute that figures depend on."""
    return Ledger(
        _sums(ledger.costs, _plain_cost, _added_costs),
        _sums(ledger.usage, _plain_usage, _added_usage),
        _sums(ledger.benefits, _plain_benefit, _added_benefits),
    )


def _sums(lines: Iterable[L], key: Callable[[L], Hashable], added: Callable[[L, L], L]) -> tuple[L, ...]:
    """Add up the lines of one key; the sums come in the order of their first lines."""
    found: dict[Hashable, L] = {}
    for line in lines:
        bare = replace(line, dated=line.month.first_day, source="", note="", fingerprint="", id=0)
        at = key(bare)
        found[at] = added(found[at], bare) if at in found else bare
    return tuple(found.values())


def _plain_cost(line: CostLine) -> Hashable:
    return replace(line, amount=Decimal(0), billed=None), line.billed is None


def _added_costs(first: CostLine, second: CostLine) -> CostLine:
    billed = None if first.billed is None or second.billed is None else first.billed + second.billed
    return replace(first, amount=first.amount + second.amount, billed=billed)


def _plain_usage(line: UsageLine) -> Hashable:
    counts: dict[str, Any] = dict.fromkeys(USAGE_COUNTS)
    return replace(line, **counts), tuple(getattr(line, name) is None for name in USAGE_COUNTS)


def _added_usage(first: UsageLine, second: UsageLine) -> UsageLine:
    sums: dict[str, Any] = {
        name: None if getattr(first, name) is None else getattr(first, name) + getattr(second, name)
        for name in USAGE_COUNTS
    }
    return replace(first, **sums)


def _plain_benefit(line: BenefitLine) -> Hashable:
    return replace(line, amount=Decimal(0))


def _added_benefits(first: BenefitLine, second: BenefitLine) -> BenefitLine:
    return replace(first, amount=first.amount + second.amount)
