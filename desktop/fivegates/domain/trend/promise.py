"""The projection of an earlier final review, against its outcome."""

from dataclasses import dataclass
from datetime import date

from fivegates.domain.economics.money import RateTable
from fivegates.domain.economics.projections import Market
from fivegates.domain.economics.prospects import Prospect, prospect_of
from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.review.case import sealed_record
from fivegates.domain.review.review import Case, InitiativeRecord
from fivegates.domain.review.sealed_record import SealedRecord
from fivegates.domain.verdict.path import Path, path_to_ready
from fivegates.domain.verdict.verdict import judge


@dataclass(frozen=True, slots=True)
class Outlook:
    """Money, target go-live and path to ready as of a day."""

    on: date
    prospect: Prospect
    go_live: date | None
    path: Path


@dataclass(frozen=True, slots=True)
class Promise:
    """The sealed outlook, and the one of a later day with the stage reached."""

    then: Outlook
    now: Outlook
    stage: Stage


def promise_of(
    earlier: Case, now: Case, path: Path, record: InitiativeRecord, money: tuple[str, Market]
) -> Promise | None:
    """Compare the seal of an earlier review with `record` as of the day of `now`, with its `path`.

    `money` is the reporting currency, with prices and rates. None where the seal is of version 1, which
    holds no money. Raises UserError where another program altered a sealed review.
    """
    sealed = sealed_record(earlier.review)
    if sealed is None:
        return None
    dated, today = earlier.review.dated, now.review.dated
    currency, market = money
    then = Outlook(
        dated,
        sealed_prospect(sealed, dated),
        sealed.initiative.target_go_live,
        path_to_ready(earlier, judge(earlier)),
    )
    found = prospect_of(record.ledger, record.initiative, currency, market, today)
    return Promise(
        then, Outlook(today, found, record.initiative.target_go_live, path), record.initiative.stage
    )


def sealed_prospect(sealed: SealedRecord, dated: date) -> Prospect:
    """The projection of a paper of the day `dated`, from its seal."""
    at = Market(sealed.price_books, RateTable(sealed.rates))
    return prospect_of(sealed.ledger, sealed.initiative, sealed.currency, at, dated)
