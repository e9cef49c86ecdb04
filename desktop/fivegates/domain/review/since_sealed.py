"""Finds records changed or removed since an initiative's latest final review was sealed.

All of it may be edited in Fivegates at any time, and the paper of the review keeps printing the sealed
content. Another program may have edited it too: the two cannot be distinguished, so each is named.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from fivegates.domain.economics.ledger import Ledger
from fivegates.domain.initiative.decisions import Decision
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.language import Message
from fivegates.domain.review.history import current_reviews
from fivegates.domain.review.review import InitiativeRecord, Portfolio, Review
from fivegates.domain.review.seal import Sealed
from fivegates.domain.review.seal_reader import read_content
from fivegates.domain.review.sealed_record import SealedRecord, condensed_ledger
from fivegates.domain.verdict.ledger_rule import known_on


@dataclass(frozen=True, slots=True)
class SinceSealed:
    """Differences from the seal of the final review `number`, of `day`, of an initiative."""

    code: str
    number: int
    day: date
    what: tuple[Message, ...]


def since_sealed(portfolio: Portfolio) -> tuple[SinceSealed, ...]:
    """Compare each initiative with its latest final review; those without a difference are left out.

    Raises UserError where a seal cannot be read.
    """
    found = []
    for record in portfolio.records:
        finals = [review for review in current_reviews(record) if review.seal is not None]
        latest = max(finals, key=lambda review: review.seal.number if review.seal else 0, default=None)
        if latest is None or latest.seal is None:
            continue
        sealed = read_content(latest.seal.content)
        what = tuple(_differences(portfolio, record, latest, sealed))
        if what:
            found.append(SinceSealed(record.initiative.code, latest.seal.number, latest.dated, what))
    return tuple(found)


def _differences(
    portfolio: Portfolio, record: InitiativeRecord, review: Review, sealed: Sealed
) -> Iterator[Message]:
    """Name sealed content that is missing now."""
    for item in _missing(sealed.evidence, record.evidence):
        yield Message("evidence “{title}” of {day}", title=item.title, day=item.dated)
    for change in _missing(sealed.changes, record.changes):
        yield Message("change of {day}: {summary}", day=change.dated, summary=change.summary)
    for action in _missing(sealed.actions, record.actions):
        yield Message("action “{title}”", title=action.title)
    if sealed.risk is not None:
        for risk in _missing([sealed.risk], record.risk_classes):
            yield Message("risk class of {day} by {name}", day=risk.dated, name=risk.by)
    for waiver in _missing(sealed.waivers, record.waivers):
        yield Message("waiver approved by {name}, until {day}", name=waiver.approver, day=waiver.until)
    if sealed.record is not None:
        yield from _record_differences(portfolio, record, review, sealed.record)


def _record_differences(
    portfolio: Portfolio, record: InitiativeRecord, review: Review, sealed: SealedRecord
) -> Iterator[Message]:
    """Name differences of the content that a brief prints beside the verdict."""
    for name in _other_fields(sealed.initiative, record.initiative):
        yield Message("the initiative’s field “{field}”", field=name)
    yield from _decision_differences(sealed.decisions, record.decisions)
    yield from _ledger_differences(sealed, known_on(record.ledger, review.dated))
    for own in _missing(sealed.scenarios, record.scenarios):
        yield Message("scenario “{name}”", name=own.name)
    for forecast in _missing(sealed.forecasts, record.forecasts):
        yield Message("forecast “{statement}” of {day}", statement=forecast.statement, day=forecast.dated)
    for rate in _missing(sealed.rates, portfolio.rates.rates):
        yield Message(
            "exchange rate {base} to {quote} of {month}", base=rate.base, quote=rate.quote, month=rate.month
        )
    held = {
        (book.snapshot, book.currency, book.source, _bare(price))
        for book in portfolio.price_books
        for price in book.prices
    }
    for book in sealed.price_books:
        for price in book.prices:
            if (book.snapshot, book.currency, book.source, _bare(price)) not in held:
                yield Message("price of {model} of {day}", model=price.model, day=book.snapshot)


def _decision_differences(sealed: Iterable[Decision], now: Iterable[Decision]) -> Iterator[Message]:
    """Name missing decisions, and of the others, changed conditions and thresholds."""
    held = {_head(decision): decision for decision in now}
    for decision in sealed:
        found = held.get(_head(decision))
        if found is None:
            yield Message("decision of {day} by {name}", day=decision.dated, name=decision.by)
            continue
        for condition in _missing(decision.conditions, found.conditions):
            yield Message("condition “{text}”, decided on {day}", text=condition.text, day=decision.dated)
        for threshold in _missing(decision.thresholds, found.thresholds):
            yield Message(
                "threshold “{measure}”, decided on {day}", measure=threshold.measure, day=decision.dated
            )


def _head(decision: Decision) -> Decision:
    """A decision without its parts."""
    return replace(decision, conditions=(), thresholds=(), id=0)


def _ledger_differences(sealed: SealedRecord, known: Ledger) -> Iterator[Message]:
    """Name missing lines of the ledger; of a large one, the months whose sums differ."""
    now = condensed_ledger(known) if sealed.condensed else known
    for cost in _missing(sealed.ledger.costs, now.costs):
        yield Message(
            "cost of {month}: {amount} {currency}, {category}",
            month=cost.month,
            amount=f"{cost.amount:f}",
            currency=cost.currency,
            category=cost.category.value,
        )
    for usage in _missing(sealed.ledger.usage, now.usage):
        yield Message("usage of {month}", month=usage.month)
    for benefit in _missing(sealed.ledger.benefits, now.benefits):
        yield Message(
            "benefit of {month}: {amount} {currency}",
            month=benefit.month,
            amount=f"{benefit.amount:f}",
            currency=benefit.currency,
        )


def _missing(sealed: Iterable[Any], now: Iterable[Any]) -> Iterator[Any]:
    """Sealed values that are missing now; equal ones are counted."""
    left = Counter(map(_bare, now))
    for value in sealed:
        bare = _bare(value)
        if left[bare] > 0:
            left[bare] -= 1
        else:
            yield value


def _bare(value: Any) -> Hashable:  # noqa: ANN401 - a record or a line
    """A value without the store's ids."""
    names = {field.name for field in fields(value)}
    cleared: dict[str, object] = {"id": 0} if "id" in names else {}
    if "fingerprint" in names:
        cleared["fingerprint"] = ""
    bare: Hashable = replace(value, **cleared)
    return bare


def _other_fields(sealed: Initiative, now: Initiative) -> Iterator[str]:
    """Names of fields that differ, without those of the store."""
    for field in fields(sealed):
        if field.name not in {"id", "archived"} and getattr(sealed, field.name) != getattr(now, field.name):
            yield field.name
