"""What the Trend tab shows of a review: the reviews before it, what happened since, and what lies ahead."""

from dataclasses import dataclass
from datetime import date

from fivegates.actions import queries
from fivegates.actions.opened import OpenPortfolio
from fivegates.actions.proofs import cases_until, proofs_of
from fivegates.domain.bridge import Bridge, bridge_between, last_final
from fivegates.domain.decisions import Decision
from fivegates.domain.economics import Economics
from fivegates.domain.errors import UserError
from fivegates.domain.initiatives import Change
from fivegates.domain.lapses import ProofsOf
from fivegates.domain.trend import Trend, trend_of
from fivegates.ui.initiative.subject import Subject


@dataclass(frozen=True, slots=True)
class Past:
    """The reviews up to the one shown, with the changes and decisions that belong beside them.

    `bridge` leads from the last final review before it; None where there is none. `economics` is None
    where the ledger cannot be told for want of a rate.
    """

    trend: Trend
    bridge: Bridge | None
    proofs: ProofsOf
    changes: tuple[Change, ...]
    decisions: tuple[Decision, ...]
    economics: Economics | None


def past_of(opened: OpenPortfolio, subject: Subject, today: date) -> Past:
    """Gather it; what happened after the review belongs to the latest one alone.

    Raises UserError where another program has spoilt what was sealed.
    """
    record, review = subject.record, subject.review
    *before, this = cases_until(opened, record, review)
    earlier = last_final(before)
    until = date.max if review.id == record.reviews[-1].id else review.dated
    return Past(
        trend=trend_of([*before, this]),
        bridge=None if earlier is None else bridge_between(earlier, this),
        proofs=proofs_of(opened, record, review, today),
        changes=tuple(change for change in record.changes if change.dated <= until),
        decisions=tuple(decision for decision in record.decisions if decision.dated <= until),
        economics=_economics(opened, subject),
    )


def _economics(opened: OpenPortfolio, subject: Subject) -> Economics | None:
    """The months of the ledger; the Costs tab says which rate is missing."""
    try:
        return queries.economics(opened, subject.record)
    except UserError:
        return None
