"""The papers of an initiative by a day: its final reviews as sealed, and later outcomes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from fivegates.domain.economics.ledger import Ledger
from fivegates.domain.economics.month_figures import MonthFigures
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.projections import Market
from fivegates.domain.economics.prospects import Prospect
from fivegates.domain.economics.unit_economics import economics_of, rate_gaps
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.review.history import superseded_numbers
from fivegates.domain.review.review import Case, InitiativeRecord, Review
from fivegates.domain.review.seal import Sealed
from fivegates.domain.review.seal_reader import read_content
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.trend.promise import sealed_prospect
from fivegates.domain.verdict.ledger_rule import complete_by
from fivegates.domain.verdict.path import Path, path_to_ready
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import judge

RubricsByKey = Mapping[tuple[str, str], Rubric]
"""Rubrics by id and version."""


@dataclass(frozen=True)
class Paper:
    """A final review as it was sealed."""

    case: Case
    sealed: Sealed

    @property
    def dated(self) -> date:
        """The day of the review."""
        return self.case.review.dated

    @property
    def initiative(self) -> Initiative | None:
        """The initiative as it was then; None in a seal of version 1."""
        return None if self.sealed.record is None else self.sealed.record.initiative

    @property
    def sponsor(self) -> str:
        """The person responsible for the estimates; empty where nobody is named."""
        return self.initiative.sponsor if self.initiative else ""

    @property
    def verdict(self) -> VerdictState:
        """The verdict of the review."""
        return self.sealed.reached.verdict

    @cached_property
    def prospect(self) -> Prospect | None:
        """The projection of the paper; None in a seal of version 1, which holds no money."""
        record = self.sealed.record
        return None if record is None else sealed_prospect(record, self.dated)

    @cached_property
    def path(self) -> Path:
        """The path to ready of the paper."""
        return path_to_ready(self.case, judge(self.case))


@dataclass(frozen=True, slots=True)
class Known:
    """An initiative as of the evening of `day`, with its papers by then, oldest first.

    The initiative's current record (`now`) has no date, so it counts only where no review is of a later
    day; elsewhere it is None.
    """

    record: InitiativeRecord
    market: Market
    day: date
    papers: tuple[Paper, ...]
    _months: dict[str, tuple[MonthFigures, ...] | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def months(self, currency: str) -> tuple[MonthFigures, ...] | None:
        """`complete_months` of the ledger in a currency, computed once: several promises are due by them."""
        if currency not in self._months:
            self._months[currency] = complete_months(self.record.ledger, currency, self.market, self.day)
        return self._months[currency]

    @property
    def now(self) -> Initiative | None:
        """The initiative's current record, where it is also that of the day."""
        later = any(review.dated > self.day for review in self.record.reviews)
        return None if later else self.record.initiative


def complete_months(
    ledger: Ledger, currency: str, market: Market, day: date
) -> tuple[MonthFigures, ...] | None:
    """The figures of the months of a ledger that are over on a day; None where a rate is missing."""
    seen = complete_by(ledger, day)
    if rate_gaps(seen, currency, market.rates):
        return None
    return economics_of(seen, currency, market.rates, market.known_on(day).books).months


def known_by(record: InitiativeRecord, rubrics: RubricsByKey, market: Market, day: date) -> Known:
    """The state of an initiative on a day, with its papers, oldest first.

    A review counts once it was final; one that another had corrected by then does not. Raises UserError
    where another program has damaged a seal.
    """
    finals = [review for review in record.reviews if _final_by(review, day)]
    superseded = superseded_numbers(finals)
    standing = [review for review in finals if review.seal and review.seal.number not in superseded]
    papers = tuple(_papers(sorted(standing, key=lambda review: review.dated), rubrics))
    return Known(record, market, day, papers)


def _final_by(review: Review, day: date) -> bool:
    """True if a review was final on the evening of a day."""
    return review.seal is not None and review.dated <= day and review.seal.at.date() <= day


def _papers(finals: list[Review], rubrics: RubricsByKey) -> Iterator[Paper]:
    for review in finals:
        sealed = read_content(review.seal.content if review.seal else "")
        yield Paper(sealed.case(review, rubrics[review.rubric_id, review.rubric_version]), sealed)


def as_sealed(record: InitiativeRecord, number: int) -> InitiativeRecord | None:
    """A record as the final reviews up to one of the chain have it, without later records.

    `number` is that review's. None where no review of the initiative was final by then, or its seal is of
    version 1. Raises UserError where another program altered a sealed review.
    """
    finals = [review for review in record.reviews if review.seal and review.seal.number <= number]
    latest = max(finals, key=lambda review: review.seal.number if review.seal else 0, default=None)
    if latest is None or latest.seal is None:
        return None
    sealed = read_content(latest.seal.content)
    if sealed.record is None:
        return None
    return replace(sealed.record.restored(record), reviews=tuple(finals), evidence=sealed.evidence)


def at_volume(months: tuple[MonthFigures, ...], after: Month, least: int) -> Iterator[MonthFigures]:
    """Months after a given one with actual cost and at least `least` actual units."""
    for month in months:
        if month.month > after and month.actual and (month.units or 0) >= least:
            yield month
