"""Reconciles the cost of tokens by a price book with the bills of the same months.

The bill is authoritative; the price of tokens checks it. Months are compared that have an actual running cost
of the model and actual tokens. Where the size of requests decides the price and is not known, they are
compared with the range of possible costs of the tokens.

Vendors use texts of their own: “gpt-5.4, cached input” at OpenAI, “Claude Sonnet 4.6” at Anthropic. A name is
compared without capitals, signs, and the day at its end.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeVar

from fivegates.domain.economics.ledger import (
    Basis,
    CostCategory,
    CostLine,
    Ledger,
    ModelPrice,
    Phase,
    PriceBook,
    Service,
    UsageLine,
)
from fivegates.domain.economics.money import RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.token_pricing import cost_parts, cost_range, find_price, is_priced_by


class TokenKind(StrEnum):
    """The kinds of tokens with prices of their own."""

    FRESH = "input"
    CACHED = "cached"
    WRITTEN = "written"
    OUTPUT = "output"
    REQUESTS = "requests"
    IMAGES = "images"


_WORDS: Final = (
    ("no.?cach|uncach", TokenKind.FRESH),
    ("writ|creat", TokenKind.WRITTEN),
    ("cach", TokenKind.CACHED),
    (r"\bout|_out|completion", TokenKind.OUTPUT),
    (r"\bin(put)?\b|input|prompt", TokenKind.FRESH),
    ("request", TokenKind.REQUESTS),
    ("image", TokenKind.IMAGES),
)
"""Patterns of the kinds of tokens in a lower-case text; the first match decides."""

_SIGNS: Final = re.compile(r"[^a-z0-9]+")
_DAY: Final = re.compile(r"20[0-9]{6}$")


class BilledModels:
    """Finds the model of a bill among those that were used."""

    def __init__(self, models: Iterable[str]) -> None:
        self._models = frozenset(models)
        self._alike: Mapping[str, set[str]] = defaultdict(set)
        for model in self._models:
            self._alike[_plain(model)].add(model)

    def of(self, line: CostLine) -> tuple[str, TokenKind | None]:
        """The model and the kind of tokens that a line names; empty and None where it names none."""
        parts = [part.strip() for part in line.note.split(",")]
        for at, part in enumerate(parts):
            if model := self._model(part):
                return model, _kind(" ".join(parts[at + 1 :]))
        return self._model(line.attributed_to), None

    def _model(self, text: str) -> str:
        """The model that a text names; empty where there is none, or several have that name."""
        if text in self._models:
            return text
        alike = self._alike.get(_plain(text), set()) if text else set()
        return next(iter(alike)) if len(alike) == 1 else ""


def _plain(name: str) -> str:
    """A name without the differences between vendors' spellings."""
    return _DAY.sub("", _SIGNS.sub("", name.casefold()))


def _kind(text: str) -> TokenKind | None:
    return next((kind for words, kind in _WORDS if re.search(words, text.casefold())), None)


Line = TypeVar("Line", CostLine, UsageLine)

WITHIN: Final = Fraction(2, 100)
"""A difference of no more than this share of the bill is reconciled."""


class Explanation(StrEnum):
    """Possible explanations of a difference, which the ledger cannot decide."""

    SIZES = "sizes"
    CACHE_READS = "cache reads"
    CACHE_WRITES = "cache writes"
    SERVICES = "services"
    RETRIES = "retries"


@dataclass(frozen=True, slots=True)
class Ranged:
    """Months whose tokens cost between `low` and `high` by the price book, in the currency of report."""

    months: tuple[Month, ...]
    billed: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Months that have a bill and priced tokens, in the reporting currency.

    `parts` has the cost of the tokens of each model and kind by the price book, `bills` the billed amount
    of each: without a kind where a line does not name it, and without a model where it names none of
    these. `ranged` are the months of which the price is not known for certain; the others are `months`.
    """

    months: tuple[Month, ...]
    billed: Fraction
    parts: Mapping[tuple[str, TokenKind], Fraction]
    explanations: tuple[Explanation, ...]
    ranged: Ranged | None = None
    bills: Mapping[tuple[str, TokenKind | None], Fraction] = field(default_factory=dict)

    @property
    def priced(self) -> Fraction:
        """Cost of all tokens by the price book."""
        return sum(self.parts.values(), Fraction(0))

    @property
    def difference(self) -> Fraction:
        """Billed amount less the price of the tokens; negative where less was billed."""
        return self.billed - self.priced

    @property
    def models(self) -> tuple[str, ...]:
        """The models whose tokens are priced."""
        return tuple(dict.fromkeys(model for model, _ in self.parts))

    def priced_for(self, model: str) -> dict[TokenKind, Fraction]:
        """Cost of the tokens of a model by the price book, by kind."""
        return {kind: amount for (each, kind), amount in self.parts.items() if each == model}

    def billed_for(self, model: str) -> dict[TokenKind | None, Fraction]:
        """Billed amount for a model, by kind; empty where no line names it."""
        return {kind: amount for (each, kind), amount in self.bills.items() if each == model}

    @property
    def is_reconciled(self) -> bool:
        """True if bill and price differ by no more than `WITHIN` of the bill."""
        return bool(self.months) and abs(self.difference) <= WITHIN * abs(self.billed)


def reconciliation(
    ledger: Ledger, currency: str, rates: RateTable, books: Sequence[PriceBook]
) -> Reconciliation | None:
    """Compare bill and price over all months that have both; None where no month has.

    A month of which a price, a count or a rate is not known is left out.
    """
    bills = _by_month(filter(_is_bill, ledger.costs))
    usage = _by_month(line for line in ledger.usage if _is_used(line, books))
    parts: dict[tuple[str, TokenKind], Fraction] = defaultdict(Fraction)
    named: dict[tuple[str, TokenKind | None], Fraction] = defaultdict(Fraction)
    months: list[Month] = []
    used: list[tuple[UsageLine, ModelPrice]] = []
    unsure: list[Ranged] = []
    for month in sorted(bills.keys() & usage.keys()):
        amounts = _billed(bills[month], currency, rates)
        priced = _priced(usage[month], currency, rates, books)
        if amounts is None:
            continue
        if priced is None:
            if bounds := _bounds(usage[month], currency, rates, books):
                unsure.append(Ranged((month,), sum(amounts, Fraction(0)), *bounds))
            continue
        months.append(month)
        models = BilledModels(line.model for line in usage[month])
        for bill, amount in zip(bills[month], amounts, strict=True):
            named[models.of(bill)] += amount
        for line, price, found in priced:
            used.append((line, price))
            for kind, part in found.items():
                parts[line.model, kind] += part
    if not months and not unsure:
        return None
    billed = sum(named.values(), Fraction(0))
    explanations = tuple(_explanations(used, billed - sum(parts.values())))
    return Reconciliation(tuple(months), billed, dict(parts), explanations, _together(unsure), dict(named))


def _bounds(
    lines: Iterable[UsageLine], currency: str, rates: RateTable, books: Sequence[PriceBook]
) -> tuple[Fraction, Fraction] | None:
    """Lowest and highest cost of the tokens of a month; None where it is unknown."""
    low = high = Fraction(0)
    for line in lines:
        listed = find_price(books, line.model, line.month)
        found = cost_range(line, listed.price) if listed else None
        rate = rates.value(line.month, listed.book.currency, currency) if listed else None
        if found is None or rate is None:
            return None
        low += Fraction(found.low) * rate
        high += Fraction(found.high) * rate
    return low, high


def _together(parts: Sequence[Ranged]) -> Ranged | None:
    """All months of which the cost of the tokens is a range; None without any."""
    if not parts:
        return None
    return Ranged(
        tuple(month for part in parts for month in part.months),
        sum((part.billed for part in parts), Fraction(0)),
        sum((part.low for part in parts), Fraction(0)),
        sum((part.high for part in parts), Fraction(0)),
    )


def _is_bill(line: CostLine) -> bool:
    """True if a line is a bill for tokens."""
    return (line.category, line.phase, line.basis) == (CostCategory.MODEL, Phase.RUN, Basis.ACTUAL)


def _is_used(line: UsageLine, books: Sequence[PriceBook]) -> bool:
    """True if a line is actual usage and counts priced items."""
    listed = find_price(books, line.model, line.month) if line.model else None
    return line.basis is Basis.ACTUAL and is_priced_by(line, listed.price if listed else None)


def _by_month(lines: Iterable[Line]) -> dict[Month, list[Line]]:
    found: dict[Month, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.month].append(line)
    return found


def _billed(lines: Iterable[CostLine], currency: str, rates: RateTable) -> list[Fraction] | None:
    """Billed amounts of a month, line by line; None where a rate is missing."""
    amounts = []
    for line in lines:
        rate = rates.value(line.month, line.currency, currency)
        if rate is None:
            return None
        amounts.append(Fraction(line.amount if line.billed is None else line.billed) * rate)
    return amounts


def _priced(
    lines: Iterable[UsageLine], currency: str, rates: RateTable, books: Sequence[PriceBook]
) -> list[tuple[UsageLine, ModelPrice, dict[TokenKind, Fraction]]] | None:
    """Token cost of a month, line by line; None where it is not known for certain."""
    found = []
    for line in lines:
        listed = find_price(books, line.model, line.month)
        parts = cost_parts(line, listed.price) if listed else None
        rate = rates.value(line.month, listed.book.currency, currency) if listed else None
        if listed is None or parts is None or rate is None:
            return None
        kinds = zip(TokenKind, _joined(parts), strict=True)
        found.append((line, listed.price, {kind: Fraction(part) * rate for kind, part in kinds if part}))
    return found


def _joined(parts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """The parts of a cost, with both kinds of cache writes as one."""
    fresh, cached, written, hour, *others = parts
    return fresh, cached, written + hour, *others


def _explanations(
    used: Sequence[tuple[UsageLine, ModelPrice]], difference: Fraction
) -> Iterator[Explanation]:
    """Possible explanations of a difference of this sign, from data that the usage lacks."""
    if any(terms.above and terms.service is Service.STANDARD for _, price in used for terms in price.terms):
        yield Explanation.SIZES
    if difference < 0 and any(line.tokens_cached is None and price.cached for line, price in used):
        yield Explanation.CACHE_READS
    if difference > 0 and any(line.tokens_written is None and price.written for line, price in used):
        yield Explanation.CACHE_WRITES
    if any(terms.service is not Service.STANDARD for _, price in used for terms in price.terms):
        yield Explanation.SERVICES
    if difference > 0:
        yield Explanation.RETRIES
