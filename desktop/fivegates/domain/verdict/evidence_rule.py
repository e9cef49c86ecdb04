"""The evidence rule (DESIGN 4.1): whether a criterion's claim is backed on the review's date."""

from dataclasses import dataclass
from datetime import date, timedelta

from fivegates.domain.initiative.initiative import Change, Evidence
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import Criterion
from fivegates.domain.verdict.states import ProofState


@dataclass(frozen=True, slots=True)
class Proof:
    """The evidence for a criterion on a date; none is set where it is missing.

    `evidence` is the newest item. `change` is the one that voided it. `lapses_on` is the last day on
    which it is current: by age, or because `ending`, a change recorded for a later day, voids it.
    """

    state: ProofState
    evidence: Evidence | None = None
    change: Change | None = None
    lapses_on: date | None = None
    ending: Change | None = None


def prove(case: Case, criterion: Criterion) -> Proof:
    """Judge the evidence that the review sees for `criterion`: items dated on or before its date.

    The newest item decides: whatever made it lapse, by age or by a change after it, did so to the older
    ones too.
    """
    on = case.review.dated
    seen = [item for item in case.evidence if item.backs(criterion.id) and item.dated <= on]
    if not seen:
        return Proof(ProofState.MISSING)
    newest = max(seen, key=lambda item: (item.dated, item.title, item.id))
    return weigh(newest, criterion, case.changes, on)


def weigh(item: Evidence, criterion: Criterion, changes: tuple[Change, ...], on: date) -> Proof:
    """Judge one item: voided by a later listed change, expired by age, or current.

    A change on the same day as the evidence does not void it; voided outranks expired, because it names a
    cause.
    """
    lapses_on = last_valid_day(item.dated, criterion.validity_days)
    voiding = [c for c in changes if c.kind in criterion.voided_by and item.dated < c.dated <= on]
    if voiding:
        return Proof(ProofState.VOIDED, item, _first(voiding), lapses_on)
    if on > lapses_on:
        return Proof(ProofState.EXPIRED, item, None, lapses_on)
    ahead = [c for c in changes if c.kind in criterion.voided_by and on < c.dated <= lapses_on]
    if not ahead:
        return Proof(ProofState.CURRENT, item, None, lapses_on)
    ending = _first(ahead)
    return Proof(ProofState.CURRENT, item, None, ending.dated - timedelta(days=1), ending)


def _first(changes: list[Change]) -> Change:
    """The earliest; the order of several on one day is always the same."""
    return min(changes, key=lambda c: (c.dated, c.kind, c.summary, c.id))


def last_day_of(proof: Proof) -> date | None:
    """The last day on which a proof was, or is, current; None where there is none."""
    if proof.change is None or proof.lapses_on is None:
        return proof.lapses_on
    return min(proof.change.dated - timedelta(days=1), proof.lapses_on)


def last_valid_day(dated: date, validity_days: int) -> date:
    """Add the validity, stopping at the end of the calendar."""
    return date.fromordinal(min(dated.toordinal() + validity_days, date.max.toordinal()))
