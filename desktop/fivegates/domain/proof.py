"""The evidence rule (DESIGN 4.1): whether a criterion's claim is backed on the review's date."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fivegates.domain.initiatives import Change, Evidence
from fivegates.domain.reviews import Case
from fivegates.domain.rubric import Criterion


class ProofState(StrEnum):
    """The best that the evidence for a criterion can say on a date."""

    CURRENT = "current"
    EXPIRED = "expired"
    VOIDED = "voided"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Proof:
    """The evidence that speaks for a criterion on a date.

    `evidence` is the current item that lasts longest, else the newest that lapsed. `change` is the
    one that voided it; `lapses_on` the last day on which it is current by age.
    """

    state: ProofState
    evidence: Evidence | None = None
    change: Change | None = None
    lapses_on: date | None = None


def prove(case: Case, criterion: Criterion) -> Proof:
    """Weigh what the review sees for `criterion`: items dated on or before the review's date."""
    seen = [e for e in case.evidence if e.criterion == criterion.id and e.dated <= case.review.dated]
    if not seen:
        return Proof(ProofState.MISSING)
    proofs = [weigh(item, criterion, case.changes, case.review.dated) for item in seen]
    return max(proofs, key=_strength)


def weigh(item: Evidence, criterion: Criterion, changes: tuple[Change, ...], on: date) -> Proof:
    """Judge one item: voided by a later listed change, expired by age, or current.

    A change on the same day as the evidence leaves it standing; voided outranks expired, because it
    names a cause.
    """
    lapses_on = _last_valid_day(item.dated, criterion.validity_days)
    voiding = [c for c in changes if c.kind in criterion.voided_by and item.dated < c.dated <= on]
    if voiding:
        first = min(voiding, key=lambda c: (c.dated, c.kind, c.summary, c.id))
        return Proof(ProofState.VOIDED, item, first, lapses_on)
    state = ProofState.EXPIRED if on > lapses_on else ProofState.CURRENT
    return Proof(state, item, None, lapses_on)


def _last_valid_day(dated: date, validity_days: int) -> date:
    """Add the validity, stopping at the end of the calendar."""
    return date.fromordinal(min(dated.toordinal() + validity_days, date.max.toordinal()))


def _strength(proof: Proof) -> tuple[bool, date, str, int]:
    """Order proofs: current first, then the newest; the rest only makes the choice repeatable."""
    item = proof.evidence
    assert item is not None  # noqa: S101 - `weigh` always sets it
    return proof.state is ProofState.CURRENT, item.dated, item.title, item.id


def days_left(proof: Proof, on: date) -> timedelta:
    """How long the proof stays current after `on`; negative once it has lapsed."""
    return (proof.lapses_on or on) - on
